using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>Reductions of every kind and type, for lengths at which the order of combining changes.</summary>
internal static class ReductionFormulas
{
    private static readonly string[] s_texts = ["sum{x}", "product{x}", "min{x}", "max{x}"];

    private static readonly (string Signature, string Text)[] s_others =
    [
        ("float (in float x)", "mean{x}"),
        ("double (in int x)", "mean{x}"),
        ("double (in float x)", "sum{x} * 2.0 + max{x} - min{x} * (double)product{x}"),
        ("float (in float x, in float y)", "sum{x * y}"),
        ("double (in float x, in double y)", "sum{x * y}"),
        ("double (in double x)", "sum{x[i+1] - x[i-2]}"),
        ("long (in byte x)", "checked(sum{x}) + count{x > 100}"),
        ("ulong (in short x)", "(ulong)sum{(long)x} ^ (ulong)max{i * x}"),
        ("bool (in ushort x)", "any{x == 77} || all{x > 3}"),
        ("long (in long x)", "checked(sum{x >> 8})"),
    ];

    public static IReadOnlyList<SpanFormula> All { get; } =
    [
        .. from type in CSharpTypes.Promoted
           from text in s_texts
           let keyword = ElementTypes.Keyword(type)
           select SpanFormula.Parse($"reduction {text} of {keyword}", $"{keyword} (in {keyword} x)", text),
        .. s_others.Select(other => SpanFormula.Parse($"reduction {other.Text}", other.Signature, other.Text)),
    ];

    /// <summary>Those whose result depends on the order, or that are checked.</summary>
    public static IReadOnlyList<SpanFormula> Ordered { get; } =
    [
        .. All.Where(formula => ElementTypes.IsFloating(formula.ResultType) || formula.Written.StartsWith("checked", System.StringComparison.Ordinal)),
    ];
}
