using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Recurrences whose sums may be reassociated: numbers that no order rounds are what C# makes of them, others are near; where elements
/// are computed one after the other, bits are those of the optimized graph.
/// </summary>
public class RecurrenceFastTests(ITestOutputHelper output)
{
    private const int BatchSize = 100;
    private const int Longest = 150;

    /// <summary>The roundings that a result may differ by, each of all terms together.</summary>
    private const int Roundings = 24;

    /// <summary>First-order linear recurrences; numbers stay small if the coefficient is 1, -1 or 0.</summary>
    private static readonly (string Signature, string Text)[] s_linear =
    [
        ("void (in T x, ref T y, T a, T b)", "y[i] = a*y[i-1] + b*x[i]"),
        ("void (in T x, ref T y)", "y = y[i-1] + x"),
        ("void (in T x, ref T y)", "y = x - y[i-1]"),
        ("void (ref T y, T a, T b)", "y = a*y[i-1] + b"),
        ("void (ref T x, T a)", "x = x + a*x[i-1]"),
        ("void (in T x, ref T y, T a)", "y = x[i+1] - x[i-1] * a + a*y[i-1] + 3"),
        ("void (in T x, ref T y, ref T z, T a)", "y = a*y[i-1] + x; z = z[i-1] - x"),
        ("void (in T x, ref T y, ref T z, T a)", "y = a*y[i-1] + x; z = y * 2 + x"),
        ("void (in T x, ref T y, ref T z, T a)", "y = y[i-1] + x; z = a*z[i-1] + y"),
        ("void (in T x, ref T z, ref T y, T a)", "y = a*y[i-1] + x; z = y"),
        ("void (in T x, in byte w, ref T y, ref int n, T a)", "y = x * w + a * y[i-1]; n = w + 1"),
    ];

    /// <summary>Recurrences that are not computed by groups.</summary>
    private static readonly (string Signature, string Text)[] s_sequential =
    [
        ("void (in T x, ref T y, T b0, T b1, T b2, T a1, T a2)", "y = b0*x + b1*x[i-1] + b2*x[i-2] - a1*y[i-1] - a2*y[i-2]"),
        ("void (ref T re, ref T im, T c, T s)", "re = c*re[i-1] - s*im[i-1]; im = s*re[i-1] + c*im[i-1]"),
        ("void (in T x, ref T y, T a)", "y = a*y[i-3] + x"),
        ("void (in T x, ref T y, T a)", "y = max(a*y[i-1], x)"),
        ("void (in T x, ref T y, T a)", "y = a*(y[i-1] - x) / (1 + x*x) + y[i-2]"),
        ("void (in T x, in T c, ref T y)", "y = c*y[i-1] + x"),
    ];

    public static TheoryData<string> Native => [.. SpanEngines.Native];

    private static readonly Lazy<SpanBatch[]> s_exact = new(() => SpanBatch.Split([.. Formulas(s_linear, "float"), .. Formulas(s_linear, "double")], BatchSize, PlanExact));

    private static readonly Lazy<SpanBatch[]> s_ordered = new(() => [
        .. SpanBatch.Split([.. Formulas(s_sequential, "float"), .. Formulas(s_sequential, "double")], BatchSize, RecurrenceFormulas.Plan)
            .Select(batch => new SpanBatch([.. batch.Cases.Select(SpanFastTests.ByGraph)])),
    ]);

