namespace JitGen.Compiler.Functions;

/// <summary>
/// The inverse functions of the hyperbolic ones. Those of sine and cosine are the logarithm of the sum of both, of which one is the
/// argument and the other a root. Where that logarithm is small, it is 2 atanh(s) with s = sinh / (1 + cosh), which is
/// sinh + s^2 (s R(s^2) - sinh), R being the series of <see cref="LogFunctions"/>. Coefficients of atanh:
/// <c>tools/coefficients/inverse-hyperbolic.sollya</c>.
/// </summary>
internal static class InverseHyperbolicFunctions
{
    /// <summary>2^25: beyond, the sine stands for the cosine and the other way round, which changes the logarithm by less than 2^-52.</summary>
    private const double Huge = 33554432;

    /// <summary>Less than any divisor that is not 0.</summary>
    private const double Tiny = 1e-300;

    /// <summary>The hyperbolic sine of log(2)/2: up to there no power of two is taken off the sum.</summary>
    private const double LargestSmall = 0.35355339059327379;

    /// <summary>log(2)/2 in 42 bits and the rest, and in 53 bits.</summary>
    private const double HalfLn2High = 0.34657359027994517;
    private const double HalfLn2Low = 2.7489615093541856e-14;
    private const double HalfLn2 = 0.34657359027997264;

    /// <summary>The bits of 1 and a half of the next exponent; the bits that a fraction does not have.</summary>
    private const long OneAndHalf = 0x3FF8000000000000;
    private const long ExponentMask = 0x7FF0000000000000;

    /// <summary>(atanh(s) / s - 1) / s^2 by s^2, with an error of atanh s below 2^-60 of it.</summary>
    private static readonly double[] s_atanh =
    [
        0.3333333333333333, 0.20000000000004525, 0.14285714283493417, 0.11111111540581647, 0.09090867867423828, 0.07694462804639533,
        0.06604408960256195, 0.06807227013717908,
    ];

    /// <summary>The same with an error below 2^-53.</summary>
    private static readonly double[] s_atanhSingle =
    [
        0.3333333333333347, 0.19999999999667759, 0.14285714417763065, 0.11111091440941184, 0.09092301442073461, 0.07641958528046477,
        0.07558150553446025,
    ];

    /// <summary>At most 0.65 ulp. What rounding takes from the root is carried on.</summary>
    public static Real Asinh(Real x)
    {
        Real sinh = x.Abs();
        Real limited = (sinh > Huge).Choose(Huge, sinh);
        Real square = limited.Fma(limited, 1);
        Real root = square.Sqrt();
        Real rootLost = (root.Fma(-root, square) + limited.Fma(limited, 1 - square)) / (2 * root);
        Real cosh = (sinh > Huge).Choose(sinh, root);
        return (sinh < double.PositiveInfinity).Choose(Logarithm(sinh, null, cosh, rootLost).WithSignOf(x), x);
    }

    /// <summary>At most 0.65 ulp, likewise. x^2 - 1 is computed from x - 1, which is exact where it is small.</summary>
    public static Real Acosh(Real x)
    {
        Real less = (x > Huge).Choose(Huge, x) - 1;
        Real twice = less + less;
        Real square = less.Fma(less, twice);
        Real root = square.Sqrt();
        Real rootLost = (root.Fma(-root, square) + less.Fma(less, twice - square)) / root.Fma(2, Tiny);
        Real sinh = (x > Huge).Choose(x, root);
        Real result = (x < double.PositiveInfinity).Choose(Logarithm(sinh, rootLost, x, rootLost), x);
        return (x < 1).Choose(double.NaN, result);
    }

