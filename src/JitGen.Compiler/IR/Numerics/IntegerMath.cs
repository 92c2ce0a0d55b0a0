namespace JitGen.Compiler.IR.Numerics;

/// <summary>Integer operations that netstandard2.0 lacks, on 64-bit values.</summary>
internal static class IntegerMath
{
    /// <summary>The number of ones.</summary>
    public static int PopCount(ulong value)
    {
        value -= (value >> 1) & 0x5555_5555_5555_5555;
        value = (value & 0x3333_3333_3333_3333) + ((value >> 2) & 0x3333_3333_3333_3333);
        value = (value + (value >> 4)) & 0x0F0F_0F0F_0F0F_0F0F;
        return (int)(unchecked(value * 0x0101_0101_0101_0101) >> 56);
    }

    /// <summary>The number of zeros above the highest one; 64 for zero.</summary>
    public static int LeadingZeroCount(ulong value)
    {
        // Copy the highest one into every place below it: the zeros left are the leading ones.
        value |= value >> 1;
        value |= value >> 2;
        value |= value >> 4;
        value |= value >> 8;
        value |= value >> 16;
        value |= value >> 32;
        return PopCount(~value);
    }

    /// <summary>The number of zeros below the lowest one; 64 for zero.</summary>
    public static int TrailingZeroCount(ulong value) => PopCount(unchecked(value - 1) & ~value);

    /// <summary>Whether exactly one bit is set.</summary>
    public static bool IsPowerOfTwo(ulong value) => value != 0 && (value & (value - 1)) == 0;

    /// <summary>The full 128-bit product: returns the upper half, the lower in <paramref name="low"/>.</summary>
    public static ulong Multiply(ulong left, ulong right, out ulong low)
    {
        unchecked
        {
            ulong leftLow = (uint)left, leftHigh = left >> 32;
            ulong rightLow = (uint)right, rightHigh = right >> 32;
            ulong lowLow = leftLow * rightLow;
            ulong cross = leftHigh * rightLow + (lowLow >> 32);
            ulong middle = leftLow * rightHigh + (uint)cross;
            low = (middle << 32) | (uint)lowLow;
            return leftHigh * rightHigh + (cross >> 32) + (middle >> 32);
        }
    }

    /// <summary>The upper half of the unsigned 128-bit product.</summary>
    public static ulong MultiplyHigh(ulong left, ulong right) => Multiply(left, right, out _);

    /// <summary>The upper half of the signed 128-bit product.</summary>
    public static long MultiplyHigh(long left, long right)
    {
        unchecked
        {
            // As an unsigned number, a negative factor is 2^64 too large: the other one is to be taken off the upper half.
            ulong high = MultiplyHigh((ulong)left, (ulong)right);
            return (long)high - ((left >> 63) & right) - ((right >> 63) & left);
        }
    }
}
