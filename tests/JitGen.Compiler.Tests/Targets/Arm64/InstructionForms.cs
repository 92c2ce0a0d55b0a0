using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets.Arm64;
using Arm64Printer = JitGen.Compiler.Targets.Arm64.Printer;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>An instruction with operands that it can have.</summary>
internal sealed record InstructionForm(Arm64Instruction Row, Operand[] Operands)
{
    public uint Bits => Encoder.Encode(Row, Operands);

    public string Text => Arm64Printer.Print(Row, Operands);
}

/// <summary>Forms of every row of the table: each operand takes each of its samples in turn.</summary>
internal static class InstructionForms
{
    private static readonly long[] s_bitmasksW =
        [1, 0xFF, 0x7FFFFFFF, 0x80000000, 0x55555555, 0xFFFF0000, 0x8000_0001, 0x0F0F0F0F, 0x3FC, 0xFFFF_FFFE];

    private static readonly long[] s_bitmasksX =
        [1, 0xFF, long.MaxValue, long.MinValue, 0x5555555555555555, -0x100000000, 0xFFFFFFFF, 0x3FC0000000000, -2, 0x00FF00FF00FF00FF];

    /// <summary>The immediates of each field; the smallest and the largest are among them.</summary>
    private static readonly Dictionary<string, long[]> s_immediates = new()
    {
        ["#imm12"] = [0, 1, 42, 4095, 4096, 0xFFF000],
        ["#bitmaskW"] = s_bitmasksW,
        ["#bitmaskX"] = s_bitmasksX,
        ["#movbitsW"] = [0x55555555, 0x0F0F0F0F, 0x00FF00FF, 0x80000001, 0x7FFFE000],
        ["#movbitsX"] = [0x5555555555555555, 0x0F0F0F0F0F0F0F0F, unchecked((long)0xFF00FF00FF00FF00), 0x3FFFC00, 0x00FFFF0000000001 - 1],
        ["#movzW"] = [0, 1, 65535, 65536, 0x80000000, 0xFFFF0000],
        ["#movzX"] = [0, 1, 65535, 65536, 0x100000000, 0x1000000000000, long.MinValue, -0x1000000000000],
        ["#movnW"] = [0xFFFFFFFF, 0xFFFF0001, 0x7FFFFFFF, 0x8000FFFF],
        ["#movnX"] = [-1, -65535, -65536 - 1, long.MaxValue, -0x100000001, unchecked((long)0x8000FFFFFFFFFFFF)],
        ["#imm16"] = [0, 1, 65535],
        ["lslhw"] = [0, 16],
        ["#imm5"] = [0, 1, 31],
        ["#nzcv"] = [0, 1, 2, 4, 8, 15],
        ["#fimm8"] = [.. Enumerable.Range(0, 256).Select(i => (long)i)],
        ["#zeros"] = [0],
        ["#0.0"] = [0],
        ["#lslW"] = [1, 2, 30, 31],
        ["#lslX"] = [1, 2, 32, 63],
        ["#immr"] = [1, 2, 30, 31],
        ["#imms"] = [1, 2, 30, 31],
        ["#fbits"] = [1, 2, 31, 32],
        ["#lsb"] = [1, 2, 20],
        ["#lsbW"] = [1, 2, 20],
        ["#lsbX"] = [1, 2, 40],
        ["#width"] = [1, 2, 11],
        ["#bitW"] = [0, 1, 31],
        ["#bitX"] = [32, 33, 63],
        ["#vimm8"] = [0, 1, 31, 32, 0x5A, 255],
        ["#vfimm8"] = [.. Enumerable.Range(0, 256).Select(i => (long)i)],
        ["#vmask"] = [0, 0xFF, -1, unchecked((long)0xFF00FF0000FF00FF), unchecked((long)0xFF00000000000000)],
        ["vmsl"] = [8, 16],
        ["#0"] = [0],
        ["#byte"] = [0, 1, 7],
        ["[b]"] = [0, 1, 15],
        ["[h]"] = [0, 1, 7],
        ["[s]"] = [0, 1, 3],
        ["[d]"] = [0, 1],
        ["fpcr"] = [0],
        ["shift"] = [0x01, 0x1F, 0x41, 0x5F, 0x81, 0x9F],
        ["extend"] = [0x00, 0x01, 0x04, 0x08, 0x0A, 0x10, 0x13, 0x20, 0x22, 0x28, 0x2C, 0x30, 0x34],
        ["cond"] = [.. Enumerable.Range(0, Conditions.Count).Select(i => (long)i)],
        ["invcond"] = [.. Enumerable.Range(0, Conditions.Count).Select(i => (long)i)],
        ["bcond"] = [.. Enumerable.Range(0, Conditions.Count).Select(i => (long)i)],
        ["literal"] = [4, 8, 1024, (1 << 20) - 4],
        ["exit14"] = [4, 8, 1024, (1 << 15) - 4],
        ["exit19"] = [4, 8, 1024, (1 << 20) - 4],
        ["exit26"] = [4, 8, 1024, (1 << 27) - 4],
        ["label14"] = [4, -8, 1024, (1 << 15) - 4, -(1 << 15)],
        ["label19"] = [4, -8, 1024, (1 << 20) - 4, -(1 << 20)],
    };

