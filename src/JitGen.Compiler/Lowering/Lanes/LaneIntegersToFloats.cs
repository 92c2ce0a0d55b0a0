using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Integers to floating-point numbers, rounded once. A number below 2^32 in the fraction of 2^52, or of 2^84, is exact there,
/// the units in the last place being 1 and 2^32.
/// </summary>
internal static class LaneIntegersToFloats
{
    private const ulong TwoToThe52 = 0x4330_0000_0000_0000;
    private const ulong TwoToThe84 = 0x4530_0000_0000_0000;
    private const ulong TwoToThe84And52 = 0x4530_0000_0010_0000;
    private const ulong TwoToThe84And63And52 = 0x4530_0000_8010_0000;
    private const double TwoToThe31 = 2147483648.0;

    /// <summary>Bits of an integer that a double need not hold to be rounded to a float.</summary>
    private const int SpareBits = 11;

    /// <summary>Integers of at most so many bits are exact as doubles.</summary>
    private const int ExactBits = 53;

    /// <summary>Of 8 to 64 bits.</summary>
    public static Value Signed(LaneBuilder b, IrType type, Value x)
    {
        IrType from = b.TypeOf(x);
        if (from is IrType.I8 or IrType.I16)
        {
            return b.Node(Opcode.IntToFloatS, type, b.ExtendS(x, IrType.I32));
        }

        if (from == IrType.I32)
        {
            return b.Node(Opcode.IntToFloatS, type, b.ExtendS(x, IrType.I64));
        }

        return type == IrType.F64
            ? Sum(b, b.Xor(b.ShrU(x, 32), b.Like(x, TwoToThe84 | 0x8000_0000)), TwoToThe84And63And52, x)
            : ThroughDouble(b, Opcode.IntToFloatS, x, IsExactSigned(b, x));
    }

    /// <summary>Of 8 to 64 bits.</summary>
    public static Value Unsigned(LaneBuilder b, IrType type, Value x)
    {
        switch (b.TypeOf(x))
        {
            case IrType.I8 or IrType.I16:
                return b.Node(Opcode.IntToFloatS, type, b.ExtendU(x, IrType.I32));
            case IrType.I32 when type == IrType.F32:
                return HalvesToSingle(b, x);
            case IrType.I32 when LaneLegality.IsLegal(b.Level, Opcode.IntToFloatS, IrType.I32, IrType.F64):
                Value moved = b.Node(Opcode.IntToFloatS, type, b.Xor(x, b.SignBit(IrType.I32)));
                return b.AddF(moved, b.Float(IrType.F64, TwoToThe31));
            case IrType.I32:
                return b.Node(Opcode.IntToFloatU, type, b.ExtendU(x, IrType.I64));
            default:
                return type == IrType.F64
                    ? Sum(b, b.Or(b.ShrU(x, 32), b.Like(x, TwoToThe84)), TwoToThe84And52, x)
                    : ThroughDouble(b, Opcode.IntToFloatU, x, b.IsEqual(b.ShrU(x, ExactBits), 0));
        }
    }

    /// <summary>The upper half, in the fraction of 2^84, less all that is too much, exactly; plus the lower half, rounding once.</summary>
    private static Value Sum(LaneBuilder b, Value high, ulong excess, Value x)
    {
        Value low = b.Or(b.And(x, uint.MaxValue), b.Like(x, TwoToThe52));
        return b.AddF(b.SubF(b.Bits(high), b.Constant(IrType.F64, excess)), b.Bits(low));
    }

    /// <summary>Both 16-bit halves are exact, and the fused sum is rounded once.</summary>
    private static Value HalvesToSingle(LaneBuilder b, Value x)
    {
        Value high = b.Node(Opcode.IntToFloatS, IrType.F32, b.ShrU(x, 16));
        Value low = b.Node(Opcode.IntToFloatS, IrType.F32, b.And(x, ushort.MaxValue));
        return b.Node(Opcode.FmaF, IrType.F32, high, b.Float(IrType.F32, 65536), low);
    }

    /// <summary>
    /// What a double cannot hold exactly is cut to what it can, the lowest bit set if anything was lost: far below the last
    /// place of a float, it only keeps a tie from being seen where there is none.
    /// </summary>
    private static Value ThroughDouble(LaneBuilder b, Opcode convert, Value x, Value isExact)
    {
        const ulong Spare = (1UL << SpareBits) - 1;
        Value marked = b.Or(x, b.Add(b.And(x, Spare), b.Like(x, Spare)));
        Value cut = b.And(marked, ~Spare);
        return b.Node(Opcode.Demote, IrType.F32, b.Node(convert, IrType.F64, b.Select(isExact, x, cut)));
    }

    private static Value IsExactSigned(LaneBuilder b, Value x)
    {
        Value limit = b.Like(x, 1UL << ExactBits);
        return b.And(b.Compare(Opcode.LtS, x, limit), b.Compare(Opcode.LtS, b.Like(x, ulong.MaxValue << ExactBits), x));
    }
}
