using System.Collections.Generic;
using JitGen.Compiler.Text;

namespace JitGen;

/// <summary>How serious a message about a formula is.</summary>
public enum FormulaSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably a mistake.</summary>
    Warning,

    /// <summary>The formula cannot be compiled.</summary>
    Error,
}

/// <summary>A message about a formula, at its exact characters.</summary>
/// <param name="Id">The stable id, such as <c>JG0010</c>.</param>
/// <param name="Severity">How serious it is.</param>
/// <param name="Message">What is wrong, and what to do.</param>
/// <param name="Position">The index of the first character it is about.</param>
/// <param name="Length">The number of characters; 0 for a place between two.</param>
/// <param name="Suggestion">A replacement for these characters that is likely meant, or null.</param>
public sealed record FormulaDiagnostic(
    string Id, FormulaSeverity Severity, string Message, int Position, int Length, string? Suggestion)
{
    /// <summary>The line of the text and a caret under the characters, as compilers show it.</summary>
    /// <param name="text">The formula.</param>
    public string Show(string text) => Id + ": " + Message + "\n" + CaretText.Of(text, new TextSpan(Position, Length), "  ");

    /// <inheritdoc/>
    public override string ToString() => $"{Position}: {Id}: {Message}";

    internal static IReadOnlyList<FormulaDiagnostic> From(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count == 0)
        {
            return [];
        }

        var result = new FormulaDiagnostic[diagnostics.Count];
        for (int i = 0; i < result.Length; i++)
        {
            Diagnostic diagnostic = diagnostics[i];
            result[i] = new FormulaDiagnostic(
                diagnostic.Descriptor.Id,
                (FormulaSeverity)diagnostic.Descriptor.Severity,
                diagnostic.Message,
                diagnostic.Span.Start,
                diagnostic.Span.Length,
                diagnostic.Suggestion);
        }

        return result;
    }
}
