using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>What is promised of calls with few elements.</summary>
internal static class CallPromises
{
    private const int SaxpyCount = 8;

    /// <summary>A line for each promise and kernel.</summary>
    public static List<Verdict> Of(IReadOnlyList<CallTimes> calls)
    {
        var verdicts = new List<Verdict>();
        foreach (CallTimes times in calls)
        {
            string id = times.Kernel.Id;
            if (times.Kernel.Name == "saxpy")
            {
                double cost = times.Formula[SaxpyCount] - times.Nothing[SaxpyCount];
                verdicts.Add(new Verdict($"{SaxpyCount} elements of {id}: ns above a method that returns at once", cost, 4, "ns"));
            }

            (double step, int stepAt) = Worst(times, WholeVectorRatio);
            verdicts.Add(new Verdict($"{id}: time of 1 to 130 elements / of the next whole vector (worst: {stepAt})", step, 1.3, ""));
            (double lag, int lagAt) = Worst(times, static (times, count) => times.Formula[count] - times.Scalar[count]);
            verdicts.Add(new Verdict($"{id}: ns slower than the scalar C# loop, 1 to 130 elements (worst: {lagAt})", lag, 6, "ns"));
        }

        return verdicts;
    }

    private static double WholeVectorRatio(CallTimes times, int count)
    {
        int widest = 1;
        foreach (Element element in (Element[])[.. times.Kernel.Inputs, .. times.Kernel.Outputs])
        {
            widest = Math.Max(widest, element.Bytes);
        }

        int vector = (NativeCode.KernelTarget.Contains("v4", StringComparison.Ordinal) ? 64 : 32) / widest;
        int whole = (count + vector - 1) / vector * vector;
        return times.Formula[count] / times.Formula[whole];
    }

    private static (double Value, int Count) Worst(CallTimes times, Func<CallTimes, int, double> measure)
    {
        (double Value, int Count) worst = (double.MinValue, 0);
        for (int count = 1; count <= CallMeasurement.LastCount; count++)
        {
            double value = measure(times, count);
            if (value > worst.Value)
            {
                worst = (value, count);
            }
        }

        return worst;
    }
}
