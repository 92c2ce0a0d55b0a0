namespace JitGen.Compiler.Functions;

/// <summary>
/// Sine, cosine and tangent of floats, in radians, computed in double and rounded once. Coefficients:
/// <c>tools/coefficients/trigonometric.sollya</c>.
/// </summary>
internal static class SingleTrigonometricFunctions
{
    /// <summary>2^40, the largest magnitude without the rare path: an error of 2^-66 is left, where few r are below 2^-24.</summary>
    private const double Largest = 1099511627776;

    /// <summary>3/2 of 2^52: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 6755399441055744;

    private const double Pi = 3.141592653589793;
    private const double PiRest = 1.2246467991473532e-16;
    private const double InversePi = 0.3183098861837907;
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiRest = 6.123233995736766e-17;
    private const double InverseHalfPi = 0.6366197723675814;

    /// <summary>1 a little more, respectively less: it moves a sine, in double, across the middle between two floats.</summary>
    private const double Above1 = 1.0000000000000004;
    private const double Below1 = 0.9999999999999996;

    /// <summary>(sin(r) / r - 1) / r^2 of r^2 up to pi/2, with an error of sin r of 2^-52 of it.</summary>
    private static readonly double[] s_sine =
    [
        -0.16666666666666186, 0.008333333333285451, -0.00019841269825027409, 2.7557316596550507e-06, -2.5051880001397813e-08,
        1.6048086439579722e-10, -7.373230531834359e-13,
    ];

    /// <summary>tan(r) / r of r^2 up to pi/4 as a quotient with an error of 2^-58 of it; the lower one cancels the poles at pi/2 and 3/2 pi.</summary>
    private static readonly double[] s_tangent =
    [
        1, -0.11698303841039029, 0.0014785112048708764, 9.616108836480461e-06, 1.1823607276009561e-07, 1.7108458985092601e-09,
        2.727207934584064e-11,
    ];

    private static readonly double[] s_tangentPoles = [1, -0.4503163717437234, 0.018250635119438818];

    /// <summary>
    /// The bits of 1/pi that count for floats from 2^40, 2^62, 2^84 and 2^106, in three parts of 26 bits and one of 53: times a float,
    /// those left out are multiples of 2, and those of the first three parts are exact.
    /// </summary>
    private static readonly double[][] s_inversePi =
    [
        [1.1546339919732418e-05, 1.209391168753484e-13, 2.98088720608003e-21, 1.2355694379560215e-29],
        [2.8494231713721563e-12, 5.380286353646707e-20, 5.172266625290423e-28, 1.1191965428519847e-35],
        [2.7064328591666445e-19, 1.2634130094501411e-26, 8.341433613270318e-35, 2.2103380079700596e-42],
        [1.4188109887998204e-25, 2.0093442633007835e-33, 1.942949311494389e-41, 4.2264952215774214e-49],
    ];

    /// <summary>2^62, 2^84 and 2^106.</summary>
    private static readonly double[] s_ranges = [4611686018427387904, 19342813113834066795298816.0, 81129638414606681695789005144064.0];

    /// <summary>x = k pi + r; the sine of r with the sign of (-1)^k. One result, in double, is itself in the middle between two floats.</summary>
    public static Real Sin(Real x)
    {
        Real wide = x.ToDouble();
        Real shifted = wide.Fma(InversePi, Shift);
        Real k = shifted - Shift;
        Real common = Sine(k.Fma(-PiRest, k.Fma(-Pi, wide)), shifted, Leading(x, (9830.3984375, Below1)));
        return IsHuge(x).Rare(common, x.Apply(MathFunctions.SinOfHuge));
    }

    /// <summary>The sine of x + pi/2.</summary>
    public static Real Cos(Real x)
    {
        Real wide = x.ToDouble();
        Real shifted = wide.Fma(InversePi, 0.5) + Shift;
        Real k = shifted - Shift - 0.5;
        Real common = Sine(k.Fma(-PiRest, k.Fma(-Pi, wide)), shifted, Leading(x));
        return IsHuge(x).Rare(common, x.Apply(MathFunctions.CosOfHuge));
    }

