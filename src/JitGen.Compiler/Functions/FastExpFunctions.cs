using System.Linq;

namespace JitGen.Compiler.Functions;

/// <summary>
/// Exponentials of floats in floats: e^x is 2^k e^r, r being at most ln(2)/2; likewise of the bases 2 and 10. Errors are the largest of all floats.
/// Coefficients: <c>tools/coefficients/fast.sollya</c>.
/// </summary>
internal static class FastExpFunctions
{
    /// <summary>3/2 of 2^23: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 12582912;
    private const double InverseLn2 = 1.4426950216293335;

    /// <summary>ln 2 in 24 bits: x - k times it is exact; and the rest.</summary>
    private const double Ln2 = 0.6931471824645996;
    private const double Ln2Rest = -1.9046542121259336e-09;

    /// <summary>The logarithm to the base 2 of 10; log 2 to the base 10 in 24 bits and the rest.</summary>
    private const double Log2Of10 = 3.321928024291992;
    private const double Log10Of2 = 0.3010300099849701;
    private const double Log10Of2Rest = -1.432098883924482e-08;

    /// <summary>2^-64, and 127 - 64: the bias of exponents and a power of two that neither overflows nor vanishes beside others.</summary>
    private const double Unit = 5.421010862427522e-20;
    private const int UnitBias = 127 - 64;

    private const int Bias = 127;

    /// <summary>2^-24: below, e^x - 1 is x.</summary>
    private const double Tiny = 5.9604644775390625e-08;

    /// <summary>(e^r - 1) / r, with an error of e^r below 2^-28.</summary>
    private static readonly double[] s_exp =
    [
        1, 0.49999988079071045, 0.16666516661643982, 0.041669610887765884, 0.008369087241590023, 0.0013748781057074666,
    ];

    /// <summary>(e^-r - 1) / r, likewise.</summary>
    private static readonly double[] s_expOfMinus = [.. s_exp.Select((coefficient, power) => power % 2 == 0 ? -coefficient : coefficient)];

    /// <summary>(e^r - 1 - r) / r^2, with an error of e^r below 2^-28.</summary>
    private static readonly double[] s_expM1 =
    [
        0.49999991059303284, 0.1666652113199234, 0.04166896268725395, 0.00836867280304432, 0.0013782490277662873,
    ];

    /// <summary>(2^r - 1) / r, with an error of 2^r below 2^-28.</summary>
    private static readonly double[] s_exp2 =
    [
        0.6931471824645996, 0.24022644758224487, 0.05550358444452286, 0.009618829935789108, 0.0013391493121162057,
        0.00015243144298437983,
    ];

    /// <summary>(10^r - 1) / r, with an error of 10^r below 2^-28.</summary>
    private static readonly double[] s_exp10 =
    [
        2.3025851249694824, 2.6509485244750977, 2.0346558094024658, 1.1713235378265381, 0.5418379902839661, 0.20536395907402039,
    ];

    /// <summary>At most 0.9 ulp.</summary>
    public static Real Exp(Real x)
    {
        (Real r, Real shifted) = Reduce(x.Min(89).Max(-104), 2 * Bias);
        return Scale(Polynomial.Horner(r, s_exp).Fma(r, 1), shifted);
    }

    /// <summary>At most 0.88 ulp; of integers exactly.</summary>
    public static Real Exp2(Real x)
    {
        Real bounded = x.Min(129).Max(-151);
        Real shifted = bounded + (Shift + (2 * Bias));
        Real r = bounded - (shifted - (Shift + (2 * Bias)));
        return Scale(Polynomial.Horner(r, s_exp2).Fma(r, 1), shifted);
    }

    /// <summary>At most 1.01 ulp.</summary>
    public static Real Exp10(Real x)
    {
        Real bounded = x.Min(39).Max(-46);
        Real shifted = bounded.Fma(Log2Of10, Shift + (2 * Bias));
        Real k = shifted - (Shift + (2 * Bias));
        Real r = k.Fma(-Log10Of2Rest, k.Fma(-Log10Of2, bounded));
        return Scale(Polynomial.Horner(r, s_exp10).Fma(r, 1), shifted);
    }

    /// <summary>At most 1.46 ulp: 2^k (e^r - 1) + 2^k - 1. Half of that is computed, because 2^k may be too large. The smallest x are their results.</summary>
    public static Real ExpM1(Real x)
    {
        (Real r, Real shifted) = Reduce(x.Min(89).Max(-20), Bias - 1);
        Real half = PowerOfTwo(shifted);
        return (x.Abs() < Tiny).Choose(x, 2 * half.Fma(LessOne(r), half - 0.5));
    }

    /// <summary>
    /// At most 2 ulp, near 0: 1 / (1 + e^-x), numerator and denominator multiplied by 2^-64, so that neither leaves the normal numbers and
    /// only the quotient does.
    /// </summary>
    public static Real Sigmoid(Real x)
    {
        Real bounded = x.Min(43).Max(-105);
        Real shifted = bounded.Fma(-InverseLn2, Shift + UnitBias);
        Real k = shifted - (Shift + UnitBias);
        Real minusR = k.Fma(Ln2Rest, k.Fma(Ln2, bounded));
        Real power = PowerOfTwo(shifted);
        return Unit / (power.Fma(Polynomial.Horner(minusR, s_expOfMinus) * minusR, Unit) + power);
    }

    /// <summary>At most 1.94 ulp: of -2|x|, (1 - e) / (1 + e), which is less sensitive to what the sums lose than that of a power above 1.</summary>
    public static Real Tanh(Real x)
    {
        Real negative = (x.Bits() | int.MinValue).AsReal();
        (Real r, Real shifted) = Reduce(2 * negative.Max(-10), Bias);
        Real power = PowerOfTwo(shifted);
        Real less = LessOne(r);
        Real quotient = (-power).Fma(less, 1 - power) / power.Fma(less, power + 1);
        return (quotient.Bits() | x.SignBit()).AsReal();
    }

    /// <summary>e^r - 1.</summary>
    private static Real LessOne(Real r) => (r * r).Fma(Polynomial.Horner(r, s_expM1), r);

    /// <summary>x less k ln 2; with k plus a bias in the low bits of a sum.</summary>
    private static (Real R, Real Shifted) Reduce(Real x, int bias)
    {
        Real shifted = x.Fma(InverseLn2, Shift + bias);
        Real k = shifted - (Shift + bias);
        return (k.Fma(-Ln2Rest, k.Fma(-Ln2, x)), shifted);
    }

    /// <summary>2^k, with k plus the bias of exponents in the low bits of <paramref name="shifted"/>.</summary>
    private static Real PowerOfTwo(Real shifted) => (shifted.Bits() << 23).AsReal();

    /// <summary>y 2^k, with k plus twice the bias in the low bits: by two powers of about half of k, of which only the second product rounds.</summary>
    private static Real Scale(Real y, Real shifted)
    {
        Whole bits = shifted.Bits();
        Whole half = bits.ShiftUnsigned(1);
        return y * (half << 23).AsReal() * ((bits - half) << 23).AsReal();
    }
}
