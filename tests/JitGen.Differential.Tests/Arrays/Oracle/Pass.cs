using System;
using System.Collections.Generic;
using System.Numerics;
using System.Runtime.ExceptionServices;

namespace JitGen.Differential.Tests.Arrays.Oracle;

/// <summary>
/// Reductions by their definition: elements form blocks of 65,536; within a block element k goes to lane k mod L, where L lanes
/// are 256 bytes; lanes start at the neutral element and combine by halving; blocks merge like a binary counter. Called by the
/// oracle's methods, which pass each reduction's expression as a function of the element's number.
/// </summary>
/// <remarks>
/// All reductions of a formula share one pass, so the exception of the first element that throws in any of them is the formula's.
/// </remarks>
/// <param name="count">The number of elements; none if it is negative.</param>
public sealed class Pass(long count)
{
    /// <summary>The elements of a block.</summary>
    public const int BlockLength = 65_536;

    private const int LaneBytes = 256;

    private Exception? _exception;

    /// <summary>The first element that throws; the number of elements if none does.</summary>
    public long Reached { get; private set; } = Math.Max(0, count);

    /// <summary>Whether some element throws.</summary>
    public bool HasFailed => _exception is not null;

    /// <summary>Throws what the first element throws, if one does.</summary>
    public void Throw()
    {
        if (_exception is not null)
        {
            ExceptionDispatchInfo.Throw(_exception);
        }
    }

    public int Sum(Func<long, int> element) => Reduce(element, 0, (x, y) => x + y);
    public uint Sum(Func<long, uint> element) => Reduce(element, 0u, (x, y) => x + y);
    public long Sum(Func<long, long> element) => Reduce(element, 0L, (x, y) => x + y);
    public ulong Sum(Func<long, ulong> element) => Reduce(element, 0ul, (x, y) => x + y);
    public float Sum(Func<long, float> element) => Reduce(element, 0f, (x, y) => x + y);
    public double Sum(Func<long, double> element) => Reduce(element, 0d, (x, y) => x + y);

    public int CheckedSum(Func<long, int> element) => ExactSum(element);
    public uint CheckedSum(Func<long, uint> element) => ExactSum(element);
    public long CheckedSum(Func<long, long> element) => ExactSum(element);
    public ulong CheckedSum(Func<long, ulong> element) => ExactSum(element);
    public float CheckedSum(Func<long, float> element) => Sum(element);
    public double CheckedSum(Func<long, double> element) => Sum(element);

    public int Product(Func<long, int> element) => Reduce(element, 1, (x, y) => x * y);
    public uint Product(Func<long, uint> element) => Reduce(element, 1u, (x, y) => x * y);
    public long Product(Func<long, long> element) => Reduce(element, 1L, (x, y) => x * y);
    public ulong Product(Func<long, ulong> element) => Reduce(element, 1ul, (x, y) => x * y);
    public float Product(Func<long, float> element) => Reduce(element, 1f, (x, y) => x * y);
    public double Product(Func<long, double> element) => Reduce(element, 1d, (x, y) => x * y);

    public int Min(Func<long, int> element) => OfSome(element, int.MaxValue, Math.Min);
    public uint Min(Func<long, uint> element) => OfSome(element, uint.MaxValue, Math.Min);
    public long Min(Func<long, long> element) => OfSome(element, long.MaxValue, Math.Min);
    public ulong Min(Func<long, ulong> element) => OfSome(element, ulong.MaxValue, Math.Min);
    public float Min(Func<long, float> element) => OfSome(element, float.PositiveInfinity, Math.Min);
    public double Min(Func<long, double> element) => OfSome(element, double.PositiveInfinity, Math.Min);

    public int Max(Func<long, int> element) => OfSome(element, int.MinValue, Math.Max);
    public uint Max(Func<long, uint> element) => OfSome(element, uint.MinValue, Math.Max);
    public long Max(Func<long, long> element) => OfSome(element, long.MinValue, Math.Max);
    public ulong Max(Func<long, ulong> element) => OfSome(element, ulong.MinValue, Math.Max);
    public float Max(Func<long, float> element) => OfSome(element, float.NegativeInfinity, Math.Max);
    public double Max(Func<long, double> element) => OfSome(element, double.NegativeInfinity, Math.Max);

