namespace JitGen.Compiler.Functions;

/// <summary>
/// The error function: 1 - 2^-q, where the polynomial q stands for -log2(1 - erf(x)), which is nearly a parabola. Coefficients:
/// <c>tools/coefficients/erf.sollya</c>.
/// </summary>
internal static class ErfFunctions
{
    /// <summary>2 / sqrt(pi), the slope at 0, less 1.</summary>
    private const double Slope = 0.1283791670955126;

    /// <summary>165/256, from where on doubles take their q from a polynomial, and its q, which is nearly a double: to 2^-58.</summary>
    private const double Least = 0.64453125;
    private const double LeastLogarithm = 1.4658210770973619;

    /// <summary>From here on the nearest float, respectively the nearest double, is 1.</summary>
    private const double BeyondSingle = 3.95;
    private const double Beyond = 6;

    /// <summary>q / x, with an error of erf x of 2^-51 of it. The first one is such that small x, times it and the first of 2^r - 1, are exact to 2^-53.</summary>
    private static readonly double[] s_single =
    [
        1.627907028611113, 0.9184481885265141, 0.1482695251232513, -0.027596515603446642, -0.0003018048733498563, 0.002447115763355684,
        -0.0008514134252595676, 3.749816753892585e-05, 9.259634625396596e-05, -4.198670064677253e-05, 3.5516044749846347e-06,
        5.694463788386788e-06, -3.990850671940814e-06, 1.5631131318214786e-06, -4.275992879189456e-07, 8.522318828122197e-08,
        -1.2244795810061928e-08, 1.2077318756510467e-09, -7.335446808296075e-11, 2.0699204314837655e-12,
    ];

    /// <summary>(erf(x) / x - 2/sqrt(pi)) / x^2 by x^2, with an error of erf x of 2^-61 of it.</summary>
    private static readonly double[] s_small =
    [
        -0.37612638903183754, 0.1128379167095531, -0.02686617064520367, 0.005223977626702264, -0.0008548327136001047,
        0.00012055338242432567, -1.4925753318763863e-05, 1.6460962550477016e-06, -1.6267991614886645e-07, 1.299053753616893e-08,
    ];

    /// <summary>(q(165/256 + t) - q(165/256)) / t, with an error of erf of 2^-56 of it.</summary>
    private static readonly double[] s_large =
    [
        2.968047629304562, 1.140073612655987, 0.0844196946845304, -0.020081905717475444, 0.003352737766187554,
        -4.773723283136459e-05, -0.00022735670403444482, 9.867579794583076e-05, -2.189516518005156e-05, 1.2698369304192693e-07,
        2.246484327585957e-06, -1.1470465658288878e-06, 3.664416710418099e-07, -8.532399849057971e-08, 1.4795967794832616e-08,
        -1.867314723122802e-09, 1.6166839163786588e-10, -8.527340906682448e-12, 2.0431778159245175e-13,
    ];

    /// <summary>
    /// At most 0.86 ulp. Small x get a polynomial of their own. Of the others the power is at most 0.37, so that little of its errors is
    /// left in 1 - 2^-q; q is in two parts.
    /// </summary>
    public static Real Erf(Real x)
    {
        Real magnitude = x.Abs();
        magnitude = (magnitude > Beyond).Choose(Beyond, magnitude);
        Real z = magnitude * magnitude;
        Real small = magnitude.Fma(z.Fma(Polynomial.Horner(z, s_small), Slope), magnitude);

        Real t = magnitude - Least;
        Real series = Polynomial.Horner(t, s_large);
        Real q = t.Fma(series, LeastLogarithm);
        Real lost = t.Fma(series, LeastLogarithm - q);
        Real large = ExpFunctions.OneLessPowerOf2(q, lost);
        return (magnitude < Least).Choose(small, large).OrSignOf(x);
    }

    /// <summary>Every float correctly rounded. Of small x, 2^-q is not divided by a power of two, so that 1 - 2^-q is as exact as q is.</summary>
    public static Real ErfSingle(Real x)
    {
        Real magnitude = x.Abs().ToDouble();
        magnitude = (magnitude > BeyondSingle).Choose(BeyondSingle, magnitude);
        Real q = magnitude * Polynomial.Horner(magnitude, s_single);
        return ExpFunctions.OneLessPowerOf2Single(q).ToSingle().OrSignOf(x);
    }
}
