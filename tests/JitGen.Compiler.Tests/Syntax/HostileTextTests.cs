using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Syntax;

/// <summary>No text makes the front end throw, hang or exhaust the stack; each gives a graph or a diagnostic.</summary>
public class HostileTextTests
{
    private const string Signature = "double (bool b, int i, uint u, long l, ulong ul, float f, double x)";
    private const string MapSignature = "void (in float x, in int y, ref float r, ref double s, int a, float f)";
    private const string ReductionSignature = "double (in float x, in int y, in bool b, int a, float f)";
    private const int Deep = 100_000;
    private const int MutatedCount = 60_000;

    /// <summary>Half of the smallest stack that a compiler's threads have; without optimization, frames are at their largest.</summary>
    private const int SmallStack = 512 * 1024;

    /// <summary>A second is the promise; without optimization, and beside other tests, ten times that.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static TheoryData<string, string, string> Nestings => new()
    {
        { "(", "x", ")" },
        { "-", "x", "" },
        { "- ", "x", "" },
        { "!", "b", "" },
        { "~", "i", "" },
        { "(double)", "x", "" },
        { "(int)-", "x", "" },
        { "checked(", "x", ")" },
        { "sqrt(", "x", ")" },
        { "max(1, ", "x", ")" },
        { "b ? x : ", "x", "" },
        { "b ? ", "x", " : x" },
        { "x + (", "x", ")" },
        { "b?1:x+(", "x", ")" },
        { "x[", "0", "]" },
        { "x==0&&(", "b", ")" },
        { "1 + 2 * (", "x", ")" },
    };

