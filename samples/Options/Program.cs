using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using JitGen;

namespace Options;

/// <summary>Prices, greeks and implied volatilities of a million options by formulas; draws the smile of the shortest maturities.</summary>
internal static class Program
{
    private const int Count = 1_000_000;
    private const int Rounds = 5;
    private const int Steps = 8;
    private const double Rate = 0.03;
    private const double FirstGuess = 0.25;
    private const double LargestError = 1e-6;

    /// <summary>The maturities of the smile, in years.</summary>
    private const double ShortLeast = 0.1;
    private const double ShortMost = 0.12;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (arguments.Length > 2 || (arguments.Length > 1 && !int.TryParse(arguments[1], out _)))
        {
            Console.Error.WriteLine("Usage: Options [DIRECTORY [QUOTES]]");
            return 2;
        }

        string directory = arguments.Length > 0 ? arguments[0] : Path.Combine(Path.GetTempPath(), "jitgen-options");
        int count = arguments.Length > 1 ? int.Parse(arguments[1], CultureInfo.InvariantCulture) : Count;
        var quotes = new Quotes(count, seed: 7);
        Console.WriteLine($"{count:N0} options; formulas run as: {NativeCode.KernelTarget}");

        var prices = new double[count];
        Time("prices", count, () => Formulas.Prices(quotes.Spot, quotes.Strike, quotes.Years, quotes.Volatility, Rate, prices));
        double[] delta = new double[count], gamma = new double[count], vega = new double[count], theta = new double[count];
        Time("greeks", count, () => Formulas.Greeks(quotes.Spot, quotes.Strike, quotes.Years, quotes.Volatility, Rate, delta, gamma, vega, theta));

        var implied = new double[count];
        Time($"implied volatility, {Steps} steps", count, () =>
        {
            implied.AsSpan().Fill(FirstGuess);
            for (int step = 0; step < Steps; step++)
            {
                Formulas.ImproveVolatility(quotes.Spot, quotes.Strike, quotes.Years, prices, Rate, implied);
            }
        });

        Console.WriteLine($"The first: spot {quotes.Spot[0]:F2}, strike {quotes.Strike[0]:F2}, {quotes.Years[0]:F2} years: price {prices[0]:F4}, "
            + $"delta {delta[0]:F4}, gamma {gamma[0]:F4}, vega {vega[0]:F4}, theta {theta[0]:F4}, implied volatility {implied[0]:P3}");
        double error = Formulas.LargestDifference(implied, quotes.Volatility);
        Console.WriteLine($"Largest error of an implied volatility: {error:E2}");
        DrawSmile(quotes, implied, directory);
        return error < LargestError ? 0 : 1;
    }

    private static void Time(string name, int count, Action compute)
    {
        double seconds = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            compute();
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Console.WriteLine($"{name,-30}{seconds * 1000,9:F2} ms {count / seconds / 1e6,9:F1} million options/s");
    }

    private static void DrawSmile(Quotes quotes, double[] implied, string directory)
    {
        var points = new List<(double Moneyness, double Volatility)>();
        for (int i = 0; i < implied.Length && points.Count < 1000; i++)
        {
            if (quotes.Years[i] is > ShortLeast and < ShortMost)
            {
                points.Add((quotes.Strike[i] / quotes.Spot[i], implied[i]));
            }
        }

        Directory.CreateDirectory(directory);
        string path = Path.Combine(directory, "smile.svg");
        File.WriteAllText(path, SmileChart.Draw(points, "Implied volatility, six weeks to maturity"));
        Console.WriteLine($"The smile: {path}");
    }
}
