namespace JitGen.Compiler.Functions;

/// <summary>
/// Sine and cosine of angles in half turns. Multiples of 2 are taken away exactly, so that no argument is rare. Coefficients:
/// <c>tools/coefficients/trigonometric.sollya</c>.
/// </summary>
internal static class PiTrigonometricFunctions
{
    /// <summary>3/2 of 2^52: the low bits of its sum with a small integer are those of the integer.</summary>
    private const double Shift = 6755399441055744;

    /// <summary>sin(pi t) / t of t^2 up to 1/4, with an error of 2^-52 of it.</summary>
    private static readonly double[] s_sine =
    [
        3.1415926535897927, -5.167712780049736, 2.5501640398590832, -0.5992645287629644, 0.08214587813539573, -0.007370360451851452,
        0.00046597599619272145, -2.1121252792505404e-05,
    ];

    /// <summary>
    /// At most 0.74 ulp, and 1 of the smallest results, near the subnormal ones, where the rests of products are rounded too. The zeros of
    /// multiples of 1 have the sign of x.
    /// </summary>
    public static Real SinPi(Real x)
    {
        Real sine = TrigonometricFunctions.Sine(TrigonometricReduction.OfHalfTurns(x));
        return sine.Is(0).Choose(0 * x, sine);
    }

    /// <summary>At most 0.74 ulp. All zeros are positive.</summary>
    public static Real CosPi(Real x) => TrigonometricFunctions.Cosine(TrigonometricReduction.OfHalfTurns(x)) + 0;

    /// <summary>
    /// |x| = k + r with an integer k, whose lowest bit turns the sign; beyond 2^24, where the bit is lost, r is 0. The zeros of multiples
    /// of 1 have the sign of x.
    /// </summary>
    public static Real SinPiSingle(Real x)
    {
        Real magnitude = x.Abs().ToDouble();
        Real k = magnitude.RoundEven();
        Real sine = Sine(magnitude - k).FlipSign((k + Shift).Bits().LowestAsSign());
        return (sine + 0).ToSingle().FlipSign(x.SignBit());
    }

    /// <summary>x = 2 k + r with |r| at most 1; the sine of 1/2 - |r|, which is +0 where it is 0.</summary>
    public static Real CosPiSingle(Real x)
    {
        Real r = (x * 0.5).RoundEven().Fma(-2, x);
        return Sine(0.5 - r.Abs().ToDouble()).ToSingle();
    }

    private static Real Sine(Real t) => t * Polynomial.Horner(t * t, s_sine);
}
