using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>Runs engines on a corpus of formulas over spans.</summary>
internal static class SpanCheck
{
    private const int Shown = 8;

    /// <summary>Arrays are large, and threads have memory for them: there are no more than processors.</summary>
    private static readonly ParallelOptions s_parallel = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    /// <summary>Compares an engine with C#, fails on any difference with the smallest formulas found, and notes the run.</summary>
    /// <param name="output">Where the summary goes.</param>
    /// <param name="engine">The engine; null for one that this machine cannot run.</param>
    /// <param name="batches">The corpus, which is kept for other engines.</param>
    public static void Run(ITestOutputHelper output, SpanEngine? engine, IReadOnlyList<SpanBatch> batches)
    {
        if (engine is not null)
        {
            var comparison = new SpanComparison(engine);
            Parallel.ForEach(batches, s_parallel, batch => comparison.Compare(batch.Cases));
            Report(output, comparison);
        }
    }

    /// <summary>Compares all engines with C#, and with one another, on a corpus that is too large to be kept.</summary>
    public static void RunAll(ITestOutputHelper output, IReadOnlyList<SpanBatch> batches)
    {
        SpanComparison[] comparisons = [.. SpanEngines.All.Select(name => SpanEngines.Find(name)).OfType<SpanEngine>().Select(engine => new SpanComparison(engine))];
        Parallel.ForEach(batches, s_parallel, batch =>
        {
            SpanCase[] cases = batch.Evaluate();
            foreach (SpanComparison comparison in comparisons)
            {
                comparison.Compare(cases);
            }
        });
        Assert.All(comparisons, comparison => Report(output, comparison));
        Assert.Single(comparisons.Select(comparison => comparison.Hash).Distinct());
    }

    private static void Report(ITestOutputHelper output, SpanComparison comparison)
    {
        output.WriteLine($"{comparison}, {comparison.Elapsed.TotalSeconds:F1} s");
        if (comparison.Mismatches.Count > 0)
        {
            IEnumerable<string> shown = comparison.Mismatches.Take(Shown).Select(mismatch => SpanShrinker.Shrink(comparison.Engine, mismatch).ToString());
            Assert.Fail($"{comparison.Mismatches.Count} formulas differ on {comparison.Engine.Name}, among them:\n\n{string.Join("\n\n", shown)}");
        }

        comparison.Engine.Requirement?.NoteRun(comparison.ToString());
    }
}