    public double Mean(Func<long, int> element) => Mean(k => (double)element(k));
    public double Mean(Func<long, uint> element) => Mean(k => (double)element(k));
    public double Mean(Func<long, long> element) => Mean(k => (double)element(k));
    public double Mean(Func<long, ulong> element) => Mean(k => (double)element(k));
    public float Mean(Func<long, float> element) => OfSome(element, 0f, (x, y) => x + y) / count;
    public double Mean(Func<long, double> element) => OfSome(element, 0d, (x, y) => x + y) / count;

    public bool Any(Func<long, bool> element) => Count(element) > 0;
    public bool All(Func<long, bool> element) => Count(k => !element(k)) == 0;
    public int Count(Func<long, bool> element) => Reduce(k => element(k) ? 1 : 0, 0, (x, y) => x + y);

    /// <summary>The result of each block, in their order; one of an empty array.</summary>
    public static T[] Blocks<T>(long count, Func<long, T> element, T neutral, Func<T, T, T> combine)
        where T : unmanaged
    {
        int lanes = LaneBytes / System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        var lane = new T[lanes];
        var blocks = new T[Math.Max(1, (count + BlockLength - 1) / BlockLength)];
        for (int block = 0; block < blocks.Length; block++)
        {
            Array.Fill(lane, neutral);
            long start = (long)block * BlockLength;
            long end = Math.Min(count, start + BlockLength);
            for (long k = start; k < end; k++)
            {
                lane[k % lanes] = combine(lane[k % lanes], element(k));
            }

            for (int half = lanes / 2; half > 0; half /= 2)
            {
                for (int j = 0; j < half; j++)
                {
                    lane[j] = combine(lane[j], lane[j + half]);
                }
            }

            blocks[block] = lane[0];
        }

        return blocks;
    }

    /// <summary>One value of those of the blocks.</summary>
    public static T Merge<T>(IReadOnlyList<T> blocks, Func<T, T, T> combine)
    {
        var runs = new Stack<(long Length, T Value)>();
        foreach (T block in blocks)
        {
            (long Length, T Value) run = (1, block);
            while (runs.Count > 0 && runs.Peek().Length == run.Length)
            {
                run = (2 * run.Length, combine(runs.Pop().Value, run.Value));
            }

            runs.Push(run);
        }

        T result = runs.Pop().Value;
        while (runs.Count > 0)
        {
            result = combine(runs.Pop().Value, result);
        }

        return result;
    }

    private T Reduce<T>(Func<long, T> element, T neutral, Func<T, T, T> combine)
        where T : unmanaged
    {
        return Merge(Blocks(count, Guarded, neutral, combine), combine);

        T Guarded(long k) => TryEvaluate(element, k, out T value) ? value : neutral;
    }

    private T OfSome<T>(Func<long, T> element, T neutral, Func<T, T, T> combine)
        where T : unmanaged
    {
        T result = Reduce(element, neutral, combine);
        return count > 0 ? result : throw new InvalidOperationException("Sequence contains no elements");
    }

    /// <summary>The total, however large parts of it are.</summary>
    private T ExactSum<T>(Func<long, T> element)
        where T : IBinaryInteger<T>
    {
        Int128 total = 0;
        for (long k = 0; k < count && TryEvaluate(element, k, out T value); k++)
        {
            total += Int128.CreateChecked(value);
        }

        return T.CreateChecked(total);
    }

    /// <summary>The value of an element; false if it, or one before it, throws.</summary>
    private bool TryEvaluate<T>(Func<long, T> element, long k, out T value)
    {
        value = default!;
        if (k >= Reached)
        {
            return false;
        }

        try
        {
            value = element(k);
            return true;
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            Reached = k;
            _exception = exception;
            return false;
        }
    }
}
