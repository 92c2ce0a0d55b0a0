using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>
/// A formula over spans with the signature of its method: a map, or a reduction. Reductions are written with braces,
/// <c>sum{x * y} / length(x)</c>, so that the oracle finds them; the compiler gets parentheses.
/// </summary>
/// <param name="Name">What a failure is reported by: the topic and a number in it.</param>
/// <param name="ResultType">Void for a map, else what the method returns.</param>
/// <param name="Parameters">Spans and values, at most one per name.</param>
/// <param name="Statements">Locals and assignments, without the semicolons.</param>
/// <param name="Expression">The last, bare expression; null if there is none.</param>
/// <param name="CheckedByDefault">Whether the project of the method checks for overflow.</param>
internal sealed record SpanFormula(
    string Name,
    ElementType ResultType,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<string> Statements,
    string? Expression,
    bool CheckedByDefault = false)
{
    private static readonly Regex s_index = new(@"\b(?<span>[A-Za-z_]\w*)\s*\[(?<index>[^\]]*)\]");
    private static readonly Regex s_assignment = new(@"^\w+\s*(\[[^\]]*\])?\s*=(?!=)");
    private static readonly Regex s_term = new(@"(?<sign>[+-]?)(?<number>\d+)");

    /// <summary>The tree that a random formula was printed from, on which shrinking works; null for a written one.</summary>
    public SpanTree? Tree { get; init; }

    /// <summary>How exactly kernels keep to the text.</summary>
    public Compiler.FloatMode FloatMode { get; init; }

    /// <summary>How accurate mathematical functions are.</summary>
    public Compiler.MathPrecision MathPrecision { get; init; }

    /// <summary>Whether every NaN that is stored or returned is the positive quiet one; else no bits of one are compared.</summary>
    public bool CanonicalNaN { get; init; }

    /// <summary>Whether something that is stored or returned is a floating-point number.</summary>
    public bool HasFloatingResult =>
        ElementTypes.IsFloating(ResultType) || Parameters.Any(parameter => parameter.Kind == ParameterKind.Span && ElementTypes.IsFloating(parameter.Type));

    public bool IsMap => ResultType == ElementType.Void;

    /// <summary>The text as it is written here, with braces.</summary>
    public string Written => string.Concat(Statements.Select(statement => statement + "; ")) + Expression;

    /// <summary>The text in the attribute.</summary>
    public string Text => Written.Replace('{', '(').Replace('}', ')');

    /// <summary>The method as reports show it: <c>in</c> for a ReadOnlySpan, <c>ref</c> for a Span.</summary>
    public string Signature => $"{ElementTypes.Keyword(ResultType)} ({string.Join(", ", Parameters.Select(Describe))})";

    /// <summary>The least and the greatest offset at which spans are read; at most 0, respectively at least 0.</summary>
    public (int Least, int Greatest) Offsets { get; } = FindOffsets([.. Statements, Expression ?? ""]);

    /// <summary>The spans that are read at an offset.</summary>
    public IReadOnlySet<string> Neighbours { get; } = s_index.Matches(string.Join(';', Statements) + ';' + Expression)
        .Where(match => OffsetOf(match) != 0).Select(match => match.Groups["span"].Value).ToHashSet();

    /// <summary>The results of which the iteration's own element is read before it is assigned.</summary>
    public IReadOnlySet<string> UpdatedSpans => _updatedSpans ??= FindUpdatedSpans();

    private IReadOnlySet<string>? _updatedSpans;

    /// <summary>A formula from a signature such as <c>void (in float x, float a, ref float r)</c> and its text.</summary>
    public static SpanFormula Parse(string name, string signature, string text, bool checkedByDefault = false)
    {
        int open = signature.IndexOf('(', StringComparison.Ordinal);
        string[] parameters = signature[(open + 1)..signature.IndexOf(')', StringComparison.Ordinal)].Split(',', StringSplitOptions.RemoveEmptyEntries);
        string[] statements = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        bool endsWithExpression = !s_assignment.IsMatch(statements[^1]);
        return new SpanFormula(
            name,
            CSharpTypes.Parse(signature[..open].Trim()),
            [.. parameters.Select(ParseParameter)],
            endsWithExpression ? statements[..^1] : statements,
            endsWithExpression ? statements[^1] : null,
            checkedByDefault);
    }

    /// <summary>What the compiler is given.</summary>
    public FormulaSource ToSource() => new()
    {
        Text = Text,
        MethodName = "F",
        Parameters = Parameters,
        ResultType = ResultType,
        CheckedByDefault = CheckedByDefault,
        FloatMode = FloatMode,
        MathPrecision = MathPrecision,
        CanonicalNaN = CanonicalNaN,
        Constants = Surroundings.Constants,
        Methods = Surroundings.Methods,
    };

    public override string ToString() => $"{Name}: {Signature} => {Text}{(CheckedByDefault ? " // checked by default" : "")}{(CanonicalNaN ? " // canonical NaNs" : "")}{(FloatMode == Compiler.FloatMode.Fast ? " // fast" : "")}{(MathPrecision == Compiler.MathPrecision.Fast ? " // fast functions" : "")}";

    /// <summary>The size of an element in memory, in bytes.</summary>
    public static int SizeOf(ElementType type) => Math.Max(8, ElementTypes.Bits(type)) / 8;

    /// <summary>Replaces each indexed element of a text, given its span, its index and its offset.</summary>
    public static string ReplaceElements(string text, Func<string, string, int, string> replace) =>
        s_index.Replace(text, match => replace(match.Groups["span"].Value, match.Groups["index"].Value, OffsetOf(match)));

    private HashSet<string> FindUpdatedSpans()
    {
        var updated = new HashSet<string>();
        foreach (Parameter parameter in Parameters.Where(p => p.Kind == ParameterKind.Span))
        {
            var assignment = new Regex($@"^{parameter.Name}\s*(\[[^\]]*\])?\s*=(?!=)");
            foreach (string statement in Statements.Append(Expression ?? ""))
            {
                bool isAssignment = assignment.IsMatch(statement);
                string read = ReplaceElements(statement, (span, index, offset) => offset < 0 ? "" : span);
                if (Regex.IsMatch(isAssignment ? assignment.Replace(read, "") : read, $@"\b{parameter.Name}\b"))
                {
                    updated.Add(parameter.Name);
                }

                if (isAssignment)
                {
                    break;
                }
            }
        }

        return updated;
    }

    private static (int Least, int Greatest) FindOffsets(string[] texts)
    {
        int[] offsets = [0, .. texts.SelectMany(text => s_index.Matches(text).Select(OffsetOf))];
        return (offsets.Min(), offsets.Max());
    }

    /// <summary>The sum of the numbers beside i in an index such as <c>i - 1</c> or <c>(long)i + 2</c>.</summary>
    private static int OffsetOf(Match match)
    {
        string index = match.Groups["index"].Value.Replace("(long)", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return s_term.Matches(index).Sum(term => int.Parse(term.Value, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string Describe(Parameter parameter) =>
        $"{parameter.Kind switch { ParameterKind.ReadOnlySpan => "in ", ParameterKind.Span => "ref ", _ => "" }}{ElementTypes.Keyword(parameter.Type)} {parameter.Name}";

    private static Parameter ParseParameter(string text)
    {
        string[] words = text.Trim().Split(' ');
        ParameterKind kind = words[0] switch { "in" => ParameterKind.ReadOnlySpan, "ref" => ParameterKind.Span, _ => ParameterKind.Value };
        return new Parameter(words[^1], CSharpTypes.Parse(words[^2]), kind);
    }
}
