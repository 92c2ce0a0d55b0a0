using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The bits of an instruction: those of its row and of its operands, summed.</summary>
internal static class Encoder
{
    /// <summary>The 4 bytes of an instruction.</summary>
    /// <param name="instruction">The row.</param>
    /// <param name="operands">
    /// Physical registers, immediates, memory at a base register; distances in bytes as immediates. There may be more than needed.
    /// </param>
    public static uint Encode(Arm64Instruction instruction, Operand[] operands)
    {
        uint bits = instruction.Bits;
        OperandField?[] fields = instruction.Fields;
        for (int i = 0; i < fields.Length; i++)
        {
            if (fields[i] is { } field)
            {
                bits = unchecked(bits + field.Encode(operands[i]));
            }
        }

        return bits;
    }
}
