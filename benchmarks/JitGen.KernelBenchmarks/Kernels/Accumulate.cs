using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The loops around <see cref="IAccumulation{T}"/>.</summary>
internal static unsafe class Accumulate
{
    /// <summary>The bytes of a block's lanes, in the order that JitGen defines.</summary>
    private const int LaneBytes = 256;

    /// <summary>Elements of a block, in the order that JitGen defines.</summary>
    private const int BlockLength = 65_536;

    /// <summary>The plain loop.</summary>
    public static T Scalar<T, TAccumulation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged
        where TAccumulation : struct, IAccumulation<T>
    {
        T accumulator = TAccumulation.Neutral;
        for (int i = 0; i < x.Length; i++)
        {
            accumulator = TAccumulation.Combine(accumulator, TAccumulation.Term(x[i], TAccumulation.HasSecondInput ? y[i] : default));
        }

        return accumulator;
    }

    /// <summary>The order of JitGen's reductions over one block, which gives the bits that its engines must give.</summary>
    public static T Defined<T, TAccumulation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged
        where TAccumulation : struct, IAccumulation<T>
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x.Length, BlockLength);
        Span<T> lanes = stackalloc T[LaneBytes / sizeof(T)];
        lanes.Fill(TAccumulation.Neutral);
        for (int i = 0; i < x.Length; i++)
        {
            ref T lane = ref lanes[i % lanes.Length];
            lane = TAccumulation.Combine(lane, TAccumulation.Term(x[i], TAccumulation.HasSecondInput ? y[i] : default));
        }

        for (int half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (int j = 0; j < half; j++)
            {
                lanes[j] = TAccumulation.Combine(lanes[j], lanes[j + half]);
            }
        }

        return lanes[0];
    }

    /// <summary>Four accumulators of 512 bits.</summary>
    public static T Vectors512<T, TAccumulation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged
        where TAccumulation : struct, IAccumulation<T>
    {
        int width = Vector512<T>.Count;
        Vector512<T> a = Vector512.Create(TAccumulation.Neutral), b = a, c = a, d = a;
        int i = 0;
        fixed (T* px = x, py = y)
        {
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                a = TAccumulation.Combine(a, Term(px, py, i));
                b = TAccumulation.Combine(b, Term(px, py, i + width));
                c = TAccumulation.Combine(c, Term(px, py, i + 2 * width));
                d = TAccumulation.Combine(d, Term(px, py, i + 3 * width));
            }

            for (; i <= x.Length - width; i += width)
            {
                a = TAccumulation.Combine(a, Term(px, py, i));
            }
        }

        a = TAccumulation.Combine(TAccumulation.Combine(a, b), TAccumulation.Combine(c, d));
        T total = Scalar<T, TAccumulation>(x[i..], TAccumulation.HasSecondInput ? y[i..] : default);
        for (int k = 0; k < width; k++)
        {
            total = TAccumulation.Combine(total, a[k]);
        }

        return total;

        static Vector512<T> Term(T* x, T* y, int i) =>
            TAccumulation.Term(Vector512.Load(x + i), TAccumulation.HasSecondInput ? Vector512.Load(y + i) : default);
    }

    /// <summary>Four accumulators of the machine's preferred width.</summary>
    public static T Vectors<T, TAccumulation>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged
        where TAccumulation : struct, IAccumulation<T>
    {
        int width = Vector<T>.Count;
        Vector<T> a = Vector.Create(TAccumulation.Neutral), b = a, c = a, d = a;
        int i = 0;
        fixed (T* px = x, py = y)
        {
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                a = TAccumulation.Combine(a, Term(px, py, i));
                b = TAccumulation.Combine(b, Term(px, py, i + width));
                c = TAccumulation.Combine(c, Term(px, py, i + 2 * width));
                d = TAccumulation.Combine(d, Term(px, py, i + 3 * width));
            }

            for (; i <= x.Length - width; i += width)
            {
                a = TAccumulation.Combine(a, Term(px, py, i));
            }
        }

        a = TAccumulation.Combine(TAccumulation.Combine(a, b), TAccumulation.Combine(c, d));
        T total = Scalar<T, TAccumulation>(x[i..], TAccumulation.HasSecondInput ? y[i..] : default);
        for (int k = 0; k < width; k++)
        {
            total = TAccumulation.Combine(total, a[k]);
        }

        return total;

        static Vector<T> Term(T* x, T* y, int i) =>
            TAccumulation.Term(Vector.Load(x + i), TAccumulation.HasSecondInput ? Vector.Load(y + i) : default);
    }
}