    /// <summary>
    /// At most 0.6 ulp: log((1 + x) / (1 - x)) / 2 = k log(2)/2 + atanh(s). Of small x, k is 0 and s is x. Sum, difference, and their quotient s
    /// are in two parts.
    /// </summary>
    public static Real Atanh(Real x)
    {
        Real magnitude = x.Abs();
        Real above = 1 + magnitude;
        Real aboveLost = magnitude - (above - 1);
        Real below = 1 - magnitude;
        Real belowLost = 1 - below - magnitude;
        (Real k, Real power) = QuotientExponent(above, below);

        // The first difference is exact, as its terms differ by less than a half of either.
        Real difference = (-power).Fma(below, above);
        Real differenceLost = (-power).Fma(belowLost, aboveLost);
        Real numerator = difference + differenceLost;
        Real numeratorLost = difference - numerator + differenceLost;
        Real denominator = power.Fma(below, above);
        Real denominatorLost = power.Fma(below, above - denominator) + power.Fma(belowLost, aboveLost);

        Real inverse = 1 / denominator;
        Real s = numerator * inverse;
        Real rest = s.Fma(-denominator, numerator) + s.Fma(-denominatorLost, numeratorLost);
        Real z = s * s;
        Real tail = (s * z).Fma(Polynomial.Horner(z, s_atanh), rest * inverse);
        Real whole = k * HalfLn2High;
        Real high = whole + s;
        Real low = k.Fma(HalfLn2Low, whole - high + s);
        return CompleteAtanh(magnitude, high + (low + tail)).WithSignOf(x);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real AsinhSingle(Real x)
    {
        Real sinh = x.Abs().ToDouble();
        Real result = LogarithmSingle(sinh, sinh.Fma(sinh, 1).Sqrt()).ToSingle().Correct(
            x.Abs(), (29018954f, 17.876608f), (6.391892e+22f, 53.20505f), (2.749153e+28f, 66.17683f));
        return (x.Abs() < double.PositiveInfinity).Choose(result.WithSignOf(x), x);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real AcoshSingle(Real x)
    {
        Real cosh = x.ToDouble();
        Real result = LogarithmSingle(cosh.Fma(cosh, -1).Sqrt(), cosh).ToSingle().Correct(
            x, (6.391892e+22f, 53.20505f), (2.749153e+28f, 66.17683f));
        return (x < 1).Choose(double.NaN, (x < double.PositiveInfinity).Choose(result, x));
    }

    /// <summary>Every float correctly rounded: 1 + 2^k and 1 - 2^k are exact, so that of the difference of sum and difference one rounding is left.</summary>
    public static Real AtanhSingle(Real x)
    {
        Real magnitude = x.Abs().ToDouble();
        (Real k, Real power) = QuotientExponent(1 + magnitude, 1 - magnitude);
        Real s = magnitude.Fma(1 + power, 1 - power) / magnitude.Fma(1 - power, 1 + power);
        Real z = s * s;
        Real result = k.Fma(HalfLn2, (s * z).Fma(Polynomial.Horner(z, s_atanhSingle), s)).ToSingle();
        return CompleteAtanh(x.Abs(), result).WithSignOf(x);
    }

    /// <summary>
    /// log(sinh + cosh), each of the two with what rounding took from it, if anything. The sum is halved, as it may be too large; its
    /// inverse is the difference of the two.
    /// </summary>
    private static Real Logarithm(Real sinh, Real? sinhLost, Real cosh, Real rootLost)
    {
        Condition isSmall = sinh < LargestSmall;
        Real halfSinh = 0.5 * sinh;
        Real halfCosh = 0.5 * cosh;
        Real halfSum = halfCosh + halfSinh;
        Real lost = rootLost.Fma(0.5, halfCosh - halfSum + halfSinh);
        Real relative = lost * (2 * (cosh - sinh));
        (Real k, Real f) = LogFunctions.SplitNormal(halfSum, addedExponent: 1);
        Real s = isSmall.Choose(sinh, f) / isSmall.Choose(1 + cosh, 2 + f);
        Real z = s * s;
        Real correction = s.Fma(LogFunctions.Series(z), -sinh);
        Real small = sinhLost is { } addend ? sinh + z.Fma(correction, addend) : z.Fma(correction, sinh);
        return isSmall.Choose(small, LogFunctions.Sum(k, f, s, relative));
    }

    /// <summary>log(sinh + cosh) to 2^-50.</summary>
    private static Real LogarithmSingle(Real sinh, Real cosh)
    {
        Condition isSmall = sinh < LargestSmall;
        (Real k, Real f) = LogFunctions.SplitNormal(cosh + sinh, addedExponent: 0);
        Real s = isSmall.Choose(sinh, f) / isSmall.Choose(1 + cosh, 2 + f);
        Real logarithm = LogFunctions.OfQuotient(s);
        return isSmall.Choose(logarithm, k.Fma(2 * HalfLn2, logarithm));
    }

    /// <summary>k and 2^k, the power of two nearest to a quotient, or nearly: by the difference of their bits.</summary>
    private static (Real K, Real Power) QuotientExponent(Real above, Real below)
    {
        Whole bits = above.Bits() - below.Bits() + OneAndHalf;
        return (LogFunctions.Exponent(bits), (bits & ExponentMask).AsReal());
    }

    /// <summary>What it is from 1 on.</summary>
    private static Real CompleteAtanh(Real magnitude, Real result) =>
        (magnitude < 1).Choose(result, magnitude.Is(1).Choose(double.PositiveInfinity, magnitude.Constant(double.NaN)));
}
