using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Counts of bits, as lanes of the type of the operand.</summary>
internal static class LaneBitCounts
{
    /// <summary>Bits of a float's fraction, and the biased exponent of 2^31.</summary>
    private const int FractionBits = 23;
    private const ulong ExponentOfSign = 127 + 31;

    /// <summary>Sums of neighbouring fields, of 1, 2 and 4 bits, then of bytes until one holds them all.</summary>
    public static Value PopCount(LaneBuilder b, Value x)
    {
        int width = IrTypes.Bits(b.TypeOf(x));
        x = b.Sub(x, b.And(b.ShrU(x, 1), 0x5555_5555_5555_5555));
        x = b.Add(b.And(x, 0x3333_3333_3333_3333), b.And(b.ShrU(x, 2), 0x3333_3333_3333_3333));
        x = b.And(b.Add(x, b.ShrU(x, 4)), 0x0F0F_0F0F_0F0F_0F0F);
        for (int field = 8; field < width; field *= 2)
        {
            x = b.Add(x, b.ShrU(x, field));
        }

        return width > 8 ? b.And(x, 2 * (ulong)width - 1) : x;
    }

    /// <summary>Of 64 bits: those of the upper half, or if it is zero 32 and those of the lower.</summary>
    public static Value LeadingZeros(LaneBuilder b, Value x)
    {
        if (b.TypeOf(x) != IrType.I64)
        {
            return LeadingZeros32(b, x);
        }

        Value high = b.Narrow(b.ShrU(x, 32), IrType.I32);
        Value ofLow = b.Node(Opcode.LeadingZeros, IrType.I32, b.Narrow(x, IrType.I32));
        Value ofHigh = b.Node(Opcode.LeadingZeros, IrType.I32, high);
        Value count = b.Select(b.IsEqual(high, 0), b.Add(ofLow, b.Like(ofLow, 32)), ofHigh);
        return b.ExtendU(count, IrType.I64);
    }

    /// <summary>The zeros below the lowest one are the ones of ~x &amp; (x - 1), all of them at the end.</summary>
    public static Value TrailingZeros(LaneBuilder b, Value x)
    {
        IrType type = b.TypeOf(x);
        Value below = b.And(b.Sub(x, b.Constant(type, 1)), b.Not(x));
        return b.Sub(b.Constant(type, (ulong)IrTypes.Bits(type)), b.Node(Opcode.LeadingZeros, type, below));
    }

    /// <summary>
    /// The exponent of the number as a float. The bit 8 below the highest is cleared, so that rounding cannot carry to the top.
    /// A set sign bit makes the number negative, its exponent field seem larger, and the count negative, which means none; zero
    /// has the exponent field 0, which gives more than 32.
    /// </summary>
    private static Value LeadingZeros32(LaneBuilder b, Value x)
    {
        Value top = b.And(b.Not(b.ShrU(x, 8)), x);
        Value exponent = b.ShrU(b.Bits(b.Node(Opcode.IntToFloatS, IrType.F32, top)), FractionBits);
        Value count = b.Sub(b.Constant(IrType.I32, ExponentOfSign), exponent);
        count = b.Node(Opcode.MaxS, IrType.I32, count, b.Constant(IrType.I32, 0));
        return b.Node(Opcode.MinS, IrType.I32, count, b.Constant(IrType.I32, 32));
    }
}
