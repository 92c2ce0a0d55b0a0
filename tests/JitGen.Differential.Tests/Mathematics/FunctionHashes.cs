using System;
using System.Globalization;
using System.IO;
using JitGen.Compiler.Functions;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// The committed hashes of functions' results. <c>JITGEN_BLESS=1</c> adds those of new functions, and those that a new version of the
/// numerics changes; only <c>JITGEN_BLESS=replace</c> replaces one of today's version, which no release may have had.
/// </summary>
internal static class FunctionHashes
{
    private static readonly object s_gate = new();

    public static string FilePath { get; } = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Data", "function-hashes.txt");

    /// <summary>Fails if the hash is not the committed one.</summary>
    public static void Check(string name, ulong hash)
    {
        string text = hash.ToString("X16", CultureInfo.InvariantCulture);
        lock (s_gate)
        {
            NumericsHashes committed = NumericsHashes.Read(FilePath);
            string? bless = Environment.GetEnvironmentVariable("JITGEN_BLESS");
            if (bless is "1" or "replace" && committed.Bless(name, Numerics.Version, text, replaces: bless == "replace"))
            {
                File.WriteAllLines(FilePath, committed.Lines);
            }

            Assert.True(
                committed.Compare(name, Numerics.Version, text) == HashVerdict.Same,
                Describe(name, committed.Compare(name, Numerics.Version, text)));
        }
    }

    private static string Describe(string name, HashVerdict verdict) => verdict switch
    {
        HashVerdict.Missing => $"{name} has no committed hash; JITGEN_BLESS=1 writes it.",
        HashVerdict.Changed => $"{name} has other bits since version {Numerics.Version} of the numerics; JITGEN_BLESS=1 writes their hash.",
        _ => $"{name} has other bits than version {Numerics.Version} of the numerics promises. If that is meant, {nameof(Numerics)}.{nameof(Numerics.Version)} changes, and the packages' major version.",
    };
}
