using System;

namespace Options;

/// <summary>
/// A million made-up quotes, always the same: strikes around the spot, maturities of a week to two years, volatilities that smile, higher
/// away from the spot and for short maturities.
/// </summary>
internal sealed class Quotes
{
    /// <summary>Of a strike so far from the spot, in units of the standard deviation, the volatility shows in the price.</summary>
    private const double FarthestStrike = 2.5;

    public Quotes(int count, int seed)
    {
        var random = new Random(seed);
        Spot = new double[count];
        Strike = new double[count];
        Years = new double[count];
        Volatility = new double[count];
        for (int i = 0; i < count; i++)
        {
            Spot[i] = 20 + 180 * random.NextDouble();
            Years[i] = 7 / 365.0 + 2 * random.NextDouble();
            double deviation = 0.2 * Math.Sqrt(Years[i]);
            Strike[i] = Spot[i] * Math.Exp((2 * random.NextDouble() - 1) * FarthestStrike * deviation);
            Volatility[i] = SmileAt(Math.Log(Strike[i] / Spot[i]) / deviation, Years[i]);
        }
    }

    public double[] Spot { get; }

    public double[] Strike { get; }

    /// <summary>To maturity.</summary>
    public double[] Years { get; }

    /// <summary>Per year: what the quotes imply.</summary>
    public double[] Volatility { get; }

    public int Count => Spot.Length;

    private static double SmileAt(double moneyness, double years) =>
        0.18 + 0.03 * moneyness * moneyness - 0.02 * moneyness + 0.04 / (1 + 4 * years);
}
