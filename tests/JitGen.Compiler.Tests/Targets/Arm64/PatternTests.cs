using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>
/// Formulas that show each choice of instruction selection (Patterns.txt): their code is committed, read back by LLVM, and emulated
/// on both levels.
/// </summary>
public class PatternTests
{
    private const int CallsPerFormula = 400;

    private static readonly List<FormulaSource> s_formulas = [.. ReadFormulas()];

    [Fact]
    public void CodeIsThatOfTheGoldenFile()
    {
        var text = new StringBuilder();
        foreach (FormulaSource source in s_formulas)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Signature(source)} = {source.Text}\n");
            foreach (ListingLine line in Compile(source, OptimizationLevel.Full).Listing)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {line.Text}\n");
            }
        }

        GoldenFile.Compare("Targets/Arm64/Patterns.golden", text.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EmulatedCodeGivesWhatTheInterpreterGives(bool full)
    {
        OptimizationLevel level = full ? OptimizationLevel.Full : OptimizationLevel.None;
        var calls = new EmulatedCalls(seed: 5);
        foreach (FormulaSource source in s_formulas)
        {
            CompiledFormula compiled = Compile(source, level);
            calls.Add(
                Bind(source).Function!, compiled.Signature, compiled.Code.Bytes, CallsPerFormula,
                () => source.Text + "\n" + string.Join('\n', compiled.Listing.Select(line => line.Text)));
        }

        calls.Run();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LlvmReadsTheListings(bool full)
    {
        var instructions = new List<uint>();
        var listed = new List<string>();
        foreach (FormulaSource source in s_formulas)
        {
            CompiledFormula compiled = Compile(source, full ? OptimizationLevel.Full : OptimizationLevel.None);
            foreach (ListingLine line in compiled.Listing.Where(line => line.Offset < compiled.Code.InstructionBytes))
            {
                instructions.Add(BitConverter.ToUInt32(compiled.Code.Bytes, line.Offset));
                listed.Add(line.Text);
            }
        }

        if (LlvmDisassembler.Disassemble(instructions) is { } texts)
        {
            Assert.Equal(listed, texts);
        }
    }

    private static CompiledFormula Compile(FormulaSource source, OptimizationLevel level) =>
        Compilation.Compile(Bind(source), TargetTable.Arm64Aapcs64, level, listing: true);

    private static BoundFormula Bind(FormulaSource source)
    {
        BoundFormula bound = Compilation.Bind(source);
        IEnumerable<Diagnostic> errors = bound.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Severity == DiagnosticSeverity.Error);
        Assert.True(bound.Function is not null, $"{source.Text}: {string.Join('\n', errors)}");
        return bound;
    }

    /// <summary>Lines such as <c>int (int a, uint b) = a + b</c>; others are headings.</summary>
    private static IEnumerable<FormulaSource> ReadFormulas()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Targets", "Arm64", "Patterns.txt")))
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals < 0 || line.StartsWith('#'))
            {
                continue;
            }

            string signature = line[..equals];
            int open = signature.IndexOf('(', StringComparison.Ordinal);
            string[] parameters = signature[(open + 1)..^1].Split(", ", StringSplitOptions.RemoveEmptyEntries);
            var typesAndNames = parameters.Select(parameter => parameter.Split(' '));
            yield return new FormulaSource
            {
                Text = line[(equals + 3)..],
                MethodName = "F",
                ResultType = TypeOf(signature[..open].Trim()),
                Parameters = [.. typesAndNames.Select(parts => new Parameter(parts[1], TypeOf(parts[0])))],
            };
        }
    }

    private static string Signature(FormulaSource source)
    {
        IEnumerable<string> parameters = source.Parameters.Select(parameter => $"{ElementTypes.Keyword(parameter.Type)} {parameter.Name}");
        return $"{ElementTypes.Keyword(source.ResultType)} ({string.Join(", ", parameters)})";
    }

    private static ElementType TypeOf(string keyword) => Enum.GetValues<ElementType>().First(type => ElementTypes.Keyword(type) == keyword);
}
