using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;

namespace JitGen.Benchmarks;

/// <summary>Measures alternatives in turn, round after round, so that a slow moment of the machine hits all of them.</summary>
internal static class Stopwatches
{
    /// <summary>Nanoseconds per operation of each alternative: the median over the rounds.</summary>
    /// <param name="alternatives">Each makes <paramref name="operations"/> operations per call.</param>
    /// <param name="operations">Operations per call, enough for some hundred microseconds.</param>
    /// <param name="rounds">How often each alternative is measured.</param>
    public static double[] Interleaved(IReadOnlyList<Action> alternatives, int operations, int rounds)
    {
        WarmUp(alternatives);
        var times = new double[alternatives.Count][];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = new double[rounds];
        }

        for (int round = 0; round < rounds; round++)
        {
            for (int i = 0; i < alternatives.Count; i++)
            {
                long start = Stopwatch.GetTimestamp();
                alternatives[i]();
                times[i][round] = (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency) / operations;
            }
        }

        return Array.ConvertAll(times, Median);
    }

    public static double Median(double[] values)
    {
        double[] sorted = (double[])values.Clone();
        Array.Sort(sorted);
        int middle = sorted.Length / 2;
        return sorted.Length % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Runs everything until the JIT's last tier has compiled it: tiers change after 30 calls, in the background.</summary>
    private static void WarmUp(IReadOnlyList<Action> alternatives)
    {
        for (int i = 0; i < 8; i++)
        {
            foreach (Action alternative in alternatives)
            {
                for (int k = 0; k < 10; k++)
                {
                    alternative();
                }
            }

            Thread.Sleep(100);
        }
    }
}
