using System;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>The exceptions are those of C#: same type, same message.</summary>
public class ThrowTests
{
    // Not constants, so that the C# compiler lets them pass.
    private static int Zero => 0;

    private static int MinusOne => -1;

    private static double NaN => double.NaN;

    [Fact]
    public void DivisionByZero()
    {
        Same(() => _ = 1 / Zero, Throw.DivideByZero);
        Same(() => _ = 1UL % (ulong)Zero, Throw.DivideByZero);
    }

    [Fact]
    public void Overflow()
    {
        Same(() => _ = checked(int.MaxValue + (Zero + 1)), Throw.Overflow);
        Same(() => _ = int.MinValue / MinusOne, Throw.Overflow);
        Same(() => _ = long.MinValue % MinusOne, Throw.Overflow);
        Same(() => _ = checked((byte)(Zero + 256)), Throw.Overflow);
        Same(() => _ = checked((int)NaN), Throw.Overflow);
    }

    [Fact]
    public void AbsOfTheSmallestValue()
    {
        Same(() => _ = Math.Abs(int.MinValue + Zero), Throw.AbsOverflow);
        Same(() => _ = Math.Abs((sbyte)(sbyte.MinValue + Zero)), Throw.AbsOverflow);
        Same(() => _ = Math.Abs(long.MinValue + Zero), Throw.AbsOverflow);
    }

    [Fact]
    public void SignOfNaN()
    {
        Same(() => _ = Math.Sign(NaN), Throw.SignOfNaN);
        Same(() => _ = MathF.Sign((float)NaN), Throw.SignOfNaN);
    }

    [Fact]
    public void ClampWithBoundsOutOfOrder()
    {
        Same(() => _ = Math.Clamp(1, 7, 3), () => Throw.ClampRange(7, 3));
        Same(() => _ = Math.Clamp((byte)1, (byte)7, (byte)3), () => Throw.ClampRange((byte)7, (byte)3));
        Same(() => _ = Math.Clamp(1UL, 7UL, 3UL), () => Throw.ClampRange(7UL, 3UL));
        Same(() => _ = Math.Clamp(1L, long.MaxValue, long.MinValue), () => Throw.ClampRange(long.MaxValue, long.MinValue));
        Same(() => _ = Math.Clamp(1.5, 0.5, -0.25), () => Throw.ClampRange(0.5, -0.25));
        Same(() => _ = Math.Clamp(NaN, 0.5, -0.25), () => Throw.ClampRange(0.5, -0.25));
        Same(() => _ = Math.Clamp(1.5f, 0.1f, float.NegativeInfinity), () => Throw.ClampRange(0.1f, float.NegativeInfinity));
    }

    private static void Same(Action expected, Action actual)
    {
        Exception first = Record.Exception(expected), second = Record.Exception(actual);
        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.Equal(first.GetType(), second.GetType());
        Assert.Equal(first.Message, second.Message);
        Assert.Equal((first as ArgumentException)?.ParamName, (second as ArgumentException)?.ParamName);
    }
}
