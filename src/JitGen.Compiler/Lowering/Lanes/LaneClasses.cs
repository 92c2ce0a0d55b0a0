using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Results by what kind of number a value is, as AVX-512 gives them with one instruction: a table has 4 bits for each kind. Chains of
/// choices by comparisons of a value with 0, 1, the infinities and itself, such as functions have for special arguments, are one
/// <see cref="Opcode.SpecialF"/>.
/// </summary>
internal static class LaneClasses
{
    /// <summary>The square roots of special numbers.</summary>
    public const uint SquareRoots = 0x03130122;

    /// <summary>How deep choices are looked through.</summary>
    private const int MostChoices = 8;

    /// <summary>A choice as a table's, or none: it replaces at least two.</summary>
    public static Value Choose(LaneBuilder b, IrType type, Value condition, Value whenTrue, Value whenFalse)
    {
        if (b.Level != IsaLevel.X64V4 || type is not (IrType.F32 or IrType.F64))
        {
            return Value.None;
        }

        Value x = ArgumentOf(b.Function, condition);
        if (x.IsNone || b.TypeOf(x) != type || !(IsChoice(b.Function, x, whenTrue) || IsChoice(b.Function, x, whenFalse)))
        {
            return Value.None;
        }

        uint table = 0;
        Value common = Value.None;
        for (int kind = 0; kind < NumberKinds.Count; kind++)
        {
            if (Holds(b.Function, condition, x, NumberKinds.Representative(kind)) is not { } holds)
            {
                return Value.None;
            }

            (int entry, Value result) = Follow(b.Function, holds ? whenTrue : whenFalse, x, kind);
            if (entry == NumberKinds.Common)
            {
                if (!common.IsNone && common != result)
                {
                    return Value.None;
                }

                common = result;
            }

            table |= (uint)entry << (4 * kind);
        }

        return common.IsNone ? Value.None : Special(b, x, common, table);
    }

    /// <summary>A result by the kind of a value, or else the common one.</summary>
    public static Value Special(LaneBuilder b, Value x, Value common, uint table) =>
        b.Node(Opcode.SpecialF, b.TypeOf(x), x, common, b.Constant(b.TypeOf(x), table));

    /// <summary>The value that a condition is about; none if it is about several or is no comparison.</summary>
    private static Value ArgumentOf(Function function, Value condition)
    {
        while (function.OpcodeOf(condition) is Opcode.Not or Opcode.And or Opcode.Or)
        {
            condition = function.Operand(condition, 0);
        }

        if (function.OpcodeOf(condition) is not (Opcode.LtF or Opcode.LeF or Opcode.EqF or Opcode.NeF))
        {
            return Value.None;
        }

        Value a = function.Operand(condition, 0);
        return function.IsConstant(a) ? function.Operand(condition, 1) : a;
    }

    private static bool IsChoice(Function function, Value x, Value value) => function.OpcodeOf(value) switch
    {
        Opcode.Select => ArgumentOf(function, function.Operand(value, 0)) == x,
        Opcode.SpecialF => function.Operand(value, 0) == x,
        _ => false,
    };

    /// <summary>Whether a condition holds for all numbers of a kind; null if it is about something else, or not the same for all.</summary>
    private static bool? Holds(Function function, Value condition, Value x, double kind)
    {
        Opcode opcode = function.OpcodeOf(condition);
        Value a = function.Operand(condition, 0);
        switch (opcode)
        {
            case Opcode.Not:
                return !Holds(function, a, x, kind);
            case Opcode.And:
                return Holds(function, a, x, kind) & Holds(function, function.Operand(condition, 1), x, kind);
            case Opcode.Or:
                return Holds(function, a, x, kind) | Holds(function, function.Operand(condition, 1), x, kind);
            case Opcode.LtF or Opcode.LeF or Opcode.EqF or Opcode.NeF:
                return Compare(opcode, NumberOf(function, a, x, kind, opcode), NumberOf(function, function.Operand(condition, 1), x, kind, opcode));
            default:
                return null;
        }
    }

    private static bool? Compare(Opcode opcode, double? a, double? b) => a is null || b is null ? null : opcode switch
    {
        Opcode.LtF => a < b,
        Opcode.LeF => a <= b,
        Opcode.EqF => a == b,
        _ => !(a == b),
    };

    /// <summary>The number that an operand of a comparison is; null unless numbers of a kind all compare alike with it.</summary>
    private static double? NumberOf(Function function, Value operand, Value x, double kind, Opcode comparison)
    {
        if (operand == x)
        {
            return kind;
        }

        if (!function.IsConstant(operand))
        {
            return null;
        }

        double constant = NumberKinds.NumberOf(function.TypeOf(operand), function.BitsOf(operand));
        bool isEquality = comparison is Opcode.EqF or Opcode.NeF;
        return constant == 0 || double.IsInfinity(constant) || (constant == 1 && isEquality) ? constant : null;
    }

    /// <summary>What choices give for numbers of a kind: an entry of a table, with the common result if it is that.</summary>
    private static (int Entry, Value Common) Follow(Function function, Value result, Value x, int kind)
    {
        for (int i = 0; i < MostChoices; i++)
        {
            if (function.OpcodeOf(result) == Opcode.SpecialF && function.Operand(result, 0) == x)
            {
                int entry = NumberKinds.EntryOf((uint)function.BitsOf(function.Operand(result, 2)), kind);
                if (entry != NumberKinds.Common)
                {
                    return (entry, Value.None);
                }

                result = function.Operand(result, 1);
            }
            else if (function.OpcodeOf(result) == Opcode.Select && Holds(function, function.Operand(result, 0), x, NumberKinds.Representative(kind)) is { } holds)
            {
                result = function.Operand(result, holds ? 1 : 2);
            }
            else
            {
                break;
            }
        }

        if (result == x)
        {
            return (NumberKinds.Itself, Value.None);
        }

        if (function.IsConstant(result))
        {
            int entry = NumberKinds.EntryOf(function.TypeOf(result), function.BitsOf(result));
            if (entry != NumberKinds.Common)
            {
                return (entry, Value.None);
            }
        }

        return (NumberKinds.Common, result);
    }
}
