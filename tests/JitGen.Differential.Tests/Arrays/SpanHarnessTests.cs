using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Engines;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Formulas over spans in machine code that a C program calls: Windows entries, and arm64 in an emulator.</summary>
public class SpanHarnessTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("x64-v3", Level.None)]
    [InlineData("x64-v3", Level.Full)]
    internal void WindowsEntriesInCHarness(string target, Level level) => CheckHarness(Harness.Win64, target, level);

    [Theory]
    [InlineData(Level.None)]
    [InlineData(Level.Full)]
    internal void Arm64InCHarness(Level level) => CheckHarness(Harness.Arm64, "arm64", level);

    private void CheckHarness(Harness harness, string target, Level level)
    {
        if (harness.Engine.Find() is { } programs)
        {
            var engine = new SpanHarnessEngine(harness, TargetTable.ByName(target)!, level, programs);
            harness.Engine.NoteRun(SpanCheck.Run(output, engine, SpanCorpus.Sample));
        }
    }
}
