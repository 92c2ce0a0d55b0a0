namespace JitGen.Compiler.Functions;

/// <summary>
/// Functions that are quotients or sums of exponentials. Quotients have them in two parts: 2^k (1 + r + rest), by
/// <see cref="ExpFunctions"/>. Sums of e^x and e^-x, x being k ln 2 + r, are made of cosh r = 1 + r^2 C(r^2) and
/// sinh r = r + r^3 S(r^2): sinh x = (2^k - 2^-k)/2 cosh r + (2^k + 2^-k)/2 sinh r, and cosh x with the factors exchanged. Of small x, k
/// is 0 and a factor 0. Coefficients: <c>tools/coefficients/hyperbolic.sollya</c>.
/// </summary>
internal static class HyperbolicFunctions
{
    /// <summary>3/2 of 2^52 and 60: from 2^60 on, 2^-k is nothing beside 2^k. And a number whose hyperbolic sine is too large for a double.</summary>
    private const double LargestShifted = 6755399441055804;
    private const double Beyond = 711;

    /// <summary>(cosh(r) - 1 - r^2/2) / r^4 by r^2, with an error of cosh r below 2^-68.</summary>
    private static readonly double[] s_cosh =
    [
        0.04166666666666667, 0.0013888888888882165, 2.4801587329991034e-05, 2.755726895305289e-07, 2.091635601965585e-09,
    ];

    /// <summary>(cosh(r) - 1) / r^2 by r^2, with an error of cosh r below 2^-56.</summary>
    private static readonly double[] s_coshSingle =
    [
        0.5000000000000001, 0.041666666666623164, 0.0013888888917497123, 2.4801520987795577e-05, 2.7620199983933056e-07,
    ];

    /// <summary>(sinh(r) / r - 1) / r^2 by r^2, with an error of sinh r below 2^-60 of it.</summary>
    private static readonly double[] s_sinh =
    [
        0.16666666666666669, 0.008333333333328882, 0.00019841269866585339, 2.755726454489013e-06, 2.5101832161849915e-08,
    ];

    /// <summary>At most 0.69 ulp: beside the last addition, terms are rounded that are at most 0.11 of the result, thrice.</summary>
    public static Real Sinh(Real x)
    {
        Exponentials e = Reduce(x);
        return e.Combine(e.Difference, e.Sum, e.Lost) * e.Quarter.WithSignOf(x);
    }

    /// <summary>At most 0.62 ulp: the terms are at most 0.06 of the result.</summary>
    public static Real Cosh(Real x)
    {
        Exponentials e = Reduce(x);
        return e.Combine(e.Sum, e.Difference, -e.Lost) * e.Quarter;
    }

