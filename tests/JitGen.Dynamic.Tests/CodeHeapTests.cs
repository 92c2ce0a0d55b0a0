using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using JitGen.Dynamic.Memory;

namespace JitGen.Dynamic.Tests;

/// <summary>Memory for machine code: shared, never writable and executable, free again.</summary>
public class CodeHeapTests
{
    [Fact]
    public void NoMappingIsWritableAndExecutable()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using NativeFormula<Payoff> formula = NativeFormula.Compile<Payoff>("spot + strike", Tiers.Of(FormulaTier.Native));
        string[] ours = File.ReadAllLines("/proc/self/maps").Where(line => line.Contains("memfd:jitgen", StringComparison.Ordinal)).ToArray();
        Assert.Equal(NativeCode.IsSupported, ours.Any(line => line.Contains("r-xs", StringComparison.Ordinal)));
        Assert.DoesNotContain(ours, line => line.Contains("rwx", StringComparison.Ordinal));
        GC.KeepAlive(formula);
    }

    [Fact]
    public void BlocksAreUsedAgain()
    {
        var heap = new CodeHeap();
        var random = new Random(7);
        var blocks = new List<(CodeBlock Block, byte[] Code)>();
        for (int i = 0; i < 20_000; i++)
        {
            if (blocks.Count > 500 || (blocks.Count > 0 && random.Next(3) == 0))
            {
                int victim = random.Next(blocks.Count);
                Check(blocks[victim]);
                heap.Remove(blocks[victim].Block);
                blocks.RemoveAt(victim);
            }

            byte[] code = new byte[random.Next(1, i % 50 == 0 ? 40_000 : 700)];
            random.NextBytes(code);
            if (heap.Add(code) is { } block)
            {
                Assert.Equal(0, block.Address % 64);
                blocks.Add((block, code));
            }
        }

        blocks.ForEach(Check);
        Assert.True(heap.Statistics.Bytes < 16 << 20, heap.Statistics.ToString());
        blocks.ForEach(block => heap.Remove(block.Block));
        Assert.Equal(0, heap.Statistics.Live);
        Assert.True(heap.Statistics.Chunks <= 1, heap.Statistics.ToString());

        static unsafe void Check((CodeBlock Block, byte[] Code) entry) =>
            Assert.True(new ReadOnlySpan<byte>((void*)entry.Block.Address, entry.Code.Length).SequenceEqual(entry.Code));
    }

    [Fact]
    public void CodeGoesWithItsFormula()
    {
        if (!NativeCode.IsSupported)
        {
            return;
        }

        CompileAndDrop(2000);
        Collect();
        int before = CodeHeap.Shared.Statistics.Live;
        CompileAndDrop(2000);
        Collect();
        Assert.InRange(CodeHeap.Shared.Statistics.Live, 0, before + 200);

        static void Collect()
        {
            for (int i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
    }

    [Fact]
    public void AFinalizerCanStillCall()
    {
        for (int i = 0; i < 200; i++)
        {
            Drop(i);
        }

        for (int i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.True(LateCaller.Results.Count > 100);
        Assert.All(LateCaller.Results, pair => Assert.Equal(pair.Number * 2.0, pair.Result));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Drop(int number) => _ = new LateCaller(number);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CompileAndDrop(int count)
    {
        for (int i = 0; i < count; i++)
        {
            string text = "spot * " + i.ToString(CultureInfo.InvariantCulture) + " + strike";
            Assert.Equal((3.0 * i) + 1, NativeFormula.Compile<Payoff>(text, Tiers.Of(FormulaTier.Native)).Invoke(3, 1));
        }
    }

    private sealed class LateCaller(int number)
    {
        private readonly Payoff _formula = NativeFormula.Compile<Payoff>("spot * 2 + strike", Tiers.Of(FormulaTier.Native)).Invoke;

        ~LateCaller()
        {
            lock (Results)
            {
                Results.Add((number, _formula(number, 0)));
            }
        }

        public static List<(int Number, double Result)> Results { get; } = new();
    }
}
