using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>What formulas over spans mean, by C# written out beside them.</summary>
public class KernelInterpreterTests
{
    private static readonly float[] s_floats = [1.5f, -2f, 0f, -0f, 3.25f, 1e30f, float.NaN, 7f, float.NegativeInfinity];

    [Fact]
    public void AMapComputesEachElement()
    {
        ulong[][] spans = [[], Bits(s_floats), Bits(s_floats), new ulong[s_floats.Length + 2]];
        KernelOutcome outcome = Run("void (float a, in float x, in float y, ref float r)", "a * x + y", [Bit(2f), 0, 0, 0], spans);
        Assert.Equal(s_floats.Length, outcome.Index);
        Assert.Equal([.. s_floats.Select(x => Canonical((2f * x) + x)), 0, 0], spans[3].Select(Canonical));
    }

    [Fact]
    public void AReadAfterAnAssignmentSeesTheAssignedValue()
    {
        ulong[][] spans = [Ints(1, 2, 3), Ints(10, 20, 30)];
        Run("void (ref int x, ref int y)", "x = x + y; y = x * 2; x = -x[i]", [0, 0], spans);
        Assert.Equal(Ints(-11, -22, -33), spans[0]);
        Assert.Equal(Ints(22, 44, 66), spans[1]);
    }

    [Fact]
    public void AnOffsetLeavesElementsAtTheEndsAsTheyAre()
    {
        ulong[][] spans = [Ints(1, 10, 100, 1000, 10000), Ints(-1, -1, -1, -1, -1)];
        Run("void (in int x, ref int r)", "x[i - 1] + x[2 + i]", [0, 0], spans);
        Assert.Equal(Ints(-1, 1001, 10010, -1, -1), spans[1]);
    }

    [Fact]
    public void AnOffsetBeyondTheArrayLeavesItAsItIs()
    {
        ulong[][] spans = [Ints(1, 2), Ints(-1, -1)];
        Assert.Null(Run("void (in int x, ref int r)", "x[i - 3]", [0, 0], spans).Outcome.Trap);
        Assert.Equal(Ints(-1, -1), spans[1]);
    }

    [Fact]
    public void TheIndexIsALong()
    {
        ulong[][] spans = [new ulong[4]];
        Run("void (ref long r)", "i * 3000000000 + length(r)", [0], spans);
        Assert.Equal([4UL, 3000000004UL, 6000000004UL, 9000000004UL], spans[0]);
    }

    [Fact]
    public void AnElementThatThrowsStoresNothingAndThoseBeforeItEverything()
    {
        ulong[][] spans = [Ints(7, 8, 9, 10), Ints(1, 2, 0, 5), Ints(-1, -1, -1, -1), Ints(-1, -1, -1, -1)];
        KernelOutcome outcome = Run("void (in int x, in int y, ref int q, ref int s)", "s = x + y; q = x / y;", new ulong[4], spans);
        Assert.Equal(TrapKind.DivideByZero, outcome.Outcome.Trap);
        Assert.Equal(2, outcome.Index);
        Assert.Equal(Ints(7, 4, -1, -1), spans[2]);
        Assert.Equal(Ints(8, 10, -1, -1), spans[3]);
    }

    [Fact]
    public void WhatIsNotEvaluatedDoesNotThrow()
    {
        ulong[][] spans = [Ints(7, 8), Ints(0, 2), new ulong[2]];
        Assert.Null(Run("void (in int x, in int y, ref int r)", "y != 0 ? x / y : -1", new ulong[3], spans).Outcome.Trap);
        Assert.Equal(Ints(-1, 4), spans[2]);
    }

