using System.Globalization;
using Microsoft.CodeAnalysis;
using DiagnosticDescriptor = JitGen.Compiler.Text.DiagnosticDescriptor;

namespace JitGen.Generator.Symbols;

/// <summary>What keeps a method from having a formula.</summary>
/// <param name="Descriptor">The message.</param>
/// <param name="Location">Where to show it.</param>
/// <param name="Arguments">What fills in the message.</param>
internal sealed record ShapeProblem(DiagnosticDescriptor Descriptor, Location Location, params object[] Arguments)
{
    /// <summary>The message, arguments filled in.</summary>
    public string Message => string.Format(CultureInfo.InvariantCulture, Descriptor.Format, Arguments);
}
