using System;
using System.Collections.Generic;
using System.Globalization;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>Time of a call by number of elements, a panel per kernel.</summary>
internal static class LineChart
{
    private const double Left = 46;
    private const double Width = 640;
    private const double PanelHeight = 170;
    private const double Gap = 46;
    private const double Top = 30;

    private const string FormulaColor = "#0b6e4f";
    private const string NothingColor = "#8d6cab";
    private const string ScalarColor = "#b8bdc7";

    public static string Draw(IReadOnlyList<CallTimes> calls)
    {
        var drawing = new Drawing(Left + Width + 20, Top + calls.Count * (PanelHeight + Gap));
        for (int i = 0; i < calls.Count; i++)
        {
            Panel(drawing, calls[i], Top + i * (PanelHeight + Gap));
        }

        return drawing.ToString();
    }

    private static void Panel(Drawing drawing, CallTimes times, double top)
    {
        const int Last = CallMeasurement.LastCount;
        double highest = 1;
        for (int n = 0; n <= Last; n++)
        {
            highest = Math.Max(highest, Math.Max(times.Formula[n], times.Scalar[n]));
        }

        highest = Math.Ceiling(highest / 10) * 10;
        drawing.Text(Left, top - 8, $"{times.Kernel.Id}: ns per call by number of elements", size: 12);
        Legend(0, "jitgen", FormulaColor);
        Legend(1, "nothing", NothingColor);
        Legend(2, "c#", ScalarColor);
        for (int tick = 0; tick <= 5; tick++)
        {
            double value = highest * tick / 5;
            drawing.Line(Left, Y(value), Left + Width, Y(value), Drawing.Faint);
            drawing.Text(Left - 6, Y(value) + 4, value.ToString("0", CultureInfo.InvariantCulture), "end");
        }

        for (int n = 0; n <= Last; n += 16)
        {
            drawing.Line(X(n), top, X(n), top + PanelHeight, Drawing.Faint);
            drawing.Text(X(n), top + PanelHeight + 14, n.ToString(CultureInfo.InvariantCulture), "middle");
        }

        Curve(times.Scalar, ScalarColor);
        Curve(times.Nothing, NothingColor);
        Curve(times.Formula, FormulaColor);

        void Legend(int place, string name, string color)
        {
            double x = Left + Width - 210 + place * 75;
            drawing.Bar(x, top - 16, 10, 10, color);
            drawing.Text(x + 14, top - 7, name);
        }

        void Curve(double[] values, string color)
        {
            var points = new (double, double)[Last + 1];
            for (int n = 0; n <= Last; n++)
            {
                points[n] = (X(n), Y(values[n]));
            }

            drawing.Curve(points, color);
        }

        double X(int n) => Left + Width * n / Last;

        double Y(double value) => top + PanelHeight * (1 - value / highest);
    }
}
