using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Corpus;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// Every mathematical function has the same bits on every engine, and those that are committed: of 4 million floats, of doubles of all
/// magnitudes, of special arguments and of those that are hard to round.
/// </summary>
public class FunctionEngineTests(ITestOutputHelper output)
{
    private const string Interpreter = "interpreter";

    public static TheoryData<string, string> Functions
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (MathFunction function in Callable())
            {
                data.Add(function.Name, "float");
                data.Add(function.Name, "double");
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
        SpanCase few = Evaluate(formula, FunctionArguments.Few(function, type));
        SpanCase all = Evaluate(formula, [.. FunctionArguments.All(function, type)]);
        FunctionHashes.Check($"{name} {typeName}", Compare(new SpanFallbackEngine(), all));
        Compare(SpanEngines.Find(Interpreter)!, few);
        foreach (string engine in SpanEngines.Native)
        {
            foreach (Level level in new[] { Level.None, Level.Full })
            {
                if (SpanEngines.Find(engine, level) is { } native)
                {
                    Compare(native, level == Level.Full ? all : few);
                }
            }
        }
    }

    private static IEnumerable<MathFunction> Callable() =>
        MathFunctions.All.Where(function => (MathematicalNames.Unary.Concat(MathematicalNames.Binary)).Contains(MathematicalNames.Of(function)));

    /// <summary>What managed code makes of the calls is what all others are compared with, and what kernels that leave go on with.</summary>
    private static SpanCase Evaluate(SpanFormula formula, SpanRun[] runs)
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

    private ulong Compare(SpanEngine engine, SpanCase source)
    {
        var comparison = new SpanComparison(engine);
        comparison.Compare([source]);
        output.WriteLine(comparison.ToString());
        Assert.True(comparison.Mismatches.Count == 0, string.Join('\n', comparison.Mismatches));
        engine.Requirement?.NoteRun(comparison.ToString());
        return comparison.Hash;
    }
}
