using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Generator.Compilations;
using Microsoft.CodeAnalysis.Diagnostics;

namespace JitGen.Generator.Tests;

/// <summary>The cache that the generator and the analyzer share.</summary>
public class CacheTests
{
    private static readonly string s_source = Sources.Class(
        Sources.Method("a + b", "int Add(int a, int b)"), Sources.Method("a - b", "int Sub(int a, int b)"));

    [Fact]
    public void TheGeneratorAndTheAnalyzerBindAFormulaOnce()
    {
        int count = 0;
        var compiler = new FormulaCompiler(source =>
        {
            Interlocked.Increment(ref count);
            return Compiler.Compilation.Bind(source);
        }, 1 << 20);
        for (int i = 0; i < 3; i++)
        {
            var project = new Project(s_source) { Compiler = compiler };
            project.Generate().AssertClean();
            project.Analyze();
        }

        Assert.Equal(2, count);
    }

    [Fact]
    public void ItNeverHoldsMoreThanItsWeight()
    {
        var cache = new BoundedCache<int, string>(1000);
        for (int i = 0; i < 10_000; i++)
        {
            cache.Add(i, "value", 10);
            Assert.InRange(cache.Count, 1, 100);
        }

        Assert.Equal("value", cache.Find(9_999));
        Assert.Null(cache.Find(0));
    }

    [Fact]
    public void WhatIsAskedForStays()
    {
        var cache = new BoundedCache<int, string>(1000);
        cache.Add(-1, "wanted", 10);
        for (int i = 0; i < 10_000; i++)
        {
            cache.Add(i, "value", 10);
            Assert.Equal("wanted", cache.Find(-1));
        }
    }

    [Fact]
    public void WhatIsTooHeavyIsReturnedButNotKept()
    {
        var cache = new BoundedCache<int, string>(1000);
        Assert.Equal("heavy", cache.Add(1, "heavy", 501));
        Assert.Null(cache.Find(1));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void TheFirstValueOfAKeyWins()
    {
        var cache = new BoundedCache<int, string>(1000);
        cache.Add(1, "first", 10);
        Assert.Equal("first", cache.Add(1, "second", 10));
        Assert.Equal("first", cache.Find(1));
    }

    [Fact]
    public void ThreadsDoNotDisturbIt()
    {
        var cache = new BoundedCache<int, string>(500);
        Parallel.For(0, 100_000, i =>
        {
            int key = (int)(i * 2654435761L % 200);
            string value = cache.Find(key) ?? cache.Add(key, key.ToString(System.Globalization.CultureInfo.InvariantCulture), 10);
            Assert.Equal(key.ToString(System.Globalization.CultureInfo.InvariantCulture), value);
            Assert.InRange(cache.Count, 0, 50);
        });
    }

    [Fact]
    public async Task CancellationPassesThroughAsAnException()
    {
        using var source = new CancellationTokenSource();
        var compiler = new FormulaCompiler(
            formula =>
            {
                source.Cancel();
                source.Token.ThrowIfCancellationRequested();
                return Compiler.Compilation.Bind(formula);
            },
            1 << 20);
        var project = new Project(s_source) { Compiler = compiler };
        Assert.ThrowsAny<OperationCanceledException>(() => project.CreateDriver().RunGenerators(project.Compile(), source.Token));

        using var second = new CancellationTokenSource();
        var cancelling = new FormulaCompiler(
            formula =>
            {
                second.Cancel();
                second.Token.ThrowIfCancellationRequested();
                return Compiler.Compilation.Bind(formula);
            },
            1 << 20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => project.Compile()
            .WithAnalyzers([new NativeExpressionAnalyzer(cancelling)])
            .GetAnalyzerDiagnosticsAsync(second.Token));
    }
}
