using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Differential.Tests.Acceptance;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests;

/// <summary>A text is a formula if and only if Roslyn accepts it in the same place; then it has the same type and constant value.</summary>
public class AcceptanceTests(ITestOutputHelper output)
{
    private const int Count = 20_000;
    private const int BatchSize = 500;
    private const int ShownFailures = 40;

    [Fact]
    public void RandomTextsAreAcceptedAsByRoslyn()
    {
        var failures = new ConcurrentQueue<string>();
        int accepted = 0, deliberate = 0;
        Parallel.ForEach(Enumerable.Range(0, Count).Chunk(BatchSize), seeds =>
        {
            AnyText[] texts = Array.ConvertAll(seeds, AnyTextGenerator.Create);
            RoslynVerdict[] verdicts = RoslynVerdict.OfEach(texts);
            for (int i = 0; i < texts.Length; i++)
            {
                BindResult result = Binder.Bind(texts[i].ToSource(), CompilationLimits.Default);
                Interlocked.Add(ref accepted, verdicts[i].Error is null ? 1 : 0);
                if (verdicts[i].Error is null && result.Function is null && DeliberateDifference.All.Any(rule => rule.Explains(texts[i], result)))
                {
                    Interlocked.Increment(ref deliberate);
                }
                else if (Compare(texts[i], verdicts[i], result) is { } failure)
                {
                    failures.Enqueue($"{texts[i]}\n    {failure}");
                }
            }
        });

        output.WriteLine($"{accepted} of {Count} texts accepted by Roslyn, {deliberate} of them deliberately refused");
        Assert.True(failures.IsEmpty, $"{failures.Count} differences:\n{string.Join('\n', failures.Take(ShownFailures))}");
        Assert.InRange(accepted, Count / 4, Count * 3 / 4);
    }

    /// <summary>What differs, or null.</summary>
    private static string? Compare(AnyText text, RoslynVerdict verdict, BindResult result)
    {
        if (result.Function is not { } function)
        {
            return verdict.Error is null ? "only Roslyn accepts: " + string.Join("; ", result.Diagnostics) : null;
        }

        if (verdict.Error is not null)
        {
            return "Roslyn refuses: " + verdict.Error;
        }

        if (verdict.Type != result.Type)
        {
            return $"type {result.Type}, by Roslyn {verdict.Type}";
        }

        if (Verifier.Verify(function) is { } invalid)
        {
            return "graph: " + invalid;
        }

        Value value = function.Results[0].Value;
        ulong? constant = function.IsConstant(value) ? ConstantBits.Normalize(function.BitsOf(value), text.ResultType) : null;
        return verdict.Constant is not null && constant != verdict.Constant ? $"constant {constant:X}, by Roslyn {verdict.Constant:X}" : null;
    }
}
