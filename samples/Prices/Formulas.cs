using System;
using JitGen;

namespace Prices;

/// <summary>What is computed of a day of trades, each a fused pass over whole columns.</summary>
internal static partial class Formulas
{
    /// <summary>The relative change since the trade before; the first element is left as it is.</summary>
    [NativeExpression("price[i] / price[i-1] - 1")]
    public static partial void Returns(ReadOnlySpan<double> price, Span<double> result);

    /// <summary>The volume-weighted average price.</summary>
    [NativeExpression("sum(price * volume) / sum((double)volume)")]
    public static partial double AveragePrice(ReadOnlySpan<double> price, ReadOnlySpan<int> volume);

    /// <summary>The realized volatility: the root of the sum of squared returns.</summary>
    [NativeExpression("sqrt(sum(r*r))")]
    public static partial double Volatility(ReadOnlySpan<double> r);

    [NativeExpression("max(abs(r))")]
    public static partial double LargestMove(ReadOnlySpan<double> r);

    [NativeExpression("mean(r)")]
    public static partial double Mean(ReadOnlySpan<double> r);

    [NativeExpression("sqrt(sum((r - mean)*(r - mean)) / (length(r) - 1))")]
    public static partial double Deviation(ReadOnlySpan<double> r, double mean);

    [NativeExpression("(r - mean) / deviation")]
    public static partial void ZScores(ReadOnlySpan<double> r, double mean, double deviation, Span<double> result);

    [NativeExpression("count(abs(z) > 4)")]
    public static partial int Outliers(ReadOnlySpan<double> z);
}
