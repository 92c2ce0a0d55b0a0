using System;
using System.Reflection;

namespace JitGen.Generator.Tests;

/// <summary>What a method over spans says of spans that do not fit, in which order, and which it accepts.</summary>
public class KernelCheckTests
{
    private const string Lengths = "ArgumentException: Input span arguments must all have the same length.";

    private const string TooShort = "ArgumentException: Destination is too short. (Parameter 'NAME')";

    private const string Overlap = "ArgumentException: The destination span may only overlap with an input span if the two spans start "
        + "at the same memory location. (Parameter 'NAME')";

    private const string Touch = "ArgumentException: The destination span may not overlap with an input span of which neighbouring "
        + "elements or elements of another size are read. (Parameter 'NAME')";

    private const string Results = "ArgumentException: Destination spans must not overlap with each other.";

    private const string Empty = "InvalidOperationException: Sequence contains no elements";

    private static readonly Lazy<Type> s_kernels = new(Compile);

    [Theory]
    [InlineData("Saxpy(f[0..4], f[4..9], f[20..24], 2)", Lengths)]
    [InlineData("Saxpy(f[0..5], f[4..8], f[20..21], 2)", Lengths)]
    [InlineData("Saxpy(f[0..4], f[4..8], f[20..23], 2)", TooShort, "result")]
    [InlineData("Saxpy(f[0..4], f[4..8], f[5..8], 2)", TooShort, "result")]
    [InlineData("Saxpy(f[0..4], f[4..8], f[3..7], 2)", Overlap, "result")]
    [InlineData("Saxpy(f[0..4], f[8..12], f[3..8], 2)", Overlap, "result")]
    [InlineData("Saxpy(f[8..12], f[0..4], f[1..9], 2)", Overlap, "result")]
    [InlineData("Saxpy(f[2..4], f[2..4], f[0..8], 2)", Overlap, "result")]
    [InlineData("Saxpy(f[0..4], f[4..8], f[8..12], 2)", "")]
    [InlineData("Saxpy(f[0..4], f[0..4], f[0..4], 2)", "")]
    [InlineData("Saxpy(f[0..4], f[4..8], f[4..20], 2)", "")]
    [InlineData("Saxpy(f[4..4], f[4..4], f[3..7], 2)", "")]
    [InlineData("Saxpy(default, default, default, 2)", "")]
    [InlineData("Saxpy(default, f[0..1], default, 2)", Lengths)]
    [InlineData("Accumulate(f[0..4], f[4..8])", "")]
    [InlineData("Accumulate(f[0..4], f[4..9])", Lengths)]
    [InlineData("Accumulate(f[0..4], f[0..4])", "")]
    [InlineData("Accumulate(f[0..4], f[2..6])", Overlap, "y")]
    [InlineData("Widen(b[0..4], d[0..4])", "")]
    [InlineData("Widen(b[0..4], d[0..3])", TooShort, "result")]
    [InlineData("Widen(Bytes(d, 0, 4), d[0..4])", Touch, "result")]
    [InlineData("Widen(Bytes(d, 31, 4), d[0..4])", Touch, "result")]
    [InlineData("Widen(Bytes(d, 32, 4), d[0..4])", "")]
    [InlineData("Blur(f[0..4], f[4..8])", "")]
    [InlineData("Blur(f[0..4], f[0..4])", Touch, "result")]
    [InlineData("Blur(f[0..2], f[0..2])", "")]
    [InlineData("Split(f[0..4], f[4..8], f[8..12])", "")]
    [InlineData("Split(f[0..4], f[0..4], f[8..12])", "")]
    [InlineData("Split(f[0..4], f[4..8], f[8..11])", TooShort, "high")]
    [InlineData("Split(f[0..4], f[4..8], f[4..8])", Results)]
    [InlineData("Split(f[0..4], f[4..8], f[7..12])", Results)]
    [InlineData("Split(f[0..4], f[3..8], f[8..12])", Overlap, "low")]
    [InlineData("Smooth(f[0..4], f[4..8])", "")]
    [InlineData("Smooth(f[0..4], f[0..4])", "")]
    [InlineData("Smooth(f[0..4], f[4..9])", "")]
    [InlineData("Smooth(f[0..4], f[4..7])", TooShort, "y")]
    [InlineData("Smooth(f[0..4], f[3..7])", Overlap, "y")]
    [InlineData("Smooth(f[0..1], f[0..9])", "")]
    [InlineData("Smooth(default, f[0..9])", "")]
    [InlineData("Difference(f[0..4], f[4..8])", "")]
    [InlineData("Difference(f[0..4], f[0..4])", Touch, "y")]
    [InlineData("Rotate(f[0..4], f[4..8])", "")]
    [InlineData("Rotate(f[0..4], f[4..10])", "")]
    [InlineData("Rotate(f[0..4], f[4..7])", TooShort, "v")]
    [InlineData("Rotate(f[0..4], f[3..8])", Results)]
    [InlineData("Rotate(f[0..1], f[0..1])", "")]
    [InlineData("Decay(f[0..4])", "")]
    [InlineData("Decay(default)", "")]
    [InlineData("Dot(f[0..4], f[2..6])", "")]
    [InlineData("Dot(f[0..4], f[2..7])", Lengths)]
    [InlineData("Dot(default, default)", "")]
    [InlineData("Largest(f[0..1])", "")]
    [InlineData("Largest(default)", Empty)]
    [InlineData("Average(default, 1)", Empty)]
    [InlineData("Sum(default)", "")]
    public void SpansAreChecked(string call, string expected, string name = "")
    {
        MethodInfo run = s_kernels.Value.GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!;
        Assert.Equal(expected.Replace("NAME", name, StringComparison.Ordinal), run.Invoke(null, [call]));
    }

