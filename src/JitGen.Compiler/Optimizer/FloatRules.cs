using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Rules for floating point. They keep every bit but those of a NaN: signs of zeros, infinities, roundings. So x + 0 stays
/// (it turns -0 into +0), while x + -0 is x; and nothing is reassociated.
/// </summary>
internal static class FloatRules
{
    public static Value AddF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        if (s.IsConstant(b, format.SignBit)) return a;                                                   // x + -0 = x
        if (s.Is(b, Opcode.NegF, out Value x)) return s.Node(Opcode.SubF, type, a, x);                   // x + -y = x - y
        if (s.Is(a, Opcode.NegF, out x)) return s.Node(Opcode.SubF, type, b, x);                         // -x + y = y - x
        return IsNaN(s, format, b) ? b : Value.None;
    }

    public static Value SubF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        if (s.IsConstant(b, 0)) return a;                                                                // x - +0 = x
        if (s.IsConstant(a, format.SignBit)) return s.Node(Opcode.NegF, type, b);                        // -0 - x = -x
        if (s.Is(b, Opcode.NegF, out Value x)) return s.Node(Opcode.AddF, type, a, x);                   // x - -y = x + y
        return IsNaN(s, format, b) ? b : IsNaN(s, format, a) ? a : Value.None;
    }

    public static Value MulF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        if (s.IsConstant(b, out ulong k))
        {
            if (k == format.One) return a;                                                               // x * 1 = x
            if (k == (format.One | format.SignBit)) return s.Node(Opcode.NegF, type, a);                 // x * -1 = -x
            // x * 2 = x + x, without a constant
            if (k == format.Two) return s.Node(Opcode.AddF, type, a, a);
            // -x * k = x * -k
            if (s.Is(a, Opcode.NegF, out Value y)) return s.Node(Opcode.MulF, type, y, s.Constant(type, k ^ format.SignBit));
            return IsNaN(s, format, b) ? b : Value.None;
        }

        bool bothNegated = s.Is(a, Opcode.NegF, out Value left) & s.Is(b, Opcode.NegF, out Value right);
        if (bothNegated) return s.Node(Opcode.MulF, type, left, right);                                  // -x * -y = x * y
        return a == b && s.Is(a, Opcode.AbsF, out Value x) ? s.Node(Opcode.MulF, type, x, x) : Value.None; // |x| * |x| = x * x
    }

    public static Value DivF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        if (s.IsConstant(b, out ulong k))
        {
            if (k == format.One) return a;                                                               // x / 1 = x
            if (k == (format.One | format.SignBit)) return s.Node(Opcode.NegF, type, a);                 // x / -1 = -x
            // x / 2^n = x * 2^-n
            if (HasExactReciprocal(format, k, out ulong reciprocal)) return s.Node(Opcode.MulF, type, a, s.Constant(type, reciprocal));
            // -x / k = x / -k
            if (s.Is(a, Opcode.NegF, out Value y)) return s.Node(Opcode.DivF, type, y, s.Constant(type, k ^ format.SignBit));
            return IsNaN(s, format, b) ? b : Value.None;
        }

        bool bothNegated = s.Is(a, Opcode.NegF, out Value left) & s.Is(b, Opcode.NegF, out Value right);
        return bothNegated ? s.Node(Opcode.DivF, type, left, right) : Value.None;                        // -x / -y = x / y
    }

    public static Value FmaF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        bool swap = s.IsConstant(a, out _) ? !s.IsConstant(b, out _) : !s.IsConstant(b, out _) && b.Id < a.Id;
        if (swap) return s.Node(Opcode.FmaF, type, b, a, c);                                             // factors in order
        if (s.IsConstant(c, format.SignBit)) return s.Node(Opcode.MulF, type, a, b);                     // x * y + -0 = x * y
        if (s.IsConstant(b, format.One)) return s.Node(Opcode.AddF, type, a, c);                         // x * 1 + y = x + y
        if (s.IsConstant(b, format.One | format.SignBit)) return s.Node(Opcode.SubF, type, c, a);        // x * -1 + y = y - x
        if (!s.Is(a, Opcode.NegF, out Value left)) return Value.None;
        if (s.Is(b, Opcode.NegF, out Value right)) return s.Node(Opcode.FmaF, type, left, right, c);     // -x * -y + z = x * y + z
        return s.IsConstant(b, out ulong k)
            ? s.Node(Opcode.FmaF, type, left, s.Constant(type, k ^ format.SignBit), c)                   // -x * k + z = x * -k + z
            : Value.None;
    }

    public static Value NegF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.NegF, out Value x)) return x;                                                 // -(-x) = x
        bool product = s.IsWithConstant(a, Opcode.MulF, out x, out ulong k);
        return product || s.IsWithConstant(a, Opcode.DivF, out x, out k)
            ? s.Node(s.OpcodeOf(a), type, x, s.Constant(type, k ^ BinaryFormat.Of(type).SignBit))        // -(x * k) = x * -k
            : Value.None;
    }

    public static Value AbsF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.NegF, out Value x)) return s.Node(Opcode.AbsF, type, x);                      // |-x| = |x|
        if (s.Is(a, Opcode.CopySignF, out x)) return s.Node(Opcode.AbsF, type, x);                       // the sign does not matter
        if (s.OpcodeOf(a) == Opcode.AbsF) return a;                                                      // ||x|| = |x|
        return s.Is(a, Opcode.MulF, out x, out Value y) && x == y ? a : Value.None;                      // |x * x| = x * x
    }

    public static Value CopySignF(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        BinaryFormat format = BinaryFormat.Of(type);
        if (a == b) return a;                                                                            // any NaN is a NaN
        if (s.Is(a, Opcode.NegF, out Value x) || s.Is(a, Opcode.AbsF, out x)) return s.Node(Opcode.CopySignF, type, x, b);
        if (s.OpcodeOf(b) == Opcode.AbsF) return s.Node(Opcode.AbsF, type, a);                           // the sign of |y| is plus
        if (!s.IsConstant(b, out ulong k)) return Value.None;
        Value magnitude = s.Node(Opcode.AbsF, type, a);
        return format.IsNegative(k) && !format.IsNaN(k) ? s.Node(Opcode.NegF, type, magnitude) : magnitude;
    }

    public static Value MinF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        Extreme(s, Opcode.MinF, type, a, b, BinaryFormat.Of(type).Infinity);                             // min(x, inf) = x

    public static Value MaxF(Simplifier s, IrType type, Value a, Value b, Value c) =>
        Extreme(s, Opcode.MaxF, type, a, b, BinaryFormat.Of(type).Infinity | BinaryFormat.Of(type).SignBit);

    /// <summary>Rounding to an integral value leaves one as it is: of any rounding, and of an integer.</summary>
    public static Value Round(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.OpcodeOf(a) is Opcode.FloorF or Opcode.CeilingF or Opcode.TruncateF or Opcode.RoundEvenF
            or Opcode.IntToFloatS or Opcode.IntToFloatU
            ? a
            : Value.None;

    private static Value Extreme(Simplifier s, Opcode opcode, IrType type, Value a, Value b, ulong neutral)
    {
        if (a == b || s.IsConstant(b, neutral)) return a;
        if (!s.IsConstant(b, out ulong k)) return Value.None;
        if (IsNaN(s, BinaryFormat.Of(type), b)) return b;

        // min(min(x, j), k) = min(x, min(j, k))
        return s.IsWithConstant(a, opcode, out Value x, out ulong j)
            ? s.Node(opcode, type, x, s.Constant(type, OpcodeTable.Evaluate(opcode, type, type, j, k)))
            : Value.None;
    }

    /// <summary>
    /// Whether a constant's reciprocal is a power of two, exactly: then division and multiplication round the same value.
    /// </summary>
    private static bool HasExactReciprocal(BinaryFormat format, ulong bits, out ulong reciprocal)
    {
        reciprocal = 0;
        int exponent = format.BiasedExponent(bits);
        if ((bits & format.FractionMask) != 0 || exponent == 0 || exponent > 2 * format.Bias - 1)
        {
            return false;
        }

        // The exponents of a normal power of two and its normal reciprocal add up to twice the bias.
        reciprocal = (bits & format.SignBit) | ((ulong)(2 * format.Bias - exponent) << format.FractionBits);
        return true;
    }

    private static bool IsNaN(Simplifier s, BinaryFormat format, Value value) => s.IsConstant(value, out ulong bits) && format.IsNaN(bits);
}
