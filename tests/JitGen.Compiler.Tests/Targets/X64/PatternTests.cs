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

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Formulas that show each choice of instruction selection (Patterns.txt): their code is committed.</summary>
public sealed class PatternTests
{
    [Fact]
    public void CodeIsThatOfTheGoldenFile()
    {
        var text = new StringBuilder();
        foreach (FormulaSource source in ReadFormulas())
        {
            BoundFormula bound = Compilation.Bind(source);
            string errors = string.Join('\n', bound.Diagnostics.Where(diagnostic => diagnostic.Descriptor.Severity == DiagnosticSeverity.Error));
            Assert.True(errors.Length == 0, $"{source.Text}: {errors}");
            text.Append(CultureInfo.InvariantCulture, $"{Signature(source)} = {source.Text}\n");
            foreach (ListingLine line in Compilation.Compile(bound, TargetTable.X64V3SysV, OptimizationLevel.Full, listing: true).Listing)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {line.Text}\n");
            }
        }

        GoldenFile.Compare("Targets/X64/Patterns.golden", text.ToString());
    }

    /// <summary>Lines such as <c>int (int a, uint b) = a + b</c>; others are headings.</summary>
    private static IEnumerable<FormulaSource> ReadFormulas()
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Targets", "X64", "Patterns.txt")))
        {
            int equals = line.IndexOf(" = ", StringComparison.Ordinal);
            if (equals < 0 || line.StartsWith('#'))
            {
                continue;
            }

            string signature = line[..equals];
            int open = signature.IndexOf('(', StringComparison.Ordinal);
            yield return new FormulaSource
            {
                Text = line[(equals + 3)..],
                MethodName = "F",
                ResultType = TypeOf(signature[..open].Trim()),
                Parameters =
                [
                    .. signature[(open + 1)..].TrimEnd(')').Split(',', StringSplitOptions.TrimEntries)
                        .Select(parameter => parameter.Split(' ')).Select(parts => new Parameter(parts[1], TypeOf(parts[0]))),
                ],
            };
        }
    }

    private static string Signature(FormulaSource source) =>
        $"{ElementTypes.Keyword(source.ResultType)} ({string.Join(", ", source.Parameters.Select(p => $"{ElementTypes.Keyword(p.Type)} {p.Name}"))})";

    private static ElementType TypeOf(string keyword) => Enum.GetValues<ElementType>().First(type => ElementTypes.Keyword(type) == keyword);
}
