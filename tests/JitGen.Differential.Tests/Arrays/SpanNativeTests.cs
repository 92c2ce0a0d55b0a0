using System.Collections.Generic;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Testing;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Every formula over spans in machine code, compared with C# loops bit for bit and exception for exception.</summary>
public class SpanNativeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("x64-v3", Level.None)]
    [InlineData("x64-v3", Level.Full)]
    [InlineData("x64-v4", Level.None)]
    [InlineData("x64-v4", Level.Full)]
    internal void X64OnWrittenFormulas(string target, Level level) => CheckX64(target, level, SpanCorpus.Written);

    [Theory]
    [InlineData("x64-v3", Level.None)]
    [InlineData("x64-v3", Level.Full)]
    [InlineData("x64-v4", Level.None)]
    [InlineData("x64-v4", Level.Full)]
    internal void X64OnRandomFormulas(string target, Level level) => CheckX64(target, level, SpanCorpus.Random);

    [Theory]
    [InlineData("x64-v3")]
    [InlineData("x64-v4")]
    internal void WindowsEntriesOnWrittenFormulas(string target) => CheckX64(target, Level.Full, SpanCorpus.Written, isWindowsEntry: true);

    private void CheckX64(string name, Level level, IReadOnlyList<SpanBatch> batches, bool isWindowsEntry = false)
    {
        Target target = TargetTable.ByName(name)!;
        ExternalEngine engine = target == TargetTable.X64V4 ? ExternalEngine.X64V4 : ExternalEngine.X64;
        if (SpanNativeEngine.Obstacle(target) is { } obstacle)
        {
            engine.NoteMissing(obstacle);
        }
        else
        {
            engine.NoteRun(SpanCheck.Run(output, new SpanNativeEngine(target, level, isWindowsEntry), batches));
        }
    }
}
