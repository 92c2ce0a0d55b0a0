using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using JitGen.Differential.Tests.Arrays.Oracle;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>Some hundreds of formulas over spans that are compiled together.</summary>
/// <param name="candidates">The formulas.</param>
/// <param name="dropRefused">Whether one that C# refuses is left out, rather than an error.</param>
/// <param name="plan">The calls of the formula of a number.</param>
internal sealed class SpanBatch(IReadOnlyList<SpanFormula> candidates, bool dropRefused, Func<int, SpanFormula, SpanData, IEnumerable<SpanRun>> plan)
{
    private SpanCase[]? _cases;

    /// <summary>A batch of cases that are evaluated.</summary>
    public SpanBatch(SpanCase[] cases)
        : this([], dropRefused: false, (_, _, _) => []) => _cases = cases;

    /// <summary>The cases, evaluated by C# at the first use, and kept.</summary>
    public IReadOnlyList<SpanCase> Cases => LazyInitializer.EnsureInitialized(ref _cases, Evaluate);

    /// <summary>The cases, evaluated by C#, and not kept.</summary>
    public SpanCase[] Evaluate() => SpanOracle.Evaluate(candidates, dropRefused, plan);

    /// <summary>Splits formulas into batches.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="size">The most of a batch.</param>
    /// <param name="plan">The calls of the formula of a number, counted over all batches.</param>
    /// <param name="dropRefused">Whether one that C# refuses is left out.</param>
    public static SpanBatch[] Split(
        IReadOnlyList<SpanFormula> formulas, int size, Func<int, SpanFormula, SpanData, IEnumerable<SpanRun>> plan, bool dropRefused = false) =>
    [
        .. formulas.Chunk(size).Select((part, n) => new SpanBatch(part, dropRefused, (i, formula, data) => plan(n * size + i, formula, data))),
    ];
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

    public static IReadOnlyList<SpanBatch> Written { get; } = SpanBatch.Split(WrittenSpanFormulas.All, BatchSize, PlanWritten);

    public static IReadOnlyList<SpanBatch> Random { get; } = SpanBatch.Split(
        [.. Enumerable.Range(Setting("JITGEN_SEED") ?? 0, Setting("JITGEN_SPANFORMULAS") ?? RandomCandidates).Select(SpanFormulaGenerator.Create)],
        BatchSize, PlanRandom, dropRefused: true);

    /// <summary>The written formulas of floating-point numbers, whose NaNs shall be alike.</summary>
    public static IReadOnlyList<SpanBatch> CanonicalNaNs { get; } = SpanBatch.Split(
        [.. WrittenSpanFormulas.All.Where(formula => formula.HasFloatingResult).Select(formula => formula with { CanonicalNaN = true })], BatchSize, PlanRandom);

    /// <summary>Some small lengths, and a large one.</summary>
    private static IEnumerable<SpanRun> PlanWritten(int number, SpanFormula formula, SpanData data)
    {
        int longest = SpanData.LongestSmallOf(formula);
        int[] lengths = [.. Lengths(number, 7, longest), longest, 300 + number * 7 % 1200];
        return Runs(number, lengths, data);
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
