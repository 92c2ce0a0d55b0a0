using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>
/// Generated methods over spans are called: with machine code, where the machine can run it, and without. The judge is a C# loop of
/// the same meaning, beside each of them.
/// </summary>
public class KernelExecutionTests
{
    /// <summary>Lengths around vectors, chunks of managed code and short calls; reductions have their blocks beside.</summary>
    private static readonly int[] s_lengths = [.. Enumerable.Range(0, 70), 127, 128, 129, 1000, 4095, 4096, 4097, 20_000];

    /// <summary>
    /// A signature, a formula, and the body of a C# loop over <c>i</c>. Every element of the results begins as 7.
    /// </summary>
    public static TheoryData<string, string, string> Maps { get; } = new()
    {
        { "ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, float a", "a * x + y", "result[i] = a * x[i] + y[i];" },
        { "float a, ReadOnlySpan<double> x, Span<double> y", "y = y * a + x", "y[i] = y[i] * a + x[i];" },
        { "ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<long> sum, Span<int> product", "sum = (long)a + b; product = a * b", "sum[i] = (long)a[i] + b[i]; product[i] = a[i] * b[i];" },
        { "ReadOnlySpan<byte> s, ReadOnlySpan<byte> d, byte a, Span<byte> result", "var t = s * a + d * (255 - a) + 128; (byte)(t + (t >> 8) >> 8)", "var t = s[i] * a + d[i] * (255 - a) + 128; result[i] = (byte)(t + (t >> 8) >> 8);" },
        { "ReadOnlySpan<short> x, Span<double> result, ushort scale, bool negate", "(negate ? -x : x) * (double)scale", "result[i] = (negate ? -x[i] : x[i]) * (double)scale;" },
        { "ReadOnlySpan<bool> a, ReadOnlySpan<sbyte> b, Span<bool> result", "a & b > 0", "result[i] = a[i] & b[i] > 0;" },
        { "ReadOnlySpan<uint> a, ReadOnlySpan<ulong> b, Span<ulong> result, ulong c, uint d", "a * b + c - d", "result[i] = a[i] * b[i] + c - d;" },
        { "ReadOnlySpan<ushort> a, Span<short> result", "(short)(a - i)", "result[i] = (short)(a[i] - i);" },
        { "Span<long> result, long step", "i * step", "result[i] = i * step;" },
        { "ReadOnlySpan<float> x, Span<float> result", "x / length(x)", "result[i] = x[i] / x.Length;" },

        // Neighbours.
        { "ReadOnlySpan<float> x, Span<float> result", "x[i-1] + 2 * x + x[i+1]", "if (i > 0 && i + 1 < x.Length) result[i] = x[i - 1] + 2 * x[i] + x[i + 1];" },
        { "ReadOnlySpan<int> x, ReadOnlySpan<int> y, Span<int> result", "x[i-2] - y", "if (i > 1) result[i] = x[i - 2] - y[i];" },
        { "ReadOnlySpan<int> x, Span<long> result", "x[i+3] * 2L", "if (i + 3 < x.Length) result[i] = x[i + 3] * 2L;" },

        // What throws, and leaves what is before it stored.
        { "ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> result", "a / b", "result[i] = a[i] / b[i];" },
        { "ReadOnlySpan<int> a, Span<byte> low, Span<byte> high", "low = (byte)a; high = checked((byte)(a + 20))", "var t = checked((byte)(a[i] + 20)); low[i] = (byte)a[i]; high[i] = t;" },
        { "ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> result", "b != 0 ? a / b : 0", "result[i] = b[i] != 0 ? a[i] / b[i] : 0;" },
        { "ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<long> result", "b != 0 ? a / b : 0", "result[i] = b[i] != 0 ? a[i] / b[i] : 0;" },
        { "ReadOnlySpan<ulong> a, ReadOnlySpan<ulong> b, Span<ulong> result", "a % b", "result[i] = a[i] % b[i];" },

        // Names that the generated code uses itself.
        { "ReadOnlySpan<int> entry, ReadOnlySpan<int> count, Span<int> arguments, int room", "entry + count * room", "arguments[i] = entry[i] + count[i] * room;" },
        { "ReadOnlySpan<int> head, ReadOnlySpan<int> Head, Span<int> start, int end, int Length", "head + Head * end - Length", "start[i] = head[i] + Head[i] * end - Length;" },
        { "ReadOnlySpan<int> Throw, ReadOnlySpan<int> MArguments, Span<int> KernelCall, int Math", "Throw - MArguments / Math", "KernelCall[i] = Throw[i] - MArguments[i] / Math;" },
        { "ReadOnlySpan<int> @class, Span<int> M, Span<int> System, int JitGen", "M = @class + JitGen; System = @class", "M[i] = @class[i] + JitGen; System[i] = @class[i];" },
    };

