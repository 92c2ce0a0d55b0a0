using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>Whether a promise is kept.</summary>
/// <param name="Text">The promise.</param>
/// <param name="Value">What was measured.</param>
/// <param name="Limit">What was promised at most.</param>
/// <param name="Unit">The unit of both; empty for a ratio.</param>
internal sealed record Verdict(string Text, double Value, double Limit, string Unit)
{
    public bool IsKept => Value <= Limit;

    /// <summary>A row of the table.</summary>
    public string Row => $"| {Text} | {Number(Value)}{Suffix} | {Number(Limit)}{Suffix} | {(IsKept ? "met" : "**not met**")} |";

    private string Suffix => Unit.Length == 0 ? "" : " " + Unit;

    /// <summary>A row for each kernel that a promise is about; one for all if it is about their mean.</summary>
    public static List<Verdict> Of(IReadOnlyList<Promise> promises, Results results)
    {
        var verdicts = new List<Verdict>();
        foreach (Promise promise in promises)
        {
            List<(Kernel Kernel, double Ratio)> ratios = promise.Ratios(results);
            if (promise.IsOfMean && ratios.Count > 0)
            {
                string kernels = string.Join(", ", ratios.ConvertAll(static ratio => ratio.Kernel.Id));
                double mean = Math.Exp(ratios.Average(static ratio => Math.Log(ratio.Ratio)));
                verdicts.Add(new Verdict($"{promise.Text}: {kernels}", mean, promise.Limit, ""));
                continue;
            }

            foreach ((Kernel kernel, double ratio) in ratios)
            {
                verdicts.Add(new Verdict($"{promise.Text}: {kernel.Id}", ratio, promise.Limit, ""));
            }
        }

        return verdicts;
    }

    private static string Number(double value) => value.ToString("0.00#", CultureInfo.InvariantCulture);
}
