using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>How a comparison opcode becomes a mask, a row each.</summary>
/// <param name="Row">The instruction; null: the opcode is no comparison.</param>
/// <param name="Swaps">Whether it takes the operands in the other order.</param>
/// <param name="WithZero">The comparison of the first operand with zero; null if there is none.</param>
/// <param name="ZeroWith">The comparison of zero with the second operand; null if there is none.</param>
/// <param name="Magnitudes">The comparison of the operands without their signs; null if there is none.</param>
internal readonly record struct VectorComparison(
    VectorRow? Row, bool Swaps, VectorRow? WithZero, VectorRow? ZeroWith, VectorRow? Magnitudes)
{
    private static readonly VectorComparison[] s_byOpcode = CreateTable();

    public static VectorComparison Of(Opcode opcode) => s_byOpcode[(int)opcode];

    private static VectorComparison[] CreateTable()
    {
        var table = new VectorComparison[OpcodeTable.Count];
        table[(int)Opcode.Eq] = new(
            VectorArithmetic.Equal, Swaps: false, VectorArithmetic.EqualZero, VectorArithmetic.EqualZero, null);
        table[(int)Opcode.LtS] = new(
            VectorArithmetic.GreaterS, Swaps: true, VectorArithmetic.LessZero, VectorArithmetic.GreaterZero, null);
        table[(int)Opcode.LeS] = new(
            VectorArithmetic.GreaterOrEqualS, Swaps: true, VectorArithmetic.LessOrEqualZero, VectorArithmetic.GreaterOrEqualZero, null);
        table[(int)Opcode.LtU] = new(VectorArithmetic.GreaterU, Swaps: true, null, null, null);
        table[(int)Opcode.LeU] = new(VectorArithmetic.GreaterOrEqualU, Swaps: true, null, null, null);
        table[(int)Opcode.EqF] = new(VectorFloats.Equal, Swaps: false, VectorFloats.EqualZero, VectorFloats.EqualZero, null);
        table[(int)Opcode.LtF] = new(
            VectorFloats.Greater, Swaps: true, VectorFloats.LessZero, VectorFloats.GreaterZero, VectorFloats.AbsGreater);
        table[(int)Opcode.LeF] = new(
            VectorFloats.GreaterOrEqual, Swaps: true, VectorFloats.LessOrEqualZero, VectorFloats.GreaterOrEqualZero,
            VectorFloats.AbsGreaterOrEqual);
        return table;
    }
}
