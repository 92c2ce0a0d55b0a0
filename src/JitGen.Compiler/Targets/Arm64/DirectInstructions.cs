using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The opcodes that are one instruction each, which reads their operands in registers.</summary>
internal static class DirectInstructions
{
    private static readonly Sized?[] s_byOpcode = CreateTable(
        (Opcode.DivS, IntegerInstructions.DivS),
        (Opcode.DivU, IntegerInstructions.DivU),
        (Opcode.LeadingZeros, BitInstructions.LeadingZeros),
        (Opcode.AddF, FloatingInstructions.Add),
        (Opcode.SubF, FloatingInstructions.Sub),
        (Opcode.DivF, FloatingInstructions.Div),
        (Opcode.SqrtF, FloatingInstructions.Sqrt),
        (Opcode.MinF, FloatingInstructions.Min),
        (Opcode.MaxF, FloatingInstructions.Max),
        (Opcode.FloorF, FloatingInstructions.Floor),
        (Opcode.CeilingF, FloatingInstructions.Ceiling),
        (Opcode.TruncateF, FloatingInstructions.Truncate),
        (Opcode.RoundEvenF, FloatingInstructions.RoundEven));

    /// <summary>The instruction, by the type of the first operand, or null.</summary>
    public static Sized? Find(Opcode opcode) => s_byOpcode[(int)opcode];

    private static Sized?[] CreateTable(params (Opcode Opcode, Sized Instruction)[] rows)
    {
        var table = new Sized?[OpcodeTable.Count];
        foreach ((Opcode opcode, Sized instruction) in rows)
        {
            table[(int)opcode] = instruction;
        }

        return table;
    }
}
