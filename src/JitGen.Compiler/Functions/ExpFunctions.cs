using System.Linq;
namespace JitGen.Compiler.Functions;

/// <summary>
/// Exponentials. The argument is k ln 2 + r with an integer k, so that e^x is 2^k e^r; of e^r, with r at most ln(2)/2, a polynomial is
/// left, and 2^k is added to the exponent. Coefficients: <c>tools/coefficients/exp.sollya</c>.
/// </summary>
internal static class ExpFunctions
{
    /// <summary>3/2 of 2^52: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 6755399441055744;

    /// <summary>What <see cref="Scale"/> expects of exponents: twice the bias of a double's; and a sum whose low bits have it added.</summary>
    private const int Bias = 1023;
    public const int ScaleBias = 2046;
    public const double ScaleShift = Shift + ScaleBias;

    private const double InverseLn2 = 1.4426950408889634;

    /// <summary>ln 2 in 42 bits: times an integer of 11 bits it is exact.</summary>
    private const double Ln2High = 0.69314718055989033;
    private const double Ln2Low = 5.4979230187083712e-14;

    private const double Ln2 = 0.69314718055994529;
    private const double Ln2Rest = 2.3190468138462996e-17;

    /// <summary>The logarithm to the base 2 of 10; ln 10 and the rest; log 2 to the base 10 in 42 bits and the rest, and in 53 bits and the rest.</summary>
    private const double Log2Of10 = 3.3219280948873622;
    private const double Ln10 = 2.3025850929940459;
    private const double Ln10Rest = -2.1707562233822494e-16;
    private const double Log10Of2High = 0.30102999566395283;
    private const double Log10Of2Low = 2.8363394551044964e-14;
    private const double Log10Of2 = 0.3010299956639812;
    private const double Log10Of2Rest = -2.8037281277851704e-18;

    /// <summary>The largest number whose exponential is finite.</summary>
    private const double Largest = 709.78271289338397;

    /// <summary>Beyond, e^x is infinite and e^-x zero, as doubles and as floats; it is the same on both sides, so that both share what bounds x.</summary>
    private const double Beyond = 746;
    private const double BeyondSingle = 104;

    /// <summary>2^-54: below, e^x - 1 is x.</summary>
    private const double Tiny = 5.5511151231257827e-17;

    /// <summary>(e^r - 1 - r) / r^2, with an error of e^r below 2^-62.</summary>
    private static readonly double[] s_double =
    [
        0.5, 0.16666666666666671, 0.041666666666666678, 0.0083333333333258965, 0.0013888888888876985, 0.00019841269875410571,
        2.4801587342422147e-05, 2.7557254823976566e-06, 2.7557257005735475e-07, 2.5105411291196842e-08, 2.0920349951977444e-09,
    ];

    /// <summary>The same of -r.</summary>
    private static readonly double[] s_doubleOfOpposite = OfOpposite(s_double, 2);

    /// <summary>(e^r - 1 - r - r^2/2) / r^3, of the same polynomial.</summary>
    private static readonly double[] s_doubleRest = [.. s_double.Skip(1)];

    /// <summary>(e^r - 1) / r, with an error of e^r below 2^-50.</summary>
    private static readonly double[] s_single =
    [
        1, 0.500000000000001, 0.16666666666629248, 0.041666666666523564, 0.008333333363235839, 0.001388888894747839,
        0.00019841195171237653, 2.4801487627149399e-05, 2.7630967005200127e-06, 2.7632562830126988e-07,
    ];

    /// <summary>(2^r - 1 - r ln 2) / r^2, with an error of 2^r below 2^-61.</summary>
    private static readonly double[] s_double2 =
    [
        0.24022650695910072, 0.0555041086648216, 0.00961812910762772, 0.0013333558146415914, 0.0001540353039506903,
        1.5252733831061708e-05, 1.3215485257135096e-06, 1.0178061864714461e-07, 7.055517579158388e-09, 4.45505570690817e-10,
        2.4827511918430988e-11,
    ];

    /// <summary>(2^r - 1) / r, of the same polynomial.</summary>
    private static readonly double[] s_double2LessOne = [Ln2, .. s_double2];

