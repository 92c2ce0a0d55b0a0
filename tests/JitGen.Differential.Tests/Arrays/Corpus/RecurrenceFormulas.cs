using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Oracle;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>The written recurrences, and calls of them.</summary>
internal static class RecurrenceFormulas
{
    private const int BatchSize = 100;

    private static readonly int[] s_large = [513, 1030, 4097];

    public static IReadOnlyList<SpanFormula> All { get; } = WrittenSpanFormulas.Read("recurrences.txt");

    /// <summary>
    /// Every length up to four vectors and one more, flush with guard pages on either side in turns; some in parts, as chunks of a stream,
    /// and anywhere; elements that grow without bounds or throw, and calm ones.
    /// </summary>
    public static IReadOnlyList<SpanBatch> Batches { get; } = SpanBatch.Split(All, BatchSize, Plan);

    /// <summary>The calls of a formula.</summary>
    public static IEnumerable<SpanRun> Plan(int number, SpanFormula formula, SpanData data)
    {
        int longest = SpanData.LongestSmallOf(formula);
        for (int length = 0; length <= longest; length++)
        {
            int seed = number * 1009 + length;
            yield return Calm(formula, data.CreateRun(length, seed, SpanData.Nowhere, new SpanLayout(length % 2 == 0, length % 3 == 0 && data.CanShare)));
            yield return length % 2 == 0 ? data.CreateRun(length, seed + 1) : Calm(formula, data.CreateRun(length, seed + 1));
        }

        foreach (int length in s_large)
        {
            yield return Calm(formula, data.CreateRun(length, number + length));
        }
    }

    /// <summary>The call with floating-point numbers between -1 and 1, and integers that are small but for a few.</summary>
    private static SpanRun Calm(SpanFormula formula, SpanRun run)
    {
        var random = new Random(run.Seed);
        Fill(formula, run, parameter => Draw(parameter.Type, random));
        return run;
    }

    /// <summary>Draws values and elements anew.</summary>
    public static void Fill(SpanFormula formula, SpanRun run, Func<Parameter, ulong> draw)
    {
        for (int n = 0; n < formula.Parameters.Count; n++)
        {
            Parameter parameter = formula.Parameters[n];
            int size = SpanFormula.SizeOf(parameter.Type);
            run.Values[n] = parameter.Kind == ParameterKind.Value ? draw(parameter) : 0;
            for (int start = 0; run.Contents[n] is { } bytes && start < bytes.Length; start += size)
            {
                BitConverter.GetBytes(draw(parameter)).AsSpan(0, size).CopyTo(bytes.AsSpan(start));
            }
        }
    }

    /// <summary>The bits of a small whole number.</summary>
    public static ulong Bits(ElementType type, int number) => type switch
    {
        ElementType.Single => BitConverter.SingleToUInt32Bits(number),
        ElementType.Double => BitConverter.DoubleToUInt64Bits(number),
        _ => (ulong)number & (ulong.MaxValue >> (64 - ElementTypes.Bits(type))),
    };

    private static ulong Draw(ElementType type, Random random) => type switch
    {
        ElementType.Single => BitConverter.SingleToUInt32Bits((float)(random.NextDouble() * 2 - 1)),
        ElementType.Double => BitConverter.DoubleToUInt64Bits(random.NextDouble() * 2 - 1),
        ElementType.Bool => (ulong)random.Next(2),
        _ => (ulong)random.NextInt64(1, random.Next(8) == 0 ? long.MaxValue : 100) & (ulong.MaxValue >> (64 - ElementTypes.Bits(type))),
    };
}