    /// <summary>Every float correctly rounded. What is subtracted is 0 for small x: +0, so that the sign of a zero stays.</summary>
    public static Real SinhSingle(Real x)
    {
        (Real cosh, Real sinh, Real power, Real inverse) = ReduceSingle(x);
        return (power + inverse).Fma(sinh, -((inverse - power) * cosh)).ToSingle().Correct(
            x, (-0.0005589425f, -0.0005589425f), (0.0005589425f, 0.0005589425f));
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real CoshSingle(Real x)
    {
        (Real cosh, Real sinh, Real power, Real inverse) = ReduceSingle(x);
        return (power + inverse).Fma(cosh, (power - inverse) * sinh).ToSingle();
    }

    /// <summary>
    /// At most 0.62 ulp: (e^2x - 1) / (e^2x + 1), numerator and denominator in two parts each. What the quotient of the larger parts
    /// leaves is divided by multiplying with the reciprocal. Near 1, it is 1 - 2 / (e^2x + 1).
    /// </summary>
    public static Real Tanh(Real x)
    {
        Real twice = 2 * x.Abs();
        (Real r, Real lost, Real shifted) = ExpFunctions.Reduce((twice > 40).Choose(40, twice));
        Real power = ExpFunctions.PowerOfTwo(shifted, 0);
        Real product = power * r;
        Real rest = ExpFunctions.Rest(r, lost);
        (Real numerator, Real numeratorLow) = Sum(power - 1, product, power, rest);
        (Real denominator, Real denominatorLow) = Sum(power + 1, product, power, rest);
        Real quotient = Quotient(numerator, numeratorLow, denominator, denominatorLow);
        return (twice > 8).Choose(1 - 2 * (1 / denominator), quotient).WithSignOf(x);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real TanhSingle(Real x)
    {
        Real e = ExpFunctions.LessOneSingle(ExpFunctions.Clamp(x, -10, 10).ToDouble(), 2);
        return (e / (e + 2)).ToSingle().OrSignOf(x);
    }

    /// <summary>
    /// At most 0.6 ulp, 0.75 where the result is subnormal: 1 / (1 + e^-x), for negative x e^x / (1 + e^x), so that no power is larger than 1. The second is made larger by
    /// 2^512 and divided by it where it is subnormal.
    /// </summary>
    public static Real Sigmoid(Real x)
    {
        Real magnitude = x.Abs();
        (Real r, Real lost, Real shifted) = ExpFunctions.Reduce(-(magnitude > 800).Choose(800, magnitude), ExpFunctions.ScaleShift);
        (Real high, Real low) = Sum(x.Constant(1), r, x.Constant(1), ExpFunctions.Rest(r, lost));
        Real power = (magnitude > 100).Choose(0, ExpFunctions.PowerOfTwo(shifted, -ExpFunctions.ScaleBias));
        (Real denominator, Real denominatorLow) = Sum(x.Constant(1), power * high, power, low);
        Condition isNegative = x < 0;
        Real numerator = isNegative.Choose(high, x.Constant(1));
        Real numeratorLow = isNegative.Choose(low, x.Constant(0));
        Real quotient = Quotient(numerator, numeratorLow, denominator, denominatorLow);
        Real result = isNegative.Choose(ExpFunctions.Scale(quotient, shifted), quotient);
        return x.IsNaN().Choose(x, result);
    }

    /// <summary>
    /// Every float correctly rounded. Near 0 it is 1/2 + x/4 - x^3/48, of which a double does not hold the third term; it decides where
    /// the sum of the others is in the middle of two floats, so that anything less than their distance to such middles stands for it.
    /// </summary>
    public static Real SigmoidSingle(Real x)
    {
        const double Near = 1.52587890625e-05;
        const double Less = 1.1102230246251565e-16;
        Real wide = x.ToDouble();
        Real e = ExpFunctions.LessOneSingle(ExpFunctions.Clamp(wide, -105, 60), -1);
        Real near = wide.Fma(0.25, -wide.Constant(Less).WithSignOf(wide)) + 0.5;
        return (wide.Abs() < Near).Choose(near, 1 / (e + 2)).ToSingle().Correct(x, (-0.0011178852f, 0.49972054f));
    }

    /// <summary>
    /// The parts of e^|x| and e^-|x|, divided by 2^k / 4. The factors of cosh r and sinh r are exact as long as 2k is less than 53.
    /// </summary>
    private static Exponentials Reduce(Real x)
    {
        Real magnitude = x.Abs();
        (Real r, Real lost, Real shifted) = ExpFunctions.Reduce((magnitude > Beyond).Choose(Beyond, magnitude));
        Real limited = (shifted > LargestShifted).Choose(LargestShifted, shifted);
        Real inverse = ((512 - limited.Bits()) << 53).AsReal();
        Real difference = 2 - inverse;
        Real sum = 2 + inverse;
        Real z = r * r;
        return new Exponentials(
            difference,
            sum,
            (2 - difference - inverse) * (1 - r),
            r,
            z.Fma(Polynomial.Horner(z, s_sinh) * r, lost),
            (r * 0.5).Fma(r, (z * z).Fma(Polynomial.Horner(z, s_cosh), lost * r)),
            ExpFunctions.PowerOfTwo(shifted, -2));
    }

    /// <summary>cosh r and sinh r, 2^k / 2 and 2^-k / 2.</summary>
    private static (Real Cosh, Real Sinh, Real Power, Real Inverse) ReduceSingle(Real x)
    {
        (Real r, Real shifted) = ExpFunctions.ReduceSingle(ExpFunctions.Clamp(x.ToDouble(), -90, 90));
        Real z = r * r;
        return (
            z.Fma(Polynomial.Horner(z, s_coshSingle), 1),
            (z * r).Fma(Polynomial.Horner(z, s_sinh), r),
            ExpFunctions.PowerOfTwo(shifted, -1),
            ((1022 - shifted.Bits()) << 52).AsReal());
    }

    /// <summary>a + b + c d in two parts, for b smaller than a, or a = 0, and the product far smaller.</summary>
    private static (Real High, Real Low) Sum(Real a, Real b, Real c, Real d)
    {
        Real sum = a + b;
        Real low = c.Fma(d, a - sum + b);
        Real high = sum + low;
        return (high, sum - high + low);
    }

    /// <summary>The quotient of two sums of two parts.</summary>
    private static Real Quotient(Real a, Real aLow, Real b, Real bLow)
    {
        Real inverse = 1 / b;
        Real quotient = a * inverse;
        Real remainder = (-quotient).Fma(b, a) + (-quotient).Fma(bLow, aLow);
        return remainder.Fma(inverse, quotient);
    }

    /// <param name="Difference">2 - 2^(1-2k), rounded.</param>
    /// <param name="Sum">2 + 2^(1-2k), rounded.</param>
    /// <param name="Lost">What rounding took from the first, and added to the second, times e^-r, for which 1 - r is near enough.</param>
    /// <param name="R">The reduced argument.</param>
    /// <param name="Sinh">sinh r - r, and what rounding took from r.</param>
    /// <param name="Cosh">cosh r - 1, likewise.</param>
    /// <param name="Quarter">2^k / 4.</param>
    private sealed record Exponentials(
        Real Difference, Real Sum, Real Lost, Real R, Real Sinh, Real Cosh, Real Quarter)
    {
        /// <summary>ofCosh cosh r + ofSinh sinh r. The sum of the large terms, ofCosh + ofSinh r, is carried on in two parts.</summary>
        public Real Combine(Real ofCosh, Real ofSinh, Real lost)
        {
            Real high = ofSinh.Fma(R, ofCosh);
            Real low = ofSinh.Fma(R, ofCosh - high) + lost;
            return high + ofCosh.Fma(Cosh, ofSinh.Fma(Sinh, low));
        }
    }
}
