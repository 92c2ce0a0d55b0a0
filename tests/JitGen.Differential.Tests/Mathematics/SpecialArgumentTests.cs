using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Testing;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// What every function, on every engine, makes of special arguments, of those whose results are put right one by one, and of elements
/// whose neighbours are such.
/// </summary>
public class SpecialArgumentTests(ITestOutputHelper output)
{
    private const string WithoutFusedMultiplyAdd = "managed fallback without fused multiply-add";

    private static readonly (MathFunction Function, ElementType Type)[] s_functions =
        [.. FunctionArguments.Functions.SelectMany(function => FunctionArguments.TypesOf(function).Select(type => (function, type)))];

    private static readonly Lazy<SpanCase[]> s_special = new(() => [.. s_functions.Select(Special)]);
    private static readonly Lazy<SpanCase[]> s_neighbours = new(() => [.. s_functions.Select(pair => Neighbourhood.Of(pair.Function, pair.Type))]);

    public static TheoryData<string, string> Engines
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string engine in SpanEngines.All.Append(WithoutFusedMultiplyAdd))
            {
                data.Add(engine, nameof(Level.Full));
            }

            foreach (string engine in SpanEngines.Native)
            {
                data.Add(engine, nameof(Level.None));
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void AreTheSameOnEveryEngine(string engine, string level) => Compare(engine, level, s_special.Value);

    [Theory]
    [MemberData(nameof(Engines))]
    public void NeighboursMakeNoDifference(string engine, string level) => Compare(engine, level, s_neighbours.Value);

    /// <summary>With <see cref="AreTheSameOnEveryEngine"/>, on every engine.</summary>
    [Fact]
    public void AreAsTheStandardsSay() => Assert.All(s_functions.Zip(s_special.Value), pair =>
    {
        bool isSingle = pair.First.Type == ElementType.Single;
        byte[] results = pair.Second.Runs[^1].Expected[^1]!;
        SpecialValue[] rows = [.. SpecialValues.Of(FunctionArguments.StrictOf(pair.First.Function).Name)];
        Assert.NotEmpty(rows);
        for (int n = 0; n < rows.Length; n++)
        {
            Assert.Null(rows[n].FindFault(isSingle, isSingle ? BitConverter.ToUInt32(results, n * sizeof(float)) : BitConverter.ToUInt64(results, n * sizeof(double))));
        }
    });

    private static SpanCase Special((MathFunction Function, ElementType Type) pair) => FunctionEngineTests.Evaluate(
        FunctionArguments.Formula(pair.Function, pair.Type),
        [.. FunctionArguments.Few(pair.Function, pair.Type), FunctionArguments.Own(pair.Function, pair.Type)]);

    private void Compare(string name, string level, SpanCase[] cases)
    {
        SpanEngine? engine = name == WithoutFusedMultiplyAdd ? new SpanFallbackEngine(hasFusedMultiplyAdd: false) : SpanEngines.Find(name, Enum.Parse<Level>(level));
        if (engine is not null)
        {
            var comparison = new SpanComparison(engine);
            comparison.Compare(cases);
            output.WriteLine(comparison.ToString());
            Assert.True(comparison.Mismatches.Count == 0, string.Join('\n', comparison.Mismatches));
            engine.Requirement?.NoteRun(comparison.ToString());
        }
    }
}
