using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = JitGen.Compiler.Text.Diagnostic;

namespace JitGen.Differential.Tests.Acceptance;

/// <summary>A text that Roslyn accepts and the formula language refuses, on purpose.</summary>
/// <param name="Id">The only error that the language then reports.</param>
/// <param name="Mentions">What the message mentions; null for any.</param>
/// <param name="Reason">Why.</param>
internal sealed record DeliberateDifference(string Id, string? Mentions, string Reason)
{
    /// <summary>All of them. Nothing that Roslyn refuses is accepted.</summary>
    public static readonly IReadOnlyList<DeliberateDifference> All =
    [
        new("JG0032", null, "A constant conversion out of range is an error also inside unchecked(...): it is a mistake more often than meant, and the message tells the value.")
        {
            Applies = IsUnchecked,
        },
        new("JG0005", "'++'", "A formula changes no variable, so that it has no increment."),
        new("JG0005", "'--'", "A formula changes no variable, so that it has no decrement."),
        new("JG0005", "'!'", "Nothing can be null, so that it has no null-forgiving operator."),
        new("JG0005", "'null'", "It knows numbers and bool, no objects, not even in comparisons of their null with a number."),
        new("JG0005", "'\"'", "It has no strings, not even in a local that is not used."),
        new("JG0025", "Round' takes one argument", "Rounding to a number of decimal digits is not exact in binary; it has no place among the exact functions."),
        new("JG0003", "decimal", "Machine code has no decimals."),
    ];

    /// <summary>Where in a text the difference is one; null for everywhere.</summary>
    private Func<AnyText, Diagnostic, bool>? Applies { get; init; }

    /// <summary>Whether the language refuses the text for this reason alone.</summary>
    public bool Explains(AnyText text, BindResult result) =>
        result.Diagnostics.Where(d => d.Descriptor.Severity == Compiler.Text.DiagnosticSeverity.Error)
            .All(d => d.Descriptor.Id == Id
                && (Mentions is null || d.Message.Contains(Mentions, StringComparison.Ordinal))
                && (Applies is null || Applies(text, d)));

    /// <summary>Whether what is wrong is inside unchecked(...), with no checked(...) between.</summary>
    private static bool IsUnchecked(AnyText text, Diagnostic diagnostic)
    {
        const string Before = "class C { void M() { ", Result = "_ = ";
        string code = Before + text.Declaration + Result + text.Expression + "; } }";
        int start = diagnostic.Span.Start;
        int position = Before.Length + start + (start < text.Declaration.Length ? 0 : Result.Length);
        SyntaxNode place = CSharpSyntaxTree.ParseText(code).GetRoot().FindToken(position).Parent!;
        return place.AncestorsAndSelf().OfType<CheckedExpressionSyntax>().FirstOrDefault().IsKind(SyntaxKind.UncheckedExpression);
    }
}
