using System;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace JitGen.CompilerServices;

/// <content>
/// <c>x * y + z</c> rounded once. Where the processor has no such instruction, .NET asks the C library, whose quality varies;
/// here it is computed in integers.
/// </content>
public static partial class ManagedMath
{
    /// <summary>Where the leading bit of an operand is put before the addition: room for a carry above, 70 bits of precision below.</summary>
    private const int AlignedLeadingBit = 125;

    /// <summary>The exponent of the last place of subnormal numbers and of the smallest normal ones.</summary>
    private const int SmallestExponent = -1074;

    private const int LargestExponentField = 0x7FF;

    private static bool HasInstruction => Fma.IsSupported || AdvSimd.IsSupported;

    /// <summary>The product plus the addend, rounded once to nearest even.</summary>
    public static double FusedMultiplyAdd(double x, double y, double z) =>
        HasInstruction ? Math.FusedMultiplyAdd(x, y, z) : FusedMultiplyAddInIntegers(x, y, z);

    /// <inheritdoc cref="FusedMultiplyAdd(double, double, double)"/>
    public static float FusedMultiplyAdd(float x, float y, float z) =>
        HasInstruction ? MathF.FusedMultiplyAdd(x, y, z) : FusedMultiplyAddInDouble(x, y, z);

    /// <summary>The same without the instruction.</summary>
    internal static float FusedMultiplyAddInDouble(float x, float y, float z)
    {
        // The product is exact. Where the sum is not, its last bit is made odd, which keeps the second rounding from seeing a tie.
        double product = (double)x * y;
        double sum = product + z;
        double virtualAddend = sum - product;
        double error = product - (sum - virtualAddend) + (z - virtualAddend);
        if (error != 0 && double.IsFinite(sum))
        {
            long bits = BitConverter.DoubleToInt64Bits(sum);
            if ((bits & 1) == 0)
            {
                bool awayFromZero = error > 0 == sum > 0;
                sum = BitConverter.Int64BitsToDouble(awayFromZero ? bits + 1 : bits - 1);
            }
        }
        return (float)sum;
    }

    /// <inheritdoc cref="FusedMultiplyAddInDouble"/>
    internal static double FusedMultiplyAddInIntegers(double x, double y, double z)
    {
        if (!double.IsFinite(x) || !double.IsFinite(y) || x == 0 || y == 0)
        {
            // The product is exact.
            return (x * y) + z;
        }
        if (!double.IsFinite(z) || z == 0)
        {
            // The sum is.
            return z == 0 ? x * y : z;
        }
        (ulong xSignificand, int xExponent) = Split(BitConverter.DoubleToUInt64Bits(Math.Abs(x)));
        (ulong ySignificand, int yExponent) = Split(BitConverter.DoubleToUInt64Bits(Math.Abs(y)));
        (ulong zSignificand, int zExponent) = Split(BitConverter.DoubleToUInt64Bits(Math.Abs(z)));
        bool productNegative = double.IsNegative(x) != double.IsNegative(y), zNegative = double.IsNegative(z);
        (UInt128 product, int productExponent) =
            Align((UInt128)xSignificand * ySignificand, xExponent + yExponent + (2 * (SmallestExponent - 1)));
        (UInt128 addend, int addendExponent) = Align(zSignificand, zExponent + SmallestExponent - 1);

        // With leading bits in the same place, the exponents decide which is larger, then the significands.
        bool productIsLarger = productExponent > addendExponent || (productExponent == addendExponent && product >= addend);
        (UInt128 large, UInt128 small) = productIsLarger ? (product, addend) : (addend, product);
        small = ShiftRightSticky(small, Math.Abs(productExponent - addendExponent));
        UInt128 sum = productNegative == zNegative ? large + small : large - small;
        return Round(sum, Math.Max(productExponent, addendExponent), productIsLarger ? productNegative : zNegative);
    }

    /// <summary>Moves the leading bit of a nonzero significand to <see cref="AlignedLeadingBit"/>; the exponent is that of the last bit.</summary>
    private static (UInt128 Significand, int Exponent) Align(UInt128 significand, int exponent)
    {
        int shift = (int)UInt128.LeadingZeroCount(significand) - (127 - AlignedLeadingBit);
        return (significand << shift, exponent - shift);
    }

    /// <summary>Shifts right; the last bit of the result is also set if any bit was lost.</summary>
    private static UInt128 ShiftRightSticky(UInt128 value, int count)
    {
        if (count == 0)
        {
            return value;
        }
        if (count > 127)
        {
            return value == UInt128.Zero ? UInt128.Zero : UInt128.One;
        }
        UInt128 shifted = value >> count;
        return shifted << count == value ? shifted : shifted | UInt128.One;
    }

    /// <summary>The double nearest to significand * 2^exponent, ties to even; +0 for an exact zero.</summary>
    private static double Round(UInt128 significand, int exponent, bool negative)
    {
        if (significand == UInt128.Zero)
        {
            return 0;
        }

        // Down to 53 bits and two more that tell on which side of a tie the rest lies.
        int length = 128 - (int)UInt128.LeadingZeroCount(significand);
        int shift = Math.Max(length - (FractionBits + 1), SmallestExponent - exponent) - 2;
        ulong guarded = (ulong)(shift >= 0 ? ShiftRightSticky(significand, shift) : significand << -shift);
        int place = exponent + shift + 2;
        ulong rounded = (guarded + 1 + ((guarded >> 2) & 1)) >> 2;

        // A hidden bit adds 1 to the exponent field, and so does a carry out of the rounding.
        ulong bits = ((ulong)(place - SmallestExponent) << FractionBits) + rounded;
        ulong infinity = (ulong)LargestExponentField << FractionBits;
        return BitConverter.UInt64BitsToDouble(Math.Min(bits, infinity) | (negative ? SignBit : 0));
    }
}
