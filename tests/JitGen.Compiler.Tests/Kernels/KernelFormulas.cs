using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.IR;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>Formulas over spans of every kind, and random arrays for them.</summary>
internal static class KernelFormulas
{
    /// <summary>Signatures as <see cref="Formulas"/> reads them, and texts.</summary>
    public static IReadOnlyList<(string Signature, string Text)> All { get; } =
    [
        ("void (float a, in float x, in float y, ref float r)", "a * x + y"),
        ("void (in float x, ref float r)", "((((x * 0.5f + 1) * x - 2) * x + 3) * x - 4) * x + 5"),
        ("void (in double x, in double y, ref double r)", "sqrt(x*x + y*y)"),
        ("void (in float a, in float b, in float c, in float d, ref float re, ref float im)", "re = a*c - b*d; im = a*d + b*c"),
        ("void (ref float x, ref float y)", "var t = x; x = y; y = t;"),
        ("void (ref float x, float low, float high)", "x = clamp(x, low, high);"),
        ("void (in float x, in float y, ref float r)", "x > y ? x*0.5f + y : y - x"),
        ("void (in byte s, in byte d, byte a, ref byte r)", "var t = s*a + d*(255-a) + 128; r = (byte)((t + (t >> 8)) >> 8);"),
        ("void (in byte s, float gain, ref byte r)", "(byte)(s * gain + 0.5f)"),
        ("void (in short x, ref double r)", "x * 0.25"),
        ("void (in int x, in int y, ref int r)", "x / y"),
        ("void (in int x, in int y, ref int q, ref int m)", "q = x / y; m = x % y;"),
        ("void (in int x, in int y, ref int r)", "y != 0 ? x / y : 0"),
        ("void (in int x, int d, ref int r)", "x / d"),
        ("void (in int x, int a, int b, ref int r)", "x * checked(a * b)"),
        ("void (in long x, in int y, ref long r)", "checked(x + y)"),
        ("void (in sbyte x, ref sbyte r)", "abs(x)"),
        ("void (in double x, ref int r)", "sign(x)"),
        ("void (in ulong x, ref ulong r)", "(x ^ (x >> 30)) * 0xBF58476D1CE4E5B9"),
        ("void (in uint x, in int n, ref uint r)", "(x << n) | (x >> (32 - n))"),
        ("void (in bool p, in bool q, ref bool r)", "p && !q || q && !p"),
        ("void (in ushort x, ref bool r)", "x % 3 == 0"),
        ("void (in bool p, in long x, in long y, ref long r)", "p ? x : y"),
        ("void (in float x, ref float r)", "x[i - 1] * 0.25f + x * 0.5f + x[i + 1] * 0.25f"),
        ("void (in int x, ref long r)", "x[i + 2] - (long)x[i - 3]"),
        ("void (in int x, ref long r)", "x + i * 2"),
        ("void (ref double r)", "(double)i / length(r)"),
        ("void (in float x, ref float r)", "x / length(x)"),
        ("void (in float x, ref float r, ref float s)", "r = x * 2; s = r + 1; r = s * r"),
        ("void (in float x, float r, ref float start, int length)", "start = x * r + length;"),
        ("void (in double @i, ref double end)", "@i + 1"),
        ("void (in float x, ref int r)", "(int)x"),
        ("void (in double x, ref ulong r)", "(ulong)x"),
        ("void (in double x, ref short r)", "checked((short)x)"),
        ("void (in float x, in float y, ref float r)", "x % y"),
        ("void (in float x, in float y, in float z, ref float r)", "fma(x, y, z) + min(x, y) - max(y, z)"),
        ("void (in int x, ref float r)", "7f"),
        ("void (in float x, ref float y, float a, float b)", "y[i] = a*y[i-1] + b*x[i]"),
        ("void (ref long u)", "u = u[i-1] + u[i-2]"),
        ("void (ref int u, ref int v)", "u = u[i-1] + v[i-3]; v = u - v[i-1]"),
        ("void (in int x, ref int y)", "y = y[i-1] / x"),
        ("void (ref double x, double a)", "x = x - a * x[i-1]"),
        ("float (in float x)", "sum(x)"),
        ("double (in double x, in double y)", "sum(x * y)"),
        ("float (in float x, in float y)", "sum(x * y) / sqrt(sum(x*x) * sum(y*y))"),
        ("double (in double x)", "sqrt(sum(x*x) / length(x))"),
        ("int (in byte x)", "sum(x)"),
        ("uint (in uint x)", "sum(x)"),
        ("long (in long x)", "sum(x) + product(x | 1)"),
        ("int (in int x)", "checked(sum(x))"),
        ("uint (in uint x)", "checked(sum(x))"),
        ("long (in long x)", "checked(sum(x))"),
        ("ulong (in ulong x)", "checked(sum(x))"),
        ("double (in float x)", "mean(x) + mean((double)x)"),
        ("double (in int x, in long y)", "mean(x) - mean(y)"),
        ("float (in float x)", "max(x) - min(x)"),
        ("int (in short x)", "length(x) > 0 ? max(x) - min(x) : -1"),
        ("ulong (in ulong x, in uint y)", "max(x) ^ min(x) ^ max(y) ^ min(y)"),
        ("long (in long x)", "max(x) ^ min(x)"),
        ("int (in double x, double limit)", "count(x > limit) - count(isNaN(x))"),
        ("bool (in int x)", "any(x < 0) && !all(x < 0)"),
        ("double (in float x, in double y)", "product(x) * product(y)"),
        ("float (in float x)", "max(abs(x[i] - x[i - 1]))"),
        ("double (in double x)", "mean(x[i + 1] / x - 1) + i0(length(x))"),
        ("long (in int x)", "sum(x[i - 2] * i)"),
        ("int (in int x, in int y)", "sum(x / y)"),
        ("int (in int x, int d)", "d != 0 ? sum(x / d) : -1"),
        ("int (in int x, int a, int b)", "var t = a / b; sum(x * t) - t"),
        ("float (in float x, float a)", "var d = x - a; var s = sum(d); s * s + sum(d * d) + a"),
        ("int (in int x, int n)", "n * length(x)"),
        ("double (in double x, in double results, double reduced0)", "sum(x * results) * reduced0"),
    ];

