namespace JitGen.Compiler.Functions;

/// <summary>Powers, cube roots and lengths. Coefficients: <c>tools/coefficients/power.sollya</c>.</summary>
internal static class PowerFunctions
{
    private const double Ln2 = 0.69314718055994529;
    private const double Ln2Rest = 2.3190468138462996e-17;

    /// <summary>2 / ln 2 and the rest; 2 / (3 ln 2) and the rest: the first terms of log2((1 + s) / (1 - s)) by s.</summary>
    private const double First = 2.8853900817779268;
    private const double FirstRest = 4.0710547481862066e-17;
    private const double Third = 0.9617966939259756;
    private const double ThirdRest = 5.0577616648125907e-17;

    /// <summary>The cube roots of 2 and of 1/2 are 1 + a j + b j^2 for j = -1, 1.</summary>
    private const double RootLinear = -0.2331102619553867;
    private const double RootSquare = 0.0268107879394865;

    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double SubnormalScale = 18014398509481984;

    /// <summary>2^-18, the cube root of what makes normal numbers of subnormal ones is 2^18.</summary>
    private const double SubnormalRoot = 3.814697265625e-06;

    /// <summary>3/2 of 2^52; 2^52 and its bits; the bits of 1 and of fractions.</summary>
    private const double Shift = 6755399441055744;
    private const double IntegerBase = 4503599627370496;
    private const long IntegerBits = 0x4330000000000000;
    private const long OneBits = 0x3FF0000000000000;
    private const long FractionMask = 0x000FFFFFFFFFFFFF;

    /// <summary>(log2((1 + s) / (1 - s)) - 2 / ln 2 (s + s^3 / 3)) / s^5 by s^2, with an error of the logarithm below 2^-71.</summary>
    private static readonly double[] s_logarithm =
    [
        0.5770780163555853, 0.4121985831112072, 0.32059889794389873, 0.26230819523202425, 0.22195247591094985, 0.19239447532684575,
        0.1685702039111447, 0.17198464580171022,
    ];

    /// <summary>m^(-1/3) from 1 to 2, to 2^-20.</summary>
    private static readonly double[] s_inverseRoot =
    [
        1.8797812462858452, -1.985377149636041, 1.9769832916803831, -1.2733559656543012, 0.5019878777124027, -0.11040859910847903,
        0.010388405847339847,
    ];

    /// <summary>
    /// At most 0.74 ulp: 2^(y log2 |x|), the logarithm in two parts to 2^-65, as is its product with y. x^2 is x x.
    /// </summary>
    public static Real Pow(Real x, Real y)
    {
        Real magnitude = x.Abs();
        (Real high, Real low) = Log2(magnitude);
        high = (magnitude < double.PositiveInfinity).Choose((magnitude > 0).Choose(high, double.NegativeInfinity), magnitude);
        Real product = y * high;
        Real productLow = y.Fma(low, y.Fma(high, -product));
        productLow = (product.Abs() < 1200).Choose(productLow, x.Constant(0));
        Real exponent = ExpFunctions.Clamp(product, -1200, 1100);
        Real shifted = exponent + ExpFunctions.ScaleShift;
        Real whole = exponent - (shifted - ExpFunctions.ScaleShift);
        Real r = whole + productLow;
        Real lost = whole - r + productLow;
        return Complete(x, y, ExpFunctions.Scale(ExpFunctions.PowerOf2(r, lost), shifted));
    }

    /// <summary>At most 0.5001 ulp: in double, rounded once. x^2 is x x.</summary>
    public static Real PowSingle(Real x, Real y)
    {
        Real magnitude = x.ToDouble().Abs();
        Real logarithm = LogFunctions.Log2OfSingle(magnitude);
        logarithm = (magnitude < double.PositiveInfinity).Choose((magnitude > 0).Choose(logarithm, double.NegativeInfinity), magnitude);
        return Complete(x, y, ExpFunctions.Exp2OfDouble(y.ToDouble() * logarithm));
    }

    /// <summary>At most 0.5001 ulp: x is m 2^3k; of m^(-1/3), t, a polynomial and one step of third order make m t^2, which is corrected once.</summary>
    public static Real Cbrt(Real x)
    {
        Real magnitude = x.Abs();
        Condition isSubnormal = magnitude < SmallestNormal;
        (Real m, Real t, Whole exponent) = InverseRoot(isSubnormal.Choose(magnitude * SubnormalScale, magnitude));
        Real square = t * t;
        Real root = m * square;
        Real rootSquare = root * root;
        Real rootSquareLow = root.Fma(root, -rootSquare);
        Real rest = (-rootSquareLow).Fma(root, (-rootSquare).Fma(root, m));
        Real result = (rest.Fma(square * (1.0 / 3), root).Bits() + exponent).AsReal();
        Real scaled = isSubnormal.Choose(result * SubnormalRoot, result);
        return (magnitude > 0 & magnitude < double.PositiveInfinity).Choose(scaled.WithSignOf(x), x);
    }

    /// <summary>Every float correctly rounded.</summary>
    public static Real CbrtSingle(Real x)
    {
        Real magnitude = x.Abs();
        (Real m, Real t, Whole exponent) = InverseRoot(magnitude.ToDouble());
        Real result = ((m * (t * t)).Bits() + exponent).AsReal().ToSingle();
        return (magnitude > 0 & magnitude < double.PositiveInfinity).Choose(result.WithSignOf(x), x);
    }

