using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace JitGen.Generator.Tests;

/// <summary>What an edit runs again.</summary>
public class IncrementalityTests
{
    private const string Kernels = """
        using JitGen;
        public static partial class Kernels
        {
            public const int Scale = 3, Other = 4;
            [NativeExpression("a * Scale + Square(b)")] public static partial int Combine(int a, int b);
            [NativeExpression("x * x")] public static partial int Square(int x);
        }
        """;

    private const string More = """
        using JitGen;
        public static partial class More
        {
            [NativeExpression("x * x * x")] public static partial long Cube(long x);
        }
        """;

    private const string Unrelated = "class Unrelated { int F() => 1; }";

    [Theory]
    [InlineData(Unrelated, "class Unrelated { int F() => 2; }")]
    [InlineData(Unrelated, "class Renamed { string G() => \"\"; }")]
    [InlineData(Kernels, "// A comment.\n" + Kernels)]
    public void AnUnrelatedEditCompilesNothing(string before, string after)
    {
        Dictionary<string, List<IncrementalStepRunReason>> reasons = Edit(before, after);
        AssertNothingRan(reasons[NativeExpressionGenerator.MethodsStep], 3);
        AssertNothingRan(reasons[NativeExpressionGenerator.ProjectStep], 1);
        AssertNothingRan(reasons[NativeExpressionGenerator.CompileStep], 3);
        AssertNothingRan(reasons[NativeExpressionGenerator.ClassesStep], 2);
        Assert.All(reasons["SourceOutput"], reason => Assert.Equal(IncrementalStepRunReason.Cached, reason));
    }

    [Fact]
    public void AConstantThatNobodyMentionsCompilesNothing()
    {
        Dictionary<string, List<IncrementalStepRunReason>> reasons = Edit(
            Kernels, Kernels.Replace("Other = 4", "Other = 5", StringComparison.Ordinal));
        AssertNothingRan(reasons[NativeExpressionGenerator.CompileStep], 3);
    }

    [Theory]
    [InlineData("Scale = 3", "Scale = 5", 1)]
    [InlineData("x * x", "x + x", 2)]
    [InlineData("Square(b)\"", "Square(b)\", MathPrecision = MathPrecision.Fast", 1)]
    [InlineData("x * x\"", "x * x\", MathPrecision = MathPrecision.Fast", 2)]
    [InlineData("a * Scale", "b * Scale", 1)]
    public void AnEditCompilesWhatDependsOnIt(string before, string after, int compiled)
    {
        Dictionary<string, List<IncrementalStepRunReason>> reasons = Edit(
            Kernels, Kernels.Replace(before, after, StringComparison.Ordinal));
        Assert.Equal(compiled, reasons[NativeExpressionGenerator.CompileStep].Count(reason => reason == IncrementalStepRunReason.Modified));

        // The other class is not written again.
        Assert.Equal(1, reasons[NativeExpressionGenerator.ClassesStep].Count(reason => reason == IncrementalStepRunReason.Modified));
    }

    [Fact]
    public void ANewMethodCompilesAlone()
    {
        Dictionary<string, List<IncrementalStepRunReason>> reasons = Edit(
            More, More.Insert(More.LastIndexOf('}'), Sources.Method("x + x", "long Twice(long x)")));
        Assert.Equal(1, reasons[NativeExpressionGenerator.CompileStep].Count(reason => reason == IncrementalStepRunReason.New));
        Assert.Equal(3, reasons[NativeExpressionGenerator.CompileStep].Count(DidNotRun));
    }

    [Fact]
    public void TheSameTextGivesTheSameFilesInAnotherRun()
    {
        Assert.Equal(new Project(Kernels, More).Generate().Files, new Project(Kernels, More).Generate().Files);
    }

    private static void AssertNothingRan(List<IncrementalStepRunReason> reasons, int count)
    {
        Assert.Equal(count, reasons.Count);
        Assert.All(reasons, reason => Assert.True(DidNotRun(reason), reason.ToString()));
    }

    private static bool DidNotRun(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;

    /// <summary>Runs the generator, replaces a file, runs it again; returns why each output of each step is as it is.</summary>
    private static Dictionary<string, List<IncrementalStepRunReason>> Edit(string before, string after)
    {
        var project = new Project(Kernels, More, Unrelated);
        CSharpCompilation compilation = project.Compile();
        GeneratorDriver driver = project.CreateDriver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.First(tree => tree.ToString() == before);
        compilation = compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(SourceText.From(after, Encoding.UTF8)));
        GeneratorRunResult result = driver.RunGenerators(compilation).GetRunResult().Results[0];
        Assert.Null(result.Exception);
        return result.TrackedSteps
            .ToDictionary(step => step.Key, step => step.Value.SelectMany(run => run.Outputs).Select(output => output.Reason).ToList());
    }
}
