using System;
using System.Globalization;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>
/// Bars of time relative to clang, on a logarithmic scale: to the left of 1 is faster. Strict C cannot compute a reduction by
/// vectors, so there it is clang with -ffast-math.
/// </summary>
internal static class BarChart
{
    private const double Left = 120;
    private const double Width = 640;
    private const double Top = 56;
    private const double BarHeight = 7;
    private const double Gap = 9;
    private const double Lowest = 0.125;
    private const double Highest = 32;

    private static readonly (string Contender, string Color)[] s_bars =
    [
        (ContenderNames.V4, "#0b6e4f"),
        (ContenderNames.V3, "#6bbf8a"),
        (ContenderNames.GccStrict, "#c9a227"),
        (ContenderNames.ClangFast, "#8d6cab"),
        (ContenderNames.Tensors, "#3b7dd8"),
        (ContenderNames.Scalar, "#b8bdc7"),
    ];

    public static string Draw(Results results)
    {
        double group = s_bars.Length * BarHeight + Gap;
        double bottom = Top + results.Kernels.Count * group;
        var drawing = new Drawing(Left + Width + 40, bottom + 30);
        drawing.Text(Left, 18, "Time relative to clang -O3, strict for maps and -ffast-math for reductions; left of 1 is faster", size: 13);
        for (int i = 0; i < s_bars.Length; i++)
        {
            drawing.Bar(Left + i * 108, 29, 10, 10, s_bars[i].Color);
            drawing.Text(Left + i * 108 + 14, 38, s_bars[i].Contender);
        }

        for (double value = Lowest; value <= Highest; value *= 2)
        {
            drawing.Line(X(value), Top - 4, X(value), bottom, value == 1 ? Drawing.Ink : Drawing.Faint);
            drawing.Text(X(value), bottom + 16, value.ToString("0.###", CultureInfo.InvariantCulture), "middle");
        }

        for (int k = 0; k < results.Kernels.Count; k++)
        {
            Kernel kernel = results.Kernels[k];
            double y = Top + k * group;
            drawing.Text(Left - 8, y + group / 2, kernel.Id, "end");
            if (results.Time(kernel, kernel.IsReduction ? ContenderNames.ClangFast : ContenderNames.ClangStrict) is not { } reference)
            {
                continue;
            }

            for (int i = 0; i < s_bars.Length; i++)
            {
                if (results.Time(kernel, s_bars[i].Contender) is { } time)
                {
                    double x = X(time / reference);
                    drawing.Bar(Math.Min(x, X(1)), y + i * BarHeight, Math.Abs(x - X(1)), BarHeight - 1, s_bars[i].Color);
                }
            }
        }

        return drawing.ToString();
    }

    private static double X(double ratio) =>
        Left + Width * Math.Log2(Math.Clamp(ratio, Lowest, Highest) / Lowest) / Math.Log2(Highest / Lowest);
}