    /// <summary>x = k pi/2 + r; the tangent of r or its negative inverse.</summary>
    public static Real Tan(Real x)
    {
        Real wide = x.ToDouble();
        Real shifted = wide.Fma(InverseHalfPi, Shift);
        Real k = shifted - Shift;
        Real common = Tangent(k.Fma(-HalfPiRest, k.Fma(-HalfPi, wide)), shifted);
        return IsHuge(x).Rare(common, x.Apply(MathFunctions.TanOfHuge));
    }

    public static Real SinOfHuge(Real x)
    {
        var (halves, small, tiny) = HalfTurns(x);
        Real shifted = halves + Shift;
        Real leading = Leading(x, (27897511280640, Above1), (1.4669412936647331e22, Above1));
        return Sine((halves - (shifted - Shift) + small + tiny) * Pi, shifted, leading);
    }

    public static Real CosOfHuge(Real x)
    {
        var (halves, small, tiny) = HalfTurns(x);
        Real shifted = halves + 0.5 + Shift;
        Real leading = Leading(x, (4.439496112301089e34, Below1), (3452194317664256, Below1), (2861650809978880, Above1));
        return Sine((halves - (shifted - Shift - 0.5) + small + tiny) * Pi, shifted, leading);
    }

    public static Real TanOfHuge(Real x)
    {
        var (halves, small, tiny) = HalfTurns(x);
        Real shifted = halves.Fma(2, Shift);
        return Tangent((halves - (0.5 * (shifted - Shift)) + small + tiny) * Pi, shifted);
    }

    private static Condition IsHuge(Real x) => x.Abs() > Largest;

    private static Real Sine(Real r, Real shifted, Real leading)
    {
        Real square = r * r;
        Real sine = r * Polynomial.Horner(square, s_sine).Fma(square, leading);
        return sine.FlipSign(shifted.Bits().LowestAsSign()).ToSingle();
    }

    /// <summary>1, the coefficient of r, or another factor for arguments of a magnitude whose result would be wrongly rounded.</summary>
    private static Real Leading(Real x, params (double Magnitude, double Factor)[] hard)
    {
        Real leading = x.ToDouble().Constant(1);
        foreach (var (magnitude, factor) in hard)
        {
            leading = x.Abs().Is(magnitude).Choose(factor, leading);
        }

        return leading;
    }

    private static Real Tangent(Real r, Real shifted)
    {
        Real square = r * r;
        Real above = r * Polynomial.Horner(square, s_tangent);
        Real below = Polynomial.Horner(square, s_tangentPoles);
        Condition isEven = (shifted.Bits() & 1).Is(0);
        Real quotient = isEven.Choose(above, below) / isEven.Choose(below, above);
        return quotient.FlipSign(shifted.Bits().LowestAsSign()).ToSingle();
    }

    /// <summary>
    /// A float of more than <see cref="Largest"/> divided by pi, modulo 2: the sum of a multiple of 2^-51 that is at most 2, of a number
    /// below 2^-6 and of one below 2^-32, which alone is rounded. Infinity gives NaN.
    /// </summary>
    private static (Real Main, Real Small, Real Tiny) HalfTurns(Real x)
    {
        Real wide = x.ToDouble();
        Real magnitude = wide.Abs();
        var products = new Real[s_inversePi[0].Length];
        for (int part = 0; part < products.Length; part++)
        {
            Real chosen = wide.Constant(s_inversePi[0][part]);
            for (int range = 0; range < s_ranges.Length; range++)
            {
                chosen = (magnitude < s_ranges[range]).Choose(chosen, s_inversePi[range + 1][part]);
            }

            products[part] = wide * chosen;
        }

        return (WithoutTwos(products[0]) + WithoutTwos(products[1]), products[2], products[3]);
    }

    /// <summary>The rest of a number below 2^52 without the nearest multiple of 2.</summary>
    private static Real WithoutTwos(Real x) => (x * 0.5).RoundEven().Fma(-2, x);
}
