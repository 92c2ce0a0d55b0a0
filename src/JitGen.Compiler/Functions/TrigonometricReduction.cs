namespace JitGen.Compiler.Functions;

/// <summary>
/// An angle without its multiples of pi/2: x = k pi/2 + r, where r, at most pi/4 but for rounding, is a sum of two doubles.
/// Constants: <c>tools/coefficients/trigonometric.sollya</c>.
/// </summary>
internal readonly struct TrigonometricReduction
{
    /// <summary>The largest magnitude that <see cref="Of"/> reduces: k has 22 bits there.</summary>
    public const double Largest = 4194304;

    /// <summary>3/2 of 2^52: a small number added to it is rounded to an integer, which the low bits of the sum hold.</summary>
    private const double Shift = 6755399441055744;
    private const double InverseHalfPi = 0.6366197723675814;

    /// <summary>pi/2 in parts of 53, 31 and 53 bits: k times the second is exact.</summary>
    private const double HalfPi1 = 1.5707963267948966;
    private const double HalfPi2 = 6.12323399409214e-17;
    private const double HalfPi3 = 1.6446256936324258e-26;

    /// <summary>What pi/2 has beyond the first part.</summary>
    private const double HalfPiRest = 6.123233995736766e-17;

    private const double Pi = 3.141592653589793;
    private const double PiRest = 1.2246467991473532e-16;

    private const int ExponentOfLargest = 1045;
    private const long Mantissa = (1L << 52) - 1;
    private const long LowHalf = 0xFFFFFFFF;
    private const double TwoToMinus32 = 2.3283064365386963e-10;

    /// <summary>The bits of 2/pi behind 32 zeros, 64 a word: enough for the largest double.</summary>
    private static readonly ulong[] s_inverseHalfPi =
    [
        0x00000000A2F9836E, 0x4E441529FC2757D1, 0xF534DDC0DB629599, 0x3C439041FE5163AB, 0xDEBBC561B7246E3A, 0x424DD2E006492EEA,
        0x09D1921CFE1DEB1C, 0xB129A73EE88235F5, 0x2EBB4484E99C7026, 0xB45F7E413991D639, 0x835339F49C845F8B, 0xBDF9283B1FF897FF,
        0xDE05980FEF2F118B, 0x5A0A6D1F6D367ECF, 0x27CB09B74F463F66, 0x9E5FEA2D7527BAC7, 0xEBE5F17B3D0739F7, 0x8A5292EA6BFB5FB1,
        0x1F8D5D0856033046,
    ];

    private TrigonometricReduction(Real r, Real minusLow, Whole quadrant)
    {
        R = r;
        MinusLow = minusLow;
        Quadrant = quadrant;
    }

    /// <summary>The nearest double to r; a zero has the sign of x.</summary>
    public Real R { get; }

    /// <summary>What <see cref="R"/> exceeds r by; +0 if r is 0, so that R - MinusLow keeps the sign of a zero.</summary>
    public Real MinusLow { get; }

    /// <summary>An integer whose two lowest bits are those of k.</summary>
    public Whole Quadrant { get; }

    /// <summary>
    /// Reduces an angle of at most <see cref="Largest"/>. x - k HalfPi1 is exact, a multiple of 2^-53; what rounding then takes from r is
    /// exact as well, since k HalfPi2 is. The third part leaves an error of k 2^-138, which is 2^-60 of the smallest r.
    /// </summary>
    public static TrigonometricReduction Of(Real x)
    {
        Real shifted = x.Fma(InverseHalfPi, Shift);
        Real k = shifted - Shift;
        Real first = k.Fma(-HalfPi1, x);
        Real r = k.Fma(-HalfPi2, first);
        Real minusLow = k.Fma(HalfPi3, k.Fma(HalfPi2, r - first));
        return new TrigonometricReduction(r, minusLow, shifted.Bits());
    }

    /// <summary>
    /// Reduces an angle of more than <see cref="Largest"/> as Payne and Hanek did: of 2/pi, the bits are left out whose product with x is
    /// a multiple of 4; the product of x with the following 192 holds k modulo 4 and then 126 right bits of its fraction. No double is so
    /// near a multiple of pi/2 that the first 62 of these are alike. The fraction of infinity is a number, too: its sines are made NaN
    /// elsewhere.
    /// </summary>
    public static TrigonometricReduction OfHuge(Real x)
    {
        Whole bits = x.Abs().Bits();
        Whole mantissa = (bits & Mantissa) | (Mantissa + 1);
        Whole[] window = Window(bits.ShiftUnsigned(52) - ExponentOfLargest);
        Whole carryIn = mantissa.MultiplyHigh(window[2]);
        Whole low = (mantissa * window[1]) + carryIn;
        Whole zero = low.Constant(0);
        Whole carry = low.IsUnsignedLess(carryIn).Choose(zero + 1, zero);
        Whole high = (mantissa * window[0]) + mantissa.MultiplyHigh(window[1]) + carry;

        // The two highest bits count quarters; the others are a fraction, of at least 1/2 if it is negative as a signed number.
        Whole quadrant = (high + (1L << 61)).ShiftUnsigned(62);
        Whole fraction = (high << 2) | low.ShiftUnsigned(62);
        Whole fractionLow = low << 2;
        Real part1 = (fraction >> 32).ToDouble() * TwoToMinus32;
        Real part2 = (fraction & LowHalf).ToDouble() * (TwoToMinus32 * TwoToMinus32);
        Real part3 = fractionLow.ShiftUnsigned(32).ToDouble() * (TwoToMinus32 * TwoToMinus32 * TwoToMinus32);
        Real part4 = (fractionLow & LowHalf).ToDouble() * (TwoToMinus32 * TwoToMinus32 * TwoToMinus32 * TwoToMinus32);

        // A sum of two numbers and what rounding takes from it, twice: the first is zero or the greater one.
        Real upper = part1 + part2;
        Real rest = (part1 - upper) + part2 + (part3 + part4);
        Real turn = upper + rest;
        Real turnLow = (upper - turn) + rest;

        Whole sign = x.Bits() & long.MinValue;
        Real r = turn * HalfPi1;
        Real low1 = turn.Fma(HalfPi1, -r);
        Real minusLow = turn.Fma(-HalfPiRest, turnLow.Fma(-HalfPi1, -low1));
        Whole isNegative = sign >> 63;
        return new TrigonometricReduction(r.FlipSign(sign), minusLow.FlipSign(sign), (quadrant ^ isNegative) - isNegative);
    }

    /// <summary>Reduces any angle of x half turns; multiples of 2 and of 1/2 are taken away exactly.</summary>
    public static TrigonometricReduction OfHalfTurns(Real x)
    {
        Real turn = (x * 0.5).RoundEven().Fma(-2, x);
        Real shifted = turn.Fma(2, Shift);
        Real rest = (shifted - Shift).Fma(-0.5, turn);
        Real r = rest * Pi;
        return new TrigonometricReduction(r, rest.Fma(-PiRest, rest.Fma(-Pi, r)), shifted.Bits());
    }

    /// <summary>192 bits of 2/pi in three words from a place that differs: by a tree of choices on the bits of the place.</summary>
    /// <param name="place">Counts bits of the table.</param>
    private static Whole[] Window(Whole place)
    {
        var words = new Whole[s_inverseHalfPi.Length];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = place.Constant((long)s_inverseHalfPi[i]);
        }

        for (int step = 8; step > 0; step >>= 1)
        {
            Condition isHere = (place & (64 * step)).Is(0);
            var chosen = new Whole[words.Length - step];
            for (int i = 0; i < chosen.Length; i++)
            {
                chosen[i] = isHere.Choose(words[i], words[i + step]);
            }

            words = chosen;
        }

        // A shift by 64 would be one by 0.
        Whole left = place & 63;
        Whole right = 63 - left;
        var window = new Whole[words.Length - 1];
        for (int i = 0; i < window.Length; i++)
        {
            window[i] = words[i].ShiftLeft(left) | words[i + 1].ShiftUnsigned(1).ShiftUnsigned(right);
        }

        return window;
    }
}
