using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Differential.Tests.Arrays.Oracle;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>About 500 formulas over spans that are compiled together.</summary>
internal sealed class SpanBatch
{
    private readonly Lazy<SpanCase[]> _cases;

    public SpanBatch(IReadOnlyList<SpanFormula> candidates, bool dropRefused, Func<int, SpanFormula, SpanData, IEnumerable<SpanRun>> plan) =>
        _cases = new Lazy<SpanCase[]>(() => SpanOracle.Evaluate(candidates, dropRefused, plan));

    /// <summary>The cases, evaluated by C# at the first use.</summary>
    public IReadOnlyList<SpanCase> Cases => _cases.Value;
}

/// <summary>
/// All cases, shared by the tests of the process. For a longer search, <c>JITGEN_SPANFORMULAS</c> gives the number of random
/// formulas and <c>JITGEN_SEED</c> the number of the first.
/// </summary>
internal static class SpanCorpus
{
    /// <summary>Of so many random formulas, those that C# accepts are taken.</summary>
    private const int RandomCandidates = 5_400;

    private const int BatchSize = 300;

    /// <summary>Of so many formulas, one is called at every small length.</summary>
    private const int EveryLengthOf = 37;

    public static IReadOnlyList<SpanBatch> Written { get; } = Split(WrittenSpanFormulas.All, 0, dropRefused: false, PlanWritten);

    public static IReadOnlyList<SpanBatch> Random { get; } = Split(
        [.. Enumerable.Range(Setting("JITGEN_SEED") ?? 0, Setting("JITGEN_SPANFORMULAS") ?? RandomCandidates).Select(SpanFormulaGenerator.Create)],
        WrittenSpanFormulas.All.Count, dropRefused: true, PlanRandom);

    /// <summary>What engines outside of the process run: all written formulas, and some of the random ones.</summary>
    public static IReadOnlyList<SpanBatch> Sample { get; } = [.. Written, .. Random.Take(3)];

    private static SpanBatch[] Split(
        IReadOnlyList<SpanFormula> formulas, int first, bool dropRefused, Func<int, SpanFormula, SpanData, IEnumerable<SpanRun>> plan) =>
    [
        .. formulas.Chunk(BatchSize).Select((part, n) => new SpanBatch(
            part, dropRefused, (i, formula, data) => plan(first + n * BatchSize + i, formula, data))),
    ];

    private static IEnumerable<SpanRun> PlanWritten(int number, SpanFormula formula, SpanData data)
    {
        int longest = SpanData.LongestSmallOf(formula);
        IEnumerable<int> lengths = number % EveryLengthOf == 0
            ? Enumerable.Range(0, longest + 1)
            : [.. Lengths(number, 7, longest), longest, number % 3];
        foreach (SpanRun run in Runs(number, lengths, data))
        {
            yield return run;
        }

        yield return data.CreateRun(300 + number * 7 % 1200, number);
        if (data.CanThrow && number % 5 == 0)
        {
            // Every position throws once.
            for (int position = 0; position < longest; position++)
            {
                yield return data.CreateRun(longest, number + position * 1013, position);
            }
        }
    }

    private static IEnumerable<SpanRun> PlanRandom(int number, SpanFormula formula, SpanData data) =>
        Runs(number, Lengths(number, 4, SpanData.LongestSmallOf(formula)), data);

    private static IEnumerable<SpanRun> Runs(int number, IEnumerable<int> lengths, SpanData data) =>
        lengths.Select((length, n) => data.CreateRun(length, number * 1009 + n));

    /// <summary>Lengths from 0 to the longest; over many formulas all of them occur.</summary>
    private static IEnumerable<int> Lengths(int number, int count, int longest) =>
        Enumerable.Range(0, count).Select(n => (number * 5 + n * (longest / count + 1)) % (longest + 1));

    private static int? Setting(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
