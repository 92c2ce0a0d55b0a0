using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Floating-point operations by x64's minimum and maximum, <c>a &lt; b ? a : b</c> and <c>a &gt; b ? a : b</c>, which give the
/// second operand if one is NaN or both are zeros.
/// </summary>
internal static class LaneFloats
{
    /// <summary>x64's <c>minps</c>.</summary>
    public static Value LesserOrSecond(LaneBuilder b, Value x, Value y) => b.Select(b.Compare(Opcode.LtF, x, y), x, y);

    /// <summary>x64's <c>maxps</c>.</summary>
    public static Value GreaterOrSecond(LaneBuilder b, Value x, Value y) => b.Select(b.Compare(Opcode.LtF, y, x), x, y);

    /// <summary>The minimum of a value and a constant, or none: of one number that is not -0, the instruction is right.</summary>
    public static Value MinOfConstant(LaneBuilder b, Value x, Value y) =>
        IsNumber(b, y) && b.Function.BitsOf(y) != FormatOf(b, y).SignBit ? LesserOrSecond(b, y, x) : Value.None;

    /// <summary>Likewise the maximum, of numbers but +0; of that, the sum with it turns -0 into +0.</summary>
    public static Value MaxOfConstant(LaneBuilder b, Value x, Value y)
    {
        if (!IsNumber(b, y))
        {
            return Value.None;
        }

        Value greater = GreaterOrSecond(b, y, x);
        return b.Function.IsConstant(y, 0) ? b.AddF(greater, y) : greater;
    }

    /// <summary>
    /// Both orders of operands give the same, or both zeros, or a NaN and the other operand; the or of their bits is -0 if one
    /// zero is, and a NaN if one operand is.
    /// </summary>
    public static Value Min(LaneBuilder b, Value x, Value y) =>
        b.Bits(b.Or(b.Bits(LesserOrSecond(b, x, y)), b.Bits(LesserOrSecond(b, y, x))));

    /// <summary>
    /// As the minimum; then the difference of the bits is taken off as a number: it is +0 if there is none, -0 of the zeros,
    /// whose or is -0, so that -0 - -0 = +0; a NaN stays one.
    /// </summary>
    public static Value Max(LaneBuilder b, Value x, Value y)
    {
        Value first = b.Bits(GreaterOrSecond(b, x, y));
        Value difference = b.Xor(first, b.Bits(GreaterOrSecond(b, y, x)));
        return b.SubF(b.Bits(b.Or(first, difference)), b.Bits(difference));
    }

    /// <summary>The bits of both, the sign cleared where it is that of a NaN.</summary>
    public static Value CopySign(LaneBuilder b, Value magnitude, Value sign)
    {
        IrType type = b.TypeOf(sign);
        IrType integer = LaneBuilder.IntegerLike(type);
        Value bit = b.And(b.Bits(sign), b.SignBit(integer));
        bit = b.Select(b.Compare(Opcode.EqF, sign, sign), bit, b.Constant(integer, 0));
        return b.Bits(b.Or(b.Bits(b.Node(Opcode.AbsF, type, magnitude)), bit));
    }

    private static bool IsNumber(LaneBuilder b, Value value) =>
        b.Function.IsConstant(value) && !FormatOf(b, value).IsNaN(b.Function.BitsOf(value));

    private static BinaryFormat FormatOf(LaneBuilder b, Value value) => BinaryFormat.Of(b.TypeOf(value));
}
