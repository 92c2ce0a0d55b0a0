using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using Iced.Intel;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Targets.X64;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Every row of the instruction table, in every form of its operands, against an independent disassembler.</summary>
public sealed class InstructionTableTests
{
    private const int ConstantOffset = 0x40;

    private static readonly HashSet<CpuidFeature> s_v3 =
    [
        CpuidFeature.INTEL8086, CpuidFeature.INTEL386, CpuidFeature.X64, CpuidFeature.CMOV, CpuidFeature.POPCNT,
        CpuidFeature.LZCNT, CpuidFeature.BMI1, CpuidFeature.BMI2, CpuidFeature.AVX, CpuidFeature.AVX2, CpuidFeature.FMA,
        CpuidFeature.SSE, CpuidFeature.MULTIBYTENOP,
    ];

    private static readonly Type[] s_tables =
    [
        typeof(IntegerInstructions), typeof(FloatingInstructions), typeof(ControlInstructions), typeof(VectorMoveInstructions),
        typeof(VectorFloatInstructions), typeof(VectorConversionInstructions), typeof(VectorIntegerInstructions),
        typeof(VectorShuffleInstructions), typeof(VectorCompareInstructions), typeof(MaskInstructions),
    ];

    /// <summary>What is added to those.</summary>
    private static readonly HashSet<CpuidFeature> s_v4 =
    [
        CpuidFeature.AVX512F, CpuidFeature.AVX512BW, CpuidFeature.AVX512CD, CpuidFeature.AVX512DQ, CpuidFeature.AVX512VL,
    ];

    public static TheoryData<int, string> Rows()
    {
        var rows = new TheoryData<int, string>();
        for (int i = 0; i < Instructions.All.Count; i++)
        {
            if (!Instructions.All[i].Has(InstructionTraits.SideExit) && !TakesLabel(Instructions.All[i]))
            {
                rows.Add(i, Instructions.All[i].Mnemonic);
            }
        }

        return rows;
    }

    private static bool TakesLabel(X64Instruction row) => row.Operands.Any(operand => operand.Allows(OperandForms.Label));

