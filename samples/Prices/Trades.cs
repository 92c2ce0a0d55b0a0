using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Prices;

/// <summary>The columns of a file of trades: <c>milliseconds,price,volume</c>, a trade a line under a line of headings.</summary>
internal sealed class Trades
{
    private const string Headings = "milliseconds,price,volume";

    private Trades(double[] prices, int[] volumes)
    {
        Prices = prices;
        Volumes = volumes;
    }

    public double[] Prices { get; }

    public int[] Volumes { get; }

    /// <summary>Reads a file; a line that is no trade is an exception that names it.</summary>
    public static Trades Read(string path)
    {
        var prices = new List<double>();
        var volumes = new List<int>();
        using var reader = new StreamReader(path);
        if (reader.ReadLine() != Headings)
        {
            throw new InvalidDataException($"{path}: the first line is not '{Headings}'.");
        }

        while (reader.ReadLine() is { } line)
        {
            ReadOnlySpan<char> text = line;
            int first = text.IndexOf(',');
            int second = text.LastIndexOf(',');
            if (first < 0 || second <= first
                || !double.TryParse(text[(first + 1)..second], NumberStyles.Float, CultureInfo.InvariantCulture, out double price)
                || !int.TryParse(text[(second + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int volume))
            {
                throw new InvalidDataException($"{path}, line {prices.Count + 2}: '{line}' is not 'milliseconds,price,volume'.");
            }

            prices.Add(price);
            volumes.Add(volume);
        }

        return prices.Count > 1
            ? new Trades([.. prices], [.. volumes])
            : throw new InvalidDataException($"{path}: there are fewer than two trades.");
    }

    /// <summary>
    /// Writes a made-up day, always the same: returns with fat tails and volatility in clusters, a busy open and close, prices in
    /// ticks of a cent.
    /// </summary>
    public static void Write(string path, int count)
    {
        const int Day = 23_400_000;
        var random = new Random(20_260_102);
        using var writer = new StreamWriter(path);
        writer.WriteLine(Headings);
        double price = 100;
        double variance = 1;
        for (int i = 0; i < count; i++)
        {
            double day = (double)i / count;
            double busy = 0.5 + 2 * Math.Pow(2 * day - 1, 2);
            double shock = Normal(random) * Math.Sqrt(variance);
            variance = 0.05 + 0.9 * variance + 0.05 * shock * shock;
            price *= 1 + 2e-5 * busy * shock + (random.Next(50_000) == 0 ? 0.002 * Normal(random) : 0);
            int volume = 100 * (1 + (int)(busy * -Math.Log(1 - random.NextDouble()) * 3));
            writer.Write((int)(day * Day));
            writer.Write(',');
            writer.Write(Math.Max(0.01, Math.Round(price, 2)).ToString("F2", CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.WriteLine(volume);
        }
    }

    /// <summary>A normally distributed number (Box and Muller).</summary>
    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
