using System;
using System.Collections.Generic;
using System.Text;

namespace JitGen.CodeQuality;

/// <summary>The assemblies of one formula in columns, for whoever works on the compiler.</summary>
internal static class SideBySide
{
    private const int ColumnWidth = 46;

    public static string Write(BenchmarkFormula formula, IReadOnlyList<CompiledColumn> columns)
    {
        var text = new StringBuilder();
        int rows = 0;
        foreach (CompiledColumn column in columns)
        {
            Append(text, $"{column.Name}: {column.Count(formula)}");
            rows = Math.Max(rows, column.Functions[formula.Symbol].Count);
        }

        EndRow(text);
        for (int row = 0; row < rows; row++)
        {
            foreach (CompiledColumn column in columns)
            {
                IReadOnlyList<string> lines = column.Functions[formula.Symbol];
                Append(text, row < lines.Count ? lines[row] : "");
            }

            EndRow(text);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string cell) =>
        text.Append(cell.Length < ColumnWidth ? cell.PadRight(ColumnWidth) : cell[..(ColumnWidth - 1)] + " ");

    private static void EndRow(StringBuilder text)
    {
        int end = text.Length;
        while (end > 0 && text[end - 1] == ' ')
        {
            end--;
        }

        text.Length = end;
        text.Append('\n');
    }
}
