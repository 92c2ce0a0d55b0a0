using System;
using System.IO;
using System.Text;
using JitGen;

namespace Hashing;

/// <summary>Hashes every line of a file, after checking the formulas against published values.</summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.WriteLine($"Formulas run as: {NativeCode.Target}");
        if (!AreVectorsRight())
        {
            return 1;
        }

        string? path = arguments.Length > 0 ? arguments[0] : FindReadme();
        if (path is null || !File.Exists(path))
        {
            Console.Error.WriteLine(
                path is null ? "There is no README.md above this program; name a file." : $"There is no file '{path}'.");
            return 2;
        }

        HashLines(path);
        return 0;
    }

    /// <summary>Compares results with the values that the authors of the functions, and their test suites, publish.</summary>
    private static bool AreVectorsRight()
    {
        // The first numbers of splitmix64 seeded with 1234567.
        const ulong Seed = 1234567, Increment = 0x9E3779B97F4A7C15;
        bool right = Check("splitmix64, 1st", Mixers.SplitMix64(Seed), 6457827717110365317)
            & Check("splitmix64, 2nd", Mixers.SplitMix64(Seed + Increment), 3203168211198807973)
            & Check("splitmix64, 3rd", Mixers.SplitMix64(unchecked(Seed + (2 * Increment))), 9817491932198370423)
            & Check("fmix64(0)", Mixers.Murmur3Finalize(0), 0)
            & Check("fmix64(1)", Mixers.Murmur3Finalize(1), 0xB456BCFC34C2CB2C)
            & Check("fmix64(2)", Mixers.Murmur3Finalize(2), 0x3ABF2A20650683E7)
            & Check("XXH64(\"\")", Mixers.XxHash64Short([]), 0xEF46DB3751D8E999)
            & Check("XXH64(\"a\")", Mixers.XxHash64Short("a"u8.ToArray()), 0xD24EC4F1A98C6E5B)
            & Check("XXH64(\"abc\")", Mixers.XxHash64Short("abc"u8.ToArray()), 0x44BC2CF5AD770999);
        Console.WriteLine();
        return right;
    }

    private static bool Check(string name, ulong result, ulong published)
    {
        Console.WriteLine($"{name,-16} {result:X16} {(result == published ? "as published" : $"but published is {published:X16}")}");
        return result == published;
    }

    private static void HashLines(string path)
    {
        Func<ulong, ulong>[] mixers = [Mixers.SplitMix64, Mixers.Murmur3Finalize, Mixers.XxHash64Avalanche];
        ulong[] totals = new ulong[mixers.Length];
        int lines = 0;
        foreach (string line in File.ReadLines(path))
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            for (int i = 0; i < mixers.Length; i++)
            {
                ulong hash = mixers[i]((ulong)bytes.Length);
                foreach (byte next in bytes)
                {
                    hash = mixers[i](hash ^ next);
                }

                totals[i] ^= mixers[i](hash + (ulong)lines);
            }

            lines++;
        }

        Console.WriteLine($"{Path.GetFileName(path)}: {lines} lines");
        Console.WriteLine($"splitmix64       {totals[0]:X16}");
        Console.WriteLine($"fmix64           {totals[1]:X16}");
        Console.WriteLine($"XXH64 avalanche  {totals[2]:X16}");
    }

    private static string? FindReadme()
    {
        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            string path = Path.Combine(directory.FullName, "README.md");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
