using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Floating-point numbers to integers, toward zero, saturating, NaN to 0, from instructions that give one number for all of those.</summary>
internal static class LaneFloatsToIntegers
{
    private const double TwoToThe31 = 2147483648.0;
    private const double TwoToThe32 = 4294967296.0;
    private const double TwoToThe63 = 9223372036854775808.0;
    private const double TwoToThe64 = 18446744073709551616.0;

    /// <summary>2^52: a double of which every number below is the fraction.</summary>
    private const ulong TwoToThe52 = 0x4330_0000_0000_0000;

    /// <summary>2^52 + 2^51: likewise for numbers of either sign.</summary>
    private const ulong SignedMagic = 0x4338_0000_0000_0000;

    /// <summary>To 32 or 64 bits.</summary>
    public static Value Signed(LaneBuilder b, IrType type, Value x)
    {
        IrType from = b.TypeOf(x);
        bool isNarrowing = from == IrType.F64 && type == IrType.I32;
        if (LaneLegality.IsLegal(b.Level, Opcode.FloatToIntS, IrType.F64, IrType.I64))
        {
            return isNarrowing
                ? b.Narrow(b.Node(Opcode.FloatToIntS, IrType.I64, Clamp(b, x, -TwoToThe31, TwoToThe31 - 1)), type)
                : b.Node(Opcode.FloatToIntS, type, b.Node(Opcode.Promote, IrType.F64, x));
        }

        if (isNarrowing)
        {
            Value number = b.Select(b.Compare(Opcode.EqF, x, x), x, b.Float(from, 0));
            Value limited = LaneFloats.LesserOrSecond(b, number, b.Float(from, TwoToThe31 - 1));
            return b.Node(Opcode.FloatToIntOrMin, type, limited);
        }

        bool isWide = type == IrType.I64;
        if (isWide && !LaneLegality.IsLegal(b.Level, Opcode.FloatToIntOrMin, from, type))
        {
            return from == IrType.F32 ? Signed(b, type, b.Node(Opcode.Promote, IrType.F64, x)) : Signed64(b, x);
        }

        return Saturated(b, x, b.Node(Opcode.FloatToIntOrMin, type, x), isWide ? TwoToThe63 : TwoToThe31);
    }

    /// <summary>
    /// The bits below the sign of the signed conversion; none if the target has that itself. Of NaN and of what is too small they
    /// are zeros, as those of the minimum are.
    /// </summary>
    /// <param name="b">The builder.</param>
    /// <param name="type">I32 or I64.</param>
    /// <param name="x">The number.</param>
    /// <param name="upperBound">A number that x does not exceed.</param>
    public static Value BelowSign(LaneBuilder b, IrType type, Value x, double upperBound)
    {
        IrType from = b.TypeOf(x);
        if (!LaneLegality.IsLegal(b.Level, Opcode.FloatToIntOrMin, from, type))
        {
            return Value.None;
        }

        double limit = type == IrType.I64 ? TwoToThe63 : TwoToThe31;
        bool isExact = from == IrType.F64 && type == IrType.I32;
        Value limited = upperBound < limit || !isExact ? x : LaneFloats.LesserOrSecond(b, b.Float(from, TwoToThe31 - 1), x);
        Value converted = b.Node(Opcode.FloatToIntOrMin, type, limited);
        return upperBound < limit || isExact
            ? converted
            : b.Select(b.Compare(Opcode.LeF, b.Float(from, limit), x), b.Constant(type, Function.Mask(type) >> 1), converted);
    }

    /// <summary>To 32 or 64 bits.</summary>
    public static Value Unsigned(LaneBuilder b, IrType type, Value x)
    {
        IrType from = b.TypeOf(x);
        bool isNarrowing = from == IrType.F64 && type == IrType.I32;
        if (LaneLegality.IsLegal(b.Level, Opcode.FloatToIntU, IrType.F64, IrType.I64))
        {
            return isNarrowing
                ? b.Narrow(b.Node(Opcode.FloatToIntU, IrType.I64, Clamp(b, x, 0, TwoToThe32 - 1)), type)
                : b.Node(Opcode.FloatToIntU, type, b.Node(Opcode.Promote, IrType.F64, x));
        }

        // NaN and what is negative become 0.
        Value positive = LaneFloats.GreaterOrSecond(b, x, b.Float(from, 0));
        if (LaneLegality.IsLegal(b.Level, Opcode.FloatToIntUOrMax, from, type))
        {
            return b.Node(Opcode.FloatToIntUOrMax, type, positive);
        }

        if (isNarrowing)
        {
            Value limited = LaneFloats.LesserOrSecond(b, positive, b.Float(from, TwoToThe32 - 1));
            return b.Narrow(InFraction(b, b.Node(Opcode.TruncateF, from, limited), TwoToThe52), type);
        }

        if (type == IrType.I64)
        {
            return Unsigned64(b, from == IrType.F32 ? b.Node(Opcode.Promote, IrType.F64, positive) : positive);
        }

        return Unsigned32(b, positive);
    }

