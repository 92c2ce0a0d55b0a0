using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Oracle;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Reductions have the bits of their definition on all engines. Every engine computes block by block, each by a call of its own, and
/// merges; the interpreter splits some arrays at block boundaries and merges the parts.
/// </summary>
public class ReductionTests(ITestOutputHelper output)
{
    private const int LongestSmall = 1_000;
    private const int MostBlocks = 5;

    /// <summary>More blocks than the merging of runs has seen by then, the last one cut short.</summary>
    private const int Huge = 10_000_019;

    private static readonly int[] s_besideBlocks = [-33, -1, 0, 1, 31, 64, 257];

    [Fact]
    public void EveryLengthToAThousand() => RunAll(5, ReductionFormulas.All, Enumerable.Range(0, LongestSmall + 1));

    [Fact]
    public void AroundEveryMultipleOfABlock() => RunAll(1, ReductionFormulas.All, from blocks in Enumerable.Range(1, MostBlocks)
                                                                                 from beside in s_besideBlocks
                                                                                 select blocks * Pass.BlockLength + beside);

    [Fact]
    public void TenMillionElements() => RunAll(1, ReductionFormulas.Ordered, [Huge]);

    private void RunAll(int batchSize, IReadOnlyList<SpanFormula> formulas, IEnumerable<int> lengths) =>
        SpanCheck.RunAll(output, SpanBatch.Split(formulas, batchSize, (_, _, data) => lengths.Select(length => data.CreateRun(length, length))));
}