    /// <summary>Further immediates that only the wide form of a row has.</summary>
    private static readonly Dictionary<string, long[]> s_wideImmediates = new()
    {
        ["lslhw"] = [32, 48],
        ["#immr"] = [32, 63],
        ["#imms"] = [32, 63],
        ["#lsb"] = [40, 52],
        ["#width"] = [12],
        ["shift"] = [0x20, 0x3F, 0x60, 0x7F, 0xBF],
    };

    private static readonly Dictionary<string, long[]> s_displacements = new()
    {
        ["[Xn+4]"] = [0, 4, 16380],
        ["[Xn+8]"] = [0, 8, 32760],
        ["[Xn+16]"] = [0, 16, 65520],
        ["[Xn+pair]"] = [0, 8, 16, 504],
        ["[Xn+1]"] = [0, 1, 4095],
        ["[Xn+2]"] = [0, 2, 8190],
    };

    /// <summary>The rows in which selection puts the zero register, by mnemonic.</summary>
    private static readonly HashSet<string> s_readZero = ["csel", "csinv", "csneg", "cmp", "ccmp", "str"];

    /// <summary>Displacements that only the unscaled forms can have: others the disassembler prints as the scaled form.</summary>
    private static readonly long[] s_unscaled = [-1, -16, 255, -256];

    /// <summary>All forms of all rows.</summary>
    public static List<InstructionForm> All()
    {
        var forms = new List<InstructionForm>();
        foreach (Arm64Instruction row in Instructions.All.Cast<Arm64Instruction>().Where(row => !row.Has(InstructionTraits.Label)))
        {
            forms.AddRange(Of(row));
        }

        return forms;
    }

    private static IEnumerable<InstructionForm> Of(Arm64Instruction row)
    {
        int count = row.Fields.Select(field => Samples(row, field)).DefaultIfEmpty(1).Max();
        for (int form = 0; form < 2 * count; form++)
        {
            var operands = new Operand[row.Fields.Length];
            for (int i = 0; i < operands.Length; i++)
            {
                operands[i] = row.Fields[i] is { } field ? Sample(row, field, form, i) : Operand.None;
            }

            yield return new InstructionForm(row, operands);
        }
    }

    private static int Samples(Arm64Instruction row, OperandField? field) =>
        field is ImmediateField or RelativeField ? Immediates(row, field).Length : 3;

    private static Operand Sample(Arm64Instruction row, OperandField field, int form, int index)
    {
        // Registers of one instruction are 7 apart: an instruction with the same register twice can have another name.
        int number = (form * 5 + index * 7) % 31;
        switch (field)
        {
            case MemoryField:
                long[] displacements = s_displacements.GetValueOrDefault(field.Syntax, s_unscaled);
                Register memoryBase = form % 2 == 0 ? Registers.StackPointer : Register.Integer(number);
                return Operand.Memory(memoryBase, displacements[form % displacements.Length]);
            case IndexedMemoryField:
                int shift = form % 3 == 2 ? BitOperations.Log2(field.Size) : 0;
                return Operand.Memory(
                    form % 4 == 0 ? Registers.StackPointer : Register.Integer(number), Register.Integer((number + 3) % 31), shift);
            case RegisterField when field.Class == RegisterClass.Floating:
                return Register.Floating(form % 2 == 0 ? number : number + 1);
            case RegisterField when form % 4 == 3 && IsStackPointer(row, field):
                return Registers.StackPointer;
            case RegisterField when form % 3 == 2 && IsZero(row, field, index):
                return Registers.Zero;
            case RegisterField:
                return Register.Integer(number);
            default:
                long[] immediates = Immediates(row, field);
                return Operand.Immediate(immediates[(form + index) % immediates.Length]);
        }
    }

    private static bool IsStackPointer(Arm64Instruction row, OperandField field) =>
        field.Syntax.EndsWith("|sp", StringComparison.Ordinal) && row.Mnemonic is "add" or "sub" && row.Fields[2] is ImmediateField;

    private static bool IsZero(Arm64Instruction row, OperandField field, int index) =>
        field.Forms.HasFlag(OperandForms.Immediate) && s_readZero.Contains(row.Mnemonic)
        && index == (row.Mnemonic is "cmp" or "ccmp" ? 0 : row.Operands.Length > 2 ? 2 : 1);

    /// <summary>The bits of the narrowest lane of a row: that of a shift.</summary>
    private static int LaneBits(Arm64Instruction row) => row.Fields.OfType<RegisterField>().Min(field =>
        field.Syntax[^1] switch { 'b' => 8, 'h' => 16, 's' => 32, _ => 64 });

    private static long[] Immediates(Arm64Instruction row, OperandField field)
    {
        bool isWide = row.Operands[0].Size == 8;
        switch (field.Syntax)
        {
            case "#vshl":
                return [0, 1, LaneBits(row) - 1];
            case "#vshr":
                return [1, LaneBits(row) / 2, LaneBits(row)];
            case "vlsl":
                return LaneBits(row) == 16 ? [0, 8] : [0, 8, 16, 24];
        }

        long[] immediates = s_immediates[field.Syntax];
        return isWide && s_wideImmediates.TryGetValue(field.Syntax, out long[]? further) ? [.. immediates, .. further] : immediates;
    }
}
