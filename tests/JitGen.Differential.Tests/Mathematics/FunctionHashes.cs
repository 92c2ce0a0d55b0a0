using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// The committed hashes of functions' results, a line <c>name hash</c> each after the version. <c>JITGEN_BLESS=1</c> adds those of
/// new functions, and replaces others only when the version has changed.
/// </summary>
internal static class FunctionHashes
{
    private const string VersionName = "version";

    private static readonly object s_gate = new();

    private static string FilePath => Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Data", "function-hashes.txt");

    /// <summary>Fails if the hash is not the committed one.</summary>
    public static void Check(string name, ulong hash)
    {
        lock (s_gate)
        {
            SortedDictionary<string, string> committed = Read();
            string version = Numerics.Version.ToString(CultureInfo.InvariantCulture);
            string text = hash.ToString("X16", CultureInfo.InvariantCulture);
            bool isNew = !committed.ContainsKey(name) || committed.GetValueOrDefault(VersionName) != version;
            if (isNew && Environment.GetEnvironmentVariable("JITGEN_BLESS") == "1")
            {
                committed[name] = text;
                committed[VersionName] = version;
                File.WriteAllLines(FilePath, committed.Select(line => line.Key + " " + line.Value));
                return;
            }

            Assert.True(committed.ContainsKey(name), $"{name} has no committed hash; JITGEN_BLESS=1 writes it.");
            Assert.True(
                committed[VersionName] == version,
                $"The hashes are of version {committed[VersionName]} of the numerics, the functions of version {version}; JITGEN_BLESS=1 writes new ones.");
            Assert.True(
                committed[name] == text,
                $"{name} has other bits than version {version} promises. If that is meant, {nameof(Numerics)}.{nameof(Numerics.Version)} changes, and the packages' major version.");
        }
    }

    private static SortedDictionary<string, string> Read()
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in File.Exists(FilePath) ? File.ReadAllLines(FilePath) : [])
        {
            int space = line.LastIndexOf(' ');
            lines[line[..space]] = line[(space + 1)..];
        }

        return lines;
    }
}
