using System;
using System.Collections.Generic;
using System.IO;
using JitGen.Benchmarks;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>Nanoseconds of one run of a generated method in the first-level cache.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Count">The number of elements.</param>
/// <param name="Jit">In a process with the JIT.</param>
/// <param name="AheadOfTime">In a process that was compiled ahead of time.</param>
internal sealed record AheadOfTimeTimes(Kernel Kernel, int Count, double Jit, double AheadOfTime);

/// <summary>What was measured under NativeAOT beside the JIT.</summary>
/// <param name="JitTarget">For what the process with the JIT maps code.</param>
/// <param name="Target">For what the process compiled ahead of time does.</param>
/// <param name="Times">By kernel.</param>
internal sealed record AheadOfTimeResults(string JitTarget, string Target, List<AheadOfTimeTimes> Times);

/// <summary>The generated methods in a program compiled by NativeAOT beside the same program under the JIT.</summary>
internal static class AheadOfTimeMeasurement
{
    /// <summary>
    /// Runs both programs as processes that live side by side and take turns, round after round; null if this machine cannot publish
    /// with NativeAOT.
    /// </summary>
    /// <param name="directory">Where the programs may be until the end of the process.</param>
    public static AheadOfTimeResults? Run(IReadOnlyList<Kernel> kernels, string directory, Options options)
    {
        if (PublishedProgram.AheadOfTime(KernelProcess.Project, Path.Combine(directory, "aot")) is not { } program)
        {
            return null;
        }

        using var jit = new KernelProcess(PublishedProgram.ForJit(KernelProcess.Project, Path.Combine(directory, "jit")));
        using var aot = new KernelProcess(program);
        var results = new AheadOfTimeResults(jit.KernelTarget, aot.KernelTarget, []);
        var rounds = new Rounds(options.Quick ? 40 : 600, 15_000);
        foreach (Kernel kernel in kernels)
        {
            int count = ArrayMeasurement.CachedCount(kernel);
            double[] times = rounds.Measure([(times, _) => jit.Time(kernel, count, times), (times, _) => aot.Time(kernel, count, times)]);
            results.Times.Add(new AheadOfTimeTimes(kernel, count, times[0], times[1]));
            Console.Error.WriteLine($"{kernel.Id}, JIT and NativeAOT");
        }

        return results;
    }
}
