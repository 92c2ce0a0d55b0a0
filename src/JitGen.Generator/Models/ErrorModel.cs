using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace JitGen.Generator.Models;

/// <summary>An error at a place in the user's files, without the symbols and trees that a diagnostic holds on to.</summary>
/// <param name="Descriptor">The kind of error.</param>
/// <param name="Message">What it says.</param>
/// <param name="Path">The file; empty for an error without a place.</param>
/// <param name="Span">The characters.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record ErrorModel(DiagnosticDescriptor Descriptor, string Message, string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static ErrorModel From(Diagnostic diagnostic)
    {
        FileLinePositionSpan place = diagnostic.Location.GetLineSpan();
        return new ErrorModel(
            diagnostic.Descriptor, diagnostic.GetMessage(null), place.Path ?? "", diagnostic.Location.SourceSpan, place.Span);
    }

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Path.Length == 0 ? Location.None : Location.Create(Path, Span, Lines), Message);
}
