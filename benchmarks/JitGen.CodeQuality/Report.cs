using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace JitGen.CodeQuality;

/// <summary>The report in Markdown.</summary>
internal static class Report
{
    private const string Introduction =
        """
        # Code quality: instructions per formula

        Made by `dotnet run -c Release --project benchmarks/JitGen.CodeQuality`; do not edit.

        How many instructions the compiler emits for 40 formulas, beside gcc and clang at `-O2` for C functions with the same
        meaning and the same guards. What is counted is every instruction of a function, the side exits and the return
        included, padding not. The C compilers get `-ffp-contract=off -fno-math-errno -fwrapv`, on x64 `-march=x86-64-v3`.
        The command first runs the C functions and the formulas on random arguments and stops if any result differs. The
        formulas and their C texts are in [Formulas.txt](../benchmarks/JitGen.CodeQuality/Formulas.txt);
        `-- --show NAME` prints all assemblies of one side by side.

        A count is not a time: a division costs more than ten additions. But a formula is straight-line code, where an
        unnecessary instruction is a plain defect that a count finds and a clock does not.

        """;

    /// <summary>The whole document.</summary>
    public static string Write(
        IReadOnlyList<BenchmarkFormula> formulas, IReadOnlyList<(Comparison Comparison, IReadOnlyList<CompiledColumn> Columns)> results)
    {
        var text = new StringBuilder(Introduction);
        text.Append("## Geometric means of the ratios\n\n| target | to gcc | to clang |\n| --- | ---: | ---: |\n");
        foreach ((Comparison comparison, IReadOnlyList<CompiledColumn> columns) in results)
        {
            text.Append("| ").Append(comparison.Target.Name).Append(" |");
            foreach (ReferenceCompiler compiler in comparison.Compilers)
            {
                text.Append(' ').Append(Number(MeanRatio(formulas, columns, compiler.Name))).Append(" |");
            }

            text.Append('\n');
        }

        foreach ((Comparison comparison, IReadOnlyList<CompiledColumn> columns) in results)
        {
            WriteTable(text, formulas, comparison, columns);
        }

        return text.ToString();
    }

    /// <summary>The geometric mean over the formulas of our count divided by that of a compiler; NaN if that is not installed.</summary>
    public static double MeanRatio(IReadOnlyList<BenchmarkFormula> formulas, IReadOnlyList<CompiledColumn> columns, string compiler)
    {
        CompiledColumn? other = null;
        foreach (CompiledColumn column in columns)
        {
            other = column.Name == compiler ? column : other;
        }

        if (other is null)
        {
            return double.NaN;
        }

        double sum = 0;
        foreach (BenchmarkFormula formula in formulas)
        {
            sum += Math.Log((double)columns[0].Count(formula) / other.Count(formula));
        }

        return Math.Exp(sum / formulas.Count);
    }

    private static void WriteTable(
        StringBuilder text, IReadOnlyList<BenchmarkFormula> formulas, Comparison comparison, IReadOnlyList<CompiledColumn> columns)
    {
        text.Append("\n## ").Append(comparison.Heading).Append("\n\n| formula |");
        var rule = new StringBuilder("| --- |");
        foreach (CompiledColumn column in columns)
        {
            text.Append(' ').Append(column.Name).Append(" |");
            rule.Append(" ---: |");
        }

        for (int i = 1; i < columns.Count; i++)
        {
            text.Append(" / ").Append(columns[i].Name).Append(" |");
            rule.Append(" ---: |");
        }

        text.Append('\n').Append(rule).Append('\n');
        foreach (BenchmarkFormula formula in formulas)
        {
            text.Append("| ").Append(formula.Name).Append(" |");
            foreach (CompiledColumn column in columns)
            {
                text.Append(' ').Append(column.Count(formula)).Append(" |");
            }

            for (int i = 1; i < columns.Count; i++)
            {
                text.Append(' ').Append(Number((double)columns[0].Count(formula) / columns[i].Count(formula))).Append(" |");
            }

            text.Append('\n');
        }
    }

    private static string Number(double value) => double.IsNaN(value) ? "not installed" : value.ToString("F2", CultureInfo.InvariantCulture);
}