    [Theory]
    [MemberData(nameof(Rows))]
    public void EveryFormDecodesToOurText(int index, string mnemonic)
    {
        Assert.Equal(mnemonic, Instructions.All[index].Mnemonic);
        ForEachForm(index, (row, operands, instruction) =>
        {
            string ours = JitGen.Compiler.Targets.X64.Printer.Print(row, operands);
            Assert.Equal(ours, Disassembly.Format(instruction));
        });
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void RegistersAndFlagsAreAsTheRowSays(int index, string mnemonic)
    {
        Assert.Equal(mnemonic, Instructions.All[index].Mnemonic);
        if (Instructions.All[index] == ControlInstructions.ClearUpperHalves)
        {
            // All registers, but only the parts of them that hold nothing any more.
            return;
        }

        if (Instructions.All[index] == ControlInstructions.Nothing)
        {
            // An address that it does not compute.
            return;
        }

        ForEachForm(index, (row, operands, instruction) =>
        {
            (RegisterSet reads, RegisterSet writes) = Disassembly.UsedRegisters(instruction);
            reads = IsIndependent(row) ? reads.Without(operands[0].Register) : reads;
            string text = JitGen.Compiler.Targets.X64.Printer.Print(row, operands);
            Assert.Equal((text, ExpectedReads(row, operands)), (text, reads));
            Assert.Equal((text, ExpectedWrites(row, operands)), (text, writes));
            FlagsEffect flags = (instruction.RflagsRead != RflagsBits.None ? FlagsEffect.Reads : 0)
                | (instruction.RflagsModified != RflagsBits.None ? FlagsEffect.Writes : 0);
            Assert.Equal((text, row.Flags), (text, flags));
        });
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void FeaturesAreWithinTheLevel(int index, string mnemonic)
    {
        Assert.Equal(mnemonic, Instructions.All[index].Mnemonic);
        ForEachForm(index, (row, operands, instruction) =>
        {
            bool isV4 = row.Level == IsaLevel.X64V4 || row.EncodingFor(operands).Kind == JitGen.Compiler.Targets.X64.EncodingKind.Evex;
            Assert.All(
                instruction.Code.CpuidFeatures(),
                feature => Assert.True(s_v3.Contains(feature) || (isV4 && s_v4.Contains(feature)), $"{instruction}: {feature}"));
        });
    }

    [Fact]
    public void TheTableHasEveryNamedInstructionOnce()
    {
        var named = new List<X64Instruction>();
        foreach (Type table in s_tables)
        {
            foreach (FieldInfo field in table.GetFields(BindingFlags.Public | BindingFlags.Static).Where(field => field.Name != "All"))
            {
                AddRows(named, field.GetValue(null));
            }
        }

        Assert.Equal(named.Count, named.Distinct().Count());
        Assert.Equal(named, Instructions.All);
    }

    private static void AddRows(List<X64Instruction> rows, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case X64Instruction row:
                rows.Add(row);
                break;
            case X64Instruction[] several:
                rows.AddRange(several);
                break;
            case InstructionPair pair:
                rows.Add(pair.Narrow);
                rows.Add(pair.Wide);
                break;
            case VectorFamily family:
                rows.AddRange(family.Rows);
                break;
            case VectorOperation operation:
                rows.AddRange(operation.Families.SelectMany(family => family.Rows));
                break;
            case VectorOperation?[] operations:
                foreach (VectorOperation? operation in operations)
                {
                    AddRows(rows, operation);
                }

                break;
            case FusedVectorForms forms:
                AddRows(rows, forms.Form132);
                AddRows(rows, forms.Form213);
                AddRows(rows, forms.Form231);
                break;
            case FusedForms forms:
                AddRows(rows, forms.Form132);
                AddRows(rows, forms.Form213);
                AddRows(rows, forms.Form231);
                break;
            default:
                throw new InvalidOperationException($"The field's type {value.GetType()} is not known to hold rows.");
        }
    }

    /// <summary>Encodes and decodes each sample; constants are then at their distance, as the listing shows them.</summary>
    private static void ForEachForm(int index, Action<X64Instruction, Operand[], Instruction> check)
    {
        X64Instruction row = Instructions.All[index];
        int forms = 0;
        foreach (Operand[] operands in OperandSamples.For(row))
        {
            var code = new CodeBuffer();
            var encoder = new JitGen.Compiler.Targets.X64.Encoder(code);
            encoder.Encode(row, operands);
            int length = code.Length;
            foreach (ConstantReference reference in encoder.ConstantReferences)
            {
                encoder.Resolve(reference, ConstantOffset);
            }

            List<Instruction> decoded = Disassembly.Decode(code.ToArray(), length);
            Assert.Single(decoded);
            for (int k = 0; k < operands.Length; k++)
            {
                if (operands[k].Kind == OperandKind.Constant)
                {
                    operands[k] = operands[k] with { Value = ConstantOffset - length };
                }
            }

            check(row, operands, decoded[0]);
            forms++;
        }

        Assert.True(forms > 0);
    }

    private static RegisterSet ExpectedReads(X64Instruction row, Operand[] operands)
    {
        RegisterSet reads = default;
        for (int k = 0; k < operands.Length; k++)
        {
            // A write of one or two bytes leaves the others as they were, but Iced does not count that as a read.
            // The result that a return reads is a matter between functions.
            bool isPartial = row.Operands[k] is { Access: OperandAccess.Tied, Size: < 4 };
            bool isRead = row.Operands[k].IsRead && !isPartial && !row.Has(InstructionTraits.Return);
            if (!operands[k].IsRegister || isRead)
            {
                reads = With(With(reads, operands[k].Base), operands[k].Index);
            }
        }

        return reads;
    }

    private static RegisterSet ExpectedWrites(X64Instruction row, Operand[] operands)
    {
        RegisterSet writes = default;
        for (int k = 0; k < operands.Length; k++)
        {
            if (operands[k].IsRegister && row.Operands[k].IsWrite)
            {
                writes = With(writes, operands[k].Register);
            }
        }

        return writes;
    }

    /// <summary>Whether the row has one register in all places and its result does not depend on it: all bits 0, or 1.</summary>
    private static bool IsIndependent(X64Instruction row) => row.Operands.Length == 1 && !BitOperations.IsPow2((int)row.Slots[0]);

    private static RegisterSet With(RegisterSet set, Machine.Register register) =>
        register.IsNone || register == Registers.Rsp ? set : set.With(register);
}
