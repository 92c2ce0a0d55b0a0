using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Arrays.Oracle;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Formulas whose sums may be reassociated and contracted: their bits depend on neither the place of an element nor the splitting of a
/// call, and numbers that no order rounds are what C# makes of them. Formulas with functions of fast precision: their bits are those of
/// the functions' graphs.
/// </summary>
public class SpanFastTests(ITestOutputHelper output)
{
    private const int BatchSize = 300;
    private const int Longest = 140;

    /// <summary>Sums and products of few factors, which integers that are small enough leave exact.</summary>
    private static readonly (string Signature, string Text)[] s_exact =
    [
        ("void (in T x, in T y, T a, ref T r)", "a * x + y"),
        ("void (in T x, ref T y, T a)", "y = y - a * x"),
        ("void (in T x, ref T r)", "((((2 * x + 1) * x - 3) * x + 4) * x - 1) * x + 2"),
        ("void (in T a, in T b, in T c, in T d, ref T re, ref T im)", "re = a*c - b*d; im = a*d + b*c"),
        ("void (in T x, in T y, T a, T b, ref T r)", "x * a * y + b + a - y * y + x * 2 * 4"),
        ("void (in T x, in T y, T a, ref T r)", "(x + a) + 2 + y - (x - (y - (a - x * y)))"),
        ("void (in T x, ref T r, T a)", "a * x[i-1] + 2 * x - x[i+2] * a + i"),
        ("T (in T x, in T y)", "sum{x * y}"),
        ("T (in T x, in T y, T a)", "sum{a * x - y * y + x} * 2 + max{x * a + y}"),
        ("T (in T x, T a)", "sum{x * a * 2} - sum{x + a + 1}"),
    ];

    public static TheoryData<string> Native => [.. SpanEngines.Native];

    /// <summary>Functions of fast precision keep to their graphs in native code and in managed code.</summary>
    public static TheoryData<string> NativeAndManaged => [.. SpanEngines.Native, ManagedCode];

    private const string ManagedCode = "managed";

    private static readonly Lazy<SpanBatch[]> s_fast = new(() =>
        SpanBatch.Split([.. WrittenSpanFormulas.All.Where(formula => formula.HasFloatingResult)], BatchSize, PlanAny));

    private static readonly Lazy<SpanBatch[]> s_fastFunctions = new(() =>
        SpanBatch.Split([.. WrittenSpanFormulas.All.Where(formula => AppliesFast(Bind(WithFastFunctions(formula))))], BatchSize, PlanAny));

    /// <summary>The graph that machine code is made of is what all targets and all places keep to.</summary>
    [Theory]
    [MemberData(nameof(Native))]
    public void BitsAreThoseOfTheGraph(string engine)
    {
        if (SpanEngines.Find(engine) is { } found)
        {
            int different = 0;
            SpanCheck.Run(output, found, [.. s_fast.Value.Select(batch => new SpanBatch([.. batch.Cases.Select(c => ByGraph(c, WithFastSums(c.Formula), ref different))]))]);
            output.WriteLine($"{different} calls give other bits than C#");
            Assert.True(different > 0);
        }
    }

    [Theory]
    [MemberData(nameof(NativeAndManaged))]
    public void FastFunctionsAreTheirGraphs(string engine)
    {
        if ((engine == ManagedCode ? new SpanFallbackEngine() : SpanEngines.Find(engine)) is { } found)
        {
            int different = 0;
            SpanCheck.Run(
                output, found, [.. s_fastFunctions.Value.Select(batch => new SpanBatch([.. batch.Cases.Select(c => ByGraph(c, WithFastFunctions(c.Formula), ref different))]))]);
            output.WriteLine($"{different} calls give other bits than with strict precision");
            Assert.True(different > 0);
        }
    }

