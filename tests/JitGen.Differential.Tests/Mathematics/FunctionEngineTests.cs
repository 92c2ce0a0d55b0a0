using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Corpus;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// Every mathematical function has the same bits on every engine, and those that are committed: of 4 million floats, of doubles of all
/// magnitudes, of special arguments and of those that are hard to round.
/// </summary>
public class FunctionEngineTests(ITestOutputHelper output)
{
    /// <summary>Calls of which inputs, results and what is expected are in memory at once.</summary>
    private const int BatchLength = 512;

    public static TheoryData<string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (MathFunction function in FunctionArguments.Functions)
            {
                foreach (ElementType type in FunctionArguments.TypesOf(function))
                {
                    data.Add(function.Name, ElementTypes.Keyword(type));
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void SameBitsOnEveryEngine(string name, string typeName)
    {
        ElementType type = CSharpTypes.Parse(typeName);
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        SpanFormula formula = FunctionArguments.Formula(function, type);
        var fallback = new SpanComparison(new SpanFallbackEngine());
        SpanComparison[] native = [.. SpanEngines.Native.Select(engine => SpanEngines.Find(engine)).OfType<SpanEngine>().Select(engine => new SpanComparison(engine))];
        FloatHashes? hashes = type == ElementType.Single && File.Exists(FloatHashes.FileOf(function)) ? new FloatHashes(function, FunctionArguments.Stride) : null;
        foreach (SpanRun[] batch in FunctionArguments.All(function, type).Chunk(BatchLength))
        {
            SpanCase all = Evaluate(formula, batch);
            Array.ForEach([.. batch.Where(FunctionArguments.IsOfFloats)], run => hashes?.Add(MemoryMarshal.Cast<byte, uint>(run.Expected[^1]!)));
            fallback.Compare([all]);
            Array.ForEach(native, comparison => comparison.Compare([all]));
        }

        Array.ForEach([fallback, .. native], Check);
        hashes?.Check();
        if (FunctionArguments.Stride == FunctionArguments.UsualStride)
        {
            FunctionHashes.Check($"{name} {typeName}", fallback.Hash);
        }
    }

    /// <summary>What managed code makes of the calls is what all others are compared with, and what kernels that leave go on with.</summary>
    internal static SpanCase Evaluate(SpanFormula formula, SpanRun[] runs)
    {
        var evaluated = new SpanCase(formula, runs);
        SpanAnswer[] answers = new SpanFallbackEngine().Run([evaluated])[0];
        for (int n = 0; n < runs.Length; n++)
        {
            Assert.Null(answers[n].Error);
            runs[n].SetExpected(answers[n].Contents, 0, answers[n].Exception, runs[n].Length);
        }

        return evaluated;
    }

    private void Check(SpanComparison comparison)
    {
        output.WriteLine($"{comparison}, {comparison.Elapsed.TotalSeconds:0.0} s");
        Assert.True(comparison.Mismatches.Count == 0, string.Join('\n', comparison.Mismatches));
        comparison.Engine.Requirement?.NoteRun(comparison.ToString());
    }
}