    [Fact]
    public void SmallTypesAreStoredInTheirWidth()
    {
        ulong[][] spans = [[200, 255, 0], [1, 0, 1], new ulong[3]];
        Run("void (in byte x, in bool b, ref sbyte r)", "b ? (sbyte)x : (sbyte)1", new ulong[3], spans);
        Assert.Equal([200UL, 1UL, 0UL], spans[2]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(3 * 65_536 + 17)]
    [InlineData(7 * 65_536)]
    public void FloatsAreAddedInTheDefinedOrder(int length)
    {
        var random = new Random(length);
        float[] x = [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) * 1000)];
        ulong[][] spans = [Bits(x)];
        ulong sum = Run("float (in float x)", "sum(x)", [0], spans).Outcome.Result;
        Assert.Equal(Bit(SumByDefinition(x)), sum);
        foreach (int blocks in new[] { 1, 2, 4 })
        {
            Assert.Equal(sum, new KernelInterpreter(KernelFormulas.Bind("float (in float x)", "sum(x)")).RunSplit([0], spans, blocks).Outcome.Result);
        }
    }

    [Fact]
    public void ReductionsOfIntegers()
    {
        int[] x = [3, -5, int.MaxValue, 12, int.MinValue, 0];
        Assert.Equal(Int(unchecked(3 - 5 + int.MaxValue + 12 + int.MinValue)), Reduce("int (in int x)", "sum(x)", Ints(x)));
        Assert.Equal(Int(int.MinValue), Reduce("int (in int x)", "min(x)", Ints(x)));
        Assert.Equal(Int(int.MaxValue), Reduce("int (in int x)", "max(x)", Ints(x)));
        Assert.Equal(Int(unchecked(3 * -5 * 12)), Reduce("int (in int x)", "product(x)", Ints(3, -5, 12)));
        Assert.Equal(Int(3), Reduce("int (in int x)", "count(x > 0)", Ints(x)));
        Assert.Equal(1UL, Reduce("bool (in int x)", "any(x == 12)", Ints(x)));
        Assert.Equal(0UL, Reduce("bool (in int x)", "all(x != 12)", Ints(x)));
        Assert.Equal(Bit(x.Select(v => (double)v).Sum() / 6), Reduce("double (in int x)", "mean(x)", Ints(x)));
        Assert.Equal(Int(6 - 3), Reduce("int (in int x)", "length(x) - count(x > 0)", Ints(x)));
        Assert.Equal(Int(255 + 255), Reduce("int (in byte x)", "sum(x)", 255, 255));
        Assert.Equal(Int(-1), Reduce("int (in sbyte x)", "min(x)", 255, 3));
        Assert.Equal(ulong.MaxValue, Reduce("ulong (in ulong x)", "max(x)", 5, ulong.MaxValue));
        Assert.Equal(5UL, Reduce("long (in ulong x)", "(long)min(x)", 5, ulong.MaxValue));
    }

    [Fact]
    public void ReductionsOfNothing()
    {
        Assert.Equal(0UL, Reduce("float (in float x)", "sum(x)"));
        Assert.Equal(Int(1), Reduce("int (in int x)", "product(x)"));
        Assert.Equal(0UL, Reduce("bool (in int x)", "any(x == x)"));
        Assert.Equal(1UL, Reduce("bool (in int x)", "all(x != x)"));
        Assert.Equal(0UL, Reduce("int (in int x)", "count(true)"));
        Assert.Equal(0UL, Reduce("int (in int x)", "length(x)"));
        Assert.Equal(Int(-7), Reduce("int (in int x)", "length(x) > 0 ? max(x) : -7"));
        foreach (string text in new[] { "min(x)", "max(x)", "mean(x)", "max(x[i + 1])" })
        {
            Assert.Equal(TrapKind.EmptyReduction, Run("float (in float x)", text, [0], [[]]).Outcome.Trap);
        }

        Assert.Equal(TrapKind.EmptyReduction, Run("float (in float x)", "max(x[i + 1])", [0], [Bits([1f])]).Outcome.Trap);
    }

    [Fact]
    public void ReductionsOfFloats()
    {
        Assert.Equal(Bit(float.NegativeInfinity), Reduce("float (in float x)", "min(x)", Bits([1f, float.NegativeInfinity, 5f])));
        Assert.Equal(Bit(float.NaN), Canonical(Reduce("float (in float x)", "max(x)", Bits(s_floats))));
        Assert.Equal(Bit(-0f), Reduce("float (in float x)", "min(x)", Bits([0f, -0f])));
        Assert.Equal(Bit(0f), Reduce("float (in float x)", "max(x)", Bits([-0f, 0f])));
        Assert.Equal(Bit(0f), Reduce("float (in float x)", "sum(x)", Bits([-0f])));
        Assert.Equal(Bit((1f + 2f + 4f) / 3), Reduce("float (in float x)", "mean(x)", Bits([1f, 2f, 4f])));
        Assert.Equal(Bit(Math.Sqrt(9.0 + 16)), Reduce("double (in int x)", "var d = (double)x; sqrt(sum(d * d))", Ints(3, 4)));
    }

    [Fact]
    public void OffsetsCountFromTheFirstElementForWhichTheyAreInside()
    {
        ulong[] x = Ints(1, 10, 100, 1000);
        Assert.Equal(Int(9 + 90 + 900), Reduce("int (in int x)", "sum(x - x[i - 1])", x));
        Assert.Equal(1UL + 2 + 3, Reduce("long (in int x)", "sum(i * (x[i - 1] != 0 ? 1 : 0))", x));
        Assert.Equal(Bit((9.0 + 90 + 900) / 3), Reduce("double (in int x)", "mean(x[i + 1] - x)", x));
        Assert.Equal(Int(4), Reduce("int (in int x)", "length(x) + 0 * sum(x[i + 1])", x));
    }

    [Theory]
    [InlineData("int", 2147483647L, 1L, true)]
    [InlineData("int", 2147483647L, -1L, false)]
    [InlineData("int", -2147483648L, -1L, true)]
    [InlineData("int", -2147483648L, 2147483647L, false)]
    [InlineData("uint", 4294967295L, 1L, true)]
    [InlineData("uint", 4294967295L, 0L, false)]
    [InlineData("long", long.MaxValue, 1L, true)]
    [InlineData("long", long.MinValue, long.MaxValue, false)]
    [InlineData("long", long.MinValue, -1L, true)]
    [InlineData("ulong", -1L, 1L, true)]
    [InlineData("ulong", -1L, 0L, false)]
    public void ACheckedSumThrowsIfTheExactTotalDoesNotFit(string type, long first, long second, bool throws)
    {
        ulong mask = type is "int" or "uint" ? uint.MaxValue : ulong.MaxValue;
        ulong[] x = [(ulong)first & mask, (ulong)second & mask];
        string signature = type + " (in " + type + " x)";
        Outcome outcome = Run(signature, "checked(sum(x))", [0], [x]).Outcome;
        Assert.Equal(throws ? TrapKind.Overflow : null, outcome.Trap);
        Assert.Equal(throws ? 0 : ((ulong)first + (ulong)second) & mask, outcome.Result);

        // What overflows on the way is no matter.
        ulong minusSecond = (0 - (ulong)second) & mask;
        if (type is "int" or "long" && minusSecond != x[1])
        {
            Assert.Equal(x[0], Run(signature, "checked(sum(x))", [0], [[x[0], x[1], minusSecond]]).Outcome.Result);
        }
    }

    [Fact]
    public void ACheckedProjectChecksSums()
    {
        foreach (bool isChecked in new[] { false, true })
        {
            FormulaSource source = Formulas.Source("int (in int x)", "sum(x * 1)", isChecked: isChecked);
            Function function = Binder.Bind(source, CompilationLimits.Default).Function!;
            TrapKind? trap = new KernelInterpreter(function).Run([0], [Ints(int.MaxValue, 1)]).Outcome.Trap;
            Assert.Equal(isChecked ? TrapKind.Overflow : null, trap);
        }

        FormulaSource product = Formulas.Source("int (in int x)", "product(x)", isChecked: true);
        Assert.Equal("JG0079", Assert.Single(Binder.Bind(product, CompilationLimits.Default).Diagnostics).Descriptor.Id);
        product = Formulas.Source("int (in int x)", "unchecked(product(x))", isChecked: true);
        Assert.Empty(Binder.Bind(product, CompilationLimits.Default).Diagnostics);
    }

    [Fact]
    public void AReductionUnderAConditionThrowsOnlyWhereItIsEvaluated()
    {
        ulong[][] spans = [Ints(1, 2), []];
        Assert.Equal(Int(-1), Run("int (in int x, int d)", "d != 0 ? sum(x / d) : -1", [0, 0], spans).Outcome.Result);
        Assert.Equal(Int(-1), Run("int (in int x, int d)", "false && d == 0 ? sum(x / d) : -1", [0, 0], spans).Outcome.Result);
        Assert.Equal(TrapKind.DivideByZero, Run("int (in int x, int d)", "d == 0 ? sum(x / d) : -1", [0, 0], spans).Outcome.Trap);
        Assert.Equal(TrapKind.DivideByZero, Run("int (in int x, int d)", "var t = 1 / d; sum(x * t)", [0, 0], spans).Outcome.Trap);
        Assert.Equal(TrapKind.DivideByZero, Run("int (in int x, int d)", "var t = 1 / d; sum(x * t)", [0, 0], [[], []]).Outcome.Trap);
        Assert.Null(Run("int (in int x, int d)", "sum(x / d)", [0, 0], [[], []]).Outcome.Trap);
    }

    [Fact]
    public void EqualReductionsAreOne()
    {
        Function function = KernelFormulas.Bind("float (in float x)", "var s = sum(x * x); s / length(x) + sum(x * x) + mean(x * x) + sum(x)");
        Assert.Equal(2, function.Reductions.Count);
    }

    [Fact]
    public void CanonicalNaNsArePositiveAndQuiet()
    {
        const ulong other = 0xFFC12345;
        ulong[][] spans = [[other, Bit(1f)], new ulong[2]];
        Function map = KernelFormulas.Bind("void (in float x, ref float r)", "x", canonicalNaN: true);
        Function reduction = KernelFormulas.Bind("float (in float x)", "-max(x)", canonicalNaN: true);
        foreach (Function function in new[] { map, Compiler.Optimizer.Optimizer.Optimize(map) })
        {
            new KernelInterpreter(function).Run([0, 0], spans);
            Assert.Equal([0x7FC00000UL, Bit(1f)], spans[1]);
        }

        foreach (Function function in new[] { reduction, Compiler.Optimizer.Optimizer.Optimize(reduction) })
        {
            Assert.Equal(0x7FC00000UL, new KernelInterpreter(function).Run([0], [[other]]).Outcome.Result);
        }
    }

    /// <summary>A run of 2^k blocks is the sum of its halves; the runs of a length add up from the last one on.</summary>
    private static float SumByDefinition(float[] x)
    {
        const int block = 65_536;
        int blocks = (x.Length + block - 1) / block;
        float? total = null;
        int end = blocks;
        for (int bit = 0; 1 << bit <= blocks; bit++)
        {
            if ((blocks >> bit & 1) != 0)
            {
                end -= 1 << bit;
                float run = Run(end, 1 << bit);
                total = total is null ? run : run + total;
            }
        }

        return total ?? 0;

        float Run(int first, int count) => count > 1 ? Run(first, count / 2) + Run(first + (count / 2), count / 2) : Lane(first * block, 0, 1);

        // The lanes from lane on, step apart: each half of them is every second one.
        float Lane(int start, int lane, int step)
        {
            if (step < 64)
            {
                return Lane(start, lane, step * 2) + Lane(start, lane + step, step * 2);
            }

            float sum = 0;
            for (int k = start + lane; k < Math.Min(start + block, x.Length); k += 64)
            {
                sum += x[k];
            }

            return sum;
        }
    }

    private static ulong Reduce(string signature, string text, params ulong[] elements)
    {
        Outcome outcome = Run(signature, text, [0], [elements]).Outcome;
        Assert.Null(outcome.Trap);
        return outcome.Result;
    }

    private static KernelOutcome Run(string signature, string text, ulong[] values, ulong[][] spans) =>
        new KernelInterpreter(KernelFormulas.Bind(signature, text)).Run(values, spans);

    private static ulong[] Bits(float[] values) => [.. values.Select(Bit)];

    private static ulong Bit(float value) => BitConverter.SingleToUInt32Bits(value);

    private static ulong Bit(double value) => BitConverter.DoubleToUInt64Bits(value);

    private static ulong Int(int value) => (uint)value;

    private static ulong[] Ints(params int[] values) => [.. values.Select(Int)];

    private static ulong Canonical(float value) => Canonical(Bit(value));

    private static ulong Canonical(ulong bits) => (bits & 0x7FFFFFFF) > 0x7F800000 ? Bit(float.NaN) : bits;
}
