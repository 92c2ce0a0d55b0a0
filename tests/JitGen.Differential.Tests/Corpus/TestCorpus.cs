using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>
/// All cases, shared by the tests of the process. For a longer search, <c>JITGEN_FORMULAS</c> gives the number of random
/// formulas and <c>JITGEN_SEED</c> the number of the first.
/// </summary>
internal static class TestCorpus
{
    /// <summary>Of so many random formulas, those that C# accepts are taken: all but a few whose constants overflow.</summary>
    private const int RandomCandidates = 20_800;

    private const int BatchSize = 1_000;

    /// <summary>Whether the corpus is the one whose results are committed.</summary>
    public static bool IsDefault { get; } = Setting("JITGEN_FORMULAS") is null && Setting("JITGEN_SEED") is null;

    public static IReadOnlyList<Batch> Written { get; } = [.. Batch.Split("written", WrittenFormulas.All, BatchSize, dropRefused: false)];

    public static IReadOnlyList<Batch> Random { get; } =
    [
        .. Batch.Split(
            "random",
            [.. Enumerable.Range(Setting("JITGEN_SEED") ?? 0, Setting("JITGEN_FORMULAS") ?? RandomCandidates).Select(FormulaGenerator.Create)],
            BatchSize,
            dropRefused: true),
    ];

    /// <summary>What engines outside of the process run: all written formulas, and some of the random ones.</summary>
    public static IReadOnlyList<Batch> Sample { get; } = [.. Written, .. Random.Take(4)];

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
