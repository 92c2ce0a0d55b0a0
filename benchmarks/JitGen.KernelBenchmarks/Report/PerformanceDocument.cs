using System.Collections.Generic;
using System.Globalization;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>The text of <c>docs/performance.md</c>, part by part, as the parts are measured.</summary>
internal sealed class PerformanceDocument() : ReportDocument("performance.md", Introduction)
{
    private const string BarsFile = "performance-kernels.svg";
    private const string CallsFile = "performance-calls.svg";

    private const string Introduction =
        """
        # Performance of array kernels

        Made by `dotnet run -c Release --project benchmarks/JitGen.KernelBenchmarks`; do not edit. All alternatives run in one
        process (NativeAOT and the JIT in two), in turn, round after round; a time is that of the fastest round. What they compute is
        compared before it is timed. JitGen's strict code, the scalar C# loop and strict C agree bit for bit on every map.

        `jitgen-v4` and `jitgen-v3` are the machine code for x86-64-v4 (AVX-512) and x86-64-v3 (AVX2), called directly; `-fast` is
        `FloatMode.Fast`; `jitgen` is the generated method with all its checks. C is compiled with `-O3 -march=native` (`-v3`:
        `-march=x86-64-v3`), pointers `restrict`: `strict` adds `-ffp-contract=off -fno-math-errno`, `default` nothing, `fast`
        `-ffast-math`; clang without estimates of reciprocals. `tensors` is System.Numerics.Tensors, a pass per operation,
        `tensors-1024` the same over blocks of 1024 elements. `vector512` and `vector<t>` are C# written by hand.

        Functions of machine code, JitGen's and C's alike, are called behind 0 to 7 vector instructions, the rounds in turn, because the
        same bytes take up to 35 % longer behind an odd number of them than behind an even one, or the other way round, as the processor
        happens to distribute instructions among its pipes. So the fastest round is what the code can do, not how lucky its place was.


        """;

    public void AddInCache(Results results)
    {
        Heading("The kernels");
        Line("| kernel | for each element, or of all |\n| --- | --- |");
        foreach (Kernel kernel in results.Kernels)
        {
            Line($"| {kernel.Id} | `{kernel.Text}` |");
        }

        Heading("In the first-level cache");
        Line("Nanoseconds of one pass over the elements.");
        AppendTimes(results);
        AddPromises(Verdict.Of(Promise.InCache, results));
        Draw("Time relative to clang, by kernel", BarsFile, BarChart.Draw(results));
    }

    public void AddInMemory(Results results)
    {
        Heading("In memory");
        Line("Nanoseconds of one pass over 32 Mi elements, every array a different one.");
        AppendTimes(results);
        AddPromises(Verdict.Of(Promise.InMemory, results));
    }

    public void AddCalls(IReadOnlyList<CallTimes> calls)
    {
        Heading("Calls");
        Line("Nanoseconds of a call with few elements, all checks included, beside a method that is not inlined, takes the same spans");
        Line("and returns at once, and beside the scalar C# loop.");
        foreach (CallTimes times in calls)
        {
            Line($"\n| {times.Kernel.Id}, elements | jitgen | nothing | c# |\n| ---: | ---: | ---: | ---: |");
            foreach (int count in (int[])[0, 1, 4, 8, 15, 16, 17, 31, 32, 33, 64, 65, 96, 127, 128, 130])
            {
                Line($"| {count} | {Number(times.Formula[count])} | {Number(times.Nothing[count])} | {Number(times.Scalar[count])} |");
            }
        }

        AddPromises(CallPromises.Of(calls));
        Draw("Time by number of elements", CallsFile, LineChart.Draw(calls));
    }

    public void AddPauses(double milliseconds) =>
        AddPromises([new Verdict("`GC.Collect(0)` while another thread runs a kernel over 1 GB, median", milliseconds, 1, "ms")]);

    public void AddFallback(IReadOnlyList<(string Kernel, double Ratio)> ratios)
    {
        foreach ((string kernel, double ratio) in ratios)
        {
            AddPromises([new Verdict($"without native code, the scalar C# loop: {kernel}", ratio, 1.10, "")]);
        }
    }

    /// <param name="results">Null if this machine cannot publish with NativeAOT.</param>
    public void AddAheadOfTime(AheadOfTimeResults? results)
    {
        Heading("NativeAOT");
        if (results is null)
        {
            Line("Not run: this machine cannot publish with NativeAOT.");
            return;
        }

        Line("Nanoseconds of one pass of the generated method over elements in the first-level cache, in two processes that take turns:");
        Line($"one under the JIT, .NET 10, with kernels for {results.JitTarget}; and one compiled by NativeAOT, .NET 9, as it comes, with kernels");
        Line($"for {results.Target}.");
        Line("\n| kernel | elements | JIT | NativeAOT |\n| --- | ---: | ---: | ---: |");
        foreach (AheadOfTimeTimes times in results.Times)
        {
            Line($"| {times.Kernel.Id} | {times.Count.ToString("N0", CultureInfo.InvariantCulture)} | {Number(times.Jit)} | {Number(times.AheadOfTime)} |");
            AddPromises([new Verdict($"NativeAOT, the JIT: {times.Kernel.Id}", times.AheadOfTime / times.Jit, 1.10, "")]);
        }
    }
}
