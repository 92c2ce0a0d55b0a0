using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.CodeQuality;

/// <summary>Reads the entries of <c>Formulas.txt</c>, whose head describes the format.</summary>
internal static class FormulaReader
{
    /// <summary>The formulas of the report.</summary>
    public static IReadOnlyList<BenchmarkFormula> ReadAll()
    {
        using Stream stream = typeof(FormulaReader).Assembly.GetManifestResourceStream("Formulas.txt")!;
        return ReadAll(stream);
    }

    /// <summary>The formulas of a text in the same format.</summary>
    public static IReadOnlyList<BenchmarkFormula> ReadAll(Stream stream)
    {
        using var reader = new StreamReader(stream);
        var formulas = new List<BenchmarkFormula>();
        string? head = null;
        var formula = new StringBuilder();
        var statements = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line[0] != ' ')
            {
                Add();
                head = line;
            }
            else if (line.StartsWith("  c ", StringComparison.Ordinal))
            {
                statements.Append(line.AsSpan(4)).Append(' ');
            }
            else
            {
                formula.Append(line.AsSpan(4)).Append(' ');
            }
        }

        Add();
        return formulas;

        void Add()
        {
            if (head is not null)
            {
                formulas.Add(Create(head, formula.ToString().Trim(), statements.ToString().Trim()));
            }

            formula.Clear();
            statements.Clear();
        }
    }

    private static BenchmarkFormula Create(string head, string formula, string statements)
    {
        string[] parts = head.Split(["  ", " f(", ")"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var parameters = new List<Parameter>();
        foreach (string declaration in parts[2].Split(", "))
        {
            string[] words = declaration.Split(' ');
            parameters.Add(new Parameter(words[1], TypeOf(words[0])));
        }

        var source = new FormulaSource
        {
            Text = formula,
            MethodName = parts[0],
            Parameters = parameters,
            ResultType = TypeOf(parts[1]),
        };
        return new BenchmarkFormula(source, statements.Length > 0 ? statements : $"return {formula};");
    }

    private static ElementType TypeOf(string keyword)
    {
        foreach (ElementType type in Enum.GetValues<ElementType>())
        {
            if (ElementTypes.Keyword(type) == keyword)
            {
                return type;
            }
        }

        throw new InvalidDataException($"There is no type '{keyword}'.");
    }
}
