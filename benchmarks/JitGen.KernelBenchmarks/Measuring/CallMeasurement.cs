using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>Nanoseconds of a call by number of elements.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Formula">JitGen's method.</param>
/// <param name="Nothing">A method of the same parameters that does nothing.</param>
/// <param name="Scalar">The plain loop.</param>
internal sealed record CallTimes(Kernel Kernel, double[] Formula, double[] Nothing, double[] Scalar);

/// <summary>Calls with few elements, all checks of the generated methods included.</summary>
internal static class CallMeasurement
{
    /// <summary>The most elements that the promises speak of.</summary>
    public const int LastCount = 130;

    /// <summary>Measured beyond, up to the next whole vector of the widest kind.</summary>
    private const int MeasuredCount = 192;

    /// <summary>How often all numbers of elements are gone through, so that a slow moment of the machine does not hit a few of them only.</summary>
    private const int Passes = 8;

    /// <summary>Measures every number of elements, all alternatives in turn.</summary>
    public static List<CallTimes> Run(IReadOnlyList<Kernel> kernels, Options options)
    {
        var results = new List<CallTimes>();
        var rounds = new Rounds(options.Quick ? 10 : 50, 4_000);
        foreach (CallCase entry in CallCatalog.Of(kernels))
        {
            Contender[] contenders =
            [
                Contender.Of(ContenderNames.Formula, entry.Kernel.Formula),
                Contender.Of("nothing", entry.Nothing),
                Contender.Of(ContenderNames.Scalar, entry.Kernel.Scalar),
            ];
            using var buffers = new Buffers(entry.Kernel, MeasuredCount);
            var times = new CallTimes(entry.Kernel, Unmeasured(), Unmeasured(), Unmeasured());
            Rounds.WarmUp(contenders, buffers.Operands);
            for (int pass = 0; pass < (options.Quick ? 1 : Passes); pass++)
            {
                Measure(times, contenders, buffers.Operands, rounds);
            }

            results.Add(times);
            Console.Error.WriteLine($"{entry.Kernel.Id}, 0 to {LastCount} elements");
        }

        return results;
    }

    private static void Measure(CallTimes times, Contender[] contenders, in Operands operands, Rounds rounds)
    {
        for (int count = 0; count <= MeasuredCount; count++)
        {
            double[] measured = rounds.Measure(contenders, operands.WithCount(count));
            times.Formula[count] = Math.Min(times.Formula[count], measured[0]);
            times.Nothing[count] = Math.Min(times.Nothing[count], measured[1]);
            times.Scalar[count] = Math.Min(times.Scalar[count], measured[2]);
        }
    }

    private static double[] Unmeasured()
    {
        var times = new double[MeasuredCount + 1];
        Array.Fill(times, double.MaxValue);
        return times;
    }
}
