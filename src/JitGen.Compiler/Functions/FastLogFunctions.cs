namespace JitGen.Compiler.Functions;

/// <summary>
/// Logarithms of floats in floats: the argument is 2^k (1 + f) with 1 + f from 3/4 to 3/2. Errors are the largest of all floats.
/// Coefficients: <c>tools/coefficients/fast.sollya</c>.
/// </summary>
internal static class FastLogFunctions
{
    private const double SmallestNormal = 1.1754943508222875e-38;
    private const double Smallest = 1.401298464324817e-45;

    /// <summary>2^24, which makes normal numbers of subnormal ones.</summary>
    private const double SubnormalScale = 16777216;
    private const double SubnormalExponent = 24;

    /// <summary>The bits of 3/4; and what, added to bits, makes the exponent that of the factor 2^k.</summary>
    private const int LeastFraction = 0x3F400000;
    private const int ToExponent = 0x3F800000 - LeastFraction;
    private const int FractionMask = 0x007FFFFF;

    /// <summary>2^23, which as bits has an integer in its lowest; and the bias of exponents.</summary>
    private const int IntegerBits = 0x4B000000;
    private const double IntegerBase = 8388608;
    private const double Bias = 127;
    private const int TwoAboveBias = 256;

    /// <summary>ln 2; the error is less than 2^-28 of it.</summary>
    private const double Ln2 = 0.6931471824645996;
    private const double Log2OfE = 1.4426950216293335;

    /// <summary>2^-24: below, log(1 + x) is x.</summary>
    private const double Tiny = 5.9604644775390625e-08;

    /// <summary>(log(1 + f) - f) / f^2, with an error of the logarithm below 2^-25 of it.</summary>
    private static readonly double[] s_log =
    [
        -0.5000005960464478, 0.3333354890346527, -0.24993492662906647, 0.19977107644081116, -0.1682213395833969, 0.14983035624027252,
        -0.12069608271121979, 0.054168038070201874,
    ];

    /// <summary>(log2(1 + f) - f log2(e)) / f^2, with an error of the logarithm below 2^-26 of it.</summary>
    private static readonly double[] s_log2 =
    [
        -0.7213475108146667, 0.48090445995330811, -0.36068236827850342, 0.28823909163475037, -0.23975259065628052, 0.21038416028022766,
        -0.19526438415050507, 0.15357841551303864, -0.062160946428775787,
    ];

    /// <summary>At most 1.14 ulp.</summary>
    public static Real Log(Real x)
    {
        (Real k, Real f) = Split(x);
        return Complete(x, 0, Natural(k, f));
    }

    /// <summary>At most 1.93 ulp; powers of two exactly. k is added to the larger of two summands, which loses less than adding it to their sum.</summary>
    public static Real Log2(Real x)
    {
        (Real k, Real f) = Split(x);
        return Complete(x, 0, (f * f).Fma(Polynomial.Horner(f, s_log2), f.Fma(Log2OfE, k)));
    }

    /// <summary>
    /// At most 1.27 ulp: the exponent is that of 1 + x as rounded, but the fraction less 1 is x 2^-k + (2^-k - 1), which is rounded once.
    /// 2^(2 - k) is a normal number for all k. The smallest x are their results.
    /// </summary>
    public static Real LogP1(Real x)
    {
        Whole exponent = ((1 + x).Bits() + ToExponent).ShiftUnsigned(23);
        Real k = x.Fma(Smallest, (exponent | IntegerBits).AsReal()) - (IntegerBase + Bias);
        Real scale = ((TwoAboveBias - exponent) << 23).AsReal();
        Real f = (0.25 * x).Fma(scale, scale.Fma(0.25, -1)).Min(0.5);
        return (x.Abs() < Tiny).Choose(x, Complete(x, -1, Natural(k, f)));
    }

    /// <summary>k ln 2 + log(1 + f).</summary>
    private static Real Natural(Real k, Real f) => k.Fma(Ln2, (f * f).Fma(Polynomial.Horner(f, s_log), f));

    /// <summary>The result of numbers above the pole, at which it is minus infinity.</summary>
    private static Real Complete(Real x, double pole, Real result) =>
        (x > pole).Choose(result, x.Is(pole).Choose(double.NegativeInfinity, x.Constant(double.NaN)));

    /// <summary>
    /// Takes the power of two off a positive number: its exponent, and the fraction less 1. A multiple of x that vanishes beside 2^23 makes
    /// the exponent of infinity infinite.
    /// </summary>
    private static (Real Exponent, Real Fraction) Split(Real x)
    {
        Condition isSubnormal = x < SmallestNormal;
        Whole bits = isSubnormal.Choose(x * SubnormalScale, x).Bits() + ToExponent;
        Real fraction = ((bits & FractionMask) + LeastFraction).AsReal() - 1;
        Real exponent = x.Fma(Smallest, (bits.ShiftUnsigned(23) | IntegerBits).AsReal());
        return (exponent - isSubnormal.Choose(IntegerBase + Bias + SubnormalExponent, x.Constant(IntegerBase + Bias)), fraction);
    }
}
