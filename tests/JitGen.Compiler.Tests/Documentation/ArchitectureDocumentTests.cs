using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Targets;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Documentation;

/// <summary>
/// The stages of one formula in <c>docs/architecture.md</c> are what the compiler prints. A block to compare is a fenced one
/// after a line such as <c>&lt;!-- bound --&gt;</c>.
/// </summary>
public sealed class ArchitectureDocumentTests
{
    private static readonly string s_document = Path.Combine(ExternalEngine.RepositoryDirectory, "docs", "architecture.md");

    [Fact]
    public void The_document_shows_what_the_compiler_prints()
    {
        GoldenFile.Compare(s_document, WithBlocks(File.ReadAllLines(s_document), PrintStages()));
    }

    private static Dictionary<string, string> PrintStages()
    {
        BoundFormula formula = Compilation.Bind(new FormulaSource
        {
            Text = "(a + 1) / b",
            MethodName = "Quotient",
            Parameters = [new Parameter("a", ElementType.Int32), new Parameter("b", ElementType.Int32)],
            ResultType = ElementType.Int32,
        });
        Target target = TargetTable.X64V3SysV;
        Function optimized = Compiler.Optimizer.Optimizer.Optimize(formula.Function!);
        LoweredFunction lowered = Legalizer.Legalize(optimized, target.Backend);
        var signature = new ScalarSignature(optimized.Parameters, ElementType.Int32, lowered.SideExits.Count > 0);
        MachineFunction selected = Compilation.Select(lowered, signature, target, OptimizationLevel.Full);
        var stages = new Dictionary<string, string>
        {
            ["bound"] = Compiler.IR.Printer.Print(formula.Function!),
            ["optimized"] = Compiler.IR.Printer.Print(optimized),
            ["lowered"] = Print(lowered),
            ["selected"] = Compiler.Machine.Printer.Print(selected, target.Backend),
            ["allocated"] = Compiler.Machine.Printer.Print(Compilation.Allocate(selected, target, OptimizationLevel.Full), target.Backend),
            ["fallback"] = FallbackWriter.Write(formula.Function!, ""),
        };
        var reductionSource = new FormulaSource
        {
            Text = "sum(x * y) / length(x)",
            MethodName = "Covariance",
            Parameters = [new Parameter("x", ElementType.Double, ParameterKind.ReadOnlySpan), new Parameter("y", ElementType.Double, ParameterKind.ReadOnlySpan)],
            ResultType = ElementType.Double,
        };
        Function reduction = Compilation.Bind(reductionSource).Function!;
        stages.Add("reduction", Compiler.IR.Printer.Print(reduction));
        stages.Add("loop", KernelFallbackWriter.WriteReduction(reduction, "").Body);
        foreach (Target each in TargetTable.All)
        {
            stages.Add(each.Name, Print(Compilation.Compile(formula, each, OptimizationLevel.Full, listing: true)));
        }

        return stages;
    }

    private static string Print(LoweredFunction lowered)
    {
        var text = new StringBuilder(Compiler.IR.Printer.Print(lowered.Function));
        foreach (Value exit in lowered.SideExits)
        {
            text.Append("  leave if ").Append(exit).Append('\n');
        }

        return text.ToString();
    }

    private static string Print(CompiledFormula compiled)
    {
        var text = new StringBuilder();
        foreach (ListingLine line in compiled.Listing)
        {
            string bytes = Convert.ToHexString(compiled.Code.Bytes, line.Offset, line.Length);
            text.Append($"{line.Offset:X4}  {bytes,-20}  {line.Text}\n");
        }

        return text.ToString();
    }

    /// <summary>The document with its blocks replaced, marker by marker.</summary>
    private static string WithBlocks(string[] lines, Dictionary<string, string> stages)
    {
        var text = new StringBuilder();
        for (int i = 0; i < lines.Length; i++)
        {
            text.Append(lines[i]).Append('\n');
            if (!lines[i].StartsWith("<!-- ", StringComparison.Ordinal))
            {
                continue;
            }

            string name = lines[i]["<!-- ".Length..^" -->".Length];
            Assert.True(stages.Remove(name, out string? block), $"{lines[i]} names no stage, or one a second time.");
            text.Append(lines[++i]).Append('\n').Append(block!.TrimEnd('\n')).Append('\n');
            while (lines[++i] != "```")
            {
            }

            text.Append("```\n");
        }

        Assert.Empty(stages);
        return text.ToString();
    }
}
