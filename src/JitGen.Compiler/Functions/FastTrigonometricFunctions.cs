namespace JitGen.Compiler.Functions;

/// <summary>
/// Sines of floats, in radians, in floats: x = k pi + r, and the sine of r with the sign of (-1)^k. Errors are the
/// largest of all floats. Coefficients: <c>tools/coefficients/fast.sollya</c>.
/// </summary>
internal static class FastTrigonometricFunctions
{
    /// <summary>2^17, the largest magnitude whose multiple of pi three floats take away; beyond it the strict function is applied.</summary>
    private const double Largest = 131072;

    /// <summary>3/2 of 2^23: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 12582912;
    private const double InversePi = 0.31830987334251404;

    /// <summary>pi in three parts, rounded down: all are positive, so that -0 is not lost.</summary>
    private static readonly double[] s_piBelow = [3.141592502593994, 1.5099578831723193e-07, 1.078060505991553e-14];

    /// <summary>pi in three parts, each the nearest: a smaller second part, of which half of one multiple is rounded less.</summary>
    private static readonly double[] s_piNearest = [3.1415927410125732, -8.742277657347586e-08, -3.4302490200117637e-15];

    /// <summary>
    /// (sin(r) / r - 1) / r^2 of r^2 up to (pi/2)^2 and a little more, with an error of the sine below 2^-27 of it. Of all that are as good,
    /// one whose results never exceed 1, and are 1 at the float that is nearest to pi/2.
    /// </summary>
    private static readonly double[] s_sine = [-0.16666656732559204, 0.008333020843565464, -0.0001980688248295337, 2.600068910396658e-06];

    /// <summary>At most 1.91 ulp.</summary>
    public static Real Sin(Real x)
    {
        Real shifted = x.Fma(InversePi, Shift);
        return IsHuge(x).Rare(Sine(Without(s_piBelow, shifted - Shift, x), shifted), x.Apply(MathFunctions.Sin));
    }

    /// <summary>At most 1.91 ulp: the sine of x + pi/2.</summary>
    public static Real Cos(Real x)
    {
        Real shifted = x.Fma(InversePi, 0.5) + Shift;
        return IsHuge(x).Rare(Sine(Without(s_piNearest, shifted - Shift - 0.5, x), shifted), x.Apply(MathFunctions.Cos));
    }

    private static Condition IsHuge(Real x) => x.Abs() > Largest;

    /// <summary>x - k pi, of which the first step is exact.</summary>
    private static Real Without(double[] pi, Real k, Real x)
    {
        foreach (double part in pi)
        {
            x = k.Fma(-part, x);
        }

        return x;
    }

    /// <summary>r + r (sin(r)/r - 1). Added to +0, the factor of a zero r is +0, so that -0 stays what it is.</summary>
    private static Real Sine(Real r, Real shifted)
    {
        Real square = r * r;
        Real sine = r.Fma(Polynomial.Horner(square, s_sine).Fma(square, 0), r);
        return sine.FlipSign(shifted.Bits().LowestAsSign());
    }
}
