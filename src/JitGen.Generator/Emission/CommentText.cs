using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace JitGen.Generator.Emission;

/// <summary>The user's text inside comments, from which it must not be able to break out.</summary>
internal static class CommentText
{
    /// <summary>The lines of a text, each without what ends a line in C# and with the characters that cannot be shown escaped.</summary>
    public static List<string> Lines(string text)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            char character = text[i];
            if (character == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            if (character is '\r' or '\n' or '\u0085' or '\u2028' or '\u2029')
            {
                lines.Add(line.ToString());
                line.Clear();
            }
            else if (char.IsHighSurrogate(character) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                line.Append(character).Append(text[++i]);
            }
            else if (IsShown(character))
            {
                line.Append(character);
            }
            else
            {
                line.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
            }
        }

        lines.Add(line.ToString());
        return lines;
    }

    /// <summary>A line as the text of an XML element.</summary>
    public static string Xml(string line) => line.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static bool IsShown(char character) =>
        character == '\t'
        || CharUnicodeInfo.GetUnicodeCategory(character)
            is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned);
}
