using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>Runs over whole arrays: in the first-level cache, and in memory.</summary>
internal static class ArrayMeasurement
{
    private const int LongCount = 4096;
    private const int ShortCount = 1024;
    private const int MemoryCount = 32 << 20;

    /// <summary>What a measurement in the first-level cache takes at least: what it takes to get there must not count.</summary>
    private const double CachedNanoseconds = 100_000;

    /// <summary>What is assumed where the system does not say.</summary>
    private const int DefaultCacheBytes = 32 << 10;

    private static readonly int s_firstLevelCacheBytes = FirstLevelCacheBytes();

    /// <summary>Checks and measures all contenders over arrays that fit into the first-level cache.</summary>
    public static Results InCache(IReadOnlyList<Kernel> kernels, ContenderFactory factory, Options options) =>
        Checked(kernels, factory, new Rounds(options.Quick ? 40 : 300, CachedNanoseconds), CachedCount);

    /// <summary>Checks and measures all contenders over arrays of 4096 elements, of which those of Black-Scholes fit into the second-level cache only.</summary>
    public static Results Functions(IReadOnlyList<Kernel> kernels, ContenderFactory factory, Options options) =>
        Checked(kernels, factory, new Rounds(options.Quick ? 40 : 400, 30_000), static _ => LongCount);

    /// <summary>The number of elements with which a kernel's arrays fit into the first-level cache.</summary>
    public static int CachedCount(Kernel kernel)
    {
        // Not to the last line: the stack and the argument block want some.
        return kernel.BytesPerElement * LongCount <= s_firstLevelCacheBytes * 3 / 4 ? LongCount : ShortCount;
    }

    /// <summary>Measures the contenders over arrays far larger than any cache.</summary>
    public static Results InMemory(IReadOnlyList<Kernel> kernels, ContenderFactory factory, Options options)
    {
        var results = new Results();
        var rounds = new Rounds(options.Quick ? 3 : 25, 1);
        foreach (Kernel kernel in kernels)
        {
            if (kernel.Type != Element.Double)
            {
                List<Contender> contenders = factory.InMemory(kernel);
                contenders.RemoveAll(static contender => contender.Name.Contains("-v3", StringComparison.Ordinal));
                using var small = new Buffers(kernel, LongCount);
                Rounds.WarmUp(contenders, small.Operands);
                using var buffers = new Buffers(kernel, MemoryCount);
                Measure(results, kernel, contenders, buffers, rounds, MemoryCount);
            }
        }

        return results;
    }

    private static Results Checked(IReadOnlyList<Kernel> kernels, ContenderFactory factory, Rounds rounds, Func<Kernel, int> countOf)
    {
        var results = new Results();
        foreach (Kernel kernel in kernels)
        {
            List<Contender> contenders = factory.InCache(kernel);
            Check.Run(kernel, contenders);

            int count = countOf(kernel);
            using var buffers = new Buffers(kernel, count);
            Rounds.WarmUp(contenders, buffers.Operands);
            Measure(results, kernel, contenders, buffers, rounds, count);
        }

        return results;
    }

    private static void Measure(
        Results results, Kernel kernel, List<Contender> contenders, Buffers buffers, Rounds rounds, int count)
    {
        double[] times = rounds.Measure(contenders, buffers.Operands);
        results.Kernels.Add(kernel);
        results.Counts[kernel.Id] = count;
        for (int i = 0; i < times.Length; i++)
        {
            results.Add(kernel, contenders[i].Name, times[i]);
        }

        Console.Error.WriteLine($"{kernel.Id}, {count:N0} elements");
    }

    private static int FirstLevelCacheBytes()
    {
        const string File = "/sys/devices/system/cpu/cpu0/cache/index0/size";
        return System.IO.File.Exists(File)
            && int.TryParse(System.IO.File.ReadAllText(File).AsSpan().TrimEnd("K\n"), out int kilobytes)
            ? kilobytes << 10
            : DefaultCacheBytes;
    }
}
