using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Where the arrays of a call lie, each in memory of its own, and how the call is made: all drawn from the call's seed.</summary>
/// <param name="Offsets">By parameter, the first byte of its array from the start of the memory; results in place share one.</param>
/// <param name="Parts">Where a map is split into several calls, from its first element to one past its last.</param>
/// <param name="IsStreaming">Whether the kernel is told that stores may be non-temporal.</param>
internal sealed record Placement(int[] Offsets, long[] Parts, bool IsStreaming)
{
    /// <summary>The memory of each array: 128 MiB, of which only what is used becomes real; enough for 10 million elements of any type.</summary>
    public const int MemorySize = 1 << 27;

    private const int FarthestShift = 64;

    /// <summary>The placement of a call.</summary>
    public static Placement Of(SpanFormula formula, SpanRun run)
    {
        var random = new Random(run.Seed ^ 0x2F0B61);
        (bool isRight, int shifted) = random.Next(5) switch
        {
            0 or 1 => (true, -1),
            2 => (false, -1),
            3 => (random.Next(2) == 0, random.Next(formula.Parameters.Count)),
            _ => (random.Next(2) == 0, -2),
        };
        var offsets = new int[formula.Parameters.Count];
        for (int n = 0; n < offsets.Length; n++)
        {
            if (run.Contents[n] is { } bytes && run.Homes[n] == n)
            {
                int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
                int shift = shifted == n || shifted == -2 ? random.Next(FarthestShift) * size : 0;
                offsets[n] = isRight ? MemorySize - bytes.Length - Math.Min(shift, MemorySize - bytes.Length) : shift;
            }
        }

        for (int n = 0; n < offsets.Length; n++)
        {
            offsets[n] = offsets[run.Homes[n]];
        }

        return new Placement(offsets, Split(formula, run, random), random.Next(4) == 0);
    }

    private static long[] Split(SpanFormula formula, SpanRun run, Random random)
    {
        (int least, int greatest) = formula.Offsets;
        long start = -least;
        long end = run.Length - greatest;
        return end <= start ? []
            : random.Next(4) > 0 ? [start, end]
            : [.. new[] { start, end, random.NextInt64(start, end + 1), random.NextInt64(start, end + 1) }.Order()];
    }
}
