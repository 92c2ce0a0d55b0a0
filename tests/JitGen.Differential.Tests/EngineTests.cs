using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests;

/// <summary>Every formula on every engine, compared with C# bit for bit and exception for exception.</summary>
public class EngineTests(ITestOutputHelper output)
{
    private const int Shown = 8;

    /// <summary>A few written formulas are larger than code can be.</summary>
    private const int MostWithoutCode = 10;

    [Fact]
    public void InterpreterOnWrittenFormulas() => Check(new InterpreterEngine(), TestCorpus.Written);

    [Fact]
    public void InterpreterOnRandomFormulas() => Check(new InterpreterEngine(), TestCorpus.Random);

    [Fact]
    public void ManagedFallbackOnWrittenFormulas() => Check(new FallbackEngine(), TestCorpus.Written);

    [Fact]
    public void ManagedFallbackOnRandomFormulas() => Check(new FallbackEngine(), TestCorpus.Random);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void X64OnWrittenFormulas(Level level) => CheckX64(level, TestCorpus.Written);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void X64OnRandomFormulas(Level level) => CheckX64(level, TestCorpus.Random);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void Win64InCHarness(Level level) => CheckHarness(Harness.Win64, level);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void Arm64InCHarness(Level level) => CheckHarness(Harness.Arm64, level);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void Win64UnderWine(Level level)
    {
        if (Win64Host.Shared is { } host)
        {
            ExternalEngine.Wine.NoteRun(Check(new WineEngine(level, host), TestCorpus.Sample));
        }
    }

    private void CheckX64(Level level, IReadOnlyList<Batch> batches)
    {
        if (X64Engine.Obstacle is { } obstacle)
        {
            ExternalEngine.X64.NoteMissing(obstacle);
        }
        else
        {
            ExternalEngine.X64.NoteRun(Check(new X64Engine(level), batches));
        }
    }

    private void CheckHarness(Harness harness, Level level)
    {
        if (harness.Engine.Find() is { } programs)
        {
            harness.Engine.NoteRun(Check(new HarnessEngine(harness, level, programs), TestCorpus.Sample));
        }
    }

    /// <summary>Compares, fails on any difference, and returns the summary.</summary>
    private string Check(Engine engine, IReadOnlyList<Batch> batches)
    {
        var comparison = new Comparison(engine);
        comparison.Run(batches);
        output.WriteLine(comparison.ToString());
        if (comparison.Mismatches.Count > 0)
        {
            IEnumerable<string> shown = comparison.Mismatches.Take(Shown).Select(mismatch => Shrinker.Shrink(engine, mismatch).ToString());
            Assert.Fail($"{comparison.Mismatches.Count} formulas differ on {engine.Name}, among them:\n\n{string.Join("\n\n", shown)}");
        }

        Assert.True(comparison.WithoutCode <= MostWithoutCode, $"{comparison.WithoutCode} formulas have no code.");
        return comparison.ToString();
    }
}
