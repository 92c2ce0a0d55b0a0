using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace JitGen.Dynamic.Tests;

/// <summary>From the interpreter to machine code, while it is called, and back to nothing.</summary>
public class TierTests
{
    [Fact]
    public void AFormulaIsPromotedWhenItIsHot()
    {
        using NativeFormula<Payoff> payoff = NativeFormula.Compile<Payoff>("spot * strike", new NativeFormulaOptions { PromotionThreshold = 10 });
        for (int i = 0; i < 9; i++)
        {
            payoff.Invoke(i, 2);
        }

        Assert.Equal((FormulaTier.Interpreter, 9), (payoff.Tier, payoff.Calls));
        payoff.Invoke(1, 2);
        FormulaTier expected = NativeCode.IsSupported ? FormulaTier.Native : FormulaTier.Interpreter;
        Assert.Equal(expected, payoff.Tier);
        Assert.Equal(14, payoff.Invoke(7, 2));
        Assert.Equal(NativeCode.IsSupported ? 10 : 11, payoff.Calls);
        Assert.Equal(NativeCode.IsSupported, payoff.CodeBytes > 0);
    }

    [Fact]
    public void ATierCanBeForced()
    {
        using NativeFormula<Payoff> interpreted = NativeFormula.Compile<Payoff>("spot", Tiers.Of(FormulaTier.Interpreter));
        for (int i = 0; i < 1000; i++)
        {
            interpreted.Invoke(i, 0);
        }

        Assert.Equal((FormulaTier.Interpreter, 1000), (interpreted.Tier, interpreted.Calls));
    }

    [Fact]
    public void ThreadsGoOnDuringPromotion()
    {
        for (int round = 0; round < 50; round++)
        {
            NativeFormula<Payoff> formula = NativeFormula.Compile<Payoff>(
                "exp(spot) / strike + " + round, new NativeFormulaOptions { PromotionThreshold = 100 });
            double expected = NativeFormula.Compile<Payoff>("exp(spot) / strike + " + round).Invoke(1.25, 3);
            Parallel.For(0, 8, _ =>
            {
                for (int i = 0; i < 200; i++)
                {
                    Assert.Equal(expected, formula.Invoke(1.25, 3));
                }
            });
        }
    }

    [Fact]
    public void DisposalDuringCallsIsSafe()
    {
        for (int round = 0; round < 100; round++)
        {
            NativeFormula<Integers> formula = NativeFormula.Compile<Integers>("a * 31 + b", Tiers.Of(FormulaTier.Native));
            using var start = new Barrier(3);
            int wrong = 0;
            Thread[] callers = Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    for (int i = 0; ; i++)
                    {
                        wrong += formula.Invoke(i, 5) == (i * 31) + 5 ? 0 : 1;
                    }
                }
                catch (ObjectDisposedException)
                {
                    // The end of the test.
                }
            })).ToArray();
            Array.ForEach(callers, caller => caller.Start());
            start.SignalAndWait();
            formula.Dispose();
            GC.Collect();
            GC.WaitForPendingFinalizers();
            Array.ForEach(callers, caller => caller.Join());
            Assert.Equal(0, wrong);
            Assert.Throws<ObjectDisposedException>(() => formula.Invoke(1, 2));
        }
    }

    [Fact]
    public void BothLevelsAndOtherTargetsHaveAListing()
    {
        using NativeFormula<Payoff> payoff = NativeFormula.Compile<Payoff>("spot * 1.0 + strike * 0.5");
        Assert.Contains("vmulsd", payoff.Listing("x64-v3-sysv"), StringComparison.Ordinal);
        Assert.Contains("fmul", payoff.Listing("arm64-aapcs64"), StringComparison.Ordinal);
        Assert.NotEqual(payoff.Listing(level: OptimizationLevel.None), payoff.Listing(level: OptimizationLevel.Full));
        Assert.Throws<ArgumentException>(() => payoff.Listing("z80"));
        Assert.Contains("mulF", payoff.Graph(), StringComparison.Ordinal);
    }

    [Fact]
    public void CallsAllocateNothing()
    {
        foreach (FormulaTier tier in new[] { FormulaTier.Interpreter, FormulaTier.Native })
        {
            using NativeFormula<Payoff> payoff = NativeFormula.Compile<Payoff>("exp(spot) - strike", Tiers.Of(tier));
            using NativeFormula<Dot> dot = NativeFormula.Compile<Dot>("sum(x * y)", Tiers.Of(tier));
            double[] data = new double[1000];
            Run();
            long before = GC.GetAllocatedBytesForCurrentThread();
            Run();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

            void Run()
            {
                for (int i = 0; i < 100; i++)
                {
                    payoff.Invoke(i, 1);
                    dot.Invoke(data, data);
                }
            }
        }
    }
}
