using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen.Tool.Output;

/// <summary>A text with a heading, to be put beside others.</summary>
/// <param name="Heading">What the column shows.</param>
/// <param name="Lines">Without line ends.</param>
internal sealed record TextColumn(string Heading, IReadOnlyList<string> Lines);

/// <summary>Lays texts out beside each other as far as a line has room, the others below.</summary>
internal static class SideBySide
{
    private const string Gap = "  |  ";

    public static void Write(Screen screen, IReadOnlyList<TextColumn> columns)
    {
        int first = 0;
        while (first < columns.Count)
        {
            int count = 1;
            while (first + count < columns.Count && WidthOf(columns.Skip(first).Take(count + 1)) <= screen.Width)
            {
                count++;
            }

            WriteRow(screen, [.. columns.Skip(first).Take(count)]);
            first += count;
        }
    }

    private static void WriteRow(Screen screen, TextColumn[] columns)
    {
        Write(column => column.Heading, screen.Heading);
        int lines = columns.Max(column => column.Lines.Count);
        for (int i = 0; i < lines; i++)
        {
            int line = i;
            Write(column => line < column.Lines.Count ? column.Lines[line] : "", text => text);
        }

        screen.Results.WriteLine();

        void Write(Func<TextColumn, string> textOf, Func<string, string> decorate)
        {
            for (int i = 0; i < columns.Length; i++)
            {
                string text = textOf(columns[i]);
                bool isLast = i == columns.Length - 1;
                screen.Results.Write(decorate(text) + (isLast ? "" : new string(' ', WidthOf(columns[i]) - text.Length) + Gap));
            }

            screen.Results.WriteLine();
        }
    }

    private static int WidthOf(IEnumerable<TextColumn> columns) => columns.Sum(column => WidthOf(column) + Gap.Length) - Gap.Length;

    private static int WidthOf(TextColumn column) => Math.Max(column.Heading.Length, column.Lines.Count == 0 ? 0 : column.Lines.Max(line => line.Length));
}
