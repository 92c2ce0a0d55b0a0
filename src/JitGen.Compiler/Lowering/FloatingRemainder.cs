using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// The exact remainder of floating-point numbers, of which no target has an instruction:
/// <code>
///     q = trunc(|x| / |y|)        r = fma(-q, |y|, |x|)        r &lt; 0 ? r + |y| : r, with the sign of x
/// </code>
/// The rounded quotient may be an integer just above the true one, so q is right or one too large; then r is negative and one
/// addition mends it. All of it is exact for quotients below 2^52, since r is a multiple of the last place of x or of y and less
/// than |y|. The rest, infinities and NaN included, is computed by the managed fallback. Single precision is computed in double.
/// </summary>
internal static class FloatingRemainder
{
    private const ulong TwoToThe52 = 0x4330_0000_0000_0000;
    private const ulong Infinity = 0x7FF0_0000_0000_0000;

    public static Value Expand(LegalizationContext context, IrType type, Value x, Value y)
    {
        bool single = type == IrType.F32;
        Value dividend = context.Node(Opcode.AbsF, IrType.F64, single ? context.Node(Opcode.Promote, IrType.F64, x) : x);
        Value divisor = context.Node(Opcode.AbsF, IrType.F64, single ? context.Node(Opcode.Promote, IrType.F64, y) : y);
        Value ratio = context.Node(Opcode.DivF, IrType.F64, dividend, divisor);
        LeaveUnlessLess(context, ratio, TwoToThe52);
        LeaveUnlessLess(context, divisor, Infinity);

        Value quotient = context.Node(Opcode.TruncateF, IrType.F64, ratio);
        Value remainder = context.Node(
            Opcode.FmaF, IrType.F64, context.Node(Opcode.NegF, IrType.F64, quotient), divisor, dividend);
        Value isNegative = context.Node(Opcode.LtF, IrType.Bool, remainder, context.Constant(IrType.F64, 0));
        Value corrected = context.Node(Opcode.AddF, IrType.F64, remainder, divisor);
        Value magnitude = context.Node(Opcode.Select, IrType.F64, isNegative, corrected, remainder);
        return context.Node(
            Opcode.CopySignF, type, single ? context.Node(Opcode.Demote, IrType.F32, magnitude) : magnitude, x);
    }

    /// <summary>Leaves if the value is not less than the bound: also if it is NaN.</summary>
    private static void LeaveUnlessLess(LegalizationContext context, Value value, ulong bound)
    {
        Value less = context.Node(Opcode.LtF, IrType.Bool, value, context.Constant(IrType.F64, bound));
        context.AddSideExit(context.Node(Opcode.Not, IrType.Bool, less));
    }
}
