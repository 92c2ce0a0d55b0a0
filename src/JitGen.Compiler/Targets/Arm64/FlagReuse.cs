using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Finds comparisons that would set the flags as they are: selection repeats a comparison at each user, since no flags live from one
/// node to the next; if the users stand together, one is enough.
/// </summary>
internal static class FlagReuse
{
    /// <summary>The comparisons that can be left out, by index of the instruction; null if there are none.</summary>
    /// <param name="function">Code over physical registers.</param>
    public static bool[]? Find(MachineFunction function)
    {
        bool[]? redundant = null;
        int last = -1;
        for (int i = 0; i < function.InstructionCount; i++)
        {
            MachineInstruction instruction = function.Instruction(i);
            var row = (Arm64Instruction)instruction.Description;
            if (row.IsComparison && last >= 0 && AreSame(function, function.Instruction(last), instruction))
            {
                redundant ??= new bool[function.InstructionCount];
                redundant[i] = true;
            }
            else if (row.SetsFlags || row.Has(InstructionTraits.Label))
            {
                last = row.IsComparison ? i : -1;
            }
            else if (last >= 0 && OverwritesOperand(function, instruction, function.Instruction(last)))
            {
                last = -1;
            }
        }

        return redundant;
    }

    private static bool AreSame(MachineFunction function, MachineInstruction first, MachineInstruction second)
    {
        if (first.Description != second.Description)
        {
            return false;
        }

        for (int k = 0; k < first.Description.Operands.Length; k++)
        {
            if (function.Operand(first, k) != function.Operand(second, k))
            {
                return false;
            }
        }

        return true;
    }

    private static bool OverwritesOperand(MachineFunction function, MachineInstruction instruction, MachineInstruction comparison)
    {
        for (int k = 0; k < instruction.Description.Operands.Length; k++)
        {
            Operand written = function.Operand(instruction, k);
            if (instruction.Description.Operands[k].IsWrite && written.IsRegister && Reads(function, comparison, written.Register))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Reads(MachineFunction function, MachineInstruction comparison, Register register)
    {
        for (int k = 0; k < comparison.Description.Operands.Length; k++)
        {
            if (function.Operand(comparison, k) is { IsRegister: true } operand && operand.Register == register)
            {
                return true;
            }
        }

        return false;
    }
}
