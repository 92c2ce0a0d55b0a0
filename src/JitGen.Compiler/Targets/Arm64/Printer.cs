using System;
using System.Text;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The text of an instruction, as LLVM's disassembler writes it.</summary>
internal static class Printer
{
    /// <summary>The text of an instruction.</summary>
    /// <param name="instruction">The row.</param>
    /// <param name="operands">As <see cref="Encoder.Encode"/> takes them.</param>
    public static string Print(Arm64Instruction instruction, Operand[] operands)
    {
        var text = new StringBuilder(instruction.Mnemonic);
        OperandField?[] fields = instruction.Fields;

        // A mnemonic that ends in a dot continues with its first operand, the condition of a branch.
        string separator = instruction.Mnemonic.EndsWith(".", StringComparison.Ordinal) ? "" : " ";

        // A store has its memory as operand 0, since it is written; the assembler writes it last.
        int first = fields.Length > 0 && fields[0] is AddressField ? 1 : 0;
        for (int i = 0; i < fields.Length; i++)
        {
            int index = (i + first) % fields.Length;
            if (fields[index] is { } field && Append(text, separator, field, operands[index]))
            {
                separator = separator.Length == 0 ? " " : ", ";
            }
        }

        return text.ToString();
    }

    /// <summary>Appends an operand; false if it is a default that is left out.</summary>
    private static bool Append(StringBuilder text, string separator, OperandField field, Operand operand)
    {
        int start = text.Length;
        text.Append(field.IsSuffix ? "" : separator);
        field.Print(text, operand);
        if (text.Length == start + separator.Length && !field.IsSuffix)
        {
            text.Length = start;
            return false;
        }

        return true;
    }
}
