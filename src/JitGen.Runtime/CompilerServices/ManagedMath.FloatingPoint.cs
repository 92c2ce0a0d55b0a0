using System;
using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace JitGen.CompilerServices;

/// <content>Floating-point operations, in integer arithmetic where the base class library would ask the C library.</content>
public static partial class ManagedMath
{
    private const int FractionBits = 52;
    private const ulong SignBit = 1UL << 63, HiddenBit = 1UL << FractionBits;

    /// <summary>The magnitude of the first with the sign of the second, which counts as positive when it is NaN.</summary>
    public static double CopySign(double magnitude, double sign) => Math.CopySign(magnitude, double.IsNaN(sign) ? 0.0 : sign);

    /// <inheritdoc cref="CopySign(double, double)"/>
    public static float CopySign(float magnitude, float sign) => MathF.CopySign(magnitude, float.IsNaN(sign) ? 0f : sign);

    /// <summary>The lesser, -0 before +0; NaN if one is NaN. The JIT of .NET 10 folds <c>Math.Min(x, -0.0)</c> of +0 to +0.</summary>
    public static double Min(double left, double right) =>
        left < right || double.IsNaN(left) || (left == right && double.IsNegative(left)) ? left : right;

    /// <inheritdoc cref="Min(double, double)"/>
    public static float Min(float left, float right) =>
        left < right || float.IsNaN(left) || (left == right && float.IsNegative(left)) ? left : right;

    /// <summary>The greater, +0 after -0; NaN if one is NaN.</summary>
    public static double Max(double left, double right) =>
        left > right || double.IsNaN(left) || (left == right && !double.IsNegative(left)) ? left : right;

    /// <inheritdoc cref="Max(double, double)"/>
    public static float Max(float left, float right) =>
        left > right || float.IsNaN(left) || (left == right && !float.IsNegative(left)) ? left : right;

    /// <summary>
    /// The first if it is less, else the second: where neither is, of zeros and NaNs too. Without a branch, which data of no order
    /// would mislead, where the processor has an instruction for just that.
    /// </summary>
    public static double Lesser(double left, double right) => Sse2.IsSupported
        ? Sse2.MinScalar(Vector128.CreateScalarUnsafe(left), Vector128.CreateScalarUnsafe(right)).ToScalar()
        : left < right ? left : right;

    /// <inheritdoc cref="Lesser(double, double)"/>
    public static float Lesser(float left, float right) => Sse.IsSupported
        ? Sse.MinScalar(Vector128.CreateScalarUnsafe(left), Vector128.CreateScalarUnsafe(right)).ToScalar()
        : left < right ? left : right;

    /// <summary>The first if it is greater, else the second; as <see cref="Lesser(double, double)"/>.</summary>
    public static double Greater(double left, double right) => Sse2.IsSupported
        ? Sse2.MaxScalar(Vector128.CreateScalarUnsafe(left), Vector128.CreateScalarUnsafe(right)).ToScalar()
        : left > right ? left : right;

    /// <inheritdoc cref="Greater(double, double)"/>
    public static float Greater(float left, float right) => Sse.IsSupported
        ? Sse.MaxScalar(Vector128.CreateScalarUnsafe(left), Vector128.CreateScalarUnsafe(right)).ToScalar()
        : left > right ? left : right;

    /// <summary>-1, 0 or 1; 0 for NaN.</summary>
    public static int Sign(double value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    /// <inheritdoc cref="Sign(double)"/>
    public static int Sign(float value) => value > 0 ? 1 : value < 0 ? -1 : 0;

    /// <summary>
    /// C#'s <c>%</c>: what is left of the dividend after an integral number of divisors, exactly, with the dividend's sign.
    /// </summary>
    public static double Remainder(double dividend, double divisor)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(dividend);
        ulong x = bits & ~SignBit, y = BitConverter.DoubleToUInt64Bits(divisor) & ~SignBit;
        ulong infinity = BitConverter.DoubleToUInt64Bits(double.PositiveInfinity);
        if (x >= infinity || y > infinity || y == 0)
        {
            return double.NaN;
        }
        if (x < y)
        {
            return dividend;
        }

        // |dividend| = remainder * 2^shift, |divisor| = modulus, in units of the divisor's last place.
        (ulong remainder, int exponent) = Split(x);
        (ulong modulus, int unit) = Split(y);
        remainder %= modulus;
        for (int shift = exponent - unit; shift > 0 && remainder != 0;)
        {
            // 53 bits leave room for 11 more.
            int step = Math.Min(shift, 11);
            remainder = (remainder << step) % modulus;
            shift -= step;
        }
        if (remainder == 0)
        {
            return BitConverter.UInt64BitsToDouble(bits & SignBit);
        }

        // Normalize as far as the smallest exponent allows; the hidden bit, where there is one, adds the last 1 to the exponent.
        int normalization = Math.Min(BitOperations.LeadingZeroCount(remainder) - (63 - FractionBits), unit - 1);
        remainder <<= normalization;
        ulong result = ((ulong)(unit - normalization - 1) << FractionBits) + remainder;
        return BitConverter.UInt64BitsToDouble(result | (bits & SignBit));
    }

    /// <inheritdoc cref="Remainder(double, double)"/>
    // The remainder of two floats is a float, so nothing is rounded.
    public static float Remainder(float dividend, float divisor) => (float)Remainder((double)dividend, divisor);

    /// <summary>The significand and the biased exponent (1 for subnormal numbers too) of a positive number's bits.</summary>
    private static (ulong Significand, int Exponent) Split(ulong bits)
    {
        int exponent = (int)(bits >> FractionBits);
        ulong fraction = bits & (HiddenBit - 1);
        return exponent == 0 ? (fraction, 1) : (fraction | HiddenBit, exponent);
    }
}
