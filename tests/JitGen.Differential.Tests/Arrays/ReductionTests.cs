using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Reductions have the bits of their definition on all engines: for every length to 1,000, around every multiple of the block
/// length up to five, and far beyond. Every engine computes block by block, each by a call of its own, and merges; the interpreter
/// splits some arrays at block boundaries and merges the parts.
/// </summary>
public class ReductionTests(ITestOutputHelper output)
{
    private const int LongestSmall = 1_000;
    private const int MostBlocks = 5;
    private const int Huge = 10_000_019;

    private static readonly int[] s_besideBlocks = [-33, -1, 0, 1, 31, 64, 257];

    private static readonly SpanBatch[] s_small =
        [.. ReductionFormulas.All.Chunk(5).Select(part => new SpanBatch(part, false, (_, _, data) => Runs(Enumerable.Range(0, LongestSmall + 1), data)))];

    private static readonly SpanBatch[] s_large =
        [.. ReductionFormulas.All.Chunk(5).Select(part => new SpanBatch(part, false, (number, _, data) => Runs(LargeLengths(number), data)))];

    /// <summary>A few formulas over more blocks than the merging of runs has seen by then, the last one cut short.</summary>
    private static readonly SpanBatch[] s_huge =
        [new SpanBatch([.. ReductionFormulas.All.Where((_, n) => n % 12 == 0)], false, (_, _, data) => Runs([Huge], data))];

    [Fact]
    public void Interpreter() => SpanCheck.Run(output, new SpanInterpreterEngine(), [.. s_small.Where((_, n) => n % 2 == 0), .. s_large.Where((_, n) => n % 3 == 0)]);

    [Fact]
    public void ManagedFallback() => SpanCheck.Run(output, new SpanFallbackEngine(), [.. s_small, .. s_large, .. s_huge]);

    [Theory]
    [InlineData("x64-v3", Level.None)]
    [InlineData("x64-v3", Level.Full)]
    [InlineData("x64-v4", Level.None)]
    [InlineData("x64-v4", Level.Full)]
    internal void X64(string name, Level level)
    {
        Target target = TargetTable.ByName(name)!;
        if (SpanNativeEngine.Obstacle(target) is null)
        {
            SpanCheck.Run(output, new SpanNativeEngine(target, level), [.. s_small, .. s_large, .. s_huge]);
        }
    }

    [Fact]
    public void Arm64()
    {
        if (Harness.Arm64.Engine.Find() is { } programs)
        {
            SpanCheck.Run(output, new SpanHarnessEngine(Harness.Arm64, TargetTable.Arm64, Level.Full, programs), [.. s_small.Where((_, n) => n % 2 == 0), .. s_large.Where((_, n) => n % 2 == 1)]);
        }
    }

    /// <summary>Around the multiples of a block; a formula has some of the lengths, all formulas have all.</summary>
    private static IEnumerable<int> LargeLengths(int number) =>
        from blocks in Enumerable.Range(1, MostBlocks)
        from beside in s_besideBlocks
        where (blocks * s_besideBlocks.Length + beside + number) % 4 == 0
        select blocks * Pass.BlockLength + beside;

    private static IEnumerable<SpanRun> Runs(IEnumerable<int> lengths, SpanData data) => lengths.Select(length => data.CreateRun(length, length));
}
