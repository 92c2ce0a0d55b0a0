using System.Collections.Generic;
using System.Globalization;
using System.Text;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>The text of <c>docs/performance-functions.md</c>.</summary>
internal sealed class FunctionDocument() : ReportDocument("performance-functions.md", Introduction)
{
    private const string Introduction =
        """
        # Performance of mathematical functions

        Made by `dotnet run -c Release --project benchmarks/JitGen.KernelBenchmarks -- functions`; do not edit. All alternatives run in one
        process, in turn, round after round; a time is that of the fastest round. What they compute is compared before it is timed.

        `jitgen-v4` and `jitgen-v3` are the machine code for x86-64-v4 (AVX-512) and x86-64-v3 (AVX2), called directly, floats correctly
        rounded and doubles within one unit of the last place; `-fast` is `MathPrecision.Fast`, of floats within two units of the last
        place; `jitgen` is the generated method with all its checks. `sleef` and `sleef-v3` are the functions of Debian's SLEEF for AVX-512
        and AVX2, within 1.0 units of the last place, in a loop in C. `libmvec` is a plain loop in C compiled by `gcc -O3 -ffast-math
        -march=native` (`-v3`: `-march=x86-64-v3`), which applies glibc's vector functions, within 4 units. `tensors` is
        System.Numerics.Tensors, `tensors-1024` the same over blocks of 1024 elements; `c#` is a scalar loop with the functions of .NET.


        """;

    /// <summary>The columns of the table of ratios.</summary>
    private static readonly (string Contender, string Reference)[] s_ratios =
    [
        (ContenderNames.V4, ContenderNames.Sleef),
        (ContenderNames.V3, ContenderNames.SleefV3),
        (ContenderNames.V4, ContenderNames.Libmvec),
        (ContenderNames.V3, ContenderNames.LibmvecV3),
        (ContenderNames.V4Fast, ContenderNames.Libmvec),
        (ContenderNames.V3Fast, ContenderNames.LibmvecV3),
        (ContenderNames.V4, ContenderNames.Tensors),
        (ContenderNames.V4, ContenderNames.Scalar),
    ];

    public void Add(Results results)
    {
        Heading("The kernels");
        Line("| kernel | for each element | arguments, evenly distributed |\n| --- | --- | --- |");
        foreach (Kernel kernel in results.Kernels)
        {
            Line($"| {kernel.Id} | `{kernel.Text}` | {RangesOf(kernel)} |");
        }

        Line("\nThe arguments of Black-Scholes are spot, strike, years and volatility; its normal distribution N is Abramowitz and Stegun's");
        Line("26.2.17 in every alternative.");
        Heading("Times");
        Line("Nanoseconds of one pass over the elements.");
        AppendTimes(results);
        Heading("Ratios");
        Line("Times relative to those of others: below 1 is faster.");
        AppendRatios(results);
        AddPromises(Verdict.Of(Promise.OfFunctions, results));
    }

    private static string RangesOf(Kernel kernel)
    {
        var ranges = new List<string>();
        for (int i = 0; i < kernel.Inputs.Count; i++)
        {
            (double low, double high) = kernel.RangeOf(i);
            ranges.Add(string.Create(CultureInfo.InvariantCulture, $"{low} to {high}"));
        }

        return string.Join(", ", ranges);
    }

    private void AppendRatios(Results results)
    {
        var columns = new List<string>();
        foreach ((string contender, string reference) in s_ratios)
        {
            columns.Add($"`{contender}` / `{reference}`");
        }

        Columns(columns);
        foreach (Kernel kernel in results.Kernels)
        {
            var row = new StringBuilder($"| {kernel.Id} |");
            foreach ((string contender, string reference) in s_ratios)
            {
                double? ratio = results.Time(kernel, contender) / results.Time(kernel, reference);
                row.Append(CultureInfo.InvariantCulture, $" {ratio:0.00} |");
            }

            Line(row.ToString());
        }
    }
}
