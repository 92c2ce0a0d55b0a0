using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace JitGen.Testing;

/// <summary>
/// Hashes of a function's results of all floats, in blocks of 2^24 arguments: of all of a block, of every 64th and of every 1024th. A
/// file of them, <c>tests/Data/float-hashes/NAME.txt</c>, has a line per block, the three hashes in it, behind a line
/// <c>version N</c>.
/// </summary>
internal static class FloatHash
{
    public const int BlockBits = 24;
    public const int BlockCount = 1 << (32 - BlockBits);

    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const uint Infinity = 0x7F800000;
    private const uint NaN = 0x7FC00000;

    /// <summary>Of how many arguments one is hashed, by column.</summary>
    public static IReadOnlyList<int> Strides { get; } = [1, 64, 1024];

    /// <summary>The argument of an index where one of so many is taken: which one varies, so that low bits do.</summary>
    public static uint Argument(int stride, long index) =>
        stride == 1 ? (uint)index : (uint)(index * stride + (long)(((ulong)index * Multiplier) >> (64 - System.Numerics.BitOperations.Log2((uint)stride))));

    /// <summary>The hash of all before, and of one more result; every NaN is the same.</summary>
    public static ulong Add(ulong hash, uint result)
    {
        hash = (hash ^ ((result & ~(1u << 31)) > Infinity ? NaN : result)) * Multiplier;
        return hash ^ (hash >> 32);
    }

    /// <summary>The hash of all before, and of these results.</summary>
    public static ulong Add(ulong hash, ReadOnlySpan<uint> results)
    {
        foreach (uint result in results)
        {
            hash = Add(hash, result);
        }

        return hash;
    }

    /// <summary>A hash as files have it.</summary>
    public static string Text(ulong hash) => ((uint)hash).ToString("X8", CultureInfo.InvariantCulture);

    /// <summary>The version of a file, and its hashes by block and column; null if there is no file.</summary>
    public static (int Version, string[][] Blocks)? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        string[] lines = File.ReadAllLines(path);
        return (int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), [.. lines.Skip(1).Select(line => line.Split(' '))]);
    }

    public static void Write(string path, int version, string[][] blocks)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, $"version {version}\n" + string.Concat(blocks.Select(columns => string.Join(' ', columns) + "\n")));
    }
}
