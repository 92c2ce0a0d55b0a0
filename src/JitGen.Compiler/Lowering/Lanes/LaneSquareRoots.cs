using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// The correctly rounded square root by multiplications and additions, for copies of a group whose other copies keep the
/// processor's square root busy. The bits are those of IEEE 754 whatever the estimate is, if only its relative error is less than
/// 2^-14.
/// <code>
///     y  = about 1 / sqrt(x)               F32: the estimate; F64: the estimate, refined once
///     g  = x * y                           about sqrt(x)
///     r  = c - g * y/2                     c is the number before 1/2
///     s  = g + g * r                       the square root rounded, or the number before that
///     q  = s * s' - x                      s' is the number after s
///     sqrt(x) = q &lt; 0 ? s' : s
/// </code>
/// <para>
/// The last step. Let u be the distance from s to s'. The middle between them is m = (s + s') / 2, m^2 = s * s' + u^2 / 4, and x is
/// a multiple of u^2 as s * s' is: so sqrt(x) > m if and only if x > s * s', that is q &lt; 0, and sqrt(x) = m never happens. The
/// sign bit of q is right even where q underflows: a result that is rounded to zero keeps its sign, and an exact zero is +0.
/// </para>
/// <para>
/// The step before. Scale x by a power of 4 so that 1 &lt;= sqrt(x) &lt; 2, and let u = 2^-23, respectively 2^-52, so that
/// c = 1/2 - u/4. Let y = (1 + b) / sqrt(x), and p be the rounding error of g = x * y + p. Before it is rounded, s is
/// v = sqrt(x) + p/2 - g * u/4 - e, with |e| &lt;= 1.51 * b^2 * sqrt(x), and e >= 0 unless |b| &lt; u.
/// F64: |b| &lt; 0.76 * 2^-28, so e &lt; 0.11 u. F32: |b| &lt;= 2^-14, so e &lt; 0.1 u.
/// </para>
/// <para>
/// Above: if g >= 1, then |p| &lt;= u/2, else |p| &lt;= u/4, and in both cases p/2 &lt;= g * u/4. So v &lt;= sqrt(x), and s is not above
/// the rounded square root R, because rounding is monotonic. There is nothing to spare if g is 1 or next to it and e &lt; 0, that
/// is for y and x within a few u of 1; tests try all of those.
/// </para>
/// <para>
/// Below: v > sqrt(x) - (1/4 + 1/2 + 0.11) u, so R - s &lt; (0.86 + 1/2 + 1/2) u is u at most. If v &lt; 1, then x = 1 or the number
/// after it, R = 1, and v > 1 - 0.56 u is rounded to 1 or the number before. If g >= 1 > sqrt(x), then s has half the distance
/// w = u/2 to its neighbours, and v > sqrt(x) - 1.11 w; but these roots, of 1 - j w with j &lt; 2^25.6, are less than 0.04 w below
/// the multiples of w/2. Below a multiple N + w, R = N + w and v > N - 0.15 w; below N + w/2, R = N and v > N - 0.65 w: so s is
/// not farther from R than w. F32: all 2^24 numbers x from 1 to 4, each with all numbers y within 2^-14 of 1 / sqrt(x), have been
/// tried too (24,439,155,696 cases).
/// </para>
/// <para>
/// Nothing overflows and, up to q, nothing underflows: subnormal numbers need no other way. Zeros, infinities, NaNs and negative
/// numbers get their root at the end.
/// </para>
/// </summary>
internal static class LaneSquareRoots
{
    /// <summary>
    /// A little more than 1/2: with E, the relative error of an estimate, y * (1 + e) of e = this - x * y^2 / 2 has the error
    /// k - 3/2 E^2 and smaller terms; with k = 3/4 * 2^-28, that is less than 0.76 * 2^-28 either way.
    /// </summary>
    private const double AboveHalf = 0.5 + 3.0 / (1 << 30);

    /// <summary>The square root of lanes that are computed by turns: by the target's instruction, and without it.</summary>
    public static Value Alternate(LaneBuilder b, Value x) =>
        b.Node(Opcode.Alternate, b.TypeOf(x), b.Node(Opcode.SqrtF, b.TypeOf(x), x), Compute(b, x));

    /// <summary>The square root without the target's instruction for it.</summary>
    public static Value Compute(LaneBuilder b, Value x)
    {
        IrType type = b.TypeOf(x);
        Value y = b.Node(Opcode.RsqrtEstimateF, type, x);
        y = type == IrType.F64 ? Refined(b, x, y) : y;
        Value g = b.MulF(x, y);
        Value r = b.Fma(b.Negated(g), Half(b, y), b.Constant(type, BinaryFormat.Of(type).One - One(type) - 1));
        Value s = b.Fma(g, r, g);
        Value after = b.Bits(b.Add(b.Bits(s), b.Constant(LaneBuilder.IntegerLike(type), 1)));
        Value isAfter = b.ShrU(b.Bits(b.Fma(s, after, b.Negated(x))), IrTypes.Bits(type) - 1);
        return LaneClasses.Special(b, x, b.Bits(b.Add(b.Bits(s), isAfter)), LaneClasses.SquareRoots);
    }

    /// <summary>An estimate of 1 / sqrt(x) with a relative error below 0.76 * 2^-28.</summary>
    private static Value Refined(LaneBuilder b, Value x, Value y)
    {
        Value e = b.Fma(b.Negated(b.MulF(x, y)), Half(b, y), b.Float(b.TypeOf(x), AboveHalf));
        return b.Fma(y, e, y);
    }

    /// <summary>Half of a number of which half is not subnormal.</summary>
    private static Value Half(LaneBuilder b, Value value)
    {
        IrType type = b.TypeOf(value);
        return b.Bits(b.Sub(b.Bits(value), b.Constant(LaneBuilder.IntegerLike(type), One(type))));
    }

    /// <summary>A one in the exponent's last bit.</summary>
    private static ulong One(IrType type) => BinaryFormat.Of(type).FractionMask + 1;
}
