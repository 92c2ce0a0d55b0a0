using System.Collections.Generic;
using System.Linq;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>All cases, shared by the tests of the process.</summary>
internal static class TestCorpus
{
    /// <summary>Of so many random formulas, those that C# accepts are taken: all but a few whose constants overflow.</summary>
    private const int RandomCandidates = 20_500;

    private const int BatchSize = 1_000;

    public static IReadOnlyList<Batch> Written { get; } = [.. Batch.Split("written", WrittenFormulas.All, BatchSize, dropRefused: false)];

    public static IReadOnlyList<Batch> Random { get; } =
        [.. Batch.Split("random", [.. Enumerable.Range(0, RandomCandidates).Select(FormulaGenerator.Create)], BatchSize, dropRefused: true)];

    /// <summary>What engines outside of the process run: all written formulas, and some of the random ones.</summary>
    public static IReadOnlyList<Batch> Sample { get; } = [.. Written, .. Random.Take(4)];
}
