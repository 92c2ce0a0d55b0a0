using System.Collections.Generic;
using JitGen.Compiler.Text;

namespace JitGen.Tool.Output;

/// <summary>Writes diagnostics as compilers do: severity, id and message, then the line with a caret under the place.</summary>
internal static class DiagnosticWriter
{
    private const string Indent = "    ";

    /// <summary>Writes all diagnostics of a text. Returns whether one of them is an error.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="what">What the text is called, such as <c>formula</c>; columns count from 1.</param>
    /// <param name="text">What they are about.</param>
    /// <param name="diagnostics">In the order in which they are to be shown.</param>
    public static bool Write(Screen screen, string what, string text, IEnumerable<Diagnostic> diagnostics)
    {
        bool hasError = false;
        foreach (Diagnostic diagnostic in diagnostics)
        {
            DiagnosticSeverity severity = diagnostic.Descriptor.Severity;
            hasError |= severity == DiagnosticSeverity.Error;
            Write(screen, what, text, diagnostic.Span, severity, diagnostic.Descriptor.Id, diagnostic.Message);
        }

        return hasError;
    }

    /// <summary>Writes one message about a place of a text.</summary>
    /// <param name="screen">Where to.</param>
    /// <param name="what">What the text is called.</param>
    /// <param name="text">What the message is about.</param>
    /// <param name="place">The characters that it is about.</param>
    /// <param name="severity">How serious it is.</param>
    /// <param name="id">The id of the diagnostic; null for a message of the tool itself.</param>
    /// <param name="message">What is wrong, and what to do.</param>
    public static void Write(
        Screen screen, string what, string text, TextSpan place, DiagnosticSeverity severity, string? id, string message)
    {
        (string word, Color color) = severity switch
        {
            DiagnosticSeverity.Error => ("error", Color.Red),
            DiagnosticSeverity.Warning => ("warning", Color.Yellow),
            _ => ("info", Color.Cyan),
        };
        string head = screen.Message(id is null ? word : $"{word} {id}", color);
        screen.Messages.WriteLine($"{what}({place.Start + 1}): {head}: {message}");
        screen.Messages.WriteLine(CaretText.Of(text, place, Indent));
    }
}
