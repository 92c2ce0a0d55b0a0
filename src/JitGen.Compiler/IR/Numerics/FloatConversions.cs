namespace JitGen.Compiler.IR.Numerics;

/// <summary>The directions in which a floating-point value is rounded to an integral one.</summary>
internal enum RoundingMode : byte
{
    /// <summary>Down, to the next that is not greater.</summary>
    Floor,

    /// <summary>Up, to the next that is not less.</summary>
    Ceiling,

    /// <summary>Toward zero.</summary>
    Truncate,

    /// <summary>To the nearest, ties to even.</summary>
    NearestEven,
}

/// <summary>Conversions between integers and floating-point values by integer arithmetic.</summary>
internal static class FloatConversions
{
    public static ulong FromSigned(BinaryFormat format, long value) =>
        format.Round(value < 0, unchecked((ulong)(value < 0 ? -value : value)), 0);

    public static ulong FromUnsigned(BinaryFormat format, ulong value) => format.Round(false, value, 0);

    /// <summary>Toward zero, saturating to a signed integer of <paramref name="width"/> bits; NaN gives 0.</summary>
    public static ulong ToSigned(BinaryFormat format, ulong bits, int width)
    {
        ulong limit = 1UL << (width - 1);
        ulong magnitude = TruncatedMagnitude(format, bits);
        return format.IsNegative(bits)
            ? unchecked((ulong)-(long)(magnitude < limit ? magnitude : limit))
            : magnitude < limit ? magnitude : limit - 1;
    }

    /// <summary>Toward zero, saturating to an unsigned integer of <paramref name="width"/> bits; NaN gives 0.</summary>
    public static ulong ToUnsigned(BinaryFormat format, ulong bits, int width)
    {
        ulong limit = ulong.MaxValue >> (64 - width);
        ulong magnitude = format.IsNegative(bits) ? 0 : TruncatedMagnitude(format, bits);
        return magnitude < limit ? magnitude : limit;
    }

    /// <summary>The nearest integral value in the given direction, with the sign of the argument.</summary>
    public static ulong RoundToIntegral(BinaryFormat format, ulong bits, RoundingMode mode)
    {
        int exponent = format.BiasedExponent(bits) - format.Bias;
        if (exponent >= format.FractionBits)
        {
            return format.IsNaN(bits) ? format.QuietNaN : bits;
        }

        ulong sign = bits & format.SignBit;
        ulong truncated = sign;
        ulong unit = format.One;
        ulong fraction = format.Magnitude(bits);
        ulong half = format.One - (1UL << format.FractionBits);
        bool odd = false;
        if (exponent >= 0)
        {
            // In [1, 2) the lowest integer bit is the implied one; the exponent's lowest bit in its place is set as well.
            unit = 1UL << (format.FractionBits - exponent);
            fraction = bits & (unit - 1);
            half = unit >> 1;
            truncated = bits - fraction;
            odd = (truncated & unit) != 0;
        }

        bool away = mode switch
        {
            RoundingMode.Floor => sign != 0 && fraction != 0,
            RoundingMode.Ceiling => sign == 0 && fraction != 0,
            RoundingMode.Truncate => false,
            _ => fraction > half || (fraction == half && odd),
        };
        return away ? truncated + unit : truncated;
    }

    /// <summary>The magnitude without its fraction, at most 2^64 - 1; 0 for NaN.</summary>
    private static ulong TruncatedMagnitude(BinaryFormat format, ulong bits)
    {
        if (format.IsNaN(bits))
        {
            return 0;
        }

        format.Unpack(bits, out ulong significand, out int exponent);
        if (exponent <= 0)
        {
            return exponent > -64 ? significand >> -exponent : 0;
        }

        return exponent <= IntegerMath.LeadingZeroCount(significand) ? significand << exponent : ulong.MaxValue;
    }
}
