using JitGen;

namespace Quickstart;

/// <summary>Methods whose bodies are formulas, compiled to machine code when the project is built.</summary>
internal static partial class Kernels
{
    [NativeExpression("a + b")]
    public static partial long Add(long a, long b);

    [NativeExpression("sqrt(x * x + y * y)")]
    public static partial double Length(double x, double y);

    [NativeExpression("(celsius * 9 + 160) / 5")]
    public static partial float Fahrenheit(float celsius);

    [NativeExpression("a / b")]
    public static partial int Divide(int a, int b);

    [NativeExpression("count != 0 ? sum / count : 0")]
    public static partial long Mean(long sum, long count);

    [NativeExpression("checked((byte)(red * 77 + green * 150 + blue * 29 >> 8))")]
    public static partial byte Luminance(byte red, byte green, byte blue);

    /// <summary>One step of u(n+1) = (u(n) + 2) * 3 - 5.</summary>
    [NativeExpression("(u + 2) * 3 - 5")]
    public static partial long Step(long u);
}
