using System;
using System.Linq;

namespace JitGen.Dynamic.Tests;

/// <summary>Formulas over spans: maps, reductions, recurrences, and what their calls check, in each tier.</summary>
public class SpanTests
{
    private static readonly int[] s_lengths = [0, 1, 2, 7, 8, 31, 255, 256, 257, 1000, 70_000];

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void MapsStoreEachElement(FormulaTier tier)
    {
        using NativeFormula<Blend> blend = NativeFormula.Compile<Blend>("x * (1 - w) + y * w", Tiers.Of(tier));
        foreach (int length in s_lengths)
        {
            float[] x = Random(length).Select(value => (float)value).ToArray(), y = Random(length, 2).Select(value => (float)value).ToArray();
            float[] result = new float[length];
            blend.Invoke(x, y, 0.3f, result);
            for (int i = 0; i < length; i++)
            {
                Assert.Equal((x[i] * (1 - 0.3f)) + (y[i] * 0.3f), result[i]);
            }
        }
    }

    [Fact]
    public void ReductionsAgreeInBothTiers()
    {
        foreach (string text in new[] { "sum(x * y)", "min(x - y) + max(x * 3)", "mean(x) / length(x)", "sum(x) > 0 ? count(x > y) : product(y)" })
        {
            using NativeFormula<Dot> interpreted = NativeFormula.Compile<Dot>(text, Tiers.Of(FormulaTier.Interpreter));
            using NativeFormula<Dot> native = NativeFormula.Compile<Dot>(text, Tiers.Of(FormulaTier.Native));
            foreach (int length in s_lengths.Where(length => length > 0).Append(200_000))
            {
                double[] x = Random(length), y = Random(length, 3);
                Assert.Equal(BitConverter.DoubleToInt64Bits(interpreted.Invoke(x, y)), BitConverter.DoubleToInt64Bits(native.Invoke(x, y)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void EmptyReductionsAreWhatLinqSays(FormulaTier tier)
    {
        Assert.Equal(0, NativeFormula.Compile<Dot>("sum(x * y)", Tiers.Of(tier)).Invoke([], []));
        Assert.Throws<InvalidOperationException>(() => NativeFormula.Compile<Dot>("min(x * y)", Tiers.Of(tier)).Invoke([], []));
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void RecurrencesReadWhatTheyHaveStored(FormulaTier tier)
    {
        using NativeFormula<Filter> filter = NativeFormula.Compile<Filter>("y[i] = a*y[i-1] - b*y[i-3] + x[i]", Tiers.Of(tier));
        foreach (int length in s_lengths)
        {
            double[] x = Random(length), expected = Random(length, 5);
            double[] actual = [.. expected];
            for (int i = 3; i < length; i++)
            {
                expected[i] = (0.5 * expected[i - 1]) - (0.25 * expected[i - 3]) + x[i];
            }

            filter.Invoke(x, actual, 0.5, 0.25);
            Assert.Equal(expected, actual);
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void AnElementThatThrowsStoresNothing(FormulaTier tier)
    {
        using NativeFormula<Divide> divide = NativeFormula.Compile<Divide>("quotient = a / b; low = (short)(a * b);", Tiers.Of(tier));
        foreach (int bad in new[] { 0, 5, 300, 999 })
        {
            int[] a = Enumerable.Range(-500, 1000).ToArray(), b = Enumerable.Repeat(3, 1000).ToArray(), quotient = new int[1000];
            short[] low = new short[1000];
            divide.Invoke(a, b, quotient, low);
            Assert.Equal(a.Select(value => value / 3), quotient);
            Assert.Equal(a.Select(value => unchecked((short)(value * 3))), low);
            Array.Clear(quotient);
            b[bad] = 0;
            Assert.Throws<DivideByZeroException>(() => divide.Invoke(a, b, quotient, low));
            Assert.Equal(a.Select((value, i) => i < bad ? value / 3 : 0), quotient);
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void SpansAreChecked(FormulaTier tier)
    {
        using NativeFormula<Blend> blend = NativeFormula.Compile<Blend>("x + y * w", Tiers.Of(tier));
        float[] data = new float[100];
        Assert.Throws<ArgumentException>(() => blend.Invoke(data, new float[99], 1, data));
        Assert.Throws<ArgumentException>("result", () => blend.Invoke(data, data, 1, new float[99]));
        Assert.Throws<ArgumentException>("result", () => blend.Invoke(data.AsSpan(0, 50), data.AsSpan(0, 50), 1, data.AsSpan(1)));
        blend.Invoke(data, data, 1, data);
    }

    private static double[] Random(int length, int seed = 1)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.4).ToArray();
    }
}
