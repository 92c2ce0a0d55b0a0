using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>The order in which blocks merge, and what merging means.</summary>
public unsafe class ReductionRunsTests
{
    /// <summary>Every operator with its type and its meaning in C#, earlier operand first.</summary>
    private static readonly Dictionary<ReductionOperator, (Type Type, Func<ulong, ulong, ulong> Merge)> s_meanings = new()
    {
        [ReductionOperator.SumInt32] = Of<int>((a, b) => unchecked(a + b)),
        [ReductionOperator.SumInt64] = Of<long>((a, b) => unchecked(a + b)),
        [ReductionOperator.SumSingle] = Of<float>((a, b) => a + b),
        [ReductionOperator.SumDouble] = Of<double>((a, b) => a + b),
        [ReductionOperator.ProductInt32] = Of<int>((a, b) => unchecked(a * b)),
        [ReductionOperator.ProductInt64] = Of<long>((a, b) => unchecked(a * b)),
        [ReductionOperator.ProductSingle] = Of<float>((a, b) => a * b),
        [ReductionOperator.ProductDouble] = Of<double>((a, b) => a * b),
        [ReductionOperator.MinInt32] = Of<int>(Math.Min),
        [ReductionOperator.MinUInt32] = Of<uint>(Math.Min),
        [ReductionOperator.MinInt64] = Of<long>(Math.Min),
        [ReductionOperator.MinUInt64] = Of<ulong>(Math.Min),
        [ReductionOperator.MinSingle] = Of<float>(Math.Min),
        [ReductionOperator.MinDouble] = Of<double>(Math.Min),
        [ReductionOperator.MaxInt32] = Of<int>(Math.Max),
        [ReductionOperator.MaxUInt32] = Of<uint>(Math.Max),
        [ReductionOperator.MaxInt64] = Of<long>(Math.Max),
        [ReductionOperator.MaxUInt64] = Of<ulong>(Math.Max),
        [ReductionOperator.MaxSingle] = Of<float>(Math.Max),
        [ReductionOperator.MaxDouble] = Of<double>(Math.Max),
    };

    public static TheoryData<ReductionOperator> Operators => new(Enum.GetValues<ReductionOperator>());

    [Theory]
    [MemberData(nameof(Operators))]
    public void MergingTwoIsTheOperationOfCSharp(ReductionOperator operation)
    {
        (Type type, Func<ulong, ulong, ulong> merge) = s_meanings[operation];
        bool isSingle = type == typeof(float);
        ulong[] values = isSingle ? [.. Inputs.Singles[..^1900].Select(value => (ulong)BitConverter.SingleToUInt32Bits(value))]
            : type == typeof(double) ? [.. Inputs.BoundaryDoubles.Select(BitConverter.DoubleToUInt64Bits)]
            : Inputs.BoundaryIntegers;
        foreach (ulong a in values)
        {
            foreach (ulong b in values)
            {
                AssertSame(type, merge(a, b), ReductionRuns.Merge(operation, a, b));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Operators))]
    public void AnyNumberOfBlocksMergesInTheDefinedOrder(ReductionOperator operation)
    {
        (Type type, Func<ulong, ulong, ulong> merge) = s_meanings[operation];

        // 10 million elements have 153 blocks.
        int[] counts = [.. Enumerable.Range(1, 70), 127, 128, 129, 153, 1000, 32_767, 32_768];
        ulong[] blocks = RandomValues(type, counts.Max());
        foreach (int count in counts)
        {
            AssertSame(type, Reference(blocks.AsSpan(0, count), merge), Merge(blocks.AsSpan(0, count), operation)[0]);
        }
    }

    [Fact]
    public void SeveralReductionsMergeSideBySide()
    {
        ReductionOperator[] operators = Enum.GetValues<ReductionOperator>();
        ulong[][] values = [.. operators.Select(operation => RandomValues(s_meanings[operation].Type, 153))];
        ulong[] blocks = [.. Enumerable.Range(0, 153).SelectMany(block => values.Select(column => column[block]))];
        ulong[] results = Merge(blocks, operators);
        for (int i = 0; i < operators.Length; i++)
        {
            (Type type, Func<ulong, ulong, ulong> merge) = s_meanings[operators[i]];
            AssertSame(type, Reference(values[i], merge), results[i]);
        }
    }

    /// <summary>The definition, word for word: runs with their block counts, in a list.</summary>
    private static ulong Reference(ReadOnlySpan<ulong> blocks, Func<ulong, ulong, ulong> merge)
    {
        List<(int Blocks, ulong Value)> runs = [];
        foreach (ulong block in blocks)
        {
            runs.Add((1, block));
            while (runs.Count > 1 && runs[^1].Blocks == runs[^2].Blocks)
            {
                (int Blocks, ulong Value) merged = (runs[^2].Blocks + runs[^1].Blocks, merge(runs[^2].Value, runs[^1].Value));
                runs.RemoveRange(runs.Count - 2, 2);
                runs.Add(merged);
            }
        }
        ulong result = runs[^1].Value;
        for (int i = runs.Count - 2; i >= 0; i--)
        {
            result = merge(runs[i].Value, result);
        }
        return result;
    }

    private static ulong[] Merge(ReadOnlySpan<ulong> blocks, params ReductionOperator[] operators)
    {
        ulong[] storage = new ulong[ReductionRuns.SlotCount(operators.Length)], results = new ulong[operators.Length];
        fixed (ulong* pointer = blocks, runsStorage = storage, result = results)
        {
            ReductionRuns runs = new(operators, runsStorage);
            for (int i = 0; i < blocks.Length; i += operators.Length)
            {
                runs.Add(pointer + i);
            }
            runs.Finish(result);
        }
        return results;
    }

    /// <summary>Values of different magnitudes, so that every other order gives other bits.</summary>
    private static ulong[] RandomValues(Type type, int count)
    {
        Random random = new(7);
        ulong[] values = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            double value = Math.ScaleB(random.NextDouble() - 0.5, random.Next(2));
            values[i] = type == typeof(float) ? BitConverter.SingleToUInt32Bits((float)value)
                : type == typeof(double) ? BitConverter.DoubleToUInt64Bits(value)
                : (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        }
        return values;
    }

    private static (Type Type, Func<ulong, ulong, ulong> Merge) Of<T>(Func<T, T, T> operation)
        where T : unmanaged, INumber<T> => (typeof(T), (a, b) =>
        {
            T result = operation(*(T*)&a, *(T*)&b);
            ulong slot = 0;
            *(T*)&slot = result;
            return slot;
        });

    /// <summary>A NaN is a NaN.</summary>
    private static void AssertSame(Type type, ulong expected, ulong actual)
    {
        bool bothNaN = type == typeof(float)
            ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)expected)) && float.IsNaN(BitConverter.UInt32BitsToSingle((uint)actual))
            : type == typeof(double) && double.IsNaN(BitConverter.UInt64BitsToDouble(expected)) && double.IsNaN(BitConverter.UInt64BitsToDouble(actual));
        if (!bothNaN && expected != actual)
        {
            Assert.Fail($"{type.Name}: {actual:x16} instead of {expected:x16}");
        }
    }
}
