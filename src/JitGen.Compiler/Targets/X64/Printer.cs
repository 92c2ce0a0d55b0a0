using System.Globalization;
using System.Text;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Instructions as Intel-syntax text: numbers from 10 on in hexadecimal, immediates signed, the size of every accessed memory
/// operand given. A constant's operand is the distance to it from the end of the instruction.
/// </summary>
internal static class Printer
{
    public static string Print(X64Instruction row, Operand[] operands)
    {
        bool isEvex = row.EncodingFor(operands).Kind == EncodingKind.Evex;
        var text = new StringBuilder(isEvex ? row.EvexMnemonic ?? row.Mnemonic : row.Mnemonic);
        bool first = true;
        for (int k = 0; k < row.ExplicitCount; k++)
        {
            if (!row.IsPrinted(k) || k == row.MaskOperand)
            {
                continue;
            }

            // An operand that fills several register places is written once for each.
            for (int copies = Copies(row.Slots[k]); copies > 0; copies--)
            {
                text.Append(first ? " " : ", ");
                AppendOperand(text, row, k, operands[k]);
                if (first && row.MaskOperand >= 0)
                {
                    text.Append('{').Append(Registers.Name(operands[row.MaskOperand].Register, 8)).Append('}');
                    text.Append(row.IsZeroing ? "{z}" : string.Empty);
                }

                first = false;
            }
        }

        return text.ToString();
    }

    private static int Copies(OperandSlots slots)
    {
        int copies = 0;
        for (int bits = (int)slots; bits != 0; bits &= bits - 1)
        {
            copies++;
        }

        return copies == 0 ? 1 : copies;
    }

    private static void AppendOperand(StringBuilder text, X64Instruction row, int index, Operand operand)
    {
        int size = row.Operands[index].Size;
        switch (operand.Kind)
        {
            case OperandKind.Register:
                text.Append(Registers.Name(operand.Register, size));
                break;
            case OperandKind.Immediate:
                bool isWide = row.Slots[index] == OperandSlots.Displacement || (row.Operands[0].Size == 8 && row.ImmediateSize != 1);
                AppendNumber(text, isWide ? operand.Value : row.ImmediateSize == 1 ? (sbyte)operand.Value : (int)operand.Value);
                break;
            default:
                AppendMemory(text, operand.IsBroadcast ? row.BroadcastSize : size, operand);
                text.Append(operand.IsBroadcast ? $"{{1to{size / row.BroadcastSize}}}" : string.Empty);
                break;
        }
    }

    private static void AppendMemory(StringBuilder text, int size, Operand operand)
    {
        text.Append(size switch
        {
            0 => string.Empty,
            1 => "byte ptr ",
            2 => "word ptr ",
            4 => "dword ptr ",
            8 => "qword ptr ",
            16 => "xmmword ptr ",
            32 => "ymmword ptr ",
            _ => "zmmword ptr ",
        });
        text.Append('[');
        bool isSum = false;
        if (operand.Kind != OperandKind.Memory)
        {
            text.Append(Place(operand.Kind));
            isSum = true;
        }

        if (!operand.Base.IsNone)
        {
            text.Append(Registers.Name(operand.Base, 8));
            isSum = true;
        }

        if (!operand.Index.IsNone)
        {
            text.Append(isSum ? "+" : string.Empty).Append(Registers.Name(operand.Index, 8));
            text.Append(operand.ScaleLog2 > 0 ? "*" + (1 << operand.ScaleLog2).ToString(CultureInfo.InvariantCulture) : string.Empty);
            isSum = true;
        }

        if (operand.Value != 0 || !isSum)
        {
            text.Append(isSum && operand.Value >= 0 ? "+" : string.Empty);
            AppendNumber(text, operand.Value);
        }

        text.Append(']');
    }

    /// <summary>What the offset of an operand counts from; slots and arguments have none before the frame is laid out.</summary>
    private static string Place(OperandKind kind) => kind switch
    {
        OperandKind.Constant => "rip",
        OperandKind.SpillSlot => "spill",
        _ => "argument",
    };

    private static void AppendNumber(StringBuilder text, long value)
    {
        ulong magnitude = unchecked(value < 0 ? 0 - (ulong)value : (ulong)value);
        text.Append(value < 0 ? "-" : string.Empty);
        text.Append(magnitude < 10
            ? magnitude.ToString(CultureInfo.InvariantCulture)
            : "0x" + magnitude.ToString("x", CultureInfo.InvariantCulture));
    }
}