    /// <summary>(2^r - 1) / r, with an error of 2^r below 2^-51.</summary>
    private static readonly double[] s_single2 =
    [
        0.6931471805599462, 0.2402265069591012, 0.05550410866465084, 0.00961812910759547, 0.001333355820091586, 0.00015403530458264628,
        1.5252672859717722e-05, 1.3215433747085733e-06, 1.0205917057199358e-07, 7.074160550390497e-09,
    ];

    /// <summary>(2^-r - 1) / r, of the same polynomial.</summary>
    private static readonly double[] s_single2OfOpposite = OfOpposite(s_single2, 1);

    /// <summary>(10^r - 1 - r ln 10) / r^2, with an error of 10^r below 2^-60.</summary>
    private static readonly double[] s_double10 =
    [
        2.650949055239199, 2.034678592293477, 1.1712551489120824, 0.5393829291950339, 0.20699584874240812, 0.06808936520035364,
        0.0195976900455896, 0.005013916658377767, 0.0011547008176570376, 0.00024218918837659424, 4.3199400678837695e-05,
    ];

    /// <summary>(10^r - 1) / r, with an error of 10^r below 2^-51.</summary>
    private static readonly double[] s_single10 =
    [
        2.3025850929940486, 2.6509490552392045, 2.034678592287212, 1.1712551489081513, 0.5393829314005588, 0.2069958495815317,
        0.06808909296711273, 0.01959761529969296, 0.005027639893460836, 0.0011576618225795229,
    ];

    /// <summary>
    /// At most 0.54 ulp, 0.75 where the result is subnormal. What rounding takes from r, and from 1 + r, is carried on, so that beside the last addition only terms of
    /// r^2/2 are rounded: 0.03 ulp of the result.
    /// </summary>
    public static Real Exp(Real x)
    {
        (Real r, Real rest, Real shifted) = Reduce(Clamp(x, -Beyond, Beyond), ScaleShift);
        return Scale(OnePlus(r, (r * r).Fma(Polynomial.Horner(r, s_double), rest)), shifted);
    }

    /// <summary>The bits of <see cref="Exp"/> of -x, by the reduction of x, whose k, r and rest differ in the sign alone.</summary>
    public static Real ExpOfOpposite(Real x)
    {
        (Real r, Real rest, Real shifted) = Reduce(Clamp(x, -Beyond, Beyond), ScaleShift);
        return Scale(OnePlus(-r, (r * r).Fma(Polynomial.Horner(r, s_doubleOfOpposite), -rest)), 2 * ScaleShift - shifted);
    }

    /// <summary>
    /// Every float correctly rounded: 2^(x log2 e) is computed in double to 2^-49 and rounded once. Arguments beyond those with a finite
    /// result and one that is not 0 are replaced by the nearest of them.
    /// </summary>
    public static Real ExpSingle(Real x)
    {
        (Real r, Real shifted) = Reduce2(Clamp(x, -BeyondSingle, BeyondSingle).ToDouble(), InverseLn2, Shift);
        return ScaleSingle(Polynomial.Horner(r, s_single2).Fma(r, 1), shifted);
    }

    /// <summary>The bits of <see cref="ExpSingle"/> of -x, by the reduction of x.</summary>
    public static Real ExpOfOppositeSingle(Real x)
    {
        (Real r, Real shifted) = Reduce2(Clamp(x, -BeyondSingle, BeyondSingle).ToDouble(), InverseLn2, Shift);
        return ScaleSingle(Polynomial.Horner(r, s_single2OfOpposite).Fma(r, 1), 2 * Shift - shifted);
    }

    /// <summary>At most 0.59 ulp, 0.75 where the result is subnormal. x less its nearest integer is exact, its product with ln 2 is carried in two parts.</summary>
    public static Real Exp2(Real x)
    {
        Real bounded = Clamp(x, -1076, 1024);
        Real shifted = bounded + ScaleShift;
        return Scale(PowerOf2(bounded - (shifted - ScaleShift), null), shifted);
    }

