using System;

namespace JitGen.KernelBenchmarks.Functions;

/// <summary>The kernels of mathematical functions, compiled by JitGen.</summary>
internal static partial class FunctionFormulas
{
    [NativeExpression("exp(x)")]
    public static partial void Exp(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("exp(x)")]
    public static partial void Exp(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("log(x)")]
    public static partial void Log(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("log(x)")]
    public static partial void Log(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("sin(x)")]
    public static partial void Sin(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("sin(x)")]
    public static partial void Sin(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("cos(x)")]
    public static partial void Cos(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("cos(x)")]
    public static partial void Cos(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("tanh(x)")]
    public static partial void Tanh(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("sigmoid(x)")]
    public static partial void Sigmoid(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("pow(x, y)")]
    public static partial void Pow(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r);

    [NativeExpression("pow(x, y)")]
    public static partial void Pow(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> r);

    [NativeExpression(
        """
        var root = volatility * sqrt(years);
        var d1 = (log(spot / strike) + (rate + volatility*volatility/2) * years) / root;
        var d2 = d1 - root;
        var k1 = 1 / (1 + 0.2316419 * abs(d1));
        var k2 = 1 / (1 + 0.2316419 * abs(d2));
        var tail1 = 0.3989422804014327 * exp(d1*d1*-0.5) * (((((1.330274429*k1 - 1.821255978)*k1 + 1.781477937)*k1 - 0.356563782)*k1 + 0.319381530)*k1);
        var tail2 = 0.3989422804014327 * exp(d2*d2*-0.5) * (((((1.330274429*k2 - 1.821255978)*k2 + 1.781477937)*k2 - 0.356563782)*k2 + 0.319381530)*k2);
        price = spot * (d1 < 0 ? tail1 : 1 - tail1) - strike * exp(-rate * years) * (d2 < 0 ? tail2 : 1 - tail2);
        """)]
    public static partial void BlackScholes(
        ReadOnlySpan<double> spot, ReadOnlySpan<double> strike, ReadOnlySpan<double> years, ReadOnlySpan<double> volatility, Span<double> price,
        double rate);
}
