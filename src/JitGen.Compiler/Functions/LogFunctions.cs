using System;

namespace JitGen.Compiler.Functions;

/// <summary>
/// Logarithms. The argument is 2^k (1 + f) with 1 + f near 1, so that its logarithm is k ln 2 + log(1 + f); with s = f / (2 + f),
/// log(1 + f) is 2 atanh(s) = 2s + s^3 P(s^2), that is f - (f^2/2 - s (f^2/2 + s^2 P(s^2))).
/// Coefficients: <c>tools/coefficients/log.sollya</c>.
/// </summary>
internal static class LogFunctions
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>2^54, which makes normal numbers of subnormal ones.</summary>
    private const double SubnormalScale = 18014398509481984;
    private const double SubnormalExponent = 54;

    /// <summary>2^-54: below, log(1 + x) is x.</summary>
    private const double Tiny = 5.5511151231257827e-17;

    /// <summary>
    /// The bits of the least 1 + f: of the square root of 1/2, so that |s| is at most 0.172; and, for doubles, of 0.6914: from there up
    /// to twice as much, log(1 + f) - f is less than 1/16, and its rounding half of what it is at the square roots of 1/2 and 2.
    /// </summary>
    private const long LeastFraction = 0x3FE6A09E00000000;
    private const long LeastFractionOfDouble = 0x3FE61FF300000000;
    private const long One = 0x3FF0000000000000;
    private const long FractionMask = 0x000FFFFFFFFFFFFF;

    /// <summary>2^52, which as bits has an integer in its lowest; and the bias of exponents.</summary>
    private const long IntegerBits = 0x4330000000000000;
    private const double IntegerBase = 4503599627370496;
    private const double Bias = 1023;

    /// <summary>(2 atanh(s) - 2s) / s^3 by s^2 for |s| up to 0.172, with an error of the logarithm below 2^-57.</summary>
    private static readonly double[] s_double =
    [
        0.666666666666667, 0.39999999999899455, 0.2857142862611366, 0.2222221110738305, 0.1818289119077998, 0.15331654032669575,
        0.14617255665735884,
    ];

    /// <summary>The same for |s| up to 0.183, with an error below 2^-59.</summary>
    private static readonly double[] s_wide =
    [
        0.666666666666683, 0.39999999998756913, 0.28571428892267686, 0.2222218300556058, 0.18184376209117986, 0.15293338479260185,
        0.15001605451940994,
    ];

    /// <summary>The same for |s| up to 0.172 with an error below 2^-50.</summary>
    private static readonly double[] s_single =
    [
        0.6666666666666202, 0.40000000011310305, 0.28571424110084204, 0.22222864968389142, 0.181400893678172, 0.16623236993332846,
    ];

    /// <summary>2 atanh(s) / s by s^2, the same polynomial but for changes of less than its error, by which fewer results need a correction.</summary>
    private static readonly double[] s_singleNatural =
    [
        2, 0.66666666666674312, 0.40000000006070874, 0.28571423955215697, 0.22222893192894783, 0.18139745139272789, 0.16618922363537852,
    ];

    private static readonly Base s_natural = new(0.6931471805598903, 5.4979230187083712e-14, 0.6931471805599453, 1, 0, s_wide);
    private static readonly Base s_naturalNarrow = s_natural with { Coefficients = s_double };
    private static readonly Base s_binary = new(1, 0, 1, 1.4426950408889634, 2.0355273740931033e-17, s_wide);
    private static readonly Base s_decimal = new(0.30102999566395283, 2.8363394551044964e-14, 0.3010299956639812, 0.4342944819032518, 1.098319650216765e-17, s_wide);

    /// <summary>At most 0.71 ulp.</summary>
    public static Real Log(Real x) => OfDouble(x, s_natural);

    /// <summary>Every float correctly rounded.</summary>
    public static Real LogSingle(Real x) => OfSingle(x, s_natural.Log2, s_singleNatural).Correct(
        x, (58037908f, 17.876608f), (1.2783784e+23f, 53.20505f));

    /// <summary>At most 0.67 ulp; powers of two exactly.</summary>
    public static Real Log2(Real x) => OfDouble(x, s_binary);

    /// <summary>Every float correctly rounded.</summary>
    public static Real Log2Single(Real x) => OfSingle(x, s_binary.Log2, Scaled(s_binary.Scale));

    /// <summary>At most 0.74 ulp.</summary>
    public static Real Log10(Real x) => OfDouble(x, s_decimal);

    /// <summary>Every float correctly rounded.</summary>
    public static Real Log10Single(Real x) => OfSingle(x, s_decimal.Log2, Scaled(s_decimal.Scale)).Correct(x, (6.284548e-30f, -29.201727f));

    /// <summary>
    /// At most 0.71 ulp. What rounding takes from 1 + x is added to f, which is x itself where k is 0; and what rounding takes from f is
    /// added as it is, divided by 1 + f, for which 1 - f is near enough.
    /// </summary>
    public static Real LogP1(Real x)
    {
        Real sum = 1 + x;
        Real added = sum - 1;
        Real lost = x - added + (1 - (sum - added));
        (Real k, Real f) = Split(sum, x.Constant(IntegerBase + Bias), LeastFractionOfDouble);
        Real lostOfFraction = lost * 0.25 * PowerOfTwo(2, k);
        Real whole = f + lostOfFraction;
        Real rest = lostOfFraction - (whole - f);
        Real result = Sum(k, whole, Quotient(whole), (-rest).Fma(whole, rest), s_natural);
        return (x.Abs() < Tiny).Choose(x, Complete(sum, x, result));
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real LogP1Single(Real x)
    {
        Real wide = x.ToDouble();
        Real sum = 1 + wide;
        (Real k, Real f) = SplitNormal(sum);
        f = (wide.Abs() < 0.25).Choose(wide, f);
        Real result = k.Fma(s_natural.Log2, NearOne(f)).ToSingle().Correct(
            x,
            (-0.0021787146f, -0.0021810916f), (-8.583044e-06f, -8.583081e-06f), (-7.1525557e-07f, -7.152558e-07f),
            (7.152559e-07f, 7.152557e-07f), (8.583093e-06f, 8.583057e-06f), (0.49512997f, 0.40221313f), (8.472636f, 2.2484071f),
            (1.2783784e+23f, 53.20505f), (5.498306e+28f, 66.17683f));
        return Complete(sum.ToSingle(), x, result).WithSignOf(x);
    }

    /// <summary>(2 atanh(s) - 2s) / s^3 by z = s^2, for what is left of a number without its power of two.</summary>
    public static Real Series(Real z) => Polynomial.Horner(z, s_double);

    /// <summary>The logarithm of 1 + f to 2^-50, f being between the square roots of 1/2 and 2, less 1.</summary>
    public static Real NearOne(Real f, double scale = 1) => OfQuotient(Quotient(f), scale);

    /// <summary>The logarithm of (1 + s) / (1 - s), that is 2 atanh(s), to 2^-50.</summary>
    public static Real OfQuotient(Real s, double scale = 1) => OfQuotient(s, Scaled(scale));

    /// <summary>The same by coefficients that are <see cref="Scaled"/>, or nearly those.</summary>
    private static Real OfQuotient(Real s, double[] coefficients) => s * Polynomial.Horner(s * s, coefficients);

    /// <summary>2 atanh(s) / s by s^2, times a factor.</summary>
    private static double[] Scaled(double scale)
    {
        double[] coefficients = new double[s_single.Length + 1];
        for (int i = 0; i < coefficients.Length; i++)
        {
            coefficients[i] = scale * (i == 0 ? 2 : s_single[i - 1]);
        }

        return coefficients;
    }

    private static Real Quotient(Real f) => f / (2 + f);

    /// <summary>Takes the power of two off a positive normal number: its exponent, and a number added to it; and the fraction less 1.</summary>
    public static (Real Exponent, Real Fraction) SplitNormal(Real x, int addedExponent = 0) =>
        Split(x, x.Constant(IntegerBase + Bias - addedExponent), LeastFraction);

    /// <summary>The exponent in the bits of a positive normal number.</summary>
    public static Real Exponent(Whole bits) => Exponent(bits, bits.AsReal().Constant(IntegerBase + Bias));

    private static Real Exponent(Whole bits, Real bias) => (bits.ShiftUnsigned(52) | IntegerBits).AsReal() - bias;

    private static (Real Exponent, Real Fraction) Split(Real x, Real bias, long leastFraction)
    {
        Whole bits = x.Bits() + (One - leastFraction);
        Real fraction = ((bits & FractionMask) + leastFraction).AsReal() - 1;
        return (Exponent(bits, bias), fraction);
    }

    /// <summary>What a logarithm is beyond the numbers that have a finite one: of zero, of what is negative, of infinity, of NaN.</summary>
    private static Real Complete(Real x, Real atInfinity, Real result)
    {
        Real atZero = x.Is(0).Choose(double.NegativeInfinity, x.Constant(double.NaN));
        return (x > 0).Choose((x < double.PositiveInfinity).Choose(result, atInfinity), atZero);
    }

    /// <summary>Takes the power of two off a positive number: its exponent, and the fraction less 1.</summary>
    public static (Real Exponent, Real Fraction) Split(Real x, long leastFraction = LeastFraction)
    {
        Condition isSubnormal = x < SmallestNormal;
        Real normal = isSubnormal.Choose(x * SubnormalScale, x);
        Real bias = isSubnormal.Choose(IntegerBase + Bias + SubnormalExponent, x.Constant(IntegerBase + Bias));
        return Split(normal, bias, leastFraction);
    }

    /// <summary>log2 to 2^-50 of a positive normal double.</summary>
    public static Real Log2OfSingle(Real wide)
    {
        (Real k, Real f) = SplitNormal(wide);
        return k + NearOne(f, s_binary.Scale);
    }

    /// <summary>k ln 2 + log(1 + f) + more, with s = f / (2 + f) of at most 0.172.</summary>
    public static Real Sum(Real k, Real f, Real s, Real more) => Sum(k, f, s, more, s_naturalNarrow);

    private static Real OfDouble(Real x, Base b)
    {
        (Real k, Real f) = Split(x, LeastFractionOfDouble);
        return Complete(x, x, Sum(k, f, Quotient(f), null, b));
    }

    /// <summary>
    /// k log 2 + log(1 + f) + more, in the base. f times log e is exact in two parts, and the larger is added to k log 2 without loss.
    /// What is left, log(1 + f) - f, is far smaller: its rounding is what the error has beside that of the last addition. To the base 2
    /// it is too large beside a result below 1/2, so that f^2/2, which most of it is, is taken from f before that.
    /// </summary>
    private static Real Sum(Real k, Real f, Real s, Real? more, Base b)
    {
        bool takesSquare = ReferenceEquals(b, s_binary);
        Real minusHalf = f * -0.5;
        Real scaled = b.Scale == 1 ? f : f * b.Scale;
        Real first = takesSquare ? minusHalf.Fma(scaled, scaled) : scaled;
        Real whole = k * b.Log2High;
        Real high = whole + first;
        Real low = whole - high + first;
        low = more is { } addend ? low + addend : low;
        low = b.Log2Low == 0 ? low : k.Fma(b.Log2Low, low);
        low = takesSquare ? low + minusHalf.Fma(scaled, scaled - first) : low;

        Real square = minusHalf * scaled;
        if (b.Scale != 1)
        {
            // What the rounded product lacks, and what the rest of log e adds to it, times 1 - f/2: the first here, the second by s.
            Real lost = f.Fma(b.Scale, -scaled);
            low += minusHalf.Fma(lost, lost);
            square = minusHalf.Fma(scaled, -2 * b.ScaleRest);
        }

        Real z = s * s;
        Real rest = (-s).Fma(z.Fma(Polynomial.Horner(z, Array.ConvertAll(b.Coefficients, coefficient => -b.Scale * coefficient)), square), low);
        return high + (takesSquare ? rest : minusHalf.Fma(scaled, rest));
    }

    /// <summary>2 to an integer less k, which is small enough that this is a normal number.</summary>
    private static Real PowerOfTwo(int exponent, Real k) => ((-k + (IntegerBase + Bias + exponent)).Bits() << 52).AsReal();

    private static Real OfSingle(Real x, double log2, double[] coefficients)
    {
        Real wide = x.ToDouble();
        (Real k, Real f) = SplitNormal(wide);
        return Complete(x, x, k.Fma(log2, OfQuotient(Quotient(f), coefficients)).ToSingle());
    }

    /// <summary>A base of logarithms: in it, log 2 in 42 bits and the rest, log 2, log e and the rest; and coefficients of the natural one.</summary>
    private sealed record Base(double Log2High, double Log2Low, double Log2, double Scale, double ScaleRest, double[] Coefficients);
}
