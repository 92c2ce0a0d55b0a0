using System.Numerics;

namespace JitGen.Compiler.IR.Numerics;

/// <summary>
/// Reads decimal floating-point literals, rounded once to nearest even, by exact integer arithmetic: the same on every host
/// (.NET Framework's own parser is not correctly rounded).
/// </summary>
internal static class FloatParser
{
    /// <summary>
    /// A midpoint between two doubles has at most 767 significant digits: of more, only matters whether one is not zero.
    /// </summary>
    private const int MaxDigits = 800;

    /// <summary>Beyond such powers of ten every number of up to <see cref="MaxDigits"/> digits is 0 or infinite.</summary>
    private const long MaxExponent = 2000;

    /// <summary>
    /// The bits of the number nearest to a literal: digits with at most one '.', then an optional exponent; '_' is skipped.
    /// Infinity if it is too large.
    /// </summary>
    /// <param name="format">The format to round to.</param>
    /// <param name="literal">The literal without sign and suffix.</param>
    public static ulong Parse(BinaryFormat format, string literal)
    {
        int position = 0;
        BigInteger digits = ReadDigits(literal, ref position, out long exponent);
        exponent += ReadExponent(literal, position);
        if (digits.IsZero || exponent < -MaxExponent)
        {
            return 0;
        }

        return exponent > MaxExponent ? format.Infinity : Round(format, digits, (int)exponent);
    }

    /// <summary>The significant digits as an integer, to be multiplied by 10^<paramref name="exponent"/>.</summary>
    private static BigInteger ReadDigits(string literal, ref int position, out long exponent)
    {
        BigInteger digits = BigInteger.Zero;
        ulong chunk = 0, chunkScale = 1;
        int count = 0;
        bool afterPoint = false, inexact = false;
        exponent = 0;
        for (; position < literal.Length && literal[position] is not ('e' or 'E'); position++)
        {
            char character = literal[position];
            afterPoint |= character == '.';
            if (character is '.' or '_')
            {
                continue;
            }

            if (count == MaxDigits)
            {
                inexact |= character != '0';
                exponent += afterPoint ? 0 : 1;
                continue;
            }

            exponent -= afterPoint ? 1 : 0;
            chunk = chunk * 10 + (ulong)(character - '0');
            chunkScale *= 10;
            count += count > 0 || character != '0' ? 1 : 0;
            if (chunkScale == 1_000_000_000_000_000_000)
            {
                digits = digits * chunkScale + chunk;
                chunk = 0;
                chunkScale = 1;
            }
        }

        digits = digits * chunkScale + chunk;
        if (inexact)
        {
            digits = digits * 10 + 1;
            exponent--;
        }

        return digits;
    }

    /// <summary>The value of the exponent part at <paramref name="position"/>; far beyond any use it is cut off.</summary>
    private static long ReadExponent(string literal, int position)
    {
        const long Limit = 1L << 40;
        long exponent = 0;
        bool negative = false;
        for (position++; position < literal.Length; position++)
        {
            char character = literal[position];
            negative |= character == '-';
            if (character is >= '0' and <= '9' && exponent < Limit)
            {
                exponent = exponent * 10 + (character - '0');
            }
        }

        return negative ? -exponent : exponent;
    }

    /// <summary>digits * 10^exponent as a quotient of 63 or 64 bits, what is left jammed into its lowest, then rounded.</summary>
    private static ulong Round(BinaryFormat format, BigInteger digits, int exponent)
    {
        BigInteger numerator = digits, denominator = BigInteger.One;
        if (exponent >= 0)
        {
            numerator *= BigInteger.Pow(10, exponent);
        }
        else
        {
            denominator = BigInteger.Pow(10, -exponent);
        }

        int shift = 63 - (BitLength(numerator) - BitLength(denominator));
        if (shift >= 0)
        {
            numerator <<= shift;
        }
        else
        {
            denominator <<= -shift;
        }

        // Numerator and denominator now differ by 63 bits in length, so the quotient has 63 or 64.
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        ulong significand = (ulong)quotient | (rest.IsZero ? 0UL : 1UL);
        return format.Round(negative: false, significand, -shift);
    }

    /// <summary>The number of bits of a positive number.</summary>
    private static int BitLength(BigInteger value)
    {
        byte[] bytes = value.ToByteArray();
        int top = bytes.Length - 1;
        while (bytes[top] == 0)
        {
            top--;
        }

        return top * 8 + 64 - IntegerMath.LeadingZeroCount(bytes[top]);
    }
}
