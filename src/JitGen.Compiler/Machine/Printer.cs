using System.Globalization;
using System.Text;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Machine;

/// <summary>Machine code as text, before and after register allocation, for golden files and for reading.</summary>
internal static class Printer
{
    /// <summary>
    /// A line per instruction: mnemonic, operands in the order of the table (implicit and tied ones included, these in
    /// parentheses).
    /// </summary>
    public static string Print(MachineFunction function, Backend backend)
    {
        var text = new StringBuilder();
        foreach (EntryValue entry in function.EntryValues)
        {
            text.Append("entry ").Append(entry.Register).Append(" = ");
            AppendOperand(text, function, backend, entry.Location, 8);
            text.Append('\n');
        }

        for (int i = 0; i < function.InstructionCount; i++)
        {
            MachineInstruction instruction = function.Instruction(i);
            text.Append("    ").Append(instruction.Description.Mnemonic);
            OperandConstraint[] constraints = instruction.Description.Operands;
            for (int k = 0; k < constraints.Length; k++)
            {
                bool silent = constraints[k].Access == OperandAccess.Tied || !constraints[k].Fixed.IsNone;
                text.Append(k == 0 ? " " : ", ").Append(silent ? "(" : "");
                AppendOperand(text, function, backend, function.Operand(instruction, k), constraints[k].Size);
                text.Append(silent ? ")" : "");
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendOperand(StringBuilder text, MachineFunction function, Backend backend, Operand operand, int size)
    {
        switch (operand.Kind)
        {
            case OperandKind.None:
                text.Append('-');
                break;
            case OperandKind.Register:
                text.Append(Name(backend, operand.Register, size));
                break;
            case OperandKind.Immediate:
                text.Append(operand.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case OperandKind.Memory:
                text.Append('[').Append(Name(backend, operand.Base, 8));
                if (!operand.Index.IsNone)
                {
                    text.Append(" + ").Append(Name(backend, operand.Index, 8)).Append(" << ").Append(operand.ScaleLog2);
                }

                text.Append(operand.Value < 0 ? " - " : " + ").Append(System.Math.Abs(operand.Value)).Append(']').Append(operand.IsBroadcast ? " broadcast" : "");
                break;
            case OperandKind.Constant:
                int index = (int)operand.Value;
                text.Append("constant").Append(8 * function.Constants.SizeOf(index)).Append(" 0x");
                for (int word = System.Math.Max(0, function.Constants.SizeOf(index) / 8 - 1); word >= 0; word--)
                {
                    text.Append(function.Constants.Word(index, word).ToString("X16", CultureInfo.InvariantCulture));
                }

                text.Append(operand.IsBroadcast ? " broadcast" : "");
                break;
            case OperandKind.SpillSlot:
                text.Append("slot").Append(operand.Value);
                break;
            case OperandKind.IncomingArgument:
                text.Append("argument+").Append(operand.Value);
                break;
            case OperandKind.Label:
                text.Append("label").Append(operand.Value);
                break;
        }
    }

    private static string Name(Backend backend, Register register, int size) =>
        register.IsPhysical ? backend.RegisterName(register, size) : register.ToString();
}
