using System;

namespace Prices;

/// <summary>The same in the loops that one would write in C#.</summary>
internal static class PlainLoops
{
    public static void Returns(ReadOnlySpan<double> price, Span<double> result)
    {
        for (int i = 1; i < price.Length; i++)
        {
            result[i] = price[i] / price[i - 1] - 1;
        }
    }

    public static double AveragePrice(ReadOnlySpan<double> price, ReadOnlySpan<int> volume)
    {
        double traded = 0;
        double volumes = 0;
        for (int i = 0; i < price.Length; i++)
        {
            traded += price[i] * volume[i];
            volumes += volume[i];
        }

        return traded / volumes;
    }

    public static double Volatility(ReadOnlySpan<double> r)
    {
        double sum = 0;
        foreach (double x in r)
        {
            sum += x * x;
        }

        return Math.Sqrt(sum);
    }

    public static double LargestMove(ReadOnlySpan<double> r)
    {
        double largest = double.NegativeInfinity;
        foreach (double x in r)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        return largest;
    }

    public static double Mean(ReadOnlySpan<double> r)
    {
        double sum = 0;
        foreach (double x in r)
        {
            sum += x;
        }

        return sum / r.Length;
    }

    public static double Deviation(ReadOnlySpan<double> r, double mean)
    {
        double sum = 0;
        foreach (double x in r)
        {
            sum += (x - mean) * (x - mean);
        }

        return Math.Sqrt(sum / (r.Length - 1));
    }

    public static void ZScores(ReadOnlySpan<double> r, double mean, double deviation, Span<double> result)
    {
        for (int i = 0; i < r.Length; i++)
        {
            result[i] = (r[i] - mean) / deviation;
        }
    }

    public static int Outliers(ReadOnlySpan<double> z)
    {
        int count = 0;
        foreach (double x in z)
        {
            count += Math.Abs(x) > 4 ? 1 : 0;
        }

        return count;
    }
}