    /// <summary>The project with the methods, and one that makes each call of the theory.</summary>
    private static Type Compile()
    {
        string cases = "";
        foreach (CustomAttributeData data in typeof(KernelCheckTests).GetMethod(nameof(SpansAreChecked))!.GetCustomAttributesData())
        {
            if (data.AttributeType == typeof(InlineDataAttribute))
            {
                var arguments = (System.Collections.Generic.IReadOnlyList<CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!;
                string call = (string)arguments[0].Value!;
                cases += "                case \"" + call + "\": " + call + "; break;\n";
            }
        }

        return new Project(
            $$"""
            using System;
            using JitGen;
            public static partial class K
            {
                [NativeExpression("a * x + y")]
                public static partial void Saxpy(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, float a);
                [NativeExpression("y = y + x")]
                public static partial void Accumulate(ReadOnlySpan<float> x, Span<float> y);
                [NativeExpression("x * 2.0")]
                public static partial void Widen(ReadOnlySpan<byte> x, Span<double> result);
                [NativeExpression("x[i-1] + x[i+1]")]
                public static partial void Blur(ReadOnlySpan<float> x, Span<float> result);
                [NativeExpression("low = x - 1; high = x + 1")]
                public static partial void Split(ReadOnlySpan<float> x, Span<float> low, Span<float> high);
                [NativeExpression("y = y[i-1] * 0.5f + x")]
                public static partial void Smooth(ReadOnlySpan<float> x, Span<float> y);
                [NativeExpression("y = y[i-1] + x - x[i-1]")]
                public static partial void Difference(ReadOnlySpan<float> x, Span<float> y);
                [NativeExpression("u = u[i-1] - v[i-1]; v = u + v[i-1]")]
                public static partial void Rotate(Span<float> u, Span<float> v);
                [NativeExpression("x = x + x[i-1]")]
                public static partial void Decay(Span<float> x);
                [NativeExpression("sum(x * y)")]
                public static partial float Dot(ReadOnlySpan<float> x, ReadOnlySpan<float> y);
                [NativeExpression("max(x)")]
                public static partial float Largest(ReadOnlySpan<float> x);
                [NativeExpression("mean(x) * scale")]
                public static partial float Average(Span<float> x, float scale);
                [NativeExpression("sum(x)")]
                public static partial float Sum(Span<float> x);

                private static Span<byte> Bytes(Span<double> d, int start, int length) =>
                    System.Runtime.InteropServices.MemoryMarshal.AsBytes(d).Slice(start, length);

                public static string Run(string call)
                {
                    Span<float> f = new float[64];
                    Span<byte> b = new byte[64];
                    Span<double> d = new double[64];
                    try
                    {
                        switch (call)
                        {
            {{cases}}
                        }
                    }
                    catch (Exception e)
                    {
                        return e.GetType().Name + ": " + e.Message;
                    }
                    return "";
                }
            }
            """).Generate().AssertClean().Load().GetType("K")!;
    }
}
