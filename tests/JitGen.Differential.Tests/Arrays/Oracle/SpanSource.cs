using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Arrays.Oracle;

/// <summary>
/// Writes formulas over spans as C# loops: <c>void (int length, void** spans, ulong* values, ulong* result, long* reached)</c>.
/// The element of a span is a local of the loop's body with the span's name; results are assigned without a cast.
/// <code>
/// for (long i = 0; i &lt; count__; i++) { reached__[0] = i; float x = x_[i]; float r = r_[i]; r = x * 2; r_[i] = r; }
/// </code>
/// </summary>
internal static class SpanSource
{
    private const string Header = """
        using System;
        using System.Numerics;
        using JitGen.Differential.Tests.Arrays.Oracle;
        using static JitGen.Differential.Tests.Oracle.Functions;
        using static JitGen.Differential.Tests.Oracle.MathematicalFunctions;

        public static unsafe class Batch
        {

        """;

    private static readonly Regex s_length = new(@"\blength\(\w+\)");
    private static readonly Regex s_reduction = new(@"(?<name>\b(sum|product|min|max|mean|any|all|count))\{|(?<check>\b(un)?checked)?\(|\)|\}");
    private static readonly Regex s_declaration = new(@"^(?<type>\w+) (?<name>\w+) = ");

    /// <summary>A class with a method per formula, each in a line, and <c>Fill(nint*)</c>, which stores their addresses.</summary>
    public static string Class(IReadOnlyList<SpanFormula> formulas)
    {
        var text = new StringBuilder(Header);
        text.Append(Surroundings.CSharp);
        for (int i = 0; i < formulas.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    static void F{i}(int count__, void** spans__, ulong* values__, ulong* result__, long* reached__) {{ ");
            text.Append(formulas[i].CheckedByDefault ? "checked { " : "");
            AppendParameters(text, formulas[i]);
            AppendBody(text, formulas[i]);
            text.Append(formulas[i].CheckedByDefault ? "} }\n" : "}\n");
        }

        text.Append("    public static void Fill(nint* table)\n    {\n");
        for (int i = 0; i < formulas.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"        table[{i}] = (nint)(delegate*<int, void**, ulong*, ulong*, long*, void>)&F{i};\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>The C# of a value parameter that comes in a word.</summary>
    public static string Unpack(ElementType type, string word) => type switch
    {
        ElementType.Bool => $"{word} != 0",
        ElementType.Single => $"BitConverter.UInt32BitsToSingle((uint){word})",
        ElementType.Double => $"BitConverter.UInt64BitsToDouble({word})",
        _ => $"unchecked(({ElementTypes.Keyword(type)}){word})",
    };

    private static void AppendParameters(StringBuilder text, SpanFormula formula)
    {
        for (int n = 0; n < formula.Parameters.Count; n++)
        {
            Parameter parameter = formula.Parameters[n];
            string keyword = ElementTypes.Keyword(parameter.Type);
            text.Append(parameter.Kind == ParameterKind.Value
                ? $"{keyword} {parameter.Name} = {Unpack(parameter.Type, $"values__[{n}]")}; "
                : $"{keyword}* {parameter.Name}_ = ({keyword}*)spans__[{n}]; ");
        }
    }

    private static void AppendBody(StringBuilder text, SpanFormula formula)
    {
        (int least, int greatest) = formula.Offsets;
        string elements = string.Concat(Spans(formula).Select(p => $"{ElementTypes.Keyword(p.Type)} {p.Name} = {p.Name}_[i]; "));
        if (!formula.IsMap)
        {
            AppendReduction(text, formula, $"long i = k__ + {-least}; {elements}");
            return;
        }

        Parameter[] assigned = [.. Spans(formula).Where(p => p.Kind == ParameterKind.Span && IsAssigned(formula, p.Name))];
        string last = formula.Expression is { } expression ? $"{Destination(formula)} = {Element(expression)}; " : "";
        text.Append(CultureInfo.InvariantCulture, $"for (long i = {-least}; i < count__ - {greatest}; i++) {{ reached__[0] = i; {elements}");
        text.Append(string.Concat(formula.Statements.Select(statement => Element(statement) + "; "))).Append(last);
        text.Append(string.Concat(assigned.Select(p => $"{p.Name}_[i] = {p.Name}; "))).Append("} ");
        text.Append(CultureInfo.InvariantCulture, $"reached__[0] = Math.Max({-least}, count__ - {greatest}); ");
    }

    /// <summary>
    /// The reductions are calls of <see cref="Pass"/>; locals that depend on elements are locals of what they are passed, the
    /// others of the method.
    /// </summary>
    private static void AppendReduction(StringBuilder text, SpanFormula formula, string elements)
    {
        (int least, int greatest) = formula.Offsets;
        var ofElements = new List<string>(Spans(formula).Select(parameter => parameter.Name)) { "i" };
        var body = new StringBuilder(elements);
        var outer = new StringBuilder();
        foreach (string statement in formula.Statements)
        {
            string outside = Regex.Replace(s_length.Replace(statement, ""), @"\{[^}]*\}", "");
            if (ofElements.Any(name => Regex.IsMatch(outside, $@"\b{name}\b")))
            {
                body.Append(Element(statement)).Append("; ");
                ofElements.Add(s_declaration.Match(statement).Groups["name"].Value);
            }
            else
            {
                outer.Append(Reduce(statement, formula.CheckedByDefault, body.ToString())).Append("; ");
            }
        }

        string expression = Reduce(formula.Expression!, formula.CheckedByDefault, body.ToString());
        // Once in the method's own context, where C# refuses constants that overflow.
        text.Append(CultureInfo.InvariantCulture, $"Action<long> unused__ = k__ => {{ {body}}}; ");
        text.Append(CultureInfo.InvariantCulture, $"var pass__ = new Pass(count__ - {greatest - least}); {ElementTypes.Keyword(formula.ResultType)} value__ = default; ");
        text.Append(CultureInfo.InvariantCulture, $"try {{ {outer}value__ = {expression}; }} catch (Exception) when (pass__.HasFailed) {{ }} ");
        text.Append("reached__[0] = pass__.Reached; pass__.Throw(); result__[0] = Bits(value__); ");
    }

    /// <summary>Replaces <c>sum{...}</c> by a call of the pass.</summary>
    private static string Reduce(string text, bool checkedByDefault, string body)
    {
        var isChecked = new Stack<bool>([checkedByDefault]);
        return s_reduction.Replace(Element(text), match =>
        {
            string name = match.Groups["name"].Value;
            string check = match.Groups["check"].Value;
            if (match.Value == "}")
            {
                return "); } })";
            }

            if (match.Value == ")")
            {
                isChecked.Pop();
            }
            else if (name.Length == 0)
            {
                isChecked.Push(check.Length > 0 ? check == "checked" : isChecked.Peek());
            }

            return name.Length == 0 ? match.Value
                : $"pass__.{(name == "sum" && isChecked.Peek() ? "Checked" : "")}{char.ToUpperInvariant(name[0])}{name[1..]}(k__ => {{ {Context(checkedByDefault, isChecked.Peek())} {{ {body}return {Context(isChecked.Peek(), checkedByDefault)}(";
        });
    }

    /// <summary>Locals are written outside of the context that a reduction is in: it is named where it is not the same.</summary>
    private static string Context(bool isChecked, bool other) => isChecked == other ? "" : isChecked ? "checked" : "unchecked";

    /// <summary>The text where the element of a span has the span's name, and the span itself one more character.</summary>
    private static string Element(string text)
    {
        string elements = SpanFormula.ReplaceElements(s_length.Replace(text, "count__"), (span, index, offset) => offset == 0 ? span : $"{span}_[{index}]");
        return CSharpSource.Deliberately(elements);
    }

    /// <summary>Where the last expression goes: the only span that is neither read nor assigned.</summary>
    private static string Destination(SpanFormula formula) =>
        Spans(formula).Single(p => p.Kind == ParameterKind.Span && !Regex.IsMatch(formula.Written, $@"(?<!length\()\b{p.Name}\b")).Name;

    private static bool IsAssigned(SpanFormula formula, string name) =>
        formula.Statements.Any(statement => Regex.IsMatch(statement, $@"^{name}\s*(\[[^\]]*\])?\s*=[^=]"))
        || (formula.Expression is not null && Destination(formula) == name);

    private static IEnumerable<Parameter> Spans(SpanFormula formula) => formula.Parameters.Where(p => p.Kind != ParameterKind.Value);
}
