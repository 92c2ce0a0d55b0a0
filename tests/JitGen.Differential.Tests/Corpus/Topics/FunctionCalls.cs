using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Every overload of every function: on parameters, on promoted arguments, nested, with constants.</summary>
internal static class FunctionCalls
{
    private static readonly string[] s_names = ["a", "b", "c"];

    private static readonly string[] s_written =
    [
        "int (int x) => clamp(x, -10, 10)",
        "int (int x) => clamp(x, 0, 255)",
        "uint (uint x) => clamp(x, 3u, 3u)",
        "float (float x) => clamp(x, -1f, 1f)",
        "double (double x) => clamp(x, -0.0, 0.0)",
        "double (double x) => min(max(x, 0.0), 1.0)",
        "float (float x) => max(x, 0f)",
        "float (float x) => min(-0f, x)",
        "double (double x, double y) => sqrt(x * x + y * y)",
        "double (double x, double y) => fma(x, y, -x * y)",
        "float (float x, float y) => fma(x, x, y * y)",
        "double (float x) => sqrt((double)x)",
        "float (double x) => (float)sqrt(x)",
        "int (double x) => (int)round(x)",
        "long (double x) => (long)floor(x + 0.5)",
        "double (double x) => x - floor(x)",
        "float (float x) => x - truncate(x)",
        "double (double x) => abs(x) * sign(x)",
        "int (float x) => isNaN(x) ? 0 : sign(x)",
        "double (double x, double y) => copysign(abs(x), y)",
        "double (double x, double y) => isNaN(x) ? y : copysign(x, -1.0)",
        "float (float x) => copysign(0f, x)",
        "bool (double x) => isFinite(x) && !isNaN(x)",
        "bool (float x) => isNaN(x) == (x != x)",
        "double (double x) => isFinite(1 / x) ? 1 / x : 0",
        "int (int x) => abs(x)",
        "int (int x) => x == int.MinValue ? int.MaxValue : abs(x)",
        "long (long x) => abs(x / 2)",
        "int (short x) => abs((int)x)",
        "uint (uint x) => 1u << (31 - leadingZeroCount(x | 1))",
        "bool (ulong x) => popcount(x) == 1",
        "int (ulong x) => 63 - leadingZeroCount(x)",
        "int (uint x) => popcount(x & 0x55555555) - popcount(x & 0xAAAAAAAA)",
        "ulong (ulong x) => x & (ulong)-(long)x",
        "int (long x) => trailingZeroCount(x & -x)",
        "uint (uint x) => rotateLeft(x, 5) ^ rotateRight(x, 7)",
        "ulong (ulong x) => rotateLeft(x, -3)",
        "uint (uint x, int n) => rotateLeft(rotateRight(x, n), n)",
        "ulong (ulong x) => multiplyHigh(x, 0x9E3779B97F4A7C15)",
        "long (long x, long y) => multiplyHigh(x, y) ^ (x * y)",
        "int (int a, int b, int c) => max(a, max(b, c)) - min(a, min(b, c))",
        "int (int a, int b, int c) => max(min(a, b), min(max(a, b), c))",
        "double (int x) => Math.Sqrt(x)",
        "double (float x) => Math.Floor(x)",
        "float (byte x) => MathF.Sqrt(x)",
        "int (byte x, sbyte y) => Math.Max(x, y)",
        "long (int x, uint y) => Math.Min(x, y)",
        "double (float x, double y) => Math.Max(x, y)",
        "float (long x, float y) => Math.Min(x, y)",
        "int (int x) => BitOperations.PopCount((uint)x)",
        "double (double x) => Math.Round(x) + Math.Truncate(x)",
        "double (double x, double y) => Math.CopySign(x, y) / 2",
        "double (float x, float y) => Math.CopySign(x, y) / 3",
        "float (float x, float y) => MathF.CopySign(x, y) / 3",
        "double (double r) => PI * r * r",
        "double (double r) => 2 * Math.PI * r",
        "float (float r) => 2 * MathF.PI * r",
        "double (double x) => E * Tau * x",
        "float (float x) => MathF.E + MathF.Tau * x",
        "double (double x) => Math.E + Math.Tau * x",
    ];

    private static readonly string[] s_mathematical =
    [
        "float (float x) => F(x)",
        "double (double x) => F(x)",
        "double (int x) => F(x)",
        "double (double x, double y) => F(x * y) - F(y)",
        "float (double x) => F((float)x)",
        "int (double x) => F(x) > 1 ? 1 : 0",
        "float (float x, float y) => G(x, y)",
        "double (double x, double y) => G(x, y)",
        "double (double x, float y) => G(x, y) + G(y, x)",
        "double () => F(0.5)",
    ];

    public static void AddTo(Topic topic)
    {
        foreach (FunctionOverload overload in FunctionCatalog.All)
        {
            string signature = $"{ElementTypes.Keyword(overload.Result)} ({Join(overload.Parameters.Select((type, i) => $"{ElementTypes.Keyword(type)} {s_names[i]}"))})";
            string call = $"{overload.Name}({Join(s_names.Take(overload.Parameters.Length))})";
            topic.Add(signature, call);
            if (overload.Result != ElementType.Bool)
            {
                topic.Add(signature.Replace(ElementTypes.Keyword(overload.Result) + " (", ElementTypes.Keyword(CSharpTypes.Promote(overload.Result)) + " ("), $"{call} * 2 + {call}");
            }

            if (overload.Parameters.Length == 2 && overload.Parameters[0] == overload.Parameters[1])
            {
                topic.Add(signature, $"{overload.Name}(b, a)");
                topic.Add($"{signature[..signature.IndexOf(',')]})", $"{overload.Name}(a, a)");
            }
        }

        foreach (string written in s_written.Concat(s_mathematical.SelectMany(MathematicalNames.Expand)))
        {
            string[] parts = written.Split(" => ");
            topic.Add(parts[0], parts[1]);
        }
    }

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