    /// <summary>NaN stays NaN.</summary>
    private static Value Clamp(LaneBuilder b, Value x, double min, double max)
    {
        Value raised = b.Node(Opcode.MaxF, IrType.F64, x, b.Float(IrType.F64, min));
        return b.Node(Opcode.MinF, IrType.F64, raised, b.Float(IrType.F64, max));
    }

    /// <summary>The conversion is right below the limit: above it gives the maximum, of NaN 0.</summary>
    private static Value Saturated(LaneBuilder b, Value x, Value converted, double limit)
    {
        IrType type = b.TypeOf(converted);
        Value isTooLarge = b.Compare(Opcode.LeF, b.Float(b.TypeOf(x), limit), x);
        Value saturated = b.Select(isTooLarge, b.Constant(type, Function.Mask(type) >> 1), converted);
        return b.Select(b.Compare(Opcode.EqF, x, x), saturated, b.Constant(type, 0));
    }

    /// <summary>The bits of the sum with a magic number: an integer in the fraction.</summary>
    private static Value InFraction(LaneBuilder b, Value integral, ulong magic) => b.Bits(b.AddF(integral, b.Constant(IrType.F64, magic)));

    /// <summary>The integral number split exactly at 2^32, each part in a fraction, the upper one moved to its place.</summary>
    private static Value JoinedHalves(LaneBuilder b, Value x, ulong magic)
    {
        Value integral = b.Node(Opcode.TruncateF, IrType.F64, x);
        Value scaled = b.Node(Opcode.MulF, IrType.F64, integral, b.Float(IrType.F64, 1 / TwoToThe32));
        Value high = b.Node(Opcode.FloorF, IrType.F64, scaled);
        Value low = b.Node(Opcode.FmaF, IrType.F64, high, b.Float(IrType.F64, -TwoToThe32), integral);
        Value lowBits = b.Xor(InFraction(b, low, TwoToThe52), b.Constant(IrType.I64, TwoToThe52));
        return b.Or(b.Shl(InFraction(b, high, magic), 32), lowBits);
    }

    private static Value Signed64(LaneBuilder b, Value x)
    {
        Value raised = LaneFloats.GreaterOrSecond(b, x, b.Float(IrType.F64, -TwoToThe63));
        return Saturated(b, x, JoinedHalves(b, raised, SignedMagic), TwoToThe63);
    }

    private static Value Unsigned64(LaneBuilder b, Value x)
    {
        Value isTooLarge = b.Compare(Opcode.LeF, b.Float(IrType.F64, TwoToThe64), x);
        return b.Select(isTooLarge, b.Constant(IrType.I64, ulong.MaxValue), JoinedHalves(b, x, TwoToThe52));
    }

    /// <summary>
    /// From 2^31 on the signed conversion gives its highest bit alone, and of x - 2^31 the bits below; the former's sign says
    /// whether they are wanted.
    /// </summary>
    private static Value Unsigned32(LaneBuilder b, Value x)
    {
        Value below = b.Node(Opcode.FloatToIntOrMin, IrType.I32, x);
        Value beyond = b.Node(Opcode.FloatToIntOrMin, IrType.I32, b.SubF(x, b.Float(IrType.F32, TwoToThe31)));
        Value joined = b.Or(below, b.And(beyond, b.ShrS(below, 31)));
        Value isTooLarge = b.Compare(Opcode.LeF, b.Float(IrType.F32, TwoToThe32), x);
        return b.Select(isTooLarge, b.Constant(IrType.I32, uint.MaxValue), joined);
    }
}
