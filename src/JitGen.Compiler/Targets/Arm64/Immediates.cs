namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// The immediates of additions and comparisons: 12 bits, or 12 bits shifted left by 12.
/// </summary>
internal static class ArithmeticImmediate
{
    private const int Bits = 12;
    private const ulong Mask = (1UL << Bits) - 1;

    public static bool IsEncodable(ulong value) => (value & ~Mask) == 0 || (value & ~(Mask << Bits)) == 0;

    /// <summary>The shift flag and the 12 bits, as 13 bits.</summary>
    public static uint Encode(ulong value) => value <= Mask ? (uint)value : 1u << Bits | (uint)(value >> Bits);
}

/// <summary>The immediates of movz and movn: 16 bits at a multiple of 16.</summary>
internal static class WideImmediate
{
    private const int Bits = 16;

    /// <summary>Whether at most one halfword of <paramref name="value"/> is not zero.</summary>
    public static bool IsEncodable(ulong value) => (value & ~(0xFFFFUL << Position(value))) == 0;

    /// <summary>The bit position of the lowest halfword that is not zero, 0 if there is none.</summary>
    public static int Position(ulong value)
    {
        int position = 0;
        while (value != 0 && (value >> position & 0xFFFF) == 0)
        {
            position += Bits;
        }

        return position;
    }

    /// <summary>The number of the halfword, and its 16 bits, as 18 bits.</summary>
    public static uint Encode(ulong value)
    {
        int position = Position(value);
        return (uint)(position / Bits) << Bits | (uint)(value >> position);
    }
}

/// <summary>
/// The immediates of logical operations: a run of ones in an element of 2, 4, ... 64 bits, rotated within it, and the element
/// repeated. Neither all zeros nor all ones.
/// </summary>
internal static class BitmaskImmediate
{
    private const int NShift = 12;
    private const int RotationShift = 6;

    /// <summary>Whether the value is encodable; one of 32 bits is given repeated.</summary>
    public static bool IsEncodable(ulong value) => TryEncode(value, out _);

    public static bool IsEncodable(ulong value, bool wide) => TryEncode(wide ? value : Repeat(value), out _);

    /// <summary>A 32-bit value twice: the 64-bit value of the same encoding.</summary>
    public static ulong Repeat(ulong value) => (value & uint.MaxValue) * 0x1_0000_0001UL;

    /// <summary>The fields N, immr and imms as 13 bits.</summary>
    public static bool TryEncode(ulong value, out uint encoding)
    {
        encoding = 0;
        if (value == 0 || value == ulong.MaxValue)
        {
            return false;
        }

        int size = ElementSize(value);
        ulong mask = size == 64 ? ulong.MaxValue : (1UL << size) - 1;
        ulong element = value & mask;

        // Rotate the element right until a one is lowest and a zero highest: then the run, if it is only one, is at the bottom.
        int rotation = 0;
        while ((element & 1) == 0 || (element >> (size - 1)) != 0)
        {
            element = (element >> 1 | element << (size - 1)) & mask;
            rotation++;
        }

        if ((element & (element + 1)) != 0)
        {
            return false;
        }

        int ones = 0;
        while (element != 0)
        {
            element >>= 1;
            ones++;
        }

        // imms holds the size of the element as leading ones ended by a zero, then the length of the run less one.
        uint imms = unchecked((uint)-(size * 2)) & 0x3F | (uint)(ones - 1);
        uint n = size == 64 ? 1u : 0u;
        encoding = n << NShift | (uint)((size - rotation) & (size - 1)) << RotationShift | imms;
        return true;
    }

    /// <summary>The size of the smallest element that repeats, 2 to 64.</summary>
    private static int ElementSize(ulong value)
    {
        int size = 64;
        while (size > 2)
        {
            int half = size / 2;
            ulong mask = (1UL << half) - 1;
            if ((value & mask) != (value >> half & mask))
            {
                break;
            }

            size = half;
        }

        return size;
    }
}

/// <summary>The immediates of fmov: (16 + m) / 16 * 2^e for m in 0..15 and e in -3..4, of either sign.</summary>
internal static class FloatImmediate
{
    private const int FractionBits = 4;

    /// <summary>The 8 bits of the immediate, whose bits as a floating-point number of 4 or 8 bytes are given.</summary>
    public static bool TryEncode(ulong bits, int size, out uint encoding)
    {
        int fractionBits = size == 8 ? 52 : 23;
        int exponentBits = size == 8 ? 11 : 8;
        int shift = fractionBits - FractionBits;
        ulong sign = bits >> (fractionBits + exponentBits);
        ulong exponent = bits >> fractionBits & (1UL << exponentBits) - 1;
        ulong bias = (1UL << (exponentBits - 1)) - 1;
        encoding = (uint)(sign << 7 | (exponent + 3 - bias & 7 ^ 4) << FractionBits | bits >> shift & 0xF);
        return (bits & (1UL << shift) - 1) == 0 && exponent + 3 >= bias && exponent <= bias + 4;
    }

    /// <summary>The number that the 8 bits stand for.</summary>
    public static double Decode(uint encoding)
    {
        int exponent = ((int)(encoding >> FractionBits & 7) ^ 4) - 3;
        double magnitude = (16 + (encoding & 0xF)) / 16.0;
        double scale = exponent >= 0 ? 1 << exponent : 1.0 / (1 << -exponent);
        return (encoding >> 7 != 0 ? -magnitude : magnitude) * scale;
    }
}

/// <summary>The 8 bits of a constant of vectors.</summary>
internal static class VectorImmediate
{
    /// <summary>The bits in their two fields.</summary>
    public static uint Encode(uint bits) => (bits >> 5) << 16 | (bits & 0x1F) << 5;

    /// <summary>Of a constant whose bytes are zeros or ones, a bit for each byte.</summary>
    public static uint MaskOf(ulong value)
    {
        uint mask = 0;
        for (int i = 0; i < 8; i++)
        {
            mask |= (uint)(value >> (8 * i) & 1) << i;
        }

        return mask;
    }
}
