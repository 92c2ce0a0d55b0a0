using System;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Long chains, deep nesting, many values alive at once, many parameters, every pair of neighbouring operators.</summary>
internal static class Shapes
{
    private static readonly string[] s_integerOperators = ["*", "+", "-", "<<", ">>", ">>>", "&", "^", "|", "/", "%"];
    private static readonly string[] s_floatingOperators = ["*", "+", "-", "/", "%"];

    public static void AddTo(Topic topic)
    {
        AddPrecedence(topic);
        foreach (ElementType type in CSharpTypes.Promoted)
        {
            string t = ElementTypes.Keyword(type);
            foreach (int count in new[] { 5, 9, 17, 33, 64 })
            {
                // A chain, and a sum of shifted copies that all stay alive until they are multiplied in the opposite order.
                topic.Add($"{t} ({t} x)", string.Join(" + ", Enumerable.Repeat("x", count)));
                topic.Add($"{t} ({t} x, {t} y)", string.Join(" * ", Enumerable.Range(0, count).Select(i => $"(x + y * {i})")));
                topic.Add($"{t} ({t} x, {t} y)", string.Join(" - ", Enumerable.Range(0, count).Select(i => i % 3 == 0 ? "x" : i % 3 == 1 ? "y" : "(x * y)")));
                topic.Add($"{t} ({t} x, {t} y)", Alive(count));
                topic.Add($"{t} ({t} x)", Nested(count));
            }

            AddParameters(topic, t);
        }

        AddMixedParameters(topic);
        AddLong(topic);
    }

    /// <summary>Code of many kilobytes with many exits, in which branches and constants are far away.</summary>
    private static void AddLong(Topic topic)
    {
        foreach (int count in new[] { 200, 1000, 1300 })
        {
            topic.Add("int (int x, int y)", Accumulated("x", count, i => $"t{i} + (x ^ {i}) / (y - {i})"));
            topic.Add("int (int x, int y)", Accumulated("x", count, i => $"checked(t{i} + (x ^ {i * 5}))"));
            topic.Add("long (long x, long y)", Accumulated("x", count, i => $"(t{i} ^ x) < y + {i} ? t{i} * {i + 3} : t{i} - x % (y + {i})"));
            topic.Add("double (double x, double y)", Accumulated("x", count, i => $"t{i} * {i}.25 + y / {i + 1}.5"));
            topic.Add("float (float x, float y)", Accumulated("x", count, i => $"x > {i}f ? t{i} + {i}.1f : t{i} - y"));
        }
    }

    /// <summary>Locals t1, t2 ... each computed from the one before; the last is the result.</summary>
    private static string Accumulated(string first, int count, Func<int, string> next) =>
        $"var t0 = {first}; " + string.Concat(Enumerable.Range(0, count).Select(i => $"var t{i + 1} = {next(i)}; ")) + $"t{count}";

    /// <summary>All of the locals are computed before the first is used, and used last one first.</summary>
    private static string Alive(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"var t{i} = x * {i + 2} + y; "))
        + string.Join(" + ", Enumerable.Range(0, count).Reverse().Select(i => i == 0 ? "t0" : $"t{i} * t{i - 1}"));

    private static string Nested(int depth) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"({i % 7 + 1} + ")) + "x" + string.Concat(Enumerable.Repeat(" * x)", depth));

    private static void AddPrecedence(Topic topic)
    {
        foreach (string first in s_integerOperators)
        {
            foreach (string second in s_integerOperators)
            {
                topic.Add("int (int a, int b, int c)", $"a {first} b {second} c");
                topic.Add("long (long a, int b, int c)", $"a {first} (b {second} c)");
            }
        }

        foreach (string first in s_floatingOperators)
        {
            foreach (string second in s_floatingOperators)
            {
                topic.Add("double (double a, double b, double c)", $"a {first} b {second} c");
                topic.Add("float (float a, float b, float c)", $"a {first} (b {second} c)");
            }
        }

        foreach (string logical in new[] { "&&", "||", "&", "|", "^", "==", "!=" })
        {
            foreach (string other in new[] { "&&", "||", "&", "|", "^", "==", "!=" })
            {
                topic.Add("bool (bool a, bool b, bool c)", $"a {logical} b {other} c");
                topic.Add("bool (bool a, bool b, bool c)", $"!a {logical} (b {other} !c)");
            }
        }

        foreach (string comparison in new[] { "<", "<=", ">", ">=", "==", "!=" })
        {
            topic.Add("bool (int a, int b, int c)", $"a {comparison} b == (b {comparison} c)");
            topic.Add("bool (double a, double b, double c)", $"a + b {comparison} c && c {comparison} a - b");
            topic.Add("float (float a, float b, float c)", $"a {comparison} b ? c : a + b");
            topic.Add("double (double a, double b)", $"a {comparison} b ? a : b");
            topic.Add("long (long a, long b)", $"a {comparison} b ? a - b : b - a");
            topic.Add("int (int a, int b)", $"(a {comparison} b ? 1 : 0) - (b {comparison} a ? 1 : 0)");
            topic.Add("int (float a, float b)", $"!(a {comparison} b) ? 1 : 0");
        }
    }

    private static void AddParameters(Topic topic, string t)
    {
        foreach (int count in new[] { 3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 32 })
        {
            string[] names = [.. Enumerable.Range(0, count).Select(i => "p" + i)];
            string signature = $"{t} ({string.Join(", ", names.Select(name => $"{t} {name}"))})";
            topic.Add(signature, string.Join(" + ", names));
            topic.Add(signature, names[^1]);
            topic.Add(signature, string.Join(" - ", names.Select((name, i) => $"{name} * {i + 1}").Reverse()));
        }
    }

    private static void AddMixedParameters(Topic topic)
    {
        string[] types = ["int", "double", "long", "float", "byte", "ulong", "bool", "uint", "short", "sbyte", "ushort"];
        for (int rotation = 0; rotation < types.Length; rotation++)
        {
            foreach (int count in new[] { 6, 9, 11, 14, 22 })
            {
                string[] own = [.. Enumerable.Range(0, count).Select(i => types[(i * (1 + rotation % 3) + rotation) % types.Length])];
                string signature = $"double ({string.Join(", ", own.Select((type, i) => $"{type} p{i}"))})";
                topic.Add(signature, string.Join(" + ", own.Select((type, i) => type == "bool" ? $"(p{i} ? {i} : 0.5)" : $"p{i} * {i + 1}.0")));
                topic.Add(signature.Replace("double (", own[^1] + " (", StringComparison.Ordinal), $"p{count - 1}");
            }
        }

        // 20 integers and 12 doubles, alternating and in blocks.
        string integers = string.Join(", ", Enumerable.Range(0, 20).Select(i => $"int i{i}"));
        string doubles = string.Join(", ", Enumerable.Range(0, 12).Select(i => $"double d{i}"));
        string sum = string.Join(" + ", Enumerable.Range(0, 12).Select(i => $"i{i} * d{i}")) + " - i12 + i13 - i14 + i15 - i16 + i17 - i18 + i19";
        topic.Add($"double ({integers}, {doubles})", sum);
        topic.Add($"double ({doubles}, {integers})", sum);
        topic.Add($"double ({doubles}, {integers})", "d11 / d0 + i19 / i0");
        topic.Add($"int ({integers}, {doubles})", "d3 > d11 ? i19 / i7 : i0 - i10");
    }
}