    [Theory]
    [MemberData(nameof(Native))]
    public void ExactSumsAreThoseOfCSharp(string engine)
    {
        SpanFormula[] formulas =
        [
            .. from type in new[] { "float", "double" }
               from formula in s_exact
               select SpanFormula.Parse($"exact {type}", formula.Signature.Replace("T ", type + " ", StringComparison.Ordinal), formula.Text) with { FloatMode = Compiler.FloatMode.Fast },
        ];
        SpanCheck.Run(output, SpanEngines.Find(engine), SpanBatch.Split(formulas, BatchSize, PlanExact));
    }

    /// <summary>The calls of a case with fast sums, by the optimized graph.</summary>
    internal static SpanCase ByGraph(SpanCase strict)
    {
        int different = 0;
        return ByGraph(strict, WithFastSums(strict.Formula), ref different);
    }

    private static SpanFormula WithFastSums(SpanFormula formula) => formula with { FloatMode = Compiler.FloatMode.Fast };

    private static SpanFormula WithFastFunctions(SpanFormula formula) => formula with { MathPrecision = Compiler.MathPrecision.Fast };

    private static Function Bind(SpanFormula formula) => Compilation.Bind(formula.ToSource()).Function!;

    private static bool AppliesFast(Function graph) =>
        FunctionWriter.Collect(graph).Any(applied => MathFunctions.All.Any(function => function.Fast?.Number == applied.Number));

    /// <summary>The calls of a case that throw nothing, and what the graph of the fast formula makes of them: that of fast sums is the optimizer's.</summary>
    private static SpanCase ByGraph(SpanCase strict, SpanFormula fast, ref int different)
    {
        Function graph = fast.FloatMode == Compiler.FloatMode.Fast ? Compiler.Optimizer.Optimizer.Optimize(Bind(fast), fast.FloatMode) : Bind(fast);
        var interpreter = new KernelInterpreter(graph);
        var runs = new List<SpanRun>();
        foreach (SpanRun run in strict.Runs.Where(run => run.Exception is null))
        {
            SpanAnswer answer = SpanInterpreterEngine.Run(interpreter, graph, fast, run);
            ulong result = fast.IsMap ? 0 : Differential.Tests.Engines.ResultBits.Canonical(fast.ResultType, answer.Result);
            if (answer.Exception is null)
            {
                different += SpanComparison.Differ(strict.Formula, run, answer) ? 1 : 0;
                var again = new SpanRun { Length = run.Length, Values = run.Values, Contents = run.Contents, Homes = run.Homes, Seed = run.Seed };
                again.SetExpected(answer.Contents, result, null, run.Reached);
                runs.Add(again);
            }
        }

        return new SpanCase(fast, [.. runs]);
    }

    private static IEnumerable<SpanRun> PlanAny(int number, SpanFormula formula, SpanData data) =>
        Enumerable.Range(0, 6).Select(n => data.CreateRun((number * 5 + n * 31) % Longest, number * 1009 + n, SpanData.Nowhere));

    private static IEnumerable<SpanRun> PlanExact(int number, SpanFormula formula, SpanData data)
    {
        for (int length = 0; length < Longest; length += 1 + length / 40)
        {
            SpanRun run = data.CreateRun(length, number * 1009 + length);
            var random = new Random(length);
            for (int n = 0; n < formula.Parameters.Count; n++)
            {
                run.Values[n] = Small(formula.Parameters[n].Type, random);
                for (int start = 0; run.Contents[n] is { } bytes && start < bytes.Length; start += SpanFormula.SizeOf(formula.Parameters[n].Type))
                {
                    BitConverter.GetBytes(Small(formula.Parameters[n].Type, random)).AsSpan(0, SpanFormula.SizeOf(formula.Parameters[n].Type)).CopyTo(bytes.AsSpan(start));
                }
            }

            yield return run;
        }
    }

    private static ulong Small(ElementType type, Random random)
    {
        int value = random.Next(-7, 8);
        return type == ElementType.Single ? BitConverter.SingleToUInt32Bits(value) : BitConverter.DoubleToUInt64Bits(value);
    }
}
