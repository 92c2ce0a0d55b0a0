using System;

namespace JitGen.Images;

/// <summary>
/// The layout of a code image: a header, the code of every entry, constants and unwind information, in little-endian
/// 64-bit words. The compiler builds images; here they are checked and read.
/// </summary>
/// <remarks>
/// <code>
/// offset  size  field
/// 0       4     magic "JGI1"
/// 4       4     size of the image in bytes, a multiple of 8
/// 8       4     number of entries n
/// 12      4     offset of the Windows function table, 0 if none
/// 16      4     number of rows in it (RUNTIME_FUNCTION: begin, end, unwind information; offsets from the image's start)
/// 20      4     bytes to add to the offset of an entry on Windows, whose calling convention its code begins there; 0 if it is the same
/// 24      8*n   per entry: offset of its code, a multiple of 16; length of its code in bytes; both 0 for no machine code
/// ...           code, constants, unwind information, function table
/// </code>
/// </remarks>
internal static class ImageFormat
{
    /// <summary>Words before the first entry.</summary>
    internal const int HeaderWords = 3;

    private const uint Magic = 0x3149474A;
    private const uint EntryAlignment = 16;
    private const uint FunctionRowSize = 12;

    /// <summary>Number of entries of a checked image.</summary>
    internal static int EntryCount(ReadOnlySpan<ulong> words) => (int)Low(words[1]);

    /// <summary>Offset of the Windows function table of a checked image; 0 when it has none.</summary>
    internal static uint FunctionTable(ReadOnlySpan<ulong> words) => High(words[1]);

    /// <summary>Number of rows in the Windows function table of a checked image.</summary>
    internal static uint FunctionRows(ReadOnlySpan<ulong> words) => Low(words[2]);

    /// <summary>What Windows adds to the offset of an entry of a checked image, in bytes.</summary>
    internal static uint WindowsEntry(ReadOnlySpan<ulong> words) => High(words[2]);

    /// <summary>Offset of an entry's code from the start of the image.</summary>
    internal static uint EntryOffset(ulong entryWord) => Low(entryWord);

    /// <summary>Length of an entry's code in bytes.</summary>
    internal static uint EntryLength(ulong entryWord) => High(entryWord);

    /// <summary>
    /// Checks every offset of an image, so that nothing can be read or called outside of it. Returns null when all is well,
    /// else what is wrong. The instructions themselves are taken on trust.
    /// </summary>
    /// <param name="words">The image.</param>
    /// <param name="expectedEntries">The number of entries that it should have.</param>
    internal static string? FindMistake(ReadOnlySpan<ulong> words, int expectedEntries)
    {
        ulong size = (ulong)words.Length * sizeof(ulong);
        if (words.Length < HeaderWords || Low(words[0]) != Magic)
        {
            return "it does not begin like a code image";
        }
        if (High(words[0]) != size)
        {
            return WrongSize(High(words[0]), size);
        }
        ulong codeStart = (HeaderWords + (ulong)Low(words[1])) * sizeof(ulong);
        if (Low(words[1]) != (uint)expectedEntries || codeStart > size)
        {
            return WrongCount(Low(words[1]), expectedEntries);
        }
        for (int i = HeaderWords; i < HeaderWords + expectedEntries; i++)
        {
            ulong offset = EntryOffset(words[i]), length = EntryLength(words[i]);
            if (words[i] != 0 && (offset % EntryAlignment != 0 || offset < codeStart || length <= WindowsEntry(words) || offset + length > size))
            {
                return WrongEntry(i - HeaderWords, offset, length, size);
            }
        }
        return FunctionTable(words) == 0 && FunctionRows(words) == 0 ? null
            : FindFunctionTableMistake(words, codeStart, size);
    }

    /// <summary>The same for the Windows function table: sorted ranges inside the image.</summary>
    private static string? FindFunctionTableMistake(ReadOnlySpan<ulong> words, ulong codeStart, ulong size)
    {
        ulong table = FunctionTable(words), rows = FunctionRows(words);
        if (table % sizeof(uint) != 0 || table < codeStart || rows == 0 || table + (rows * FunctionRowSize) > size)
        {
            return $"its function table lies at {table}, {rows} rows, in {size} bytes";
        }
        uint previousEnd = (uint)codeStart;
        for (ulong row = 0; row < rows; row++)
        {
            ulong at = table + (row * FunctionRowSize);
            uint begin = UInt32At(words, at), end = UInt32At(words, at + 4), unwind = UInt32At(words, at + 8);
            if (begin < previousEnd || end <= begin || end > size || unwind % sizeof(uint) != 0 || unwind < codeStart || unwind >= size)
            {
                return $"row {row} of its function table is {begin}..{end}, unwind information at {unwind}, in {size} bytes";
            }
            previousEnd = end;
        }
        return null;
    }

    // Messages are composed apart, so that the path without a mistake has little to compile.
    private static string WrongSize(uint size, ulong actual) => $"its header says {size} bytes, but there are {actual}";

    private static string WrongCount(uint count, int expected) => $"it has {count} entries, not {expected}";

    private static string WrongEntry(int index, ulong offset, ulong length, ulong size) =>
        $"entry {index} lies at {offset}, length {length}, in {size} bytes";

    /// <summary>The 32-bit field at a byte offset that is a multiple of 4.</summary>
    private static uint UInt32At(ReadOnlySpan<ulong> words, ulong offset)
    {
        ulong word = words[(int)(offset / sizeof(ulong))];
        return offset % sizeof(ulong) == 0 ? Low(word) : High(word);
    }

    private static uint Low(ulong word) => (uint)word;

    private static uint High(ulong word) => (uint)(word >> 32);
}
