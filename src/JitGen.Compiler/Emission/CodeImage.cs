using System.Collections.Generic;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Emission;

/// <summary>
/// The methods of one class for one target, as the runtime maps them. All numbers are little-endian; offsets count from the
/// start of the image, whose mapping starts on a page.
/// <code>
///     0    magic "JGI1"
///     4    size of the image in bytes, a multiple of 8
///     8    number of entries n
///     12   offset of the Windows function table, 0 if there is none
///     16   number of its rows
///     20   bytes to add to an entry on Windows
///     24   n times: offset of the code (a multiple of 16), its length; both 0 for a method that has no native code
///     ...  code and constants of each method; UNWIND_INFO of those that need it; the function table (begin, end, unwind info)
/// </code>
/// </summary>
internal static class CodeImage
{
    private const uint Magic = 0x3149474A;
    private const int HeaderSize = 24;
    private const int EntrySize = 8;

    /// <summary>The bytes of the image.</summary>
    public static byte[] Build(IReadOnlyList<MethodCode> methods, Target target)
    {
        var buffer = new CodeBuffer();
        byte padding = target.Backend.Padding;
        int[] offsets = new int[methods.Count];
        WriteHeader(buffer, methods.Count, target.Convention.WindowsEntry);
        for (int i = 0; i < methods.Count; i++)
        {
            if (methods[i].Bytes.Length > 0)
            {
                buffer.Align(target.Convention.EntryAlignment, padding);
                offsets[i] = buffer.Length;
                buffer.Bytes(methods[i].Bytes);
            }

            buffer.PatchUInt32(HeaderSize + EntrySize * i, (uint)offsets[i]);
            buffer.PatchUInt32(HeaderSize + EntrySize * i + 4, (uint)methods[i].Bytes.Length);
        }

        WriteFunctionTable(buffer, methods, offsets);
        buffer.Align(8, padding: 0);
        buffer.PatchUInt32(4, (uint)buffer.Length);
        return buffer.ToArray();
    }

    /// <summary>The image as the 64-bit literals of a generated table.</summary>
    public static ulong[] ToWords(byte[] image)
    {
        var words = new ulong[image.Length / 8];
        for (int i = 0; i < image.Length; i++)
        {
            words[i / 8] |= (ulong)image[i] << (8 * (i % 8));
        }

        return words;
    }

    private static void WriteHeader(CodeBuffer buffer, int entries, int windowsEntry)
    {
        buffer.UInt32(Magic);
        buffer.UInt32(0);
        buffer.UInt32((uint)entries);
        buffer.UInt32(0);
        buffer.UInt32(0);
        buffer.UInt32((uint)windowsEntry);
        for (int i = 0; i < entries; i++)
        {
            buffer.UInt64(0);
        }
    }

    private static void WriteFunctionTable(CodeBuffer buffer, IReadOnlyList<MethodCode> methods, int[] offsets)
    {
        var rows = new List<(int Method, int UnwindInfo)>();
        for (int i = 0; i < methods.Count; i++)
        {
            if (methods[i].UnwindInfo.Length > 0)
            {
                buffer.Align(4, padding: 0);
                rows.Add((i, buffer.Length));
                buffer.Bytes(methods[i].UnwindInfo);
            }
        }

        if (rows.Count == 0)
        {
            return;
        }

        buffer.Align(4, padding: 0);
        buffer.PatchUInt32(12, (uint)buffer.Length);
        buffer.PatchUInt32(16, (uint)rows.Count);
        foreach ((int method, int unwindInfo) in rows)
        {
            buffer.UInt32((uint)offsets[method]);
            buffer.UInt32((uint)(offsets[method] + methods[method].InstructionBytes));
            buffer.UInt32((uint)unwindInfo);
        }
    }
}
