namespace JitGen.Compiler.Functions;

/// <summary>
/// Exponentials. The argument is k ln 2 + r with an integer k, so that e^x is 2^k e^r; of e^r, with r at most ln(2)/2, a polynomial is
/// left, and 2^k is added to the exponent. Coefficients: <c>tools/coefficients/exp.sollya</c>.
/// </summary>
internal static class ExpFunctions
{
    /// <summary>3/2 of 2^52: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 6755399441055744;
    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>ln 2 in 42 bits: times an integer of 11 bits it is exact.</summary>
    private const double Ln2High = 0.69314718055989033;
    private const double Ln2Low = 5.4979230187083712e-14;

    private const double Ln2 = 0.69314718055994529;
    private const double Ln2Rest = 2.3190468138462996e-17;

    /// <summary>The largest double whose e^x is finite, and the least number below which it is less than half of the smallest double.</summary>
    private const double Largest = 709.78271289338397;
    private const double Least = -745.13321910194122;

    /// <summary>Below, results are subnormal, or nearly.</summary>
    private const double Small = -707;
    private const int SmallScale = 512;
    private const double InverseSmallScale = 7.4583407312002067e-155;

    /// <summary>(e^r - 1 - r) / r^2, with an error of e^r below 2^-62.</summary>
    private static readonly double[] s_double =
    [
        0.5, 0.16666666666666671, 0.041666666666666678, 0.0083333333333258965, 0.0013888888888876985, 0.00019841269875410571,
        2.4801587342422147e-05, 2.7557254823976566e-06, 2.7557257005735475e-07, 2.5105411291196842e-08, 2.0920349951977444e-09,
    ];

    /// <summary>(e^r - 1) / r, with an error of e^r below 2^-50.</summary>
    private static readonly double[] s_single =
    [
        1, 0.500000000000001, 0.16666666666629248, 0.041666666666523564, 0.008333333363235839, 0.001388888894747839,
        0.00019841195171237653, 2.4801487627149399e-05, 2.7630967005200127e-06, 2.7632562830126988e-07,
    ];

    /// <summary>
    /// At most 0.53 ulp. What rounding takes from r, and from 1 + r, is carried on, so that beside the last addition only terms of
    /// r^2/2 are rounded: 0.03 ulp of the result.
    /// </summary>
    public static Real Exp(Real x)
    {
        Real shifted = x.Fma(InverseLn2, Shift);
        Real k = shifted - Shift;
        Real high = k.Fma(-Ln2High, x);
        Real low = k * Ln2Low;
        Real r = high - low;
        Real rest = high - r - low;
        Real sum = 1 + r;
        Real sumRest = r - (sum - 1);
        Real y = sum + (sumRest + (r * r).Fma(Polynomial.Horner(r, s_double), rest));
        return Scale(x, y, shifted);
    }

    /// <summary>
    /// Every float correctly rounded: e^x is computed in double to 2^-50 and rounded once. Arguments beyond those with a finite result
    /// and one that is not 0 are replaced by the nearest of them.
    /// </summary>
    public static Real ExpSingle(Real x)
    {
        Real wide = x.ToDouble();
        wide = (wide > 89).Choose(89, wide);
        wide = (wide < -104).Choose(-104, wide);
        Real shifted = wide.Fma(InverseLn2, Shift);
        Real k = shifted - Shift;
        Real r = k.Fma(-Ln2Rest, k.Fma(-Ln2, wide));
        Real y = Polynomial.Horner(r, s_single).Fma(r, 1);
        return (y.Bits() + (shifted.Bits() << 52)).AsReal().ToSingle();
    }

    /// <summary>
    /// y 2^k, with k in the low bits of <paramref name="shifted"/>. A subnormal result is made larger by 2^512 and divided by it, which
    /// rounds once. What overflows, and NaN, is x times infinity.
    /// </summary>
    private static Real Scale(Real x, Real y, Real shifted)
    {
        Condition isSmall = x < Small;
        Whole k = shifted.Bits();
        Whole exponent = isSmall.Choose(k + SmallScale, k);
        Real scaled = (y.Bits() + (exponent << 52)).AsReal();
        Real result = isSmall.Choose(scaled * InverseSmallScale, scaled);
        Real beyond = x * double.PositiveInfinity;
        return (x < Least).Choose(0, (x <= Largest).Choose(result, beyond));
    }
}
