using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Runs an engine on a corpus of formulas over spans.</summary>
internal static class SpanCheck
{
    private const int Shown = 8;

    /// <summary>Compares, fails on any difference with the smallest formulas found, and returns the summary.</summary>
    public static string Run(ITestOutputHelper output, SpanEngine engine, IReadOnlyList<SpanBatch> batches)
    {
        var comparison = new SpanComparison(engine);
        comparison.Run(batches);
        output.WriteLine(comparison.ToString());
        if (comparison.Mismatches.Count > 0)
        {
            IEnumerable<string> shown = comparison.Mismatches.Take(Shown).Select(mismatch => SpanShrinker.Shrink(engine, mismatch).ToString());
            Assert.Fail($"{comparison.Mismatches.Count} formulas differ on {engine.Name}, among them:\n\n{string.Join("\n\n", shown)}");
        }

        return comparison.ToString();
    }
}
