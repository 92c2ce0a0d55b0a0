using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The loops around <see cref="ILane{T}"/>: whole vectors, the last of which may overlap the one before.</summary>
internal static unsafe class VectorLoops
{
    /// <summary>Runs a map by 512-bit vectors; false if there are too few elements for one.</summary>
    public static bool Run512<T, TLane>(in Operands operands, T a, T b)
        where T : unmanaged
        where TLane : struct, ILane<T>
    {
        nuint width = (nuint)Vector512<T>.Count;
        nuint count = (nuint)operands.Count;
        if (count < width)
        {
            return false;
        }

        T* x = (T*)operands.Input0, y = (T*)operands.Input1, z = (T*)operands.Input2, w = (T*)operands.Input3;
        T* r = (T*)operands.Output0, q = (T*)operands.Output1;
        Vector512<T> aa = Vector512.Create(a), bb = Vector512.Create(b);
        nuint i = 0;
        for (; i <= count - width; i += width)
        {
            Step512<T, TLane>(x, y, z, w, r, q, aa, bb, i);
        }

        if (i != count)
        {
            Step512<T, TLane>(x, y, z, w, r, q, aa, bb, count - width);
        }

        return true;
    }

    /// <summary>Runs a map by vectors of the machine's preferred width; false if there are too few elements for one.</summary>
    public static bool Run<T, TLane>(in Operands operands, T a, T b)
        where T : unmanaged
        where TLane : struct, ILane<T>
    {
        nuint width = (nuint)Vector<T>.Count;
        nuint count = (nuint)operands.Count;
        if (count < width)
        {
            return false;
        }

        T* x = (T*)operands.Input0, y = (T*)operands.Input1, z = (T*)operands.Input2, w = (T*)operands.Input3;
        T* r = (T*)operands.Output0, q = (T*)operands.Output1;
        Vector<T> aa = Vector.Create(a), bb = Vector.Create(b);
        nuint i = 0;
        for (; i <= count - width; i += width)
        {
            Step<T, TLane>(x, y, z, w, r, q, aa, bb, i);
        }

        if (i != count)
        {
            Step<T, TLane>(x, y, z, w, r, q, aa, bb, count - width);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step512<T, TLane>(T* x, T* y, T* z, T* w, T* r, T* q, Vector512<T> a, Vector512<T> b, nuint i)
        where T : unmanaged
        where TLane : struct, ILane<T>
    {
        Vector512<T> result = TLane.Apply(
            Vector512.Load(x + i),
            TLane.Inputs > 1 ? Vector512.Load(y + i) : default,
            TLane.Inputs > 2 ? Vector512.Load(z + i) : default,
            TLane.Inputs > 3 ? Vector512.Load(w + i) : default,
            a,
            b,
            out Vector512<T> second);
        result.Store(r + i);
        if (TLane.HasSecondResult)
        {
            second.Store(q + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step<T, TLane>(T* x, T* y, T* z, T* w, T* r, T* q, Vector<T> a, Vector<T> b, nuint i)
        where T : unmanaged
        where TLane : struct, ILane<T>
    {
        Vector<T> result = TLane.Apply(
            Vector.Load(x + i),
            TLane.Inputs > 1 ? Vector.Load(y + i) : default,
            TLane.Inputs > 2 ? Vector.Load(z + i) : default,
            TLane.Inputs > 3 ? Vector.Load(w + i) : default,
            a,
            b,
            out Vector<T> second);
        result.Store(r + i);
        if (TLane.HasSecondResult)
        {
            second.Store(q + i);
        }
    }
}
