using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Every formula over spans on every engine, compared with C# loops bit for bit and exception for exception.</summary>
public class SpanEngineTests(ITestOutputHelper output)
{
    [Fact]
    public void InterpreterOnWrittenFormulas() => SpanCheck.Run(output, new SpanInterpreterEngine(), SpanCorpus.Written);

    [Fact]
    public void InterpreterOnRandomFormulas() => SpanCheck.Run(output, new SpanInterpreterEngine(), SpanCorpus.Random);

    [Fact]
    public void ManagedFallbackOnWrittenFormulas() => SpanCheck.Run(output, new SpanFallbackEngine(), SpanCorpus.Written);

    [Fact]
    public void ManagedFallbackOnRandomFormulas() => SpanCheck.Run(output, new SpanFallbackEngine(), SpanCorpus.Random);
}
