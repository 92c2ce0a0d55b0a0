namespace JitGen.Compiler.Functions;

/// <summary>
/// The inverse functions of sine, cosine and tangent for floats, in radians, computed in double and rounded once. Coefficients:
/// <c>tools/coefficients/inverse-trigonometric.sollya</c>.
/// </summary>
internal static class SingleInverseTrigonometricFunctions
{
    private const double Pi = 3.141592653589793;
    private const double HalfPi = 1.5707963267948966;

    /// <summary>2^500 and 2^-500: infinity, respectively zero, beside floats.</summary>
    private const double Huge = 3.273390607896142e+150;
    private const double Tiny = 3.054936363499605e-151;

    /// <summary>atan(t) / t of t^2 up to 1, with an error of 2^-52 of it.</summary>
    private static readonly double[] s_arctangent =
    [
        1, -0.33333333333325155, 0.1999999999877235, -0.14285714220641746, 0.11111109345850533, -0.09090880194958278, 0.07691994224026451,
        -0.06664273561924779, 0.058689540449292504, -0.052064737975706474, 0.045765848811244215, -0.038710490737617405,
        0.030190363117557725, -0.0206210642429406, 0.011664557127177119, -0.005136586825047453, 0.0016276840460234755,
        -0.0003270869897398078, 3.111403921139249e-05,
    ];

    /// <summary>asin(t) / t of t^2 up to 1/4, with an error of 2^-55 of it.</summary>
    private static readonly double[] s_arcsine =
    [
        1, 0.16666666666665408, 0.07500000000337102, 0.04464285682827013, 0.030381959138981125, 0.022371758008737835,
        0.017359705316372362, 0.013885230602039604, 0.012169240344522181, 0.0065278627079739925, 0.019528546896427006,
        -0.01622466016615404, 0.03191252891787342,
    ];

    /// <summary>Of a magnitude above 1, the arctangent of the inverse is taken from pi/2.</summary>
    public static Real Atan(Real x)
    {
        Real magnitude = x.Abs().ToDouble();
        Condition isLarge = magnitude > 1;
        Real t = isLarge.Choose(1 / magnitude, magnitude);
        Real arctangent = Arctangent(t);
        return isLarge.Choose(HalfPi - arctangent, arctangent).ToSingle().FlipSign(x.SignBit());
    }

    /// <summary>
    /// At most 0.5001 ulp. The smaller magnitude is divided by the larger one; infinity becomes a number that is large beside all floats,
    /// and a divisor of 0 one that is small.
    /// </summary>
    public static Real Atan2(Real y, Real x)
    {
        Real height = AtMost(y.Abs().ToDouble(), Huge);
        Real width = AtMost(x.Abs().ToDouble(), Huge);
        Condition isSteep = height > width;
        Real below = isSteep.Choose(height, width);
        Real t = isSteep.Choose(width, height) / (below < Tiny).Choose(Tiny, below);
        Real arctangent = Arctangent(t);
        Real acute = isSteep.Choose(HalfPi - arctangent, arctangent);
        Real angle = (x.Bits() < 0).Choose(Pi - acute, acute);
        return angle.ToSingle().FlipSign(y.SignBit());
    }

    /// <summary>Of a magnitude above 1/2, asin x = pi/2 - 2 asin sqrt((1 - |x|) / 2).</summary>
    public static Real Asin(Real x)
    {
        var (arcsine, isLarge) = Arcsine(x);
        return isLarge.Choose(arcsine.Fma(-2, HalfPi), arcsine).ToSingle().FlipSign(x.SignBit());
    }

    /// <summary>
    /// pi/2 - asin x, and of a magnitude above 1/2 twice the arcsine of a root, or what pi exceeds it by. Two results, in double,
    /// are in the middle between two floats.
    /// </summary>
    public static Real Acos(Real x)
    {
        var (arcsine, isLarge) = Arcsine(x);
        Condition isNegative = x < 0;
        Real twice = 2 * arcsine;
        Real ofLarge = isNegative.Choose(Pi - twice, twice);
        Real ofSmall = HalfPi - isNegative.Choose(-arcsine, arcsine);
        Real result = isLarge.Choose(ofLarge, ofSmall).ToSingle();
        result = x.Is(1.5893254712295857e-08).Choose(1.5707963705062866, result);
        return x.Is(0.00024868646869435906).Choose(1.5705476999282837, result);
    }

    private static Real Arctangent(Real t) => t * Polynomial.Horner(t * t, s_arctangent);

    private static Real AtMost(Real a, double limit) => (a > limit).Choose(limit, a);

    /// <summary>The arcsine of the magnitude, or of sqrt((1 - |x|) / 2), which is NaN beyond 1.</summary>
    private static (Real Arcsine, Condition IsLarge) Arcsine(Real x)
    {
        Real magnitude = x.Abs().ToDouble();
        Condition isLarge = magnitude > 0.5;
        Real half = magnitude.Fma(-0.5, 0.5);
        Real square = isLarge.Choose(half, magnitude * magnitude);
        Real root = isLarge.Choose(half.Sqrt(), magnitude);
        return (root * Polynomial.Horner(square, s_arcsine), isLarge);
    }
}