    private static readonly FormulaSource s_helper = Formulas.Source("double i0(double v)", "v * 0.5 + 1");

    /// <summary>The graph of a formula that has no error.</summary>
    public static Function Bind(string signature, string text, bool canonicalNaN = false)
    {
        FormulaSource written = Formulas.Source(signature, text, [s_helper]);
        var source = new FormulaSource
        {
            Text = written.Text,
            MethodName = written.MethodName,
            Parameters = [.. written.Parameters.Select(p => p with { Name = p.Name.TrimStart('@') })],
            ResultType = written.ResultType,
            Methods = written.Methods,
            CanonicalNaN = canonicalNaN,
        };
        BindResult result = Binder.Bind(source, CompilationLimits.Default);
        Assert.True(result.Function is not null, signature + ": " + text + ": " + string.Join("; ", result.Diagnostics));
        Assert.Null(Verifier.Verify(result.Function));
        return result.Function;
    }

    /// <summary>Random arguments: bits of every value and element.</summary>
    /// <param name="random">Where they come from.</param>
    /// <param name="function">Whose arguments they are.</param>
    /// <param name="length">The number of elements of each span.</param>
    /// <param name="calm">Whether numbers are small and not zero, so that nothing throws.</param>
    public static (ulong[] Values, ulong[][] Spans) Arguments(Random random, Function function, int length, bool calm)
    {
        ulong[] values = new ulong[function.Parameters.Count];
        ulong[][] spans = new ulong[values.Length][];
        for (int index = 0; index < values.Length; index++)
        {
            ElementType type = function.Parameters[index].Type;
            spans[index] = function.Parameters[index].Kind == ParameterKind.Value ? [] : [.. Enumerable.Range(0, length).Select(_ => Next(type))];
            values[index] = Next(type);
        }

        return (values, spans);

        ulong Next(ElementType type)
        {
            if (calm && type is ElementType.Single or ElementType.Double)
            {
                double small = random.Next(1, 1000) / 64.0;
                return type == ElementType.Single ? BitConverter.SingleToUInt32Bits((float)small) : BitConverter.DoubleToUInt64Bits(small);
            }

            ulong bits = calm && type != ElementType.Bool
                ? (ulong)random.Next(1, 100)
                : Interpreter.Widen(BoundaryValues.Random(random, ElementTypes.IrTypeOf(type)), type);
            return bits & (ulong.MaxValue >> (64 - ElementTypes.Bits(type)));
        }
    }

    /// <summary>Whether two values are the same, any NaN taken for another.</summary>
    public static bool Same(ElementType type, ulong left, ulong right) => OpcodeTableTests.SameValue(ElementTypes.IrTypeOf(type), left, right);
}