    [Theory]
    [MemberData(nameof(Nestings))]
    public void NestingIsBoundedByADiagnostic(string before, string inside, string after)
    {
        BindResult result = BindInTime(Repeat(before, Deep) + inside + Repeat(after, Deep));
        Assert.Null(result.Function);
        Assert.Equal(before is "-" ? "JG0005" : "JG0008", result.Diagnostics[0].Descriptor.Id);
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void NestingOpenedButNotClosedIsBounded(string before, string inside, string after)
    {
        BindResult result = BindInTime(Repeat(before, Deep) + inside[..0] + after);
        Assert.Null(result.Function);
    }

    [Theory]
    [MemberData(nameof(Nestings))]
    public void PermittedNestingFitsASmallStack(string before, string inside, string after)
    {
        // All the levels that are permitted, and all the levels of each of the formulas inlined into each other.
        int depth = CompilationLimits.Default.Nesting / 2;
        string text = Repeat(before, depth) + inside + Repeat(after, depth);
        var methods = new List<FormulaSource>();
        for (int i = 0; i < 40; i++)
        {
            string name = methods.Count == 0 ? "x" : $"M{i - 1}(b, i, u, l, ul, f, x)";
            string body = Repeat("-(", depth) + name + Repeat(")", depth);
            methods.Add(Formulas.Source($"double M{i}(bool b, int i, uint u, long l, ulong ul, float f, double x)", body, [.. methods]));
        }

        BindResult? single = null, inlined = null;
        var thread = new Thread(
            () =>
            {
                single = Formulas.Bind(Signature, text);
                inlined = Binder.Bind(methods[^1], CompilationLimits.Default);
            },
            SmallStack);
        thread.Start();
        thread.Join();

        Assert.True(single!.Function is not null || single.Diagnostics.Count > 0);
        Assert.Equal("JG0008", inlined!.Diagnostics[0].Descriptor.Id);
    }

    [Theory]
    [InlineData("x", "+", "JG0009")]
    [InlineData("x", " - ", "JG0009")]
    [InlineData("1", "+", null)]
    [InlineData("1", "/*", "JG0001")]
    [InlineData("b", "&&", "JG0009")]
    [InlineData("x", ",", "JG0001")]
    [InlineData("y", "+", "JG0010")]
    [InlineData("x", "^", "JG0028")]
    [InlineData("i", "/", "JG0009")]
    public void LongChainsDoNotNest(string term, string @operator, string? id)
    {
        BindResult result = BindInTime(string.Join(@operator, Enumerable.Repeat(term, Deep)));
        Assert.Equal(id, result.Diagnostics.FirstOrDefault(d => d.Descriptor.Severity == Text.DiagnosticSeverity.Error)?.Descriptor.Id);
    }

    [Fact]
    public void LongChainsAreAcceptedWithinTheLimits()
    {
        CompilationLimits limits = CompilationLimits.Default with { Nodes = 1_000_000 };
        foreach (string @operator in (string[])["+", "-", "*", "/"])
        {
            string text = string.Join(@operator, Enumerable.Repeat("l", Deep));
            Assert.NotNull(Binder.Bind(Formulas.Source(Signature.Replace("double (", "long (", StringComparison.Ordinal), text), limits).Function);
        }
    }

    [Fact]
    public void LongTextsTakeBoundedTime()
    {
        int length = CompilationLimits.Default.TextLength;
        string[] texts =
        [
            new('1', length), "." + new string('1', length - 1), "1e" + new string('9', length - 2), "0x" + new string('F', length - 2), new('a', length),
            new(' ', length), new('(', length), new('_', length), new('\uD800', length), "//" + new string('x', length - 2), "/*" + new string('*', length - 2),
            Repeat("y+", length / 2), Repeat("1,", length / 2), Repeat("a.", length / 2), Repeat("(int)", length / 5), Repeat("max(", length / 4),
            Repeat("var t=1;", length / 8), Repeat("y;", length / 2), Repeat("zzzzzzzz+", length / 9), Repeat("1?", length / 2), Repeat("b?x:", length / 4),
            "y" + new string('.', length - 1), Repeat("x[", length / 2), "1." + new string('0', length - 8) + "1e5",
        ];
        foreach (string text in texts)
        {
            Assert.True(BindInTime(text).Diagnostics.Count > 0 || text.StartsWith("1.", StringComparison.Ordinal), text[..10]);
        }

        Assert.Equal("JG0007", BindInTime(new string('1', length + 1)).Diagnostics[0].Descriptor.Id);
    }

    [Fact]
    public void EveryPrefixOfAFormulaIsHandled()
    {
        const string Text = "var t = checked((sbyte)i * 0x1F_u) + max(ul, 5UL); /* c */ float v = b ? -.5e-3f : Math.Abs(f); t != int.MinValue && b ? t / (i - 1.5) : x";
        for (int length = 0; length <= Text.Length; length++)
        {
            BindInTime(Text[..length]);
            BindInTime(Text[length..]);
        }
    }

    [Fact]
    public void MutatedTextsAreHandled()
    {
        string[] seeds =
        [
            "var t = i * 3; t + (b ? x : f) / 2", "checked((int)x + i) << 3 >>> 1", "max(i, 5) + clamp(x, -1, 1) * Math.Sqrt(f)", "i != 0 ? l / i : 0xFFul % 7",
            "b && i > 0 || !b ^ true", "popcount(u) + rotateLeft(ul, 7) * (ul ^ ul >> 31)", "1.5e-10f + .5 - 1_000L", "double.NaN != x ? 1 : int.MaxValue",
        ];
        string[] pieces =
        [
            "(", ")", "[", "]", "?", ":", ",", ";", ".", "=", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "<", ">", "@", "#", "'", "\"", "\\", "$", "\uD83D", "\uDE00",
            "\u2028", "\0", "1", "0x", "1e", "_", "e", "int", "var", "checked", "true", "max", "é", "//", "/*", "*/", "(int)", "18446744073709551616", "u", "f",
        ];
        var random = new Random(3);
        for (int i = 0; i < MutatedCount; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (int edits = 1 + random.Next(6); edits > 0; edits--)
            {
                int at = random.Next(text.Length + 1);
                switch (random.Next(4))
                {
                    case 0 when at < text.Length:
                        text.Remove(at, Math.Min(1 + random.Next(5), text.Length - at));
                        break;
                    case 1 when at < text.Length:
                        text[at] = (char)random.Next(random.Next(2) == 0 ? 128 : 65536);
                        break;
                    default:
                        text.Insert(at, pieces[random.Next(pieces.Length)]);
                        break;
                }
            }

            BindInTime(text.ToString());
        }
    }

    [Fact]
    public void MutatedTextsOverSpansAreHandled()
    {
        string[] seeds =
        [
            "r = x * 2; s = r[i] + y[i - 1] / a", "var t = x[i + 2] - x; s = t * i; r = checked((int)t) / y", "x * f + i", "r = r + x; s = length(x)",
            "sqrt(sum(x * x) / length(x))", "var d = x - f; var m = a / 2; sum(d * m) + max(y[i - 1])", "checked(sum(y)) + count(b && y > 0) - mean(x)",
            "any(b) ? sum(y / a) : a != 0 ? sum(y / a) : min(x, 3)", "var m = mean(x); m + product(y | 1)", "all(x == i) || any(sum(x) > 1)",
        ];
        string[] pieces =
        [
            "(", ")", "[", "]", "[i]", "[i - 1]", "?", ":", ",", ";", "=", "+", "-", "/", "i", "x", "y", "r", "s", "sum(", "max(", "length(", "count(", "var ", "1", "a",
        ];
        var random = new Random(4);
        int accepted = 0;
        for (int i = 0; i < MutatedCount / 2; i++)
        {
            var text = new StringBuilder(seeds[random.Next(seeds.Length)]);
            for (int edits = random.Next(5); edits > 0; edits--)
            {
                int at = random.Next(text.Length + 1);
                if (random.Next(3) == 0 && at < text.Length)
                {
                    text.Remove(at, Math.Min(1 + random.Next(5), text.Length - at));
                }
                else
                {
                    text.Insert(at, pieces[random.Next(pieces.Length)]);
                }
            }

            foreach (string signature in (string[])[MapSignature, ReductionSignature])
            {
                if (BindInTime(text.ToString(), signature).Function is { } function)
                {
                    accepted++;
                    Assert.True(Compiler.IR.Verifier.Verify(function) is null, text.ToString());
                }
            }
        }

        Assert.InRange(accepted, MutatedCount / 20, MutatedCount);
    }

    [Fact]
    public void LongTextsOverSpansTakeBoundedTime()
    {
        foreach (string term in (string[])["x+", "sum(x)+", "x[i-1]+", "sum(x*0)+max(y)+", "var t=sum(x);", "length(x)*", "y="])
        {
            BindInTime(Repeat(term, Deep) + "1", ReductionSignature);
            BindInTime(Repeat(term, Deep) + "1", MapSignature);
        }

        BindInTime("x[i" + Repeat("+1-1", Deep) + "]", MapSignature);
        BindInTime(string.Concat(Enumerable.Range(0, Deep).Select(n => $"var t{n}={(n == 0 ? "a" : "t" + (n - 1))}*3;")) + "sum(x*t9)", ReductionSignature);
        BindInTime(string.Concat(Enumerable.Range(0, 9_000).Select(n => $"sum(x*{n})+")) + "1", ReductionSignature);
    }

    /// <summary>Binds, and checks what holds of every text.</summary>
    private static BindResult BindInTime(string text, string signature = Signature)
    {
        long start = Stopwatch.GetTimestamp();
        BindResult result = Formulas.Bind(signature, text);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        string shown = text.Length > 100 ? text[..100] : text;
        Assert.True(time < s_patience, $"{time.TotalSeconds} s: {shown}");
        Assert.True(result.Function is null == result.Diagnostics.Any(d => d.Descriptor.Severity == Text.DiagnosticSeverity.Error), shown);
        Assert.All(result.Diagnostics, d => Assert.True(d.Span.Start >= 0 && d.Span.Length >= 0 && d.Span.End <= text.Length, shown));
        FormulaNames.Of(text);
        return result;
    }

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();
}
