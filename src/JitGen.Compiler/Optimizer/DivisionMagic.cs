namespace JitGen.Compiler.Optimizer;

/// <summary>
/// A multiplication that divides: floor(x * Multiplier / 2^Shift) = floor(x / d) for every x below 2^N.
/// <para>
/// With m = ceil(2^k / d) = (2^k + e) / d, where 0 &lt; e &lt; d, the product is x / d + (x / d) * (e / 2^k). The fraction of x / d
/// is at most 1 - 1/d, so that the floor is right as long as x * e &lt; 2^k, which e &lt;= 2^(k - N) guarantees. For negative x of
/// magnitude up to 2^N the floor is then one less than the quotient toward zero: the excess is positive, and at most 1/d.
/// </para>
/// </summary>
internal readonly struct DivisionMagic
{
    private DivisionMagic(ulong multiplier, bool hasBit64, int shift)
    {
        Multiplier = multiplier;
        HasBit64 = hasBit64;
        Shift = shift;
    }

    /// <summary>The low 64 bits of m.</summary>
    public ulong Multiplier { get; }

    /// <summary>Whether m is 2^64 more than <see cref="Multiplier"/>: possible for N = 64 only.</summary>
    public bool HasBit64 { get; }

    /// <summary>k, at least N.</summary>
    public int Shift { get; }

    /// <summary>The least multiplier for a divisor that is no power of two.</summary>
    /// <param name="divisor">d.</param>
    /// <param name="bits">N, 1 to 64.</param>
    public static DivisionMagic For(ulong divisor, int bits)
    {
        // 2^k = quotient * d + remainder, from k = 0 on; the quotient has at most 65 bits.
        ulong quotient = 0;
        ulong remainder = 1;
        bool carry = false;
        for (int k = 0; ; k++)
        {
            ulong excess = divisor - remainder;
            if (k >= bits && excess <= 1UL << (k - bits))
            {
                ulong multiplier = unchecked(quotient + 1);
                return new DivisionMagic(multiplier, carry || multiplier == 0, k);
            }

            bool up = remainder >= excess;
            carry = quotient >> 63 != 0;
            quotient = (quotient << 1) | (up ? 1UL : 0UL);
            remainder = up ? remainder - excess : remainder << 1;
        }
    }
}
