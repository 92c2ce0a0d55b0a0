using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>
/// The written formulas at all places and lengths, and with exceptions everywhere: many calls of each, which are not kept.
/// </summary>
internal static class SpanPlans
{
    private const int BatchSize = 100;

    /// <summary>The bytes of the widest vector, through which arrays step.</summary>
    private const int VectorBytes = 64;

    /// <summary>The most calls of a formula whose arrays lie at all combinations of alignments.</summary>
    private const int MostCombinations = 4096;

    /// <summary>Formulas whose arrays lie at all combinations: so many of the first, which are those of the benchmarks.</summary>
    private const int CombinedFormulas = 60;

    /// <summary>Lengths at which main loops of every unrolling turn, end, and leave a rest.</summary>
    private static readonly int[] s_large = [511, 512, 513, 1023, 1025, 2047, 2049, 4101, 10_007];

    /// <summary>Every length up to four vectors and one more, arrays ending before and beginning behind guard pages, apart and in place.</summary>
    public static IReadOnlyList<SpanBatch> Guards { get; } = SpanBatch.Split(WrittenSpanFormulas.All, BatchSize, PlanGuards);

    /// <summary>Each array by itself at every alignment, the others on a page; apart and in place.</summary>
    public static IReadOnlyList<SpanBatch> Alignments { get; } = SpanBatch.Split(WrittenSpanFormulas.All, BatchSize, PlanAlignments);

    /// <summary>The arrays of some formulas at all combinations of alignments.</summary>
    public static IReadOnlyList<SpanBatch> Combinations { get; } = SpanBatch.Split(
        [.. WrittenSpanFormulas.All.Take(CombinedFormulas).Where(formula => AlignmentsOf(formula).Aggregate(1, (x, y) => x * y) <= MostCombinations)], 1, PlanCombinations);

    /// <summary>Each element up to four vectors throws in an array of that length, and in one that ends somewhere behind it.</summary>
    public static IReadOnlyList<SpanBatch> Exceptions { get; } = SpanBatch.Split(WrittenSpanFormulas.All, BatchSize, PlanExceptions);

    private static IEnumerable<SpanRun> PlanGuards(int number, SpanFormula formula, SpanData data)
    {
        IEnumerable<int> lengths = [.. Enumerable.Range(0, SpanData.LongestSmallOf(formula) + 1), .. s_large.Where((_, n) => n % 3 == number % 3)];
        return from length in lengths
               from isRight in new[] { false, true }
               from isInPlace in Sharing(data)
               select data.CreateRun(length, number + length, SpanData.Nowhere, new SpanLayout(isRight, isInPlace));
    }

    private static IEnumerable<SpanRun> PlanAlignments(int number, SpanFormula formula, SpanData data)
    {
        int longest = SpanData.LongestSmallOf(formula);
        int[] alignments = AlignmentsOf(formula);
        return from isInPlace in Sharing(data)
               from n in Enumerable.Range(0, alignments.Length)
               from shift in Enumerable.Range(0, alignments[n])
               let shifts = Enumerable.Range(0, alignments.Length).Select(other => other == n ? shift : 0).ToArray()
               select data.CreateRun(longest * 3 / 4 + shift % 9, number + shift, SpanData.Nowhere, new SpanLayout(IsRight: false, isInPlace, shifts));
    }

    private static IEnumerable<SpanRun> PlanCombinations(int number, SpanFormula formula, SpanData data)
    {
        int[] alignments = AlignmentsOf(formula);
        int length = SpanData.LongestSmallOf(formula) - 3;
        int count = alignments.Aggregate(1, (x, y) => x * y);
        for (int combination = 0; combination < count; combination++)
        {
            var shifts = new int[alignments.Length];
            for (int n = 0, rest = combination; n < shifts.Length; rest /= alignments[n++])
            {
                shifts[n] = rest % alignments[n];
            }

            yield return data.CreateRun(length, number + combination, SpanData.Nowhere, new SpanLayout(IsRight: false, IsInPlace: false, shifts));
        }
    }

    private static IEnumerable<SpanRun> PlanExceptions(int number, SpanFormula formula, SpanData data)
    {
        int longest = data.CanThrow ? SpanData.LongestSmallOf(formula) : 0;
        for (int position = 0; position < longest; position++)
        {
            int seed = number + position * 1013;
            yield return data.CreateRun(longest, seed, position);
            yield return data.CreateRun(position + 1 + seed % (longest - position), seed + 1, position);
        }
    }

    /// <summary>Whether results are in place: no, and where they can be, yes too.</summary>
    private static bool[] Sharing(SpanData data) => data.CanShare ? [false, true] : [false];

    /// <summary>By parameter, at how many places in a vector an array can begin; 1 for a value.</summary>
    private static int[] AlignmentsOf(SpanFormula formula) =>
        [.. formula.Parameters.Select(parameter => parameter.Kind == ParameterKind.Value ? 1 : VectorBytes / SpanFormula.SizeOf(parameter.Type))];
}
