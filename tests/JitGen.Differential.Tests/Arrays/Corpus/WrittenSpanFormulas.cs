using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>The written formulas over spans: idioms word for word, and templates for each type that they are about.</summary>
internal static class WrittenSpanFormulas
{
    private static readonly Dictionary<string, ElementType[]> s_groups = new()
    {
        ["all"] = CSharpTypes.All,
        ["numeric"] = CSharpTypes.Numeric,
        ["integer"] = CSharpTypes.Integers,
        ["promoted"] = CSharpTypes.Promoted,
        ["wide"] = CSharpTypes.PromotedIntegers,
        ["signed"] = [ElementType.SByte, ElementType.Int16, ElementType.Int32, ElementType.Int64],
        ["floating"] = [ElementType.Single, ElementType.Double],
        ["unsigned"] = [ElementType.Byte, ElementType.UInt16, ElementType.UInt32, ElementType.UInt64],
    };

    /// <summary>Maps and reductions, each once.</summary>
    public static IReadOnlyList<SpanFormula> All { get; } = Read("spans.txt");

    /// <summary>
    /// The formulas of a resource, each once. A line is <c>signature => text</c>; with a group of types in brackets before it, T is each of them, and with a second
    /// group U is each of those. An exclamation mark asks for checked arithmetic; F and G are as <see cref="MathematicalNames"/> says.
    /// </summary>
    public static List<SpanFormula> Read(string resource)
    {
        var formulas = new List<SpanFormula>();
        var seen = new HashSet<string>();
        string topic = "";
        foreach (string line in Lines(resource))
        {
            if (line.StartsWith('#'))
            {
                topic = line[2..];
                continue;
            }

            foreach (string text in MathematicalNames.Expand(line).SelectMany(Expand))
            {
                bool isChecked = text.StartsWith('!');
                string[] parts = text.TrimStart('!').Split(" => ", 2);
                if (seen.Add(text))
                {
                    formulas.Add(SpanFormula.Parse($"{topic} {formulas.Count}", parts[0].Trim(), parts[1].Trim(), isChecked));
                }
            }
        }

        return formulas;
    }

    private static IEnumerable<string> Expand(string line)
    {
        if (!line.StartsWith('['))
        {
            return [line];
        }

        int end = line.IndexOf(']', StringComparison.Ordinal);
        string[] groups = line[1..end].Split(' ');
        string rest = line[(end + 1)..].Trim();
        return from t in s_groups[groups[0]]
               from u in groups.Length > 1 ? s_groups[groups[1]] : [t]
               where groups.Length == 1 || t != u
               select Substitute(Substitute(rest, "T", t), "U", u);
    }

    private static string Substitute(string text, string name, ElementType type) =>
        System.Text.RegularExpressions.Regex.Replace(text, $@"\b{name}\b", ElementTypes.Keyword(type));

    private static IEnumerable<string> Lines(string name)
    {
        using Stream resource = typeof(WrittenSpanFormulas).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToArray();
    }
}
