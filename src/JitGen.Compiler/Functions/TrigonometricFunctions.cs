namespace JitGen.Compiler.Functions;

/// <summary>
/// Sine, cosine and tangent of doubles, in radians. The sine and the cosine of the reduced angle are both computed and one is chosen, so
/// that functions of one angle share all but the choice. Coefficients: <c>tools/coefficients/trigonometric.sollya</c>.
/// </summary>
internal static class TrigonometricFunctions
{
    /// <summary>(r - sin r) / r^3 of r^2, with an error of sin r below 2^-57 of it.</summary>
    private static readonly double[] s_sine =
    [
        0.1666666666666663, -0.008333333333321915, 0.0001984126982945398, -2.7557313580255187e-06, 2.5050741952535014e-08,
        -1.5895919748821516e-10,
    ];

    /// <summary>(cos r - 1 + r^2 / 2) / r^4 of r^2, with an error of cos r below 2^-64.</summary>
    private static readonly double[] s_cosine =
    [
        0.0416666666666666, -0.0013888888888874474, 2.4801587289670402e-05, -2.7557314400257794e-07, 2.0875729110968634e-09,
        -1.1359922046002947e-11,
    ];

    /// <summary>At most 0.73 ulp, of huge angles too: 0.5 of the last sum, the rest of r^3.</summary>
    public static Real Sin(Real x) =>
        IsHuge(x).Rare(Sine(TrigonometricReduction.Of(x)), x.Apply(MathFunctions.SinOfHuge));

    /// <summary>At most 0.73 ulp, of huge angles too.</summary>
    public static Real Cos(Real x) =>
        IsHuge(x).Rare(Cosine(TrigonometricReduction.Of(x)), x.Apply(MathFunctions.CosOfHuge));

    /// <summary>At most 0.85 ulp, of huge angles too.</summary>
    public static Real Tan(Real x) =>
        IsHuge(x).Rare(Tangent(TrigonometricReduction.Of(x)), x.Apply(MathFunctions.TanOfHuge));

    public static Real SinOfHuge(Real x) => OfFinite(x, Sine(TrigonometricReduction.OfHuge(x)));

    public static Real CosOfHuge(Real x) => OfFinite(x, Cosine(TrigonometricReduction.OfHuge(x)));

    public static Real TanOfHuge(Real x) => OfFinite(x, Tangent(TrigonometricReduction.OfHuge(x)));

    private static Condition IsHuge(Real x) => x.Abs() > TrigonometricReduction.Largest;

    private static Real OfFinite(Real x, Real y) => (x.Abs() < double.PositiveInfinity).Choose(y, x - x);

    /// <summary>The sine of a reduced angle.</summary>
    public static Real Sine(TrigonometricReduction angle)
    {
        var (sine, cosine) = Parts(angle);
        return IsEven(angle.Quadrant).Choose(sine.Sum, cosine.Sum).FlipSign(SecondAsSign(angle.Quadrant));
    }

    /// <summary>The cosine of a reduced angle.</summary>
    public static Real Cosine(TrigonometricReduction angle)
    {
        var (sine, cosine) = Parts(angle);
        return IsEven(angle.Quadrant).Choose(cosine.Sum, sine.Sum).FlipSign(SecondAsSign(angle.Quadrant + 1));
    }

    /// <summary>
    /// The quotient of the two sums with what rounding took from them; in odd quadrants it is the negative cotangent. The correction is
    /// subtracted, so that a zero keeps its sign.
    /// </summary>
    private static Real Tangent(TrigonometricReduction angle)
    {
        var (sine, cosine) = Parts(angle);
        Condition isEven = IsEven(angle.Quadrant);
        Real numerator = isEven.Choose(sine.Sum, cosine.Sum);
        Real numeratorRest = isEven.Choose(sine.Rest, cosine.Rest);
        Real denominator = isEven.Choose(cosine.Sum, sine.Sum);
        Real denominatorRest = isEven.Choose(cosine.Rest, sine.Rest);
        Real inverse = 1 / denominator;
        Real quotient = numerator * inverse;
        Real excess = quotient.Fma(denominatorRest, quotient.Fma(denominator, -numerator)) - numeratorRest;
        return (quotient - (excess * inverse)).FlipSign(angle.Quadrant.LowestAsSign());
    }

    /// <summary>The sine and the cosine of the reduced angle.</summary>
    private static (TwoPart Sine, TwoPart Cosine) Parts(TrigonometricReduction angle)
    {
        Real r = angle.R;
        Real square = r * r;
        Real half = 0.5 * r;
        Real main = half.Fma(-r, 1);
        Real excess = (r * square).Fma(Polynomial.Horner(square, s_sine), angle.MinusLow * main);
        Real mainRest = half.Fma(-r, 1 - main);
        Real rest = (square * square).Fma(Polynomial.Horner(square, s_cosine), r.Fma(angle.MinusLow, mainRest));
        Real sine = r - excess;
        Real cosine = main + rest;
        return (new TwoPart(sine, r - sine - excess), new TwoPart(cosine, main - cosine + rest));
    }

    private static Condition IsEven(Whole quadrant) => (quadrant & 1).Is(0);

    /// <summary>The sign of a number from the second lowest bit.</summary>
    private static Whole SecondAsSign(Whole quadrant) => (quadrant << 62) & long.MinValue;

    /// <summary>A rounded sum and what rounding took from it.</summary>
    private readonly record struct TwoPart(Real Sum, Real Rest);
}
