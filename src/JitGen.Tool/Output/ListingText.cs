using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;

namespace JitGen.Tool.Output;

/// <summary>Machine code as text: offset, bytes and instruction, a line each.</summary>
internal static class ListingText
{
    public static IReadOnlyList<string> Of(MethodCode code, IReadOnlyList<ListingLine> listing)
    {
        if (code.Bytes.Length == 0)
        {
            return ["no native code: too many values at once for the registers and the stack that a call may take"];
        }

        int width = listing.Max(line => line.Length);
        return [.. listing.Select(line => Line(code, line, width))];
    }

    private static string Line(MethodCode code, ListingLine line, int width)
    {
        var text = new StringBuilder(line.Offset.ToString("x4", CultureInfo.InvariantCulture)).Append(' ');
        for (int i = 0; i < width; i++)
        {
            text.Append(i < line.Length ? " " + code.Bytes[line.Offset + i].ToString("x2", CultureInfo.InvariantCulture) : "   ");
        }

        return text.Append("  ").Append(line.Text).ToString().TrimEnd();
    }
}
