using System;
using System.Globalization;

namespace JitGen.Testing;

/// <summary>Hexadecimal floating-point numbers as C writes them: 0x1.8p-3.</summary>
internal static class HexNumber
{
    /// <exception cref="FormatException">The text is not such a number.</exception>
    public static double Parse(string text)
    {
        ReadOnlySpan<char> rest = text.AsSpan().Trim();
        bool isNegative = rest.StartsWith("-");
        rest = rest.TrimStart("+-");
        if (rest.EndsWith("nan"))
        {
            return double.NaN;
        }

        if (rest is "inf")
        {
            return isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        }

        int power = rest.IndexOf('p');
        if (!rest.StartsWith("0x"))
        {
            return double.Parse(text, CultureInfo.InvariantCulture);
        }

        ReadOnlySpan<char> digits = power < 0 ? rest[2..] : rest[2..power];
        int exponent = power < 0 ? 0 : int.Parse(rest[(power + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        double value = 0;
        int scale = 0;
        bool isFraction = false;
        foreach (char digit in digits)
        {
            if (digit == '.')
            {
                isFraction = true;
                continue;
            }

            value = value * 16 + Convert.ToInt32(digit.ToString(), 16);
            scale -= isFraction ? 4 : 0;
        }

        double result = Math.ScaleB(value, exponent + scale);
        return isNegative ? -result : result;
    }
}