    /// <summary>
    /// At most 0.51 ulp, 0.75 where the result is subnormal: the root of the sum of squares, corrected by what its square lacks; numbers
    /// whose squares are too large or too small are scaled by a power of two.
    /// </summary>
    public static Real Hypot(Real x, Real y)
    {
        const double Large = 3.2733906078961419e+150;
        const double Small = 3.0549363634996047e-151;
        const double Up = 4.149515568880993e+180;
        const double Down = 2.4099198651028841e-181;
        Real a = x.Abs();
        Real b = y.Abs();
        Real larger = (a < b).Choose(b, a);
        Real smaller = (a < b).Choose(a, b);
        Real scale = (larger > Large).Choose(Down, (larger < Small).Choose(Up, x.Constant(1)));
        Real inverse = (larger > Large).Choose(Up, (larger < Small).Choose(Down, x.Constant(1)));
        Real p = larger * scale;
        Real q = smaller * scale;
        Real pp = p * p;
        Real qq = q * q;
        Real root = p.Fma(p, qq).Sqrt();
        Real square = root * root;
        Real low = p.Fma(p, -pp) - root.Fma(root, -square) + q.Fma(q, -qq);
        Real rest = pp - square + qq + low;
        Real corrected = root + rest / (2 * root);
        Real result = larger.Is(0).Choose(smaller, corrected) * inverse;
        return (a.Is(double.PositiveInfinity) | b.Is(double.PositiveInfinity)).Choose(double.PositiveInfinity, result);
    }

    /// <summary>At most 0.5001 ulp: in double, where squares are exact, rounded once.</summary>
    public static Real HypotSingle(Real x, Real y)
    {
        Real a = x.ToDouble();
        Real b = y.ToDouble();
        Real result = a.Fma(a, b * b).Sqrt().ToSingle();
        return (x.Abs().Is(double.PositiveInfinity) | y.Abs().Is(double.PositiveInfinity)).Choose(double.PositiveInfinity, result);
    }

    /// <summary>log2 of a positive number in two parts. Where the terms of a series are of the size of the last bits, one part does.</summary>
    private static (Real High, Real Low) Log2(Real x)
    {
        (Real k, Real f) = LogFunctions.Split(x);
        Real denominator = 2 + f;
        Real inverse = 1 / denominator;
        Real s = f * inverse;
        Real sLow = (-s).Fma(f - (denominator - 2), (-s).Fma(denominator, f)) * inverse;
        Real z = s * s;
        Real zLow = (2 * s).Fma(sLow, s.Fma(s, -z));
        Real series = Polynomial.Horner(z, s_logarithm);
        Real tail = z * series;
        Real tailLow = zLow.Fma(series, z.Fma(series, -tail));
        Real third = tail + Third;
        Real thirdLow = Third - third + tail + (tailLow + ThirdRest);
        Real inner = z * third;
        Real innerLow = z.Fma(third, -inner) + z.Fma(thirdLow, zLow * third);
        Real first = inner + First;
        Real firstLow = First - first + inner + (innerLow + FirstRest);
        Real high = s * first;
        Real low = s.Fma(first, -high) + s.Fma(firstLow, sLow * first);
        Real sum = k + high;
        return (sum, k - sum + high + low);
    }

    /// <summary>What is not a matter of the magnitude: signs, and the powers that are 1 whatever the other operand is.</summary>
    private static Real Complete(Real x, Real y, Real power)
    {
        Real half = y * 0.5;
        Condition isWhole = y.Truncate().Is(y);
        Condition isOdd = isWhole & !half.Truncate().Is(half);
        Real signed = isOdd.Choose(power.OrSignOf(x), power);
        Condition isInvalid = (x < 0) & (x > double.NegativeInfinity) & !isWhole;
        Condition isOne = y.Is(0) | x.Is(1) | (x.Is(-1) & y.Abs().Is(double.PositiveInfinity));
        Real complete = isOne.Choose(1, isInvalid.Choose(x.Constant(double.NaN), signed));
        return y.Is(2).Choose(x * x, complete);
    }

    /// <summary>x as m 2^3k, m from 1/2 to 4, with m^(-1/3) to 2^-58 and k as what is added to bits.</summary>
    private static (Real M, Real Root, Whole Exponent) InverseRoot(Real x)
    {
        Whole bits = x.Bits();
        Real exponent = (bits.ShiftUnsigned(52) | IntegerBits).AsReal() - (IntegerBase + 1023);
        Real shifted = exponent.Fma(1.0 / 3, Shift);
        Real remainder = (shifted - Shift).Fma(-3, exponent);
        Whole k = shifted.Bits() << 52;
        Real m = (bits - (k + k + k)).AsReal();
        Real fraction = ((bits & FractionMask) | OneBits).AsReal();
        Real t = Polynomial.Horner(fraction, s_inverseRoot) * Polynomial.Horner(remainder, 1, RootLinear, RootSquare);
        Real e = (-(m * t)).Fma(t * t, 1);
        return (m, (t * e).Fma(e.Fma(2.0 / 9, 1.0 / 3), t), k);
    }
}
