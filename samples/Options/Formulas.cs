using System;
using JitGen;

namespace Options;

/// <summary>The Black-Scholes model of European call options without dividends, each formula one pass over all quotes.</summary>
internal static partial class Formulas
{
    /// <summary>The normal distribution, Abramowitz and Stegun 26.2.17: off by at most 7.5e-8.</summary>
    [NativeExpression(
        """
        var k = 1 / (1 + 0.2316419 * abs(x));
        var p = ((((1.330274429*k - 1.821255978)*k + 1.781477937)*k - 0.356563782)*k + 0.319381530)*k;
        var tail = Density(x) * p;
        x < 0 ? tail : 1 - tail
        """)]
    public static partial double Normal(double x);

    /// <summary>The density of the normal distribution.</summary>
    [NativeExpression("0.3989422804014327 * exp(-x*x/2)")]
    public static partial double Density(double x);

    [NativeExpression("(log(spot / strike) + (rate + volatility*volatility/2) * years) / (volatility * sqrt(years))")]
    public static partial double D1(double spot, double strike, double years, double rate, double volatility);

    /// <summary>What the options are worth.</summary>
    [NativeExpression(
        """
        var d1 = D1(spot, strike, years, rate, volatility);
        var d2 = d1 - volatility * sqrt(years);
        price = spot * Normal(d1) - strike * exp(-rate * years) * Normal(d2);
        """)]
    public static partial void Prices(
        ReadOnlySpan<double> spot, ReadOnlySpan<double> strike, ReadOnlySpan<double> years, ReadOnlySpan<double> volatility, double rate,
        Span<double> price);

    /// <summary>How the price changes with the spot (delta), delta with the spot (gamma), the price with the volatility (vega) and with time (theta).</summary>
    [NativeExpression(
        """
        var root = sqrt(years);
        var d1 = D1(spot, strike, years, rate, volatility);
        var d2 = d1 - volatility * root;
        var density = Density(d1);
        delta = Normal(d1);
        gamma = density / (spot * volatility * root);
        vega = spot * density * root;
        theta = -spot * density * volatility / (2 * root) - rate * strike * exp(-rate * years) * Normal(d2);
        """)]
    public static partial void Greeks(
        ReadOnlySpan<double> spot, ReadOnlySpan<double> strike, ReadOnlySpan<double> years, ReadOnlySpan<double> volatility, double rate,
        Span<double> delta, Span<double> gamma, Span<double> vega, Span<double> theta);

    /// <summary>A step of Newton's method towards the volatility at which the model gives the quoted price.</summary>
    [NativeExpression(
        """
        var d1 = D1(spot, strike, years, rate, volatility);
        var d2 = d1 - volatility * sqrt(years);
        var price = spot * Normal(d1) - strike * exp(-rate * years) * Normal(d2);
        var vega = spot * Density(d1) * sqrt(years);
        volatility = clamp(volatility - (price - quoted) / max(vega, 1e-8), 0.01, 4.0);
        """)]
    public static partial void ImproveVolatility(
        ReadOnlySpan<double> spot, ReadOnlySpan<double> strike, ReadOnlySpan<double> years, ReadOnlySpan<double> quoted, double rate,
        Span<double> volatility);

    /// <summary>The largest difference of two columns.</summary>
    [NativeExpression("max(abs(x - y))")]
    public static partial double LargestDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
