using System.Globalization;
using System.Text;

namespace JitGen.Compiler.Text;

/// <summary>Quotes the user's text inside messages: short, and of characters that can be shown anywhere.</summary>
internal static class Excerpt
{
    private const int MaxLength = 40;

    /// <summary>The characters of <paramref name="span"/>; the middle of a long text and what cannot be shown are left out.</summary>
    public static string Of(string text, TextSpan span)
    {
        if (span.Length <= MaxLength)
        {
            return Printable(text, span.Start, span.Length);
        }

        int half = (MaxLength - 3) / 2;
        return Printable(text, span.Start, half) + "..." + Printable(text, span.End - half, half);
    }

    /// <summary>One character: itself in quotes, or its number if it cannot be shown alone.</summary>
    public static string OfCharacter(char character) =>
        IsPrintable(character) ? "'" + character + "'" : "U+" + ((int)character).ToString("X4", CultureInfo.InvariantCulture);

    /// <summary>One character as it stands in an excerpt: a blank for white space, a question mark for what cannot be shown.</summary>
    public static char Shown(char character) => IsPrintable(character) ? character : char.IsWhiteSpace(character) ? ' ' : '?';

    private static string Printable(string text, int start, int length)
    {
        var result = new StringBuilder(length);
        for (int index = start; index < start + length; index++)
        {
            result.Append(Shown(text[index]));
        }

        return result.ToString();
    }

    private static bool IsPrintable(char character) => CharUnicodeInfo.GetUnicodeCategory(character) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
        or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
