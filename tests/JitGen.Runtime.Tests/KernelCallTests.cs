using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>
/// Native and managed code taking turns. The kernel here is C# that can be called like one: it squares numbers, and stops
/// before those that are negative.
/// </summary>
[Collection(ProcessCollection.Name)]
public unsafe class KernelCallTests
{
    /// <summary>The argument block of the formulas.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct Block
    {
        [FieldOffset(0)]
        public KernelArguments Head;

        [FieldOffset(32)]
        public double* Input;

        [FieldOffset(48)]
        public double* Output;

        [FieldOffset(64)]
        public double Sum;
    }

    /// <summary>What the last call did: n for elements in native code, m in managed code, with the number of the elements.</summary>
    private static readonly List<string> s_turns = [];

    private static nint Kernel => (nint)(delegate* unmanaged<KernelArguments*, long>)&NativeSquare;

    private static nint SumKernel => (nint)(delegate* unmanaged<KernelArguments*, long>)&NativeSum;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(1000)]
    public void AMapThatNeverStopsIsOneCall(int length)
    {
        AssertSquares(new double[length], Kernel);
        Assert.Equal([$"n{length}"], s_turns);
    }

    [Fact]
    public void WithoutAKernelManagedCodeDoesAll()
    {
        AssertSquares(new double[1000], 1);
        Assert.Equal(["m1000"], s_turns);
    }

    [Fact]
    public void ManagedCodeDoesAChunkWhereTheKernelStops()
    {
        double[] numbers = new double[1000];
        numbers[500] = -3;
        AssertSquares(numbers, Kernel);
        Assert.Equal(["n500", "m64", "n436"], s_turns);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(63)]
    public void TheLastChunkEndsWithTheElements(int left)
    {
        double[] numbers = new double[1000];
        numbers[999 - left] = -3;
        AssertSquares(numbers, Kernel);
        Assert.Equal([$"n{999 - left}", $"m{left + 1}"], s_turns);
    }

    [Fact]
    public void ChunksGrowWhileTheKernelKeepsStopping()
    {
        double[] numbers = [.. Enumerable.Repeat(-2.0, 20_000)];
        AssertSquares(numbers, Kernel);
        Assert.Equal(
            ["n0", "m64", "n0", "m128", "n0", "m256", "n0", "m512", "n0", "m1024", "n0", "m2048", "n0", "m4096", "n0", "m4096", "n0", "m4096", "n0", "m3680"],
            s_turns);
    }

    [Fact]
    public void ChunksShrinkAgainWhenTheKernelGetsAhead()
    {
        double[] numbers = new double[10_000];
        numbers[0] = numbers[64] = numbers[192 + 5000] = -1;
        AssertSquares(numbers, Kernel);
        Assert.Equal(["n0", "m64", "n0", "m128", "n5000", "m64", "n4744"], s_turns);
    }

    [Fact]
    public void AnExceptionComesFromItsElementAndEverythingBeforeItIsStored()
    {
        double[] numbers = [.. Enumerable.Range(0, 300).Select(i => (double)i)];
        numbers[100] = -1;
        numbers[140] = double.NaN;
        double[] squares = new double[300];
        Assert.Throws<ArithmeticException>(() => Run(numbers, squares, Kernel));
        for (int i = 0; i < squares.Length; i++)
        {
            Assert.Equal(i < 140 ? numbers[i] * numbers[i] : 0, squares[i]);
        }
    }

    [Theory]
    [InlineData(0, "n0")]
    [InlineData(1, "n1")]
    [InlineData(65_536, "n65536")]
    [InlineData(65_537, "n65536 n1")]
    [InlineData(200_000, "n65536 n65536 n65536 n3392")]
    public void AReductionRunsBlockByBlock(int length, string turns)
    {
        AssertSum(new double[length], SumKernel, turns);
        AssertSum(new double[length], 1, turns.Replace('n', 'm'));
    }

    [Fact]
    public void ManagedCodeDoesTheBlocksWhereTheKernelStops()
    {
        double[] numbers = new double[200_000];
        numbers[70_000] = -7;
        AssertSum(numbers, SumKernel, "n65536 n4464 m65536 n65536 n3392");
    }

    private static void AssertSquares(double[] numbers, nint entry)
    {
        double[] squares = new double[numbers.Length];
        Run(numbers, squares, entry);
        Assert.Equal(numbers.Select(number => number * number), squares);
    }

    private static void Run(double[] numbers, double[] squares, nint entry)
    {
        s_turns.Clear();
        fixed (double* input = numbers, output = squares)
        {
            Block block = new() { Input = input, Output = output };
            block.Head.End = numbers.Length;
            KernelCall.Map(entry, (KernelArguments*)&block, &ManagedSquare);
        }
    }

    private static void AssertSum(double[] numbers, nint entry, string turns)
    {
        s_turns.Clear();
        fixed (double* input = numbers)
        {
            Block block = new() { Input = input, Sum = double.NaN };
            block.Head.End = numbers.Length;
            KernelCall.Reduce(entry, &block.Head, &ManagedSum, (ulong*)&block.Sum, [ReductionOperator.SumDouble]);
            Assert.Equal(numbers.Sum(), block.Sum);
        }
        Assert.Equal(turns, string.Join(' ', s_turns));
    }

    [UnmanagedCallersOnly]
    private static long NativeSquare(KernelArguments* arguments)
    {
        Block* block = (Block*)arguments;
        long i = arguments->Start;
        for (; i < arguments->End && block->Input[i] >= 0; i++)
        {
            block->Output[i] = block->Input[i] * block->Input[i];
        }
        s_turns.Add($"n{i - arguments->Start}");
        return i;
    }

    private static void ManagedSquare(KernelArguments* arguments)
    {
        Block* block = (Block*)arguments;
        s_turns.Add($"m{arguments->End - arguments->Start}");
        for (long i = arguments->Start; i < arguments->End; i++)
        {
            _ = Math.Sign(block->Input[i]);
            block->Output[i] = block->Input[i] * block->Input[i];
        }
    }

    [UnmanagedCallersOnly]
    private static long NativeSum(KernelArguments* arguments)
    {
        Block* block = (Block*)arguments;
        long i = arguments->Start;
        for (block->Sum = 0; i < arguments->End && block->Input[i] >= 0; i++)
        {
            block->Sum += block->Input[i];
        }
        s_turns.Add($"n{i - arguments->Start}");
        return i;
    }

    private static void ManagedSum(KernelArguments* arguments)
    {
        Block* block = (Block*)arguments;
        s_turns.Add($"m{arguments->End - arguments->Start}");
        block->Sum = 0;
        for (long i = arguments->Start; i < arguments->End; i++)
        {
            block->Sum += block->Input[i];
        }
    }
}
