using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Recurrences on all engines have the bits of C# loops, whatever is in the memory at the start, however a call is split into parts:
/// what goes from one part to the next are elements of the results.
/// </summary>
public class RecurrenceTests(ITestOutputHelper output)
{
    public static TheoryData<string> All => [.. SpanEngines.All];

    [Fact]
    public void FormulasAreRecurrences()
    {
        Assert.True(RecurrenceFormulas.All.Count >= 150);
        Assert.All(RecurrenceFormulas.All, formula => Assert.Equal(KernelShape.Recurrence, Compilation.Bind(formula.ToSource()).Function!.Shape));
    }

    [Fact]
    public void ManyCallsThrowInTheirMidst()
    {
        SpanRun[] thrown = [.. RecurrenceFormulas.Batches.SelectMany(batch => batch.Cases).SelectMany(c => c.Runs).Where(run => run.Exception is not null)];
        output.WriteLine($"{thrown.Length} calls throw");
        Assert.True(thrown.Count(run => run.Reached > 20) >= 100);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void BitsAreThoseOfCSharp(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), RecurrenceFormulas.Batches);

    [Theory]
    [InlineData("x64-v3")]
    [InlineData("x64-v4")]
    [InlineData("arm64 qemu")]
    public void BitsAreThoseOfCSharpWithoutOptimization(string engine) =>
        SpanCheck.Run(output, SpanEngines.Find(engine, Level.None), RecurrenceFormulas.Batches);
}
