namespace JitGen.Compiler.Functions;

/// <summary>Functions that are quotients or sums of exponentials, which they have in two parts: 2^k (1 + r + rest), by <see cref="ExpFunctions"/>.</summary>
internal static class HyperbolicFunctions
{
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
        Real e = ExpFunctions.LessOneSingle(ExpFunctions.Clamp(2 * x.ToDouble(), -20, 20));
        return (e / (e + 2)).ToSingle().WithSignOf(x);
    }

    /// <summary>
    /// At most 0.6 ulp, 0.75 where the result is subnormal: 1 / (1 + e^-x), for negative x e^x / (1 + e^x), so that no power is larger than 1. The second is made larger by
    /// 2^512 and divided by it where it is subnormal.
    /// </summary>
    public static Real Sigmoid(Real x)
    {
        Real magnitude = x.Abs();
        (Real r, Real lost, Real shifted) = ExpFunctions.Reduce(-(magnitude > 800).Choose(800, magnitude));
        (Real high, Real low) = Sum(x.Constant(1), r, x.Constant(1), ExpFunctions.Rest(r, lost));
        Real power = (magnitude > 100).Choose(0, ExpFunctions.PowerOfTwo(shifted, 0));
        (Real denominator, Real denominatorLow) = Sum(x.Constant(1), power * high, power, low);
        Condition isNegative = x < 0;
        Real numerator = isNegative.Choose(high, x.Constant(1));
        Real numeratorLow = isNegative.Choose(low, x.Constant(0));
        Real quotient = Quotient(numerator, numeratorLow, denominator, denominatorLow);
        Real result = isNegative.Choose(ExpFunctions.ScaleDown(x, quotient, shifted), quotient);
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
        Real e = ExpFunctions.LessOneSingle(ExpFunctions.Clamp(-wide, -60, 105));
        Real near = wide.Fma(0.25, -wide.Constant(Less).WithSignOf(wide)) + 0.5;
        return (wide.Abs() < Near).Choose(near, 1 / (e + 2)).ToSingle().Correct(x, (-0.0011178852f, 0.49972054f));
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
}
