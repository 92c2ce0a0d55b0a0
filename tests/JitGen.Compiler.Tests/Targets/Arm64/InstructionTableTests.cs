using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets.Arm64;

namespace JitGen.Compiler.Tests.Targets.Arm64;

public class InstructionTableTests
{
    [Fact]
    public void LlvmReadsEveryFormAsWePrintIt()
    {
        List<InstructionForm> forms = InstructionForms.All();
        Assert.True(forms.Count > 1500, "fewer forms than rows times operands");
        if (LlvmDisassembler.Disassemble(forms.Select(form => form.Bits)) is not { } texts)
        {
            return;
        }

        Assert.Equal(forms.Count, texts.Count);
        var differences = new StringBuilder();
        for (int i = 0; i < forms.Count; i++)
        {
            if (texts[i] != forms[i].Text)
            {
                differences.Append(CultureInfo.InvariantCulture, $"{forms[i].Bits:x8}  ours: {forms[i].Text}  LLVM: {texts[i]}\n");
            }
        }

        Assert.True(differences.Length == 0, differences.ToString());
    }

    [Fact]
    public void EncodingsAreThoseOfTheGoldenFile()
    {
        var text = new StringBuilder();
        foreach (InstructionForm form in InstructionForms.All())
        {
            text.Append(CultureInfo.InvariantCulture, $"{form.Bits:x8}  {form.Text}\n");
        }

        GoldenFile.Compare("Targets/Arm64/Encodings.golden", text.ToString());
    }

    /// <summary>Two rows that differ in nothing that allocation, encoding or printing sees would be one instruction twice.</summary>
    [Fact]
    public void NoRowOccursTwice()
    {
        var rows = Instructions.All.Cast<Arm64Instruction>().Select(row => $"{row.Mnemonic} {Describe(row)} {row.Bits:x8}");
        var twice = rows.GroupBy(row => row).Where(group => group.Count() > 1).Select(group => group.Key);
        Assert.Empty(twice);
    }

    /// <summary>What register allocation relies on when it gives both the same register.</summary>
    [Fact]
    public void TiedOperandsAreOfTheRegisterThatIsWritten()
    {
        foreach (Arm64Instruction row in Instructions.All.Cast<Arm64Instruction>())
        {
            for (int i = 0; i < row.Operands.Length; i++)
            {
                if (row.Operands[i].Access == OperandAccess.Tied)
                {
                    Assert.Equal(OperandAccess.Write, row.Operands[0].Access);
                    Assert.Equal((row.Operands[0].Class, row.Operands[0].Size), (row.Operands[i].Class, row.Operands[i].Size));
                }
            }
        }
    }

    private static string Describe(Arm64Instruction row) => string.Join(
        ", ", row.Fields.Zip(row.Operands, (field, operand) => $"{operand.Access} {field?.Syntax} {operand.Fixed} {operand.Size}"));
}
