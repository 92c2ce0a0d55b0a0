using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace JitGen.Compiler.Emission;

/// <summary>
/// Machine code as text, a line for each instruction and constant: offset, bytes, what an assembler would be given.
/// <code>
/// 0000  10 08 60 1e  fmul d16, d0, d0
/// </code>
/// </summary>
internal static class ListingText
{
    /// <summary>The lines, without ends.</summary>
    /// <param name="code">The code.</param>
    /// <param name="listing">Its listing.</param>
    public static IEnumerable<string> Lines(MethodCode code, IReadOnlyList<ListingLine> listing)
    {
        int width = 0;
        foreach (ListingLine line in listing)
        {
            width = line.Length > width ? line.Length : width;
        }

        foreach (ListingLine line in listing)
        {
            yield return Line(code, line, width);
        }
    }

    private static string Line(MethodCode code, ListingLine line, int width)
    {
        StringBuilder text = new StringBuilder(line.Offset.ToString("x4", CultureInfo.InvariantCulture)).Append(' ');
        for (int i = 0; i < width; i++)
        {
            text.Append(i < line.Length ? " " + code.Bytes[line.Offset + i].ToString("x2", CultureInfo.InvariantCulture) : "   ");
        }

        return text.Append("  ").Append(line.Text).ToString().TrimEnd();
    }
}
