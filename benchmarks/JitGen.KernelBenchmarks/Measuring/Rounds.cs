using System;
using System.Collections.Generic;
using System.Threading;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>
/// Measures contenders in turn, round after round, so that a slow moment of the machine hits all of them; what counts is the
/// fastest round of each.
/// </summary>
/// <param name="Count">How often each contender is measured.</param>
/// <param name="Nanoseconds">How long a measurement should take at least; a kernel that is faster runs repeatedly.</param>
internal sealed record Rounds(int Count, double Nanoseconds)
{
    /// <summary>Nanoseconds of one run of each contender.</summary>
    public double[] Measure(IReadOnlyList<Contender> contenders, Operands operands)
    {
        var timings = new Func<int, int, double>[contenders.Count];
        for (int i = 0; i < timings.Length; i++)
        {
            Contender contender = contenders[i];
            timings[i] = (times, round) => contender.Time(operands, times, round % contender.EntryCount);
        }

        return Measure(timings);
    }

    /// <summary>Nanoseconds of one run of each of several things.</summary>
    /// <param name="timings">Each gives the nanoseconds of as many runs as it is told, in the round that it is told.</param>
    public double[] Measure(IReadOnlyList<Func<int, int, double>> timings)
    {
        var times = new int[timings.Count];
        var best = new double[timings.Count];
        for (int i = 0; i < times.Length; i++)
        {
            double once = timings[i](1, 0);
            times[i] = (int)Math.Clamp(Nanoseconds / Math.Max(once, 1), 1, 1_000_000);
            double repeated = timings[i](times[i], 0) / times[i];
            times[i] = (int)Math.Clamp(Nanoseconds / Math.Max(repeated, 0.1), 1, 1_000_000);
            best[i] = double.MaxValue;
        }

        for (int round = 0; round < Count; round++)
        {
            for (int i = 0; i < times.Length; i++)
            {
                best[i] = Math.Min(best[i], timings[i](times[i], round) / times[i]);
            }
        }

        return best;
    }

    /// <summary>Runs everything until the JIT's last tier has compiled it: tiers change after 30 calls, in the background.</summary>
    public static void WarmUp(IReadOnlyList<Contender> contenders, in Operands operands)
    {
        for (int i = 0; i < 8; i++)
        {
            foreach (Contender contender in contenders)
            {
                for (int k = 0; k < 20; k++)
                {
                    contender.Repeat(operands, 20, k % contender.EntryCount);
                }
            }

            Thread.Sleep(120);
        }
    }
}
