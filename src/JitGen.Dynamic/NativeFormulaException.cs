using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen;

/// <summary>A text that is no formula. The message shows each error with its place in the text.</summary>
public sealed class NativeFormulaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="diagnostics">What is wrong with it.</param>
    public NativeFormulaException(string text, IReadOnlyList<FormulaDiagnostic> diagnostics)
        : base(Describe(text, diagnostics))
    {
        Text = text;
        Diagnostics = diagnostics;
    }

    /// <summary>The formula.</summary>
    public string Text { get; }

    /// <summary>What is wrong with it, in the order of the text.</summary>
    public IReadOnlyList<FormulaDiagnostic> Diagnostics { get; }

    private static string Describe(string text, IReadOnlyList<FormulaDiagnostic> diagnostics) => string.Join(
        "\n", diagnostics.Where(diagnostic => diagnostic.Severity == FormulaSeverity.Error).Select(diagnostic => diagnostic.Show(text)));
}
