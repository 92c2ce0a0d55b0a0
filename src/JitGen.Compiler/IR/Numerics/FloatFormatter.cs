using System.Globalization;
using System.Numerics;
using System.Text;

namespace JitGen.Compiler.IR.Numerics;

/// <summary>
/// Prints floating-point numbers by the fewest decimal digits that identify them, the nearest such, exactly and the same on
/// every host (.NET Framework's own formatting is neither).
/// </summary>
internal static class FloatFormatter
{
    /// <summary>The decimal exponents, of the first digit, that are written without an exponent.</summary>
    private const int LeastPlain = -5;
    private const int GreatestPlain = 14;

    /// <summary>
    /// The number as a C# literal without suffix, always with a point or an exponent; <c>NaN</c>, <c>Infinity</c>,
    /// <c>-Infinity</c>.
    /// </summary>
    public static string Format(BinaryFormat format, ulong bits)
    {
        string sign = format.IsNegative(bits) ? "-" : "";
        if (format.IsNaN(bits))
        {
            return "NaN";
        }

        if (format.IsInfinite(bits))
        {
            return sign + "Infinity";
        }

        if (format.IsZero(bits))
        {
            return sign + "0.0";
        }

        string digits = ShortestDigits(format, bits, out int exponent);
        var text = new StringBuilder(sign);
        if (exponent is < LeastPlain or > GreatestPlain)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits, 1, digits.Length - 1);
            }

            return text.Append('E').Append(exponent.ToString(CultureInfo.InvariantCulture)).ToString();
        }

        if (exponent < 0)
        {
            return text.Append("0.").Append('0', -exponent - 1).Append(digits).ToString();
        }

        string whole = digits.PadRight(exponent + 1, '0');
        string fraction = whole.Substring(exponent + 1);
        return text.Append(whole, 0, exponent + 1).Append('.').Append(fraction.Length == 0 ? "0" : fraction).ToString();
    }

    /// <summary>
    /// The digits d1 d2 ... such that d1.d2... * 10^<paramref name="exponent"/> rounds to the number. In fractions over a common
    /// denominator: digits are drawn from the number until what is left is less than the distance to a neighbour's midpoint.
    /// </summary>
    private static string ShortestDigits(BinaryFormat format, ulong bits, out int exponent)
    {
        format.Unpack(bits, out ulong significand, out int power);

        // Twice everything, so that half the gap to either neighbour is whole; the gap below a power of two is half as wide.
        bool narrowBelow = (bits & format.FractionMask) == 0 && format.BiasedExponent(bits) > 1;
        int shift = narrowBelow ? 2 : 1;
        BigInteger rest = new BigInteger(significand) << (shift + (power > 0 ? power : 0));
        BigInteger denominator = BigInteger.One << (shift + (power < 0 ? -power : 0));
        BigInteger below = BigInteger.One << (power > 0 ? power : 0);
        BigInteger above = narrowBelow ? below << 1 : below;
        bool even = (significand & 1) == 0;

        // log10(2) is about 1233 / 4096: the estimate is at most two too small, never too large.
        exponent = ((64 - IntegerMath.LeadingZeroCount(significand) + power - 1) * 1233 >> 12) - 1;
        BigInteger scale = BigInteger.Pow(10, exponent < 0 ? -exponent : exponent);
        if (exponent < 0)
        {
            rest *= scale;
            below *= scale;
            above *= scale;
        }
        else
        {
            denominator *= scale;
        }

        while (Reaches(rest + above, denominator * 10, even))
        {
            denominator *= 10;
            exponent++;
        }

        var digits = new StringBuilder();
        while (true)
        {
            BigInteger digit = BigInteger.DivRem(rest, denominator, out rest);
            bool low = Reaches(below, rest, even);
            bool high = Reaches(rest + above, denominator, even);
            if (!low && !high)
            {
                digits.Append((char)('0' + (int)digit));
                rest *= 10;
                below *= 10;
                above *= 10;
                continue;
            }

            bool up = high && (!low || rest * 2 >= denominator);
            digits.Append((char)('0' + (int)digit + (up ? 1 : 0)));
            return digits.ToString();
        }
    }

    /// <summary>Whether left &gt; right, or left = right where the midpoint itself rounds to the number.</summary>
    private static bool Reaches(BigInteger left, BigInteger right, bool inclusive) => inclusive ? left >= right : left > right;
}