    [Theory]
    [MemberData(nameof(Native))]
    public void ExactSumsAreThoseOfCSharp(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), s_exact.Value);

    [Theory]
    [MemberData(nameof(Native))]
    public void BitsOfWhatIsNotScannedAreThoseOfTheGraph(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), s_ordered.Value);

    /// <summary>
    /// Each result is as near to the exact one as some tens of roundings of the terms that it is the sum of; also for coefficients at which
    /// powers would overflow, and for those that are no numbers.
    /// </summary>
    [Theory]
    [MemberData(nameof(Native))]
    public void SumsAreNear(string name)
    {
        if (SpanEngines.Find(name) is not { } engine)
        {
            return;
        }

        SpanFormula formula = Formulas(s_linear[..1], "float").Single();
        float[] coefficients = [0.9f, -0.99f, 0.5f, 1.01f, -1.5f, 2, 2.0001f, -30, 1e-3f, 1e-20f, 0, float.PositiveInfinity, float.NaN];
        SpanBatch batch = SpanBatch.Split([formula], 1, (_, _, data) => from coefficient in coefficients
                                                                       from length in new[] { 0, 1, 2, 15, 17, 64, 66, 100, 1000 }
                                                                       select Create(data, length, coefficient)).Single();
        SpanAnswer[] answers = engine.Run([.. batch.Cases])[0];
        for (int n = 0; n < answers.Length; n++)
        {
            SpanRun run = batch.Cases[0].Runs[n];
            Assert.Null(answers[n].Error);
            float[] x = Floats(run.Contents[0]!), y = Floats(run.Contents[1]!), found = Floats(answers[n].Contents[1]!);
            double a = BitConverter.UInt32BitsToSingle((uint)run.Values[2]), b = BitConverter.UInt32BitsToSingle((uint)run.Values[3]);
            double exact = y.Length > 0 ? y[0] : 0, terms = Math.Abs(exact);
            for (int i = 1; i < run.Length; i++)
            {
                exact = a * exact + b * x[i];
                terms = Math.Abs(a) * terms + Math.Abs(b * x[i]);
                bool isNear = terms < float.MaxValue / 4
                    ? Math.Abs(found[i] - exact) <= (Roundings * terms / (1 << 24)) + float.Epsilon
                    : !float.IsFinite(found[i]) || Math.Abs(found[i] - exact) <= Math.Abs(exact);
                Assert.True(isNear, $"a = {a}, length {run.Length}: y[{i}] is {found[i]}, not {exact}");
            }
        }
    }

    private static IEnumerable<SpanFormula> Formulas((string Signature, string Text)[] texts, string type) =>
        from text in texts
        select SpanFormula.Parse(
            $"fast {type}", text.Signature.Replace("T ", type + " ", StringComparison.Ordinal), text.Text) with { FloatMode = Compiler.FloatMode.Fast };

    /// <summary>Every length, with whole numbers apart from 0, and coefficients of 1, -1 and 0.</summary>
    private static IEnumerable<SpanRun> PlanExact(int number, SpanFormula formula, SpanData data)
    {
        for (int length = 0; length < Longest; length++)
        {
            SpanRun run = length % 2 == 0
                ? data.CreateRun(length, number * 1009 + length)
                : data.CreateRun(length, number * 1009 + length, SpanData.Nowhere, new SpanLayout(length % 4 == 1, data.CanShare && length % 3 == 0));
            var random = new Random(length);
            RecurrenceFormulas.Fill(formula, run, parameter => parameter.Name == "a"
                ? RecurrenceFormulas.Bits(parameter.Type, random.Next(-1, 2))
                : RecurrenceFormulas.Bits(parameter.Type, random.Next(1, 8) * (ElementTypes.IsFloating(parameter.Type) && random.Next(2) == 0 ? -1 : 1)));
            yield return run;
        }
    }

    private static SpanRun Create(SpanData data, int length, float coefficient)
    {
        SpanRun run = data.CreateRun(length, length, SpanData.Nowhere, new SpanLayout(IsRight: length % 2 == 0, IsInPlace: false));
        var random = new Random(length);
        RecurrenceFormulas.Fill(
            Formulas(s_linear[..1], "float").Single(),
            run,
            parameter => BitConverter.SingleToUInt32Bits(parameter.Name == "a" ? coefficient : (float)(random.NextDouble() * 2 - 1)));
        return run;
    }

    private static float[] Floats(byte[] bytes) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(bytes).ToArray();
}
