using System;
using System.Diagnostics;
using System.Threading;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>How long garbage collections wait for a thread that runs a kernel over a gigabyte.</summary>
internal static class PauseMeasurement
{
    /// <summary>Elements of each of the three arrays: 1 GB together.</summary>
    private const int Count = (1 << 30) / 12;

    /// <summary>The median milliseconds of <c>GC.Collect(0)</c> on another thread.</summary>
    public static double MedianMilliseconds(Options options)
    {
        Kernel kernel = KernelCatalog.All[0];
        using var buffers = new Buffers(kernel, Count);
        Operands operands = buffers.Operands;
        bool stop = false;
        var thread = new Thread(() =>
        {
            while (!Volatile.Read(ref stop))
            {
                kernel.Formula(operands);
            }
        });
        kernel.Formula(operands);
        thread.Start();
        var times = new double[options.Quick ? 21 : 101];
        for (int i = 0; i < times.Length; i++)
        {
            Thread.Sleep(5);
            long start = Stopwatch.GetTimestamp();
            GC.Collect(0);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        Volatile.Write(ref stop, true);
        thread.Join();
        Array.Sort(times);
        return times[times.Length / 2];
    }
}
