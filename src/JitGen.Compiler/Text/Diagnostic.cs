using System;
using System.Globalization;

namespace JitGen.Compiler.Text;

/// <summary>How serious a diagnostic is. An <see cref="Error"/> means that there is no code.</summary>
internal enum DiagnosticSeverity : byte
{
    Info,
    Warning,
    Error,
}

/// <summary>One row of <c>DiagnosticTable</c>: all that is fixed about a message.</summary>
/// <param name="Id">The stable id, <c>JG0001</c>; its help page is <c>docs/diagnostics/JG0001.md</c>.</param>
/// <param name="Severity">How serious it is by default.</param>
/// <param name="Title">What went wrong, in general, without arguments.</param>
/// <param name="Format">A composite format string that says what, where and what to do.</param>
internal sealed record DiagnosticDescriptor(string Id, DiagnosticSeverity Severity, string Title, string Format);

/// <summary>A message about a formula, at its exact characters.</summary>
internal sealed class Diagnostic : IEquatable<Diagnostic>
{
    /// <summary>Longer arguments are names that nobody wrote by hand.</summary>
    private const int MaximumArgument = 400;

    public Diagnostic(DiagnosticDescriptor descriptor, TextSpan span, string message, string? suggestion)
    {
        Descriptor = descriptor;
        Span = span;
        Message = message;
        Suggestion = suggestion;
    }

    public DiagnosticDescriptor Descriptor { get; }

    /// <summary>The characters of the formula that the message is about.</summary>
    public TextSpan Span { get; }

    /// <summary>The message, arguments filled in.</summary>
    public string Message { get; }

    /// <summary>A replacement for the text of <see cref="Span"/> that is likely meant, or null.</summary>
    public string? Suggestion { get; }

    /// <summary>The diagnostic with its arguments filled in; those that quote a text of many characters are shortened.</summary>
    public static Diagnostic Create(DiagnosticDescriptor descriptor, TextSpan span, string? suggestion, params object[] arguments)
    {
        object[] shown = Array.ConvertAll(arguments, argument => argument is string text ? Shorten(text) : argument);
        return new Diagnostic(descriptor, span, string.Format(CultureInfo.InvariantCulture, descriptor.Format, shown), suggestion);
    }

    public bool Equals(Diagnostic? other) =>
        other is not null && Descriptor == other.Descriptor && Span.Equals(other.Span)
        && Message == other.Message && Suggestion == other.Suggestion;

    public override bool Equals(object? obj) => Equals(obj as Diagnostic);

    public override int GetHashCode() => (Message.GetHashCode() * 397) ^ Span.GetHashCode();

    private static string Shorten(string text) =>
        text.Length <= MaximumArgument
            ? text
            : text.Substring(0, MaximumArgument / 2) + "..." + text.Substring(text.Length - (MaximumArgument / 2));

    public override string ToString() => $"{Span.Start}: {Descriptor.Id}: {Message}";
}