    /// <summary>2^(r + lost), r being at most 1/2.</summary>
    public static Real PowerOf2(Real r, Real? lost)
    {
        Real high = r * Ln2;
        Real low = r.Fma(Ln2Rest, r.Fma(Ln2, -high));
        low = lost is { } addend ? addend.Fma(Ln2, low) : low;
        return OnePlus(high, (r * r).Fma(Polynomial.Horner(r, s_double2), low));
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real Exp2Single(Real x) =>
        Exp2OfBounded(Clamp(x, -151, 129).ToDouble()).Correct(x, (-0.029743774f, 0.9795943f), (0.0029695758f, 1.0020605f));

    /// <summary>2^x to 2^-51, rounded to a float.</summary>
    public static Real Exp2OfDouble(Real x) => Exp2OfBounded(Clamp(x, -151, 129));

    private static Real Exp2OfBounded(Real wide)
    {
        Real shifted = wide + Shift;
        Real r = wide - (shifted - Shift);
        return ScaleSingle(Polynomial.Horner(r, s_single2).Fma(r, 1), shifted);
    }

    /// <summary>At most 0.59 ulp, 0.75 where the result is subnormal; what rounding takes from x - k log 2 and from its product with ln 10 is carried on.</summary>
    public static Real Exp10(Real x)
    {
        Real bounded = Clamp(x, -324, 309);
        Real shifted = bounded.Fma(Log2Of10, ScaleShift);
        Real k = shifted - ScaleShift;
        Real reduced = k.Fma(-Log10Of2High, bounded);
        Real reducedLow = k * Log10Of2Low;
        Real r = reduced - reducedLow;
        Real rest = reduced - r - reducedLow;
        Real high = r * Ln10;
        Real low = rest.Fma(Ln10, r.Fma(Ln10Rest, r.Fma(Ln10, -high)));
        return Scale(OnePlus(high, (r * r).Fma(Polynomial.Horner(r, s_double10), low)), shifted);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real Exp10Single(Real x)
    {
        Real wide = Clamp(x, -46, 39).ToDouble();
        Real shifted = wide.Fma(Log2Of10, Shift);
        Real k = shifted - Shift;
        Real r = k.Fma(-Log10Of2Rest, k.Fma(-Log10Of2, wide));
        return ScaleSingle(Polynomial.Horner(r, s_single10).Fma(r, 1), shifted);
    }

    /// <summary>
    /// At most 0.73 ulp: 2^k - 1 + 2^k r + 2^k (e^r - 1 - r), the first sum in two parts. Half of all that is computed, because 2^k may be
    /// too large.
    /// </summary>
    public static Real ExpM1(Real x)
    {
        (Real r, Real rest, Real shifted) = Reduce((x < -40).Choose(-40, x));
        Real half = PowerOfTwo(shifted, -1);
        Real less = half - 0.5;
        Real product = half * r;
        Real sum = less + product;
        Real lost = less - sum + product + (half - less - 0.5);
        Real result = 2 * (sum + half.Fma(Rest(r, rest), lost));
        Real finite = (x <= Largest).Choose(result, x * double.PositiveInfinity);
        return (x.Abs() < Tiny).Choose(x, finite);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real ExpM1Single(Real x)
    {
        (Real r, Real shifted) = ReduceSingle(Clamp(x, -30, 89).ToDouble(), Shift + Bias);
        return LessOne(Polynomial.Horner(r, s_single) * r, shifted).ToSingle().OrSignOf(x);
    }

    /// <summary>e^(factor x) - 1 to 2^-49, of a double that no power of two here is too large for.</summary>
    public static Real LessOneSingle(Real wide, double factor)
    {
        (Real r, Real shifted) = Reduce2(wide, factor * InverseLn2, Shift + Bias);
        return LessOne(Polynomial.Horner(r, s_single2) * r, shifted);
    }

    /// <summary>2^k - 1 + 2^k p, with k and the bias of a double's exponent in the low bits of <paramref name="shifted"/>.</summary>
    private static Real LessOne(Real p, Real shifted)
    {
        Real power = (shifted.Bits() << 52).AsReal();
        return power.Fma(p, power - 1);
    }

    /// <summary>1 - 2^-(q + lost) for q from 0 to 1000, with an error of 2^-52 of the power less 1, or less its integral part.</summary>
    public static Real OneLessPowerOf2(Real q, Real lost)
    {
        Real shifted = Shift + Bias - q;
        return OneLess(Shift + Bias - shifted - q - lost, shifted, s_double2LessOne);
    }

    /// <summary>1 - 2^-q, likewise, to 2^-50.</summary>
    public static Real OneLessPowerOf2Single(Real q)
    {
        Real shifted = Shift + Bias - q;
        return OneLess(Shift + Bias - shifted - q, shifted, s_single2);
    }

    /// <summary>1 - 2^(k + r), with k and the bias of a double's exponent in the low bits of <paramref name="shifted"/>.</summary>
    private static Real OneLess(Real r, Real shifted, double[] series)
    {
        Real power = (shifted.Bits() << 52).AsReal();
        return (-power).Fma(Polynomial.Horner(r, series) * r, 1 - power);
    }

    /// <summary>
    /// x less k ln 2, r, and what rounding takes from r; with k in the low bits of a sum. What is wrong for numbers too large for 2^k is
    /// replaced elsewhere.
    /// </summary>
    public static (Real R, Real Lost, Real Shifted) Reduce(Real x, double shift = Shift)
    {
        Real shifted = x.Fma(InverseLn2, shift);
        Real k = shifted - shift;
        Real high = k.Fma(-Ln2High, x);
        Real low = k * Ln2Low;
        Real r = high - low;
        return (r, high - r - low, shifted);
    }

    /// <summary>x less k ln 2 to 2^-53, with k in the low bits of a sum.</summary>
    public static (Real R, Real Shifted) ReduceSingle(Real x, double shift = Shift)
    {
        Real shifted = x.Fma(InverseLn2, shift);
        Real k = shifted - shift;
        return (k.Fma(-Ln2Rest, k.Fma(-Ln2, x)), shifted);
    }

    /// <summary>The part of x log that is beyond its nearest integer, rounded once; with the integer in the low bits of a sum.</summary>
    private static (Real R, Real Shifted) Reduce2(Real x, double log, double shift)
    {
        Real shifted = x.Fma(log, shift);
        return (x.Fma(log, -(shifted - shift)), shifted);
    }

    /// <summary>e^(r + lost) - 1 - r. The last operation rounds r^2/2 and what is added to it, all others far smaller numbers.</summary>
    public static Real Rest(Real r, Real lost)
    {
        Real cubic = (r * r * r).Fma(Polynomial.Horner(r, s_doubleRest), lost.Fma(r, lost));
        return (r * 0.5).Fma(r, cubic);
    }

    /// <summary>2^(k + added), a normal number, with k in the low bits of <paramref name="shifted"/>.</summary>
    public static Real PowerOfTwo(Real shifted, int added) => ((shifted.Bits() + (1023 + added)) << 52).AsReal();

    /// <summary>The coefficients of a polynomial of the opposite of its variable; the first one is that of a power of it.</summary>
    private static double[] OfOpposite(double[] coefficients, int firstPower) =>
        [.. coefficients.Select((coefficient, index) => (firstPower + index) % 2 == 0 ? coefficient : -coefficient)];

    /// <summary>1 + high + low; what is lost by adding high, which is less than 1, is added to low.</summary>
    private static Real OnePlus(Real high, Real low)
    {
        Real sum = 1 + high;
        Real lost = 1 - sum + high;
        return sum + (lost + low);
    }

    /// <summary>Numbers beyond bounds are replaced by them.</summary>
    public static Real Clamp(Real x, double low, double high)
    {
        Real below = (x > high).Choose(high, x);
        return (below < low).Choose(low, below);
    }

    /// <summary>y 2^k as a float, with k in the low bits of <paramref name="shifted"/>; the double has it exactly.</summary>
    private static Real ScaleSingle(Real y, Real shifted) => (y.Bits() + (shifted.Bits() << 52)).AsReal().ToSingle();

    /// <summary>
    /// y 2^k for y from 1/2 to 2, with k + <see cref="ScaleBias"/>, from 0 to 4092, in the low bits of <paramref name="shifted"/>: by two
    /// powers of two, of which the first changes the exponent only, so that the result is rounded where it is subnormal and not else.
    /// </summary>
    public static Real Scale(Real y, Real shifted)
    {
        Whole exponents = shifted.Bits();
        Whole first = exponents.ShiftUnsigned(1);
        return y * (first << 52).AsReal() * ((exponents - first) << 52).AsReal();
    }
}
