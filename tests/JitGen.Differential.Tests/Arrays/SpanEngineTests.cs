using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Every formula over spans on every engine, compared with C# loops bit for bit and exception for exception.</summary>
public class SpanEngineTests(ITestOutputHelper output)
{
    public static TheoryData<string> All => [.. SpanEngines.All];

    public static TheoryData<string> Native => [.. SpanEngines.Native];

    [Theory]
    [MemberData(nameof(All))]
    public void WrittenFormulas(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), SpanCorpus.Written);

    [Theory]
    [MemberData(nameof(All))]
    public void RandomFormulas(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), SpanCorpus.Random);

    [Theory]
    [MemberData(nameof(All))]
    public void CanonicalNaNs(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine), SpanCorpus.CanonicalNaNs);

    [Theory]
    [MemberData(nameof(Native))]
    public void WrittenFormulasNotOptimized(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine, Level.None), SpanCorpus.Written);

    [Theory]
    [InlineData("x64-v3")]
    [InlineData("x64-v4")]
    public void RandomFormulasNotOptimized(string engine) => SpanCheck.Run(output, SpanEngines.Find(engine, Level.None), SpanCorpus.Random);
}
