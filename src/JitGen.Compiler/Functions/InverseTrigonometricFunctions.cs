namespace JitGen.Compiler.Functions;

/// <summary>
/// The inverse functions of sine, cosine and tangent for doubles, in radians. What rounding takes from a quotient, from a root and from
/// pi/2 is carried on. Coefficients: <c>tools/coefficients/inverse-trigonometric.sollya</c>.
/// </summary>
internal static class InverseTrigonometricFunctions
{
    private const double Pi = 3.141592653589793;
    private const double PiRest = 1.2246467991473532e-16;
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiRest = 6.123233995736766e-17;
    private const double QuarterPi = 0.7853981633974483;
    private const double QuarterPiRest = 3.061616997868383e-17;

    /// <summary>2^600, 2^-400 and 2^400: magnitudes are scaled so that neither the inverse of one nor the rest of a quotient is subnormal.</summary>
    private const double Large = 4.149515568880993e+180;
    private const double ScaleOfLarge = 3.8725919148493183e-121;
    private const double ScaleOfSmall = 2.5822498780869086e+120;

    /// <summary>2^100.</summary>
    private const double Beyond = 1.2676506002282294e+30;

    /// <summary>Less than any divisor that is not 0.</summary>
    private const double Tiny = 1e-300;

    /// <summary>(atan(t) / t - 1) / t^2 of t^2 up to 1/4, with an error of atan t of 2^-62 of it.</summary>
    private static readonly double[] s_arctangent =
    [
        -0.33333333333333315, 0.1999999999999379, -0.1428571428500141, 0.11111111070221386, -0.09090907710870542, 0.07692277744121848,
        -0.06666226274271217, 0.058778263346733875, -0.052301072691203335, 0.0458976884216888, -0.03712590848547846,
        0.023664510710408888, -0.008371317788456999,
    ];

    /// <summary>(asin(t) / t - 1) / t^2 of t^2 up to 1/4, with an error of asin t of 2^-59 of it.</summary>
    private static readonly double[] s_arcsine =
    [
        0.1666666666666676, 0.07499999999970867, 0.04464285717455937, 0.030381942709939623, 0.022372214933962416,
        0.017351612884603268, 0.013980810971389734, 0.011398984890791528, 0.010779871868343047, 0.0037077635317693423,
        0.02170432555336977, -0.02099485893090953, 0.0326261117857431,
    ];

    /// <summary>
    /// At most 0.67 ulp. Of a magnitude above 1, the arctangent of the inverse is taken from pi/2; from 2^100 on nothing is left of it.
    /// </summary>
    public static Real Atan(Real x)
    {
        Real magnitude = x.Abs();
        magnitude = (magnitude > Beyond).Choose(Beyond, magnitude);
        Condition isLarge = magnitude > 1;
        Real zero = x.Constant(0);
        Real one = x.Constant(1);
        Real above = isLarge.Choose(one, magnitude);
        Real below = isLarge.Choose(magnitude, one);
        return Turn(isLarge.Choose(HalfPi, zero), isLarge.Choose(HalfPiRest, zero), above, below, isLarge).FlipSign(x.SignBit());
    }

    /// <summary>
    /// At most 0.75 ulp. The smaller magnitude is divided by the larger one. Beside infinity a number is 0, and infinity 1; and 0 is divided by 1.
    /// </summary>
    public static Real Atan2(Real y, Real x)
    {
        Real height = y.Abs();
        Real width = x.Abs();
        Condition isSteep = height > width;
        Real above = isSteep.Choose(width, height);
        Real below = isSteep.Choose(height, width);
        Condition isInfinite = below.Is(double.PositiveInfinity);
        Real zero = x.Constant(0);
        above = isInfinite.Choose(above.Is(double.PositiveInfinity).Choose(1, zero * above), above);
        below = (isInfinite | below.Is(0)).Choose(1, below);
        Real scale = (below > Large).Choose(ScaleOfLarge, x.Constant(ScaleOfSmall));
        Condition isLeft = x.Bits() < 0;
        Real main = isSteep.Choose(HalfPi, isLeft.Choose(Pi, zero));
        Real mainRest = isSteep.Choose(HalfPiRest, isLeft.Choose(PiRest, zero));
        return Turn(main, mainRest, above * scale, below * scale, isSteep ^ isLeft).FlipSign(y.SignBit());
    }

