using System;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>Source in which <c>[|</c> and <c>|]</c> enclose the characters that a diagnostic has to mark.</summary>
internal static class Markup
{
    /// <summary>The source without the marks, and what they enclose.</summary>
    public static (string Text, int Start, int Length) Parse(string markup)
    {
        int start = markup.IndexOf("[|", StringComparison.Ordinal);
        int end = markup.IndexOf("|]", start, StringComparison.Ordinal);
        return (markup.Remove(end, 2).Remove(start, 2), start, end - start - 2);
    }

    /// <summary>The characters that a diagnostic marks.</summary>
    public static string TextOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
