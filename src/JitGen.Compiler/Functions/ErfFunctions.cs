namespace JitGen.Compiler.Functions;

/// <summary>
/// The error function: 1 - 2^-q, where the polynomial q stands for -log2(1 - erf(x)), which is nearly a parabola. Coefficients:
/// <c>tools/coefficients/erf.sollya</c>.
/// </summary>
internal static class ErfFunctions
{
    /// <summary>2 / sqrt(pi), the slope at 0, less 1.</summary>
    private const double Slope = 0.1283791670955126;

    /// <summary>277/256, from where on doubles take their q from a polynomial, and its q, which is nearly a double: to 2^-61.</summary>
    private const double Least = 1.08203125;
    private const double LeastLogarithm = 2.9889455536715297;

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

    /// <summary>(erf(x) / x - 2/sqrt(pi)) / x^2 by x^2, with an error of erf x of 2^-57 of it.</summary>
    private static readonly double[] s_small =
    [
        -0.37612638903183754, 0.1128379167095517, -0.0268661706451262, 0.005223977625200442, -0.0008548326995995603,
        0.00012055331405624532, -1.4925596328794777e-05, 1.6460929062776567e-06, -1.6348723419233438e-07, 1.4644253722716428e-08,
        -1.129710850308687e-09, 5.807103468259332e-11,
    ];

    /// <summary>(q(277/256 + t) - q(277/256)) / t, with an error of erf of 2^-58 of it.</summary>
    private static readonly double[] s_large =
    [
        4.007961330330759, 1.2305334977571776, 0.05539831864039759, -0.013340538718361264, 0.0026807703300835246,
        -0.00035738372039794065, -1.5367989614208838e-05, 2.983818515834919e-05, -1.1535357201740773e-05, 2.7562316231657716e-06,
        -3.283207067635686e-07, -6.077713064551691e-08, 4.746483878565124e-08, -1.491187094650607e-08, 3.0084696437695416e-09,
        -4.0063307907261146e-10, 3.226471842751995e-11, -1.1932986902897161e-12,
    ];

    /// <summary>
    /// At most 0.75 ulp. Small x get a polynomial of their own. Of the others, 1 - 2^-q is at least 7/8, so that errors of the power are
    /// an eighth of what they are in it; only q is in two parts.
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
