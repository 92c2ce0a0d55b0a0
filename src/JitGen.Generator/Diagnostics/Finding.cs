using System.Collections.Immutable;
using JitGen.Compiler.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using Row = JitGen.Compiler.Text.DiagnosticDescriptor;
using RowSeverity = JitGen.Compiler.Text.DiagnosticSeverity;
using TextSpan = Microsoft.CodeAnalysis.Text.TextSpan;

namespace JitGen.Generator.Diagnostics;

/// <summary>A message about a method with a formula, at its place in the user's file.</summary>
/// <param name="Row">The kind of message.</param>
/// <param name="Location">Its place.</param>
/// <param name="Message">Its text, arguments filled in.</param>
/// <param name="Suggestion">A replacement for the marked characters, or null.</param>
internal sealed record Finding(Row Row, Location Location, string Message, string? Suggestion = null)
{
    /// <summary>The property of a diagnostic that holds <see cref="Suggestion"/>.</summary>
    public const string SuggestionProperty = "Suggestion";

    /// <summary>Whether there will be no code.</summary>
    public bool IsError => Row.Severity == RowSeverity.Error;

    public Diagnostic ToDiagnostic()
    {
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
        return Diagnostic.Create(
            Descriptors.Of(Row), Location, Suggestion is null ? properties : properties.Add(SuggestionProperty, Suggestion), Message);
    }

    /// <summary>The same without syntax, for the pipeline.</summary>
    public FindingModel ToModel() =>
        new(Row, Message, Location.SourceTree?.FilePath ?? "", Location.SourceSpan, Location.GetLineSpan().Span);
}

/// <summary>A <see cref="Finding"/> that is equal to another one of the same content.</summary>
/// <param name="Row">The kind of message.</param>
/// <param name="Message">Its text, arguments filled in.</param>
/// <param name="Path">The file.</param>
/// <param name="Span">The characters in the file.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record FindingModel(Row Row, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>Whether the error is in the project's settings, and so the same for all methods.</summary>
    public bool IsOfProject => Row == DiagnosticTable.UnsafeNotAllowed || Row == DiagnosticTable.LanguageVersion;

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.Of(Row), Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), Message);
}