    /// <summary>As of maps. Results in front of the first element that is computed are 7 too.</summary>
    public static TheoryData<string, string, string> Recurrences { get; } = new()
    {
        { "ReadOnlySpan<float> x, Span<float> y, float a, float b", "y[i] = a*y[i-1] + b*x[i]", "if (i > 0) y[i] = a * y[i - 1] + b * x[i];" },
        { "ReadOnlySpan<double> x, Span<double> y, double a", "y = x + x[i-1] - a*y[i-1] - y[i-2]/4", "if (i > 1) y[i] = x[i] + x[i - 1] - a * y[i - 1] - y[i - 2] / 4;" },
        { "Span<long> u", "u = u[i-1] + u[i-2]", "if (i > 1) u[i] = u[i - 1] + u[i - 2];" },
        { "Span<int> u, Span<int> v, int step", "u = u[i-1] + v[i-1]; v = u - v[i-3] * step", "if (i > 2) { u[i] = u[i - 1] + v[i - 1]; v[i] = u[i] - v[i - 3] * step; }" },
        { "Span<float> x, float a", "x = x - a*x[i-1]", "if (i > 0) x[i] = x[i] - a * x[i - 1];" },
        { "ReadOnlySpan<byte> x, Span<byte> y", "y = (byte)(x + y[i-4])", "if (i > 3) y[i] = (byte)(x[i] + y[i - 4]);" },
        { "ReadOnlySpan<int> x, Span<int> y", "y = y[i-1] + x[i+2]", "if (i > 0 && i + 2 < x.Length) y[i] = y[i - 1] + x[i + 2];" },
        { "ReadOnlySpan<int> x, Span<int> y", "y = y[i-1] * 3 / x", "if (i > 0) y[i] = y[i - 1] * 3 / x[i];" },
        { "ReadOnlySpan<int> x, Span<int> y", "y = checked(y[i-1] + x * 100000)", "if (i > 0) y[i] = checked(y[i - 1] + x[i] * 100000);" },
        { "ReadOnlySpan<bool> x, Span<int> run", "run = x ? run[i-1] + 1 : 0", "if (i > 0) run[i] = x[i] ? run[i - 1] + 1 : 0;" },
    };

    /// <summary>A signature, a formula, and the statements of a C# method over the same parameters.</summary>
    public static TheoryData<string, string, string> Reductions { get; } = new()
    {
        { "int M(ReadOnlySpan<int> x)", "sum(x)", "int s = 0; foreach (int e in x) s += e; return s;" },
        { "long M(ReadOnlySpan<int> x, ReadOnlySpan<int> y, int k)", "sum((long)x * y) * k", "long s = 0; for (int i = 0; i < x.Length; i++) s += (long)x[i] * y[i]; return s * k;" },
        { "int M(ReadOnlySpan<int> x)", "max(x) - min(x)", "if (x.Length == 0) throw new InvalidOperationException(\"Sequence contains no elements\"); int a = x[0], b = x[0]; foreach (int e in x) { a = Math.Max(a, e); b = Math.Min(b, e); } return a - b;" },
        { "bool M(ReadOnlySpan<int> x, int k)", "any(x > k) & all(x != 100000)", "bool a = false, b = true; foreach (int e in x) { a |= e > k; b &= e != 100000; } return a & b;" },
        { "int M(ReadOnlySpan<byte> x, byte k)", "count(x > k) + length(x)", "int n = 0; foreach (byte e in x) n += e > k ? 1 : 0; return n + x.Length;" },
        { "ulong M(ReadOnlySpan<ulong> x)", "product(x | 1) + 1", "ulong p = 1; foreach (ulong e in x) p *= e | 1; return p + 1;" },
        { "uint M(ReadOnlySpan<uint> x)", "max(x)", "if (x.Length == 0) throw new InvalidOperationException(\"Sequence contains no elements\"); uint a = 0; foreach (uint e in x) a = Math.Max(a, e); return a;" },
        { "float M(ReadOnlySpan<float> x)", "max(abs(x))", "if (x.Length == 0) throw new InvalidOperationException(\"Sequence contains no elements\"); float a = 0; foreach (float e in x) a = Math.Max(a, Math.Abs(e)); return a;" },
        { "double M(ReadOnlySpan<int> x)", "mean(x)", "if (x.Length == 0) throw new InvalidOperationException(\"Sequence contains no elements\"); double s = 0; foreach (int e in x) s += e; return s / x.Length;" },
        { "int M(ReadOnlySpan<int> x)", "checked(sum(x * 1000))", "long s = 0; foreach (int e in x) s += checked(e * 1000); return checked((int)s);" },
        { "int M(ReadOnlySpan<int> x, ReadOnlySpan<int> y)", "sum(x / y)", "int s = 0; for (int i = 0; i < x.Length; i++) s += x[i] / y[i]; return s;" },
        { "int M(ReadOnlySpan<int> x)", "sum(x[i+1] - x)", "int s = 0; for (int i = 0; i + 1 < x.Length; i++) s += x[i + 1] - x[i]; return s;" },
        { "int M(ReadOnlySpan<int> x)", "length(x) * 2", "return x.Length * 2;" },
        { "double M(ReadOnlySpan<int> FloatingState, int BitConverter)", "sum(FloatingState) * 0.5 + BitConverter", "long s = 0; foreach (int e in FloatingState) s += e; return s * 0.5 + BitConverter;" },
        { "bool M(Span<int> results, bool length, int Sum0)", "sum(results) > Sum0 ^ length", "int s = 0; foreach (int e in results) s += e; return s > Sum0 ^ length;" },
    };