    /// <summary>At most 0.62 ulp. Of a magnitude above 1/2, asin x = pi/2 - 2 asin sqrt((1 - |x|) / 2).</summary>
    public static Real Asin(Real x)
    {
        Real magnitude = x.Abs();
        ReducedSine sine = Reduce(magnitude);
        Real small = magnitude + sine.Rest;
        Real large = HalfPi - sine.Twice;
        Real rest = (HalfPi - large - sine.Twice + HalfPiRest) - (2 * sine.Rest);
        return sine.IsLarge.Choose(large + rest, small).FlipSign(x.SignBit());
    }

    /// <summary>At most 0.6 ulp. pi/2 - asin x, and of a magnitude above 1/2 twice the arcsine of a root, or what pi exceeds it by.</summary>
    public static Real Acos(Real x)
    {
        ReducedSine sine = Reduce(x.Abs());
        Condition isNegative = x < 0;

        // main - (a + rest), with a main of pi/2, pi or 0.
        Real zero = x.Constant(0);
        Real main = sine.IsLarge.Choose(isNegative.Choose(Pi, zero), HalfPi);
        Real mainRest = sine.IsLarge.Choose(isNegative.Choose(PiRest, zero), HalfPiRest);
        Whole sign = sine.IsLarge.Choose(x.SignBit() ^ long.MinValue, x.SignBit());
        Real a = sine.IsLarge.Choose(sine.Twice, x.Abs()).FlipSign(sign);
        Real rest = sine.IsLarge.Choose(2 * sine.Rest, sine.Rest).FlipSign(sign);
        Real angle = main - a;
        return angle + ((main - angle - a + mainRest) - rest);
    }

    /// <summary>
    /// A multiple of pi/2 and the arctangent of a quotient of at most 1, added or subtracted. Of a quotient above 1/2, it is pi/4 and the
    /// arctangent of (above - below) / (above + below), where the difference is exact; the sum's rest is carried on.
    /// </summary>
    private static Real Turn(Real main, Real mainRest, Real above, Real below, Condition isSubtracted)
    {
        Real zero = above.Constant(0);
        Condition isNear = above > 0.5 * below;
        Real sum = above + below;
        Real numerator = isNear.Choose(above - below, above);
        Real denominator = isNear.Choose(sum, below);
        Real denominatorRest = isNear.Choose(above - (sum - below), zero);
        Real inverse = 1 / denominator;
        Real t = numerator * inverse;
        Real rest = t.Fma(-denominatorRest, t.Fma(-denominator, numerator)) * inverse;
        Real square = t * t;
        Real weighted = square.Fma(-rest, rest);
        Real inner = (t * square).Fma(Polynomial.Horner(square, s_arctangent), weighted);
        Whole sign = isSubtracted.Choose(zero.Bits() ^ long.MinValue, zero.Bits());
        main += isNear.Choose(QuarterPi, zero).FlipSign(sign);
        mainRest += isNear.Choose(QuarterPiRest, zero).FlipSign(sign);
        Real signed = t.FlipSign(sign);
        Real angle = main + signed;
        return angle + (main - angle + signed + mainRest + inner.FlipSign(sign));
    }

    /// <summary>The magnitude itself, or sqrt((1 - |x|) / 2), which is NaN beyond 1; 0 divided by twice the root 0 is to be 0.</summary>
    private static ReducedSine Reduce(Real magnitude)
    {
        Condition isLarge = magnitude > 0.5;
        Real half = magnitude.Fma(-0.5, 0.5);
        Real root = half.Sqrt();
        Real twice = 2 * root;
        Real rootRest = root.Fma(-root, half) / (twice + Tiny);
        Real square = isLarge.Choose(half, magnitude * magnitude);
        Real cube = isLarge.Choose(root, magnitude) * square;
        return new ReducedSine(isLarge, twice, cube.Fma(Polynomial.Horner(square, s_arcsine), isLarge.Choose(rootRest, 0)));
    }

    /// <param name="IsLarge">Whether the arcsine of the root is computed, not that of the magnitude.</param>
    /// <param name="Twice">Twice the root.</param>
    /// <param name="Rest">What the arcsine exceeds the rounded root, or the magnitude, by.</param>
    private readonly record struct ReducedSine(Condition IsLarge, Real Twice, Real Rest);
}
