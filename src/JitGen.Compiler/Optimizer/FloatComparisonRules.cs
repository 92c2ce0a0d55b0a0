using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for floating-point comparisons, all of which are false for NaN, but for NeF.</summary>
internal static class FloatComparisonRules
{
    public static Value EqF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        a == b && IsNeverNaN(s, a) ? s.Bool(true) : Simplify(s, Opcode.EqF, a, b, whenNaN: false);

    public static Value NeF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        a == b && IsNeverNaN(s, a) ? s.Bool(false) : Simplify(s, Opcode.NeF, a, b, whenNaN: true);

    public static Value LtF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        a == b ? s.Bool(false) : Simplify(s, Opcode.LtF, a, b, whenNaN: false);

    public static Value LeF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        a == b ? s.Node(Opcode.EqF, type, a, b) : Simplify(s, Opcode.LeF, a, b, whenNaN: false);         // x <= x unless NaN

    private static Value Simplify(Simplifier s, Opcode opcode, Value a, Value b, bool whenNaN)
    {
        IrType type = s.TypeOf(a);
        BinaryFormat format = BinaryFormat.Of(type);
        bool isLeft = s.IsConstant(a, out ulong k);
        if (isLeft || s.IsConstant(b, out k))
        {
            if (format.IsNaN(k)) return s.Bool(whenNaN);
            Value x = isLeft ? b : a;
            if (k == format.SignBit) return Compare(s, opcode, x, s.Constant(type, 0), isLeft);          // -0 compares as +0
            // -x < k is -k < x
            if (s.Is(x, Opcode.NegF, out Value y))
            {
                return Compare(s, opcode, y, s.Constant(type, k ^ format.SignBit), isLeft != IsOrder(opcode));
            }
        }

        bool bothNegated = s.Is(a, Opcode.NegF, out Value left) & s.Is(b, Opcode.NegF, out Value right);
        if (bothNegated) return Compare(s, opcode, left, right, IsOrder(opcode));                        // -x < -y is y < x
        bool bothSingle = type == IrType.F64 && ConversionRules.IsSingle(s, a, out left) & ConversionRules.IsSingle(s, b, out right);
        return bothSingle ? Compare(s, opcode, left, right, false) : Value.None;                         // floats compare as their doubles
    }

    private static bool IsOrder(Opcode opcode) => opcode is Opcode.LtF or Opcode.LeF;

    private static Value Compare(Simplifier s, Opcode opcode, Value a, Value b, bool swap) =>
        swap ? s.Node(opcode, IrType.Bool, b, a) : s.Node(opcode, IrType.Bool, a, b);

    private static bool IsNeverNaN(Simplifier s, Value value) => s.OpcodeOf(value) is Opcode.IntToFloatS or Opcode.IntToFloatU;
}