    [Theory]
    [MemberData(nameof(Maps))]
    [MemberData(nameof(Recurrences))]
    public void AMapGivesWhatALoopGives(string signature, string formula, string body)
    {
        List<Span> spans = Span.Parse(signature, body);
        string counted = (spans.Find(span => span.IsInput) ?? spans[0]).Name;
        Type judge = Compile(
            Sources.Method(formula, "void M(" + signature + ")"),
            "public static void Twin(" + signature + ") { for (int i = 0; i < " + counted + ".Length; i++) { " + body + " } }",
            spans, signature);
        AssertSame(judge, s_lengths);
    }

    /// <summary>Scalars and formulas over spans in any order, one of which calls nothing: each has its own code.</summary>
    [Fact]
    public void MethodsOfOneClassHaveTheirOwnCode()
    {
        Generated generated = new Project(
            """
            using System;
            using JitGen;
            public static partial class K
            {
                [NativeExpression("length(x) * 2")] public static partial int Twice(ReadOnlySpan<int> x);
                [NativeExpression("sum(x)")] public static partial int Sum(ReadOnlySpan<int> x);
                [NativeExpression("a * b")] public static partial int Product(int a, int b);
                [NativeExpression("x + 1")] public static partial void Next(ReadOnlySpan<int> x, Span<int> result);
                [NativeExpression("a / b")] public static partial int Quotient(int a, int b);
                [NativeExpression("max(x)")] public static partial int Largest(ReadOnlySpan<int> x);
                public static string Run()
                {
                    int[] x = { 3, 4, 5 };
                    string text = "";
                    for (int i = 0; i < 3; i++)
                    {
                        Next(x, x);
                        text += Twice(x) + " " + Sum(x) + " " + Product(i, 3) + " " + Quotient(12, i + 1) + " " + Largest(x) + "; ";
                    }
                    return text;
                }
            }
            """).Generate();
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Warning));
        Type type = generated.Load().GetType("K")!;
        Assert.Equal("6 15 0 12 6; 6 18 3 6 7; 6 21 6 4 8; ", type.GetMethod("Run")!.Invoke(null, null));
        FieldInfo[] slots = [.. Helper(type).GetFields(BindingFlags.Static | BindingFlags.NonPublic)
            .Where(field => field.Name.EndsWith("Entry", StringComparison.Ordinal))];
        Assert.Equal(5, slots.Length);
        Assert.All(slots, slot => Assert.Equal(NativeCode.IsSupported, (nint)slot.GetValue(null)! > 1));
    }

    /// <summary>A stream in chunks: each begins with the last results of the one before it, and the bits are those of a single call.</summary>
    [Fact]
    public void ARecurrenceGoesOnWhereAnotherCallEnded()
    {
        Generated generated = new Project(
            """
            using System;
            using JitGen;
            public static partial class K
            {
                [NativeExpression("y = b0*x + b1*x[i-1] - a1*y[i-1] - a2*y[i-2]")]
                public static partial void Filter(ReadOnlySpan<double> x, Span<double> y, double b0, double b1, double a1, double a2);
                public static int CountMistakes()
                {
                    const int Length = 5_000, Carried = 2;
                    var random = new Random(1);
                    double[] x = new double[Length], whole = new double[Length], chunked = new double[Length];
                    for (int i = 0; i < Length; i++) x[i] = random.NextDouble() - 0.5;
                    Filter(x, whole, 0.3, 0.1, -1.6, 0.8);
                    for (int start = Carried; start < Length;)
                    {
                        int end = Math.Min(start + random.Next(100), Length);
                        Filter(x.AsSpan((start - Carried)..end), chunked.AsSpan((start - Carried)..end), 0.3, 0.1, -1.6, 0.8);
                        start = end;
                    }
                    int mistakes = whole[Length - 1] == 0 ? 1 : 0;
                    for (int i = 0; i < Length; i++) mistakes += whole[i].Equals(chunked[i]) ? 0 : 1;
                    return mistakes;
                }
            }
            """).Generate().AssertClean();
        Assert.Equal(0, generated.Call("K", "CountMistakes"));
    }

    /// <summary>Results that outgrow the last cache of most processors, some of them beside an input, some in its place.</summary>
    [Fact]
    public void ResultsThatOutgrowTheCachesAreTheSame()
    {
        Generated generated = new Project(
            """
            using System;
            using JitGen;
            public static partial class K
            {
                [NativeExpression("x * 2 + i")]
                public static partial void M(ReadOnlySpan<int> x, Span<long> result);
                [NativeExpression("x ^ y")]
                public static partial void N(ReadOnlySpan<int> x, ReadOnlySpan<int> y, Span<int> result);
                public static int CountMistakes()
                {
                    const int Length = 20_000_001;
                    int[] x = new int[Length + 1];
                    long[] result = new long[Length + 1];
                    for (int i = 0; i <= Length; i++) x[i] = i * 7;
                    M(x.AsSpan(1), result.AsSpan(1));
                    int mistakes = result[0] == 0 ? 0 : 1;
                    for (int i = 0; i < Length; i++) mistakes += result[i + 1] == (long)(x[i + 1] * 2) + i ? 0 : 1;
                    N(x.AsSpan(0, Length), x.AsSpan(0, Length), x.AsSpan(0, Length));
                    for (int i = 0; i < Length; i++) mistakes += x[i] == 0 ? 0 : 1;
                    return mistakes + (x[Length] == Length * 7 ? 0 : 1);
                }
            }
            """).Generate().AssertClean();
        Assert.Equal(0, generated.Call("K", "CountMistakes"));
    }

    [Theory]
    [MemberData(nameof(Reductions))]
    public void AReductionGivesWhatALoopGives(string signature, string formula, string body)
    {
        Type judge = Compile(
            Sources.Method(formula, signature),
            "public static " + signature.Replace(" M(", " Twin(", StringComparison.Ordinal) + " { " + body + " }",
            Span.Parse(signature, ""), signature);
        AssertSame(judge, [.. s_lengths, 65_535, 65_536, 65_537, 131_072, 200_000]);
    }

    /// <summary>Runs every length as the machine can, then once more as on a machine that cannot run machine code.</summary>
    private static void AssertSame(Type judge, int[] lengths)
    {
        foreach (int length in lengths)
        {
            Assert.Equal("", Run(judge, length));
        }

        FieldInfo? slot = Helper(judge).GetField("MEntry", BindingFlags.Static | BindingFlags.NonPublic);
        if (slot is null)
        {
            return;
        }

        Assert.Equal(NativeCode.IsSupported, (nint)slot.GetValue(null)! > 1);
        slot.SetValue(null, (nint)1);
        foreach (int length in lengths)
        {
            Assert.Equal("", Run(judge, length));
        }
    }

    private static Type Helper(Type type) =>
        type.Assembly.GetTypes().Single(candidate => candidate.Name.EndsWith("__KImage", StringComparison.Ordinal));

    private static string Run(Type judge, int length) => (string)judge
        .GetMethod("Run", BindingFlags.Static | BindingFlags.Public)!
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, [length], null)!;

    /// <summary>
    /// A project with the method, its twin, and a method that calls both with the same random arguments and says what differs:
    /// in what is stored, returned or thrown.
    /// </summary>
    private static Type Compile(string method, string twin, List<Span> spans, string signature)
    {
        string[] declarations = [.. spans.Select(span =>
            $"var {span.Local}1 = Fill<{span.Type}>(random, length, {(span.IsInput ? "false" : "true")}); var {span.Local}2 = ({span.Type}[]){span.Local}1.Clone();")];
        string Arguments(int number) => string.Join(", ", Span.Names(signature).Select(name =>
            spans.Find(span => span.Name == name) is { } span ? span.Local + number : "Value" + name.TrimStart('@')));
        string values = string.Concat(Span.Values(signature).Select(value =>
            $"    private static readonly {value.Type} Value{value.Name} = Numbers.Convert<{value.Type}>(3);\n"));
        bool returns = !signature.StartsWith("ReadOnlySpan", StringComparison.Ordinal) && signature.Contains(" M(", StringComparison.Ordinal);
        string Call(string name, int number) => returns
            ? $"outcome{number} = {name}({Arguments(number)}).ToString();"
            : $"{name}({Arguments(number)});";
        string differences = string.Concat(spans.Select(span =>
            $"        if (!{span.Local}1.AsSpan().SequenceEqual({span.Local}2)) return length + \": {span.Local}\";\n"));
        string source = $$"""
            using System;
            using System.Numerics;
            using JitGen;
            public static class Numbers
            {
                public static T Convert<T>(int value) where T : struct => (T)System.Convert.ChangeType(value, typeof(T));
            }
            public static partial class K
            {
            {{values}}
            {{method}}
                {{twin}}

                private static T[] Fill<T>(Random random, int length, bool isResult) where T : struct
                {
                    var items = new T[isResult ? length + 3 : length];
                    for (int i = 0; i < items.Length; i++)
                    {
                        int bound = typeof(T) == typeof(bool) ? 2 : 100;
                        items[i] = Numbers.Convert<T>(isResult ? Math.Min(7, bound - 1) : random.Next(length % 5 == 1 ? 0 : 1, bound));
                    }
                    return items;
                }

                public static string Run(int length)
                {
                    var random = new Random(length);
                    {{string.Join("\n        ", declarations)}}
                    string outcome1 = "", outcome2 = "";
                    try { {{Call("M", 1)}} } catch (Exception e) { outcome1 = e.GetType() + e.Message; }
                    try { {{Call("Twin", 2)}} } catch (Exception e) { outcome2 = e.GetType() + e.Message; }
                    if (outcome1 != outcome2) return length + ": " + outcome1 + " instead of " + outcome2;
            {{differences}}
                    return "";
                }
            }
            """;
        Generated generated = new Project(source).Generate();
        Assert.Empty(generated.GeneratorDiagnostics);
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Warning)
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true)
            .Select(diagnostic => diagnostic + "\n" + diagnostic.Location.SourceTree));
        return generated.Load().GetType("K")!;
    }

    /// <summary>A span parameter of a signature.</summary>
    private sealed record Span(string Name, string Type, bool IsInput)
    {
        /// <summary>The name as a part of another one.</summary>
        public string Local => "s" + Name.TrimStart('@');

        /// <summary>The spans of a signature; those that the body stores into and does not read are no inputs.</summary>
        public static List<Span> Parse(string signature, string body) =>
        [
            .. Parameters(signature)
                .Where(parameter => parameter.Type.EndsWith('>'))
                .Select(parameter => new Span(
                    parameter.Name,
                    parameter.Type[(parameter.Type.IndexOf('<', StringComparison.Ordinal) + 1)..^1],
                    !body.Contains(parameter.Name + "[i] = ", StringComparison.Ordinal) || body.Split(parameter.Name + "[i]").Length > 2)),
        ];

        public static IEnumerable<string> Names(string signature) => Parameters(signature).Select(parameter => parameter.Name);

        public static IEnumerable<(string Type, string Name)> Values(string signature) =>
            Parameters(signature).Where(parameter => !parameter.Type.EndsWith('>'));

        private static IEnumerable<(string Type, string Name)> Parameters(string signature)
        {
            int open = signature.IndexOf('(', StringComparison.Ordinal);
            return signature[(open + 1)..].TrimEnd(')').Split(", ").Select(parameter => parameter.Split(' ')).Select(parts => (parts[0], parts[1]));
        }
    }
}
