using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// The few simplifications that lanes need after the optimizer's: constants are folded, neutral operands dropped, conversions
/// of conversions joined, and negated conditions of choices turned round.
/// </summary>
internal static class LaneSimplifier
{
    /// <summary>A simpler value than the node, or none. A constant is the second operand of what commutes.</summary>
    public static Value Simplify(LaneBuilder b, Opcode opcode, IrType type, Value x, Value y, Value z)
    {
        Function function = b.Function;
        if (function.IsConstant(x) && (y.IsNone || function.IsConstant(y)) && (z.IsNone || function.IsConstant(z)))
        {
            ulong second = y.IsNone ? 0 : function.BitsOf(y);
            ulong third = z.IsNone ? 0 : function.BitsOf(z);
            return b.Constant(type, OpcodeTable.Evaluate(opcode, function.TypeOf(x), type, function.BitsOf(x), second, third));
        }

        switch (opcode)
        {
            case Opcode.And:
                return x == y || function.IsConstant(y, Function.Mask(type)) ? x : function.IsConstant(y, 0) ? y : Value.None;
            case Opcode.Or:
                return x == y || function.IsConstant(y, 0) ? x : function.IsConstant(y, Function.Mask(type)) ? y : Value.None;
            case Opcode.Add or Opcode.Sub or Opcode.Shl or Opcode.RotL or Opcode.RotR:
                return function.IsConstant(y, 0) ? x : Value.None;
            case Opcode.ShrS or Opcode.ShrU:
                return function.IsConstant(y, 0) ? x : JoinShifts(b, opcode, type, x, function.BitsOf(y));
            case Opcode.Xor:
                return function.IsConstant(y, 0) ? x
                    : IrTypes.IsMask(type) && function.IsConstant(y) ? b.Not(x) : Value.None;
            case Opcode.Not:
                return function.OpcodeOf(x) == Opcode.Not ? function.Operand(x, 0) : Value.None;
            case Opcode.ExtendS or Opcode.ExtendU or Opcode.Narrow or Opcode.ConvertMask:
                return Convert(b, opcode, type, x);
            case Opcode.Select or Opcode.Rare:
                return Choose(b, opcode, type, x, y, z);
            case Opcode.MinF or Opcode.MaxF when b.Level != IsaLevel.Armv8:
                return opcode == Opcode.MinF ? LaneFloats.MinOfConstant(b, x, y) : LaneFloats.MaxOfConstant(b, x, y);
            default:
                return Value.None;
        }
    }

    /// <summary>A shift right of a shift right, as one, unless nothing but signs or zeros were left.</summary>
    private static Value JoinShifts(LaneBuilder b, Opcode opcode, IrType type, Value x, ulong count)
    {
        ulong sum = b.Function.OpcodeOf(x) == opcode ? count + b.Function.BitsOf(b.Function.Operand(x, 1)) : ulong.MaxValue;
        return sum < (ulong)IrTypes.Bits(type) ? b.Shift(opcode, b.Function.Operand(x, 0), (int)sum) : Value.None;
    }

    private static Value Choose(LaneBuilder b, Opcode opcode, IrType type, Value condition, Value y, Value z)
    {
        Function function = b.Function;
        bool isRare = opcode == Opcode.Rare;
        if (function.IsConstant(condition))
        {
            return (function.BitsOf(condition) != 0) != isRare ? y : z;
        }

        if (y == z)
        {
            return y;
        }

        if (isRare)
        {
            return Value.None;
        }

        return function.OpcodeOf(condition) == Opcode.Not
            ? b.Node(opcode, type, function.Operand(condition, 0), z, y)
            : LaneClasses.Choose(b, type, condition, y, z);
    }

    /// <summary>A conversion to the same type, of a converted value, or of a condition's opposite.</summary>
    private static Value Convert(LaneBuilder b, Opcode opcode, IrType type, Value x)
    {
        Function function = b.Function;
        if (function.TypeOf(x) == type)
        {
            return x;
        }

        Opcode inner = function.OpcodeOf(x);
        Value source = function.Operand(x, 0);
        if (opcode == Opcode.ConvertMask)
        {
            return inner == Opcode.ConvertMask ? b.Node(opcode, type, source)
                : inner == Opcode.Not ? b.Not(b.Node(opcode, type, source))
                : Value.None;
        }

        if (inner is not (Opcode.ExtendS or Opcode.ExtendU or Opcode.Narrow) || (inner == Opcode.Narrow && opcode != Opcode.Narrow))
        {
            return Value.None;
        }

        // A value extended by zeros has no sign to extend.
        bool isWidening = opcode != Opcode.Narrow;
        return isWidening
            ? inner == Opcode.ExtendU || opcode == Opcode.ExtendS ? b.Node(inner, type, source) : Value.None
            : b.Node(IrTypes.Bits(b.TypeOf(source)) < IrTypes.Bits(type) ? inner : Opcode.Narrow, type, source);
    }
}
