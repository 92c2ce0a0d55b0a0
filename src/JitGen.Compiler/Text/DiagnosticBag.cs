using System.Collections.Generic;

namespace JitGen.Compiler.Text;

/// <summary>Collects the diagnostics of one text, at most <see cref="Capacity"/>: a text of a million errors needs no million messages.</summary>
internal sealed class DiagnosticBag
{
    public const int Capacity = 100;

    private readonly List<Diagnostic> _diagnostics = new();

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    public bool HasErrors { get; private set; }

    /// <summary>Whether later diagnostics are dropped, so that it pays to stop looking for them.</summary>
    public bool IsFull => _diagnostics.Count >= Capacity;

    /// <summary>Adds the diagnostic that <paramref name="arguments"/> fill in.</summary>
    public void Report(DiagnosticDescriptor descriptor, TextSpan span, params object[] arguments) =>
        Add(Diagnostic.Create(descriptor, span, null, arguments));

    /// <summary>Adds a diagnostic with a replacement for the text of <paramref name="span"/>, null for none.</summary>
    public void ReportWithSuggestion(DiagnosticDescriptor descriptor, TextSpan span, string? suggestion, params object[] arguments) =>
        Add(Diagnostic.Create(descriptor, span, suggestion, arguments));

    public void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.Descriptor.Severity == DiagnosticSeverity.Error;
        if (!IsFull)
        {
            _diagnostics.Add(diagnostic);
        }
    }
}
