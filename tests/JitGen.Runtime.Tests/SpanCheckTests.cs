using System;
using System.Linq;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>The checks of spans against TensorPrimitives and <see cref="MemoryExtensions"/>.</summary>
public class SpanCheckTests
{
    private readonly byte[] _bytes = new byte[64];

    [Fact]
    public void InputsOfDifferentLengths() => Same(
        () => TensorPrimitives.Add<float>(new float[3], new float[4], new float[4]), Throw.LengthsDiffer);

    [Fact]
    public void AResultThatIsTooShort() => Same(
        () => TensorPrimitives.Add<float>(new float[4], new float[4], new float[3]), () => Throw.ResultTooShort("destination"));

    [Fact]
    public void AResultThatOverlapsAnInput()
    {
        float[] numbers = new float[8];
        Same(
            () => TensorPrimitives.Negate<float>(numbers.AsSpan(0, 4), numbers.AsSpan(1, 4)),
            () => Throw.ResultOverlapsInput("destination"));
    }

    [Fact]
    public void ResultsThatOverlap()
    {
        float[] numbers = new float[8];
        Same(
            () => TensorPrimitives.SinCos<float>(new float[4], numbers.AsSpan(0, 4), numbers.AsSpan(3, 4)), Throw.ResultsOverlap);
    }

    [Fact]
    public void AnEmptySequence() => Same(() => _ = Array.Empty<int>().Min(), Throw.EmptyReduction);

    [Fact]
    public void ATouchedInputNamesTheResult() => Assert.Equal(
        "blurred", Assert.Throws<ArgumentException>(() => Throw.ResultTouchesInput("blurred")).ParamName);

    [Fact]
    public void EveryPositionOfTwoSpans()
    {
        for (int start = 0; start < 14; start++)
        {
            for (int length = 1; start + length <= 14; length++)
            {
                AssertOverlap<byte, byte>(start, length);
                AssertOverlap<short, byte>(start, length);
                AssertOverlap<byte, int>(start, length);
            }
        }
    }

    [Fact]
    public void TensorPrimitivesDrawsTheSameLine()
    {
        byte[] bytes = _bytes;
        for (int input = 0; input < 12; input++)
        {
            for (int result = 0; result < 12; result++)
            {
                for (int longer = 0; longer < 4; longer++)
                {
                    int from = input, to = result, length = 5 + longer;
                    Exception? expected = Record.Exception(() => TensorPrimitives.Negate<byte>(bytes.AsSpan(from, 5), bytes.AsSpan(to, length)));
                    Assert.Equal(expected is not null, SpanOverlap.Shifted<byte, byte>(bytes.AsSpan(from, 5), bytes.AsSpan(to, length)));
                }
            }
        }
    }

    /// <summary>A span against others of every start and length.</summary>
    private void AssertOverlap<TFirst, TSecond>(int start, int length)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        Span<TFirst> first = MemoryMarshal.Cast<byte, TFirst>(_bytes.AsSpan()).Slice(start, length);
        Span<TSecond> all = MemoryMarshal.Cast<byte, TSecond>(_bytes.AsSpan());
        Span<byte> firstBytes = MemoryMarshal.AsBytes(first);
        for (int other = 0; other < 12; other++)
        {
            for (int otherLength = 1; other + otherLength <= 14 && other + otherLength <= all.Length; otherLength++)
            {
                Span<TSecond> second = all.Slice(other, otherLength);
                Span<byte> secondBytes = MemoryMarshal.AsBytes(second);
                bool overlap = firstBytes.Overlaps(secondBytes, out int offset);
                Assert.Equal(overlap, SpanOverlap.Any<TFirst, TSecond>(first, second));
                Assert.Equal(overlap && offset != 0, SpanOverlap.Shifted<TFirst, TSecond>(first, second));
            }
        }
    }

    private static void Same(Action expected, Action actual)
    {
        Exception first = Assert.ThrowsAny<Exception>(expected), second = Assert.ThrowsAny<Exception>(actual);
        Assert.Equal(first.GetType(), second.GetType());
        Assert.Equal(first.Message, second.Message);
        Assert.Equal((first as ArgumentException)?.ParamName, (second as ArgumentException)?.ParamName);
    }
}
