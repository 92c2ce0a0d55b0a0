using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What the architecture has no instructions for, in terms of what it has.</summary>
internal static class Legalization
{
    /// <summary>See <see cref="Backend.Legalize"/>.</summary>
    public static Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c)
    {
        switch (opcode)
        {
            // A quotient that is also wanted is then the same node.
            case Opcode.RemS:
                return Remainder(context, context.Node(Opcode.DivS, type, a, b), type, a, b);
            case Opcode.RemU:
                return Remainder(context, context.Node(Opcode.DivU, type, a, b), type, a, b);

            // The count is taken modulo the width, so a rotation right by its negative is one to the left.
            case Opcode.RotL:
                return context.Node(Opcode.RotR, type, a, Negated(context, b));

            case Opcode.Rare:
                context.AddSideExit(a);
                return b;

            default:
                return Value.None;
        }
    }

    private static Value Remainder(LegalizationContext context, Value quotient, IrType type, Value a, Value b) =>
        context.Node(Opcode.Sub, type, a, context.Node(Opcode.Mul, type, quotient, b));

    private static Value Negated(LegalizationContext context, Value count) =>
        context.Function.IsConstant(count)
            ? context.Constant(IrType.I32, 0 - context.Function.BitsOf(count))
            : context.Node(Opcode.Neg, IrType.I32, count);
}
