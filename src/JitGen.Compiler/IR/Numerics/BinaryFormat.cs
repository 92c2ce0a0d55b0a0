namespace JitGen.Compiler.IR.Numerics;

/// <summary>An IEEE 754 binary format of up to 64 bits: how its bits are taken apart, and put together with one rounding.</summary>
internal sealed class BinaryFormat
{
    public static readonly BinaryFormat Single = new(width: 32, fractionBits: 23);
    public static readonly BinaryFormat Double = new(width: 64, fractionBits: 52);

    private readonly int _maxExponent;

    private BinaryFormat(int width, int fractionBits)
    {
        FractionBits = fractionBits;
        _maxExponent = (1 << (width - 1 - fractionBits)) - 1;
        Bias = _maxExponent >> 1;
        SignBit = 1UL << (width - 1);
        Infinity = (ulong)_maxExponent << fractionBits;
        QuietNaN = Infinity | (1UL << (fractionBits - 1));
        One = (ulong)Bias << fractionBits;
        FractionMask = (1UL << fractionBits) - 1;
    }

    /// <summary>The number of bits stored after the binary point.</summary>
    public int FractionBits { get; }

    /// <summary>What is added to an exponent to store it; odd, so that the lowest exponent bit of [1, 2) is set.</summary>
    public int Bias { get; }

    public ulong SignBit { get; }

    public ulong FractionMask { get; }

    /// <summary>The bits of +infinity; those of any NaN without its sign are greater.</summary>
    public ulong Infinity { get; }

    /// <summary>The NaN that every operation here yields: positive and quiet.</summary>
    public ulong QuietNaN { get; }

    /// <summary>The bits of 1.0.</summary>
    public ulong One { get; }

    /// <summary>The bits of 2.0.</summary>
    public ulong Two => One + FractionMask + 1;

    /// <summary>The format of F32 or F64.</summary>
    public static BinaryFormat Of(IrType type) => type == IrType.F32 ? Single : Double;

    public bool IsNegative(ulong bits) => (bits & SignBit) != 0;

    public bool IsNaN(ulong bits) => Magnitude(bits) > Infinity;

    public bool IsInfinite(ulong bits) => Magnitude(bits) == Infinity;

    public bool IsZero(ulong bits) => Magnitude(bits) == 0;

    /// <summary>The bits without the sign, which order the values by magnitude.</summary>
    public ulong Magnitude(ulong bits) => bits & ~SignBit;

    /// <summary>The exponent as stored: 0 for zero and subnormal numbers.</summary>
    public int BiasedExponent(ulong bits) => (int)((bits >> FractionBits) & (uint)_maxExponent);

    /// <summary>Takes a finite value apart: its magnitude is <paramref name="significand"/> * 2^<paramref name="exponent"/>.</summary>
    public void Unpack(ulong bits, out ulong significand, out int exponent)
    {
        int biased = BiasedExponent(bits);
        significand = bits & FractionMask;
        if (biased == 0)
        {
            biased = 1;
        }
        else
        {
            significand |= FractionMask + 1;
        }

        exponent = biased - Bias - FractionBits;
    }

    /// <summary>
    /// The value nearest to ±<paramref name="significand"/> * 2^<paramref name="exponent"/>, ties to even. Digits below the
    /// significand may be replaced by a one in its bit 0 (jamming) if it is at least 2^(FractionBits + 3).
    /// </summary>
    public ulong Round(bool negative, ulong significand, int exponent)
    {
        ulong sign = negative ? SignBit : 0;
        if (significand == 0)
        {
            return sign;
        }

        int zeros = IntegerMath.LeadingZeroCount(significand);
        significand <<= zeros;
        int biased = exponent - zeros + 63 + Bias;
        if (biased >= _maxExponent)
        {
            return sign | Infinity;
        }

        int drop = 63 - FractionBits;
        if (biased < 1)
        {
            drop += 1 - biased;
            biased = 1;
        }

        if (drop > 64)
        {
            return sign;
        }

        ulong kept = drop == 64 ? 0 : significand >> drop;
        ulong rest = significand << (64 - drop);
        bool up = rest > 1UL << 63 || (rest == 1UL << 63 && (kept & 1) != 0);

        // The leading one of a normal number adds 1 to the exponent field; a carry of the rounding likewise.
        return sign | (((ulong)(biased - 1) << FractionBits) + kept + (up ? 1UL : 0UL));
    }
}
