using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>What may throw, behind conditions: C# evaluates it or not, and only then it throws.</summary>
internal static class Guards
{
    /// <summary>Templates in a type T that has values below zero, for a, b, c of type T.</summary>
    private static readonly string[] s_templates =
    [
        "b != 0 ? a / b : 0",
        "b == 0 ? 0 : a % b",
        "b == 0 ? a : b == 1 ? a : a / b",
        "(b != 0 && a / b > 1) ? a : b",
        "(b == 0 || a / b > 1) ? a : b",
        "(b != 0 & a / (b | 1) > 1) ? a : b",
        "a > 0 ? a / b : b / a",
        "a > b ? a / b : a % b",
        "a / b + a % b",
        "a / b / c",
        "a / (b / c)",
        "a % b % c",
        "(a / b) * b + a % b",
        "a / (a - a + b)",
        "a / (b * 2)",
        "a / (b << 1)",
        "(b != 0 ? a / b : c != 0 ? a / c : a)",
        "b != 0 ? c != 0 ? a / b / c : a / b : a",
        "a < 0 ? checked(a + b) : checked(a - b)",
        "a == b ? a : checked(a * b)",
        "checked(a + b + c)",
        "checked(a * b - c)",
        "checked((a + b) * (a - c))",
        "checked(a + unchecked(b * c))",
        "unchecked(a + checked(b * c))",
        "checked(a + b) > 0 || checked(b + c) > 0 ? a : c",
        "a > 0 && checked(a + 1) > 0 ? b : c",
        "checked(a + b) / c",
        "a / c + checked(a * b)",
        "checked(a * b) + a / c",
        "c > 0 ? checked(a * b) / c : checked(a + b)",
        "var t = a / b; c > 0 ? t : 0",
        "var t = c > 0 ? a / b : a; t + t",
        "var t = a * b; var u = b != 0 ? t / b : a; u == a ? t : c",
        "min(a, b) / max(b, c)",
        "abs(a) / 2",
        "a < 0 ? abs(a + 1) : a",
        "clamp(a, b, c)",
        "b <= c ? clamp(a, b, c) : a",
        "a != 0 && b != 0 && c / a / b > 0 ? a : b",
        "(a == 0 ? b : c / a) + (b == 0 ? a : c / b)",
        "(a > b ? c / (a - b) : c / (b - a))",
        "a / b == c ? b / c : c / a",
        "(a / 1) + (a % 1)",
        "a / -1",
        "a % -1",
        "b == -1 ? -a : a / b",
        "b == 0 || b == -1 ? 0 : a / b",
        "b > 0 ? a / b + a % b : 0",
        "b > 0 && b < 100 ? a / b : a",
        "(b | 1) != 0 ? a / (b | 1) : 0",
    ];

    private static readonly string[] s_mixed =
    [
        "double (int a, int b) => b != 0 ? (double)(a / b) : 0.0",
        "double (double x, double y) => y != 0 ? x / y : 0",
        "int (double x) => isNaN(x) ? 0 : sign(x)",
        "int (double x) => x == x ? sign(x) : 2",
        "int (double x) => sign(x) + sign(-x)",
        "int (bool a, int n, int d) => a ? n / d : n % d",
        "int (bool a, bool b, int n, int d) => a && b && n / d > 0 ? 1 : 0",
        "int (bool a, bool b, int n, int d) => a || b || n / d > 0 ? 1 : 0",
        "bool (bool a, bool b, int n, int d) => (a || n / d > 0) && (b || n % d > 0)",
        "bool (bool a, bool b, int n, int d) => (a && n / d > 0) || (b && n % d > 0)",
        "bool (bool a, int n, int d) => a ^ (n / d > 0)",
        "bool (bool a, int n, int d) => a & n / d > 0",
        "bool (bool a, int n, int d) => a | n / d > 0",
        "int (float x) => checked((int)x)",
        "int (float x) => x > -1e9f && x < 1e9f ? checked((int)x) : 0",
        "byte (int x) => x >= 0 && x <= 255 ? checked((byte)x) : (byte)0",
        "sbyte (double x) => checked((sbyte)(x / 2))",
        "ulong (long x) => x < 0 ? 0 : checked((ulong)x)",
        "uint (int a, int b) => checked((uint)(a - b))",
        "float (float x, float lo, float hi) => clamp(x, lo, hi)",
        "double (double x, double lo, double hi) => lo <= hi ? clamp(x, lo, hi) : x",
        "float (float x, float y) => y == 0 ? 0 : x % y",
        "int (int n, int d) => Divide(n, d)",
        "int (int n, int d) => d != 0 ? Divide(n, d) : -1",
        "long (long n, long d) => SafeDivide(n, d) + SafeDivide(d, n)",
        "int (int n, int d) => Divide(Divide(n, d), d)",
        "int (bool c, int n, int d) => c ? Divide(n, d) : Half(n)",
        "int (int x) => Twice(x)",
        "byte (byte a, byte b) => Average(a, b)",
        "bool (long x) => IsOdd(x) || IsOdd(x / 2)",
        "int (int x) => x / Limit + x % Limit",
        "long (long x) => checked(x + Offset) * Limit",
        "uint (uint x) => x * Prime ^ Mask",
        "ulong (ulong x) => Mix(x + Golden)",
        "float (float x) => Enabled ? x * Gain : x",
        "double (double x) => Lerp(x, Scale, 0.5)",
        "float (float x) => Saturate(x * Gain)",
    ];

    public static void AddTo(Topic topic)
    {
        foreach (ElementType type in new[] { ElementType.Int32, ElementType.Int64 })
        {
            string t = ElementTypes.Keyword(type);
            foreach (string template in s_templates)
            {
                topic.Add($"{t} ({t} a, {t} b, {t} c)", template);
                topic.Add($"{t} ({t} a, {t} b, {t} c)", template, checkedByDefault: true);
            }
        }

        foreach (ElementType type in new[] { ElementType.UInt32, ElementType.UInt64 })
        {
            string t = ElementTypes.Keyword(type);
            foreach (string template in s_templates)
            {
                if (!template.Contains("-1") && !template.Contains("-a") && !template.Contains("abs"))
                {
                    topic.Add($"{t} ({t} a, {t} b, {t} c)", template);
                }
            }
        }

        foreach (string written in s_mixed)
        {
            string[] parts = written.Split(" => ");
            topic.Add(parts[0], parts[1]);
        }
    }
}
