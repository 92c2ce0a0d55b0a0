using System;

namespace JitGen.KernelBenchmarks;

/// <summary>The kernels, compiled by JitGen. Inputs come first, then results, then scalars.</summary>
internal static partial class Formulas
{
    [NativeExpression("a*x + y")]
    public static partial void Saxpy(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r, float a);

    [NativeExpression("a*x + y")]
    public static partial void Saxpy(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> r, double a);

    [NativeExpression("((((0.5f*x - 1.125f)*x + 2)*x + 0.75f)*x - 0.25f)*x + 1.5f")]
    public static partial void Polynomial(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("((((0.5*x - 1.125)*x + 2)*x + 0.75)*x - 0.25)*x + 1.5")]
    public static partial void Polynomial(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("sqrt(x*x + y*y)")]
    public static partial void Hypot(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r);

    [NativeExpression("sqrt(x*x + y*y)")]
    public static partial void Hypot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> r);

    [NativeExpression("r = x*x - y*y + z; q = 2*x*y + w")]
    public static partial void Mandelbrot(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, ReadOnlySpan<float> w, Span<float> r, Span<float> q);

    [NativeExpression("r = x*x - y*y + z; q = 2*x*y + w")]
    public static partial void Mandelbrot(
        ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> z, ReadOnlySpan<double> w, Span<double> r, Span<double> q);

    [NativeExpression("clamp(x, a, b)")]
    public static partial void Clamp(ReadOnlySpan<float> x, Span<float> r, float a, float b);

    [NativeExpression("clamp(x, a, b)")]
    public static partial void Clamp(ReadOnlySpan<double> x, Span<double> r, double a, double b);

    [NativeExpression("x > y ? x*0.5f + y : y - x")]
    public static partial void Where(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r);

    [NativeExpression("x > y ? x*0.5 + y : y - x")]
    public static partial void Where(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> r);

    [NativeExpression("var t = x*z + y*(255 - z) + 128; (byte)((t + (t >> 8)) >> 8)")]
    public static partial void Blend(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> z, Span<byte> r);

    [NativeExpression("x * y")]
    public static partial void Gain(ReadOnlySpan<byte> x, ReadOnlySpan<float> y, Span<float> r);

    [NativeExpression("(x[i - 1] + x[i + 1]) * 0.5f")]
    public static partial void Stencil(ReadOnlySpan<float> x, Span<float> r);

    [NativeExpression("(x[i - 1] + x[i + 1]) * 0.5")]
    public static partial void Stencil(ReadOnlySpan<double> x, Span<double> r);

    [NativeExpression("r = a*r[i-1] + b*x")]
    public static partial void OnePole(ReadOnlySpan<float> x, Span<float> r, float a, float b);

    [NativeExpression("r = a*r[i-1] + b*x")]
    public static partial void OnePole(ReadOnlySpan<double> x, Span<double> r, double a, double b);

    [NativeExpression("sum(x * y)")]
    public static partial float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y);

    [NativeExpression("sum(x * y)")]
    public static partial double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

    [NativeExpression("sum(x)")]
    public static partial float Sum(ReadOnlySpan<float> x);

    [NativeExpression("sum(x)")]
    public static partial double Sum(ReadOnlySpan<double> x);

    [NativeExpression("max(x)")]
    public static partial float Max(ReadOnlySpan<float> x);

    [NativeExpression("max(x)")]
    public static partial double Max(ReadOnlySpan<double> x);

    [NativeExpression("sum(x * y) / (sqrt(sum(x * x)) * sqrt(sum(y * y)))")]
    public static partial float Cosine(ReadOnlySpan<float> x, ReadOnlySpan<float> y);

    [NativeExpression("sum(x * y) / (sqrt(sum(x * x)) * sqrt(sum(y * y)))")]
    public static partial double Cosine(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
