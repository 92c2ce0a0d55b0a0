using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using JitGen;

namespace Prices;

/// <summary>Statistics of a day of trades by formulas over whole columns, beside the same loops in C#.</summary>
internal static class Program
{
    private const int Rows = 1_000_000;

    /// <summary>Each is timed so often; the fastest counts.</summary>
    private const int Rounds = 9;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string path = arguments.Length > 0 ? arguments[0] : Path.Combine(Path.GetTempPath(), "jitgen-prices.csv");
        if (arguments.Length == 0 && !File.Exists(path))
        {
            Console.WriteLine($"Writing {Rows:N0} made-up trades to {path} ...");
            Trades.Write(path, Rows);
        }

        try
        {
            Report(Trades.Read(path));
            return 0;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    private static void Report(Trades trades)
    {
        double[] prices = trades.Prices;
        int[] volumes = trades.Volumes;
        var returns = new double[prices.Length];
        var scores = new double[prices.Length];
        var check = new double[prices.Length];
        Console.WriteLine($"{prices.Length:N0} trades; formulas run as: {NativeCode.KernelTarget}");
        Console.WriteLine();
        Console.WriteLine($"{"",-22}{"by formulas",14}{"by loops in C#",18}{"formulas",14}{"loops",14}{"",8}");
        Console.WriteLine($"{"",-22}{"",14}{"",18}{"rows/s",14}{"rows/s",14}{"",8}");

        Line("returns", () => Last(Formulas.Returns, prices, returns), () => Last(PlainLoops.Returns, prices, check), prices.Length, "P4");
        Require(returns, check);
        Line("average price", () => Formulas.AveragePrice(prices, volumes), () => PlainLoops.AveragePrice(prices, volumes), prices.Length, "F4");
        Line("realized volatility", () => Formulas.Volatility(returns), () => PlainLoops.Volatility(returns), prices.Length, "P4");
        Line("largest move", () => Formulas.LargestMove(returns), () => PlainLoops.LargestMove(returns), prices.Length, "P4");
        double mean = Line("mean return", () => Formulas.Mean(returns), () => PlainLoops.Mean(returns), prices.Length, "E4");
        double deviation = Line(
            "deviation", () => Formulas.Deviation(returns, mean), () => PlainLoops.Deviation(returns, mean), prices.Length, "E4");
        Line(
            "z-scores (last)",
            () => Last((from, to) => Formulas.ZScores(from, mean, deviation, to), returns, scores),
            () => Last((from, to) => PlainLoops.ZScores(from, mean, deviation, to), returns, check),
            prices.Length,
            "F4");
        Require(scores, check);
        Line("beyond 4 deviations", () => Formulas.Outliers(scores), () => PlainLoops.Outliers(scores), prices.Length, "N0");
    }

    /// <summary>A map, and its last result to show.</summary>
    private static double Last(Map map, double[] from, double[] to)
    {
        map(from, to);
        return to[^1];
    }

    private static double Line(string name, Func<double> formula, Func<double> loop, int rows, string format)
    {
        double byFormula = 0;
        double byLoop = 0;
        double formulaSeconds = double.MaxValue;
        double loopSeconds = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            formulaSeconds = Math.Min(formulaSeconds, Time(formula, out byFormula));
            loopSeconds = Math.Min(loopSeconds, Time(loop, out byLoop));
        }

        string ratio = $"{loopSeconds / formulaSeconds:F1} x";
        Console.WriteLine(
            $"{name,-22}{byFormula.ToString(format),14}{byLoop.ToString(format),18}{rows / formulaSeconds,14:E2}{rows / loopSeconds,14:E2}{ratio,8}");
        return byFormula;
    }

    private static double Time(Func<double> compute, out double result)
    {
        long start = Stopwatch.GetTimestamp();
        result = compute();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Maps give the bits of the loop; sums are added up in another order, which is the same on every machine.</summary>
    private static void Require(double[] formulas, double[] loops)
    {
        if (!formulas.AsSpan(1).SequenceEqual(loops.AsSpan(1)))
        {
            throw new InvalidOperationException("The formula and the loop give different results.");
        }
    }

    private delegate void Map(ReadOnlySpan<double> from, Span<double> to);
}
