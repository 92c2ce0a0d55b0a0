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
        if (run.Layout is { } layout)
        {
            int[] shifts = [.. formula.Parameters.Select((parameter, n) => layout.Shifts is null || parameter.Kind == ParameterKind.Value ? 0 : layout.Shifts[n] * SpanFormula.SizeOf(parameter.Type))];
            return new Placement(OffsetsOf(run, layout.IsRight, shifts), Whole(formula, run), random.Next(4) == 0);
        }

        (bool isRight, int shifted) = random.Next(5) switch
        {
            0 or 1 => (true, -1),
            2 => (false, -1),
            3 => (random.Next(2) == 0, random.Next(formula.Parameters.Count)),
            _ => (random.Next(2) == 0, -2),
        };
        var drawn = new int[formula.Parameters.Count];
        for (int n = 0; n < drawn.Length; n++)
        {
            bool isShifted = run.Contents[n] is not null && run.Homes[n] == n && (shifted == n || shifted == -2);
            drawn[n] = isShifted ? random.Next(FarthestShift) * SpanFormula.SizeOf(formula.Parameters[n].Type) : 0;
        }

        return new Placement(OffsetsOf(run, isRight, drawn), Split(formula, run, random), random.Next(4) == 0);
    }

    /// <summary>Where arrays begin that are so many bytes away from their guard page.</summary>
    private static int[] OffsetsOf(SpanRun run, bool isRight, int[] shifts) =>
    [
        .. run.Homes.Select(home => run.Contents[home] is not { } bytes ? 0
            : isRight ? MemorySize - bytes.Length - Math.Min(shifts[home], MemorySize - bytes.Length)
            : shifts[home]),
    ];

    private static long[] Whole(SpanFormula formula, SpanRun run)
    {
        (int least, int greatest) = formula.Offsets;
        return run.Length - greatest <= -least ? [] : [-least, run.Length - greatest];
    }

    private static long[] Split(SpanFormula formula, SpanRun run, Random random)
    {
        return Whole(formula, run) is not [long start, long end] ? []
            : random.Next(4) > 0 ? [start, end]
            : [.. new[] { start, end, random.NextInt64(start, end + 1), random.NextInt64(start, end + 1) }.Order()];
    }
}
