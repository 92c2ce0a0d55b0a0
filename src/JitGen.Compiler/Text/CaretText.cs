using System;
using System.Text;

namespace JitGen.Compiler.Text;

/// <summary>
/// Shows a place in a text as compilers do: the line, and under it a caret for the first character, tildes for the others.
/// <code>
/// x + zoom(y)
///     ^~~~
/// </code>
/// </summary>
internal static class CaretText
{
    /// <summary>Of a longer line the part around the place is shown.</summary>
    private const int MaximumLine = 120;

    private const string Omission = "...";

    /// <summary>The two lines, the last without an end; a place that goes on in the next line is marked to the end of its first.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="place">The characters to mark; an empty one stands for the place before its character.</param>
    /// <param name="indent">What both lines begin with.</param>
    public static string Of(string text, TextSpan place, string indent = "")
    {
        int start = Math.Min(place.Start, text.Length);
        int lineStart = start;
        while (lineStart > 0 && !IsLineEnd(text[lineStart - 1]))
        {
            lineStart--;
        }

        int lineEnd = start;
        while (lineEnd < text.Length && !IsLineEnd(text[lineEnd]))
        {
            lineEnd++;
        }

        int marked = Math.Max(1, Math.Min(place.End, lineEnd) - start);
        int shownStart = lineStart, shownEnd = lineEnd;
        if (lineEnd - lineStart > MaximumLine)
        {
            shownStart = Math.Max(lineStart, start - (MaximumLine / 3));
            shownEnd = Math.Min(lineEnd, shownStart + MaximumLine);
            marked = Math.Min(marked, Math.Max(1, shownEnd - start));
        }

        var result = new StringBuilder(indent);
        result.Append(shownStart > lineStart ? Omission : "");
        int before = result.Length - indent.Length + start - shownStart;
        for (int i = shownStart; i < shownEnd; i++)
        {
            result.Append(Excerpt.Shown(text[i]));
        }

        return result.Append(shownEnd < lineEnd ? Omission : "")
            .Append('\n').Append(indent).Append(' ', before).Append('^').Append('~', marked - 1)
            .ToString();
    }

    private static bool IsLineEnd(char character) => character is '\n' or '\r' or '\u0085' or '\u2028' or '\u2029';
}
