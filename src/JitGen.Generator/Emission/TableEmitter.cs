using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;

namespace JitGen.Generator.Emission;

/// <summary>
/// Writes the machine code of a class for one target: a table of 64-bit literals, which csc reads fastest, with the disassembly
/// of each method as comments above its words.
/// </summary>
internal static class TableEmitter
{
    private const int WordSize = 8, WordsPerLine = 4;

    // The head of an image: 3 words, then a word for each method whose low half is the offset of its code.
    private const int HeaderWords = 3;

    /// <summary>Writes the table of a target.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="target">The target.</param>
    /// <param name="names">The names of the methods.</param>
    /// <param name="bodies">Their code.</param>
    public static void Emit(SourceWriter writer, Target target, IReadOnlyList<string> names, IReadOnlyList<ImageEntry> bodies)
    {
        ulong[] words = CodeImage.ToWords(CodeImage.Build(bodies.Select(body => body.Code).ToList(), target));
        writer.Line("/// <summary>" + target.Name + ", " + Number(words.Length * WordSize) + " bytes.</summary>");
        writer.Line("private static ReadOnlySpan<ulong> " + target.RuntimeId + " =>");
        writer.Open("[");
        writer.Line("// Head: size, number of methods; offset and length of each.");
        int position = EmitWords(writer, words, 0, NextCode(words, bodies, 0));
        for (int i = 0; i < bodies.Count; i++)
        {
            EmitListing(writer, names[i], bodies[i], OffsetOf(words, i));
            if (bodies[i].Code.Bytes.Length > 0)
            {
                int end = position + ((bodies[i].Code.Bytes.Length + WordSize - 1) / WordSize);
                int next = NextCode(words, bodies, i + 1);
                position = EmitWords(writer, words, position, next < words.Length ? next : end);
            }
        }

        if (position < words.Length)
        {
            writer.Line("// Unwind information.");
            EmitWords(writer, words, position, words.Length);
        }

        writer.Close("];");
    }

    private static void EmitListing(SourceWriter writer, string name, ImageEntry body, int offset)
    {
        if (body.Code.Bytes.Length == 0)
        {
            writer.Line("// " + name + ": too many values at once for the registers and the stack that a call may take; the managed code runs.");
            return;
        }

        string place = offset.ToString("x", CultureInfo.InvariantCulture);
        writer.Line("// " + name + ": " + Number(body.Code.Bytes.Length) + " bytes at 0x" + place);
        foreach (string line in ListingText.Lines(body.Code, body.Listing))
        {
            writer.Line("//   " + line);
        }
    }

    /// <summary>Writes words in lines, and returns the position behind them.</summary>
    private static int EmitWords(SourceWriter writer, ulong[] words, int start, int end)
    {
        for (int i = start; i < end; i += WordsPerLine)
        {
            var line = new StringBuilder();
            for (int j = i; j < end && j < i + WordsPerLine; j++)
            {
                line.Append("0x").Append(words[j].ToString("X16", CultureInfo.InvariantCulture)).Append(", ");
            }

            writer.Line(line.ToString().TrimEnd());
        }

        return Math.Max(start, end);
    }

    /// <summary>The word where the code of the first method from <paramref name="index"/> on begins that has code; else the end.</summary>
    private static int NextCode(ulong[] words, IReadOnlyList<ImageEntry> bodies, int index)
    {
        for (int i = index; i < bodies.Count; i++)
        {
            if (bodies[i].Code.Bytes.Length > 0)
            {
                return OffsetOf(words, i) / WordSize;
            }
        }

        return words.Length;
    }

    private static int OffsetOf(ulong[] words, int index) => (int)(uint)words[HeaderWords + index];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
