using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests;

/// <summary>Every formula on every engine, compared with C# bit for bit and exception for exception.</summary>
public class EngineTests(ITestOutputHelper output)
{
    private const int Shown = 8;

    [Fact]
    public void InterpreterOnWrittenFormulas() => Check(new InterpreterEngine(), TestCorpus.Written);

    [Fact]
    public void InterpreterOnRandomFormulas() => Check(new InterpreterEngine(), TestCorpus.Random);

    [Fact]
    public void ManagedFallbackOnWrittenFormulas() => Check(new FallbackEngine(), TestCorpus.Written);

    [Fact]
    public void ManagedFallbackOnRandomFormulas() => Check(new FallbackEngine(), TestCorpus.Random);

    private void Check(Engine engine, IReadOnlyList<Batch> batches)
    {
        var comparison = new Comparison(engine);
        comparison.Run(batches);
        output.WriteLine(comparison.ToString());
        if (comparison.Mismatches.Count > 0)
        {
            IEnumerable<string> shown = comparison.Mismatches.Take(Shown).Select(mismatch => Shrinker.Shrink(engine, mismatch).ToString());
            Assert.Fail($"{comparison.Mismatches.Count} formulas differ on {engine.Name}, among them:\n\n{string.Join("\n\n", shown)}");
        }
    }
}
