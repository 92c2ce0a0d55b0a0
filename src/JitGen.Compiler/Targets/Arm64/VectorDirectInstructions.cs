using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The opcodes that are one vector instruction each, which reads their operands in their order.</summary>
internal static class VectorDirectInstructions
{
    private static readonly VectorRow?[] s_byOpcode = CreateTable(
        (Opcode.Add, VectorArithmetic.Add),
        (Opcode.Sub, VectorArithmetic.Sub),
        (Opcode.Mul, VectorArithmetic.Mul),
        (Opcode.Neg, VectorArithmetic.Neg),
        (Opcode.AbsS, VectorArithmetic.Abs),
        (Opcode.MinS, VectorArithmetic.MinS),
        (Opcode.MinU, VectorArithmetic.MinU),
        (Opcode.MaxS, VectorArithmetic.MaxS),
        (Opcode.MaxU, VectorArithmetic.MaxU),
        (Opcode.And, VectorBits.And),
        (Opcode.Or, VectorBits.Or),
        (Opcode.Xor, VectorBits.Xor),
        (Opcode.Not, VectorBits.Not),
        (Opcode.LaneShl, VectorBits.ShiftU),
        (Opcode.PopCount, VectorBits.CountOnes),
        (Opcode.LeadingZeros, VectorBits.LeadingZeros),
        (Opcode.AddF, VectorFloats.Add),
        (Opcode.SubF, VectorFloats.Sub),
        (Opcode.MulF, VectorFloats.Mul),
        (Opcode.DivF, VectorFloats.Div),
        (Opcode.SqrtF, VectorFloats.Sqrt),
        (Opcode.NegF, VectorFloats.Neg),
        (Opcode.AbsF, VectorFloats.Abs),
        (Opcode.MinF, VectorFloats.Min),
        (Opcode.MaxF, VectorFloats.Max),
        (Opcode.FloorF, VectorFloats.Floor),
        (Opcode.CeilingF, VectorFloats.Ceiling),
        (Opcode.TruncateF, VectorFloats.Truncate),
        (Opcode.RoundEvenF, VectorFloats.RoundEven),
        (Opcode.IntToFloatS, VectorFloats.FromSigned),
        (Opcode.IntToFloatU, VectorFloats.FromUnsigned));

    /// <summary>The instruction, or null.</summary>
    public static VectorRow? Find(Opcode opcode) => s_byOpcode[(int)opcode];

    private static VectorRow?[] CreateTable(params (Opcode Opcode, VectorRow Instruction)[] rows)
    {
        var table = new VectorRow?[OpcodeTable.Count];
        foreach ((Opcode opcode, VectorRow instruction) in rows)
        {
            table[(int)opcode] = instruction;
        }

        return table;
    }
}
