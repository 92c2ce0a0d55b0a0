using System.Numerics;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A map as somebody would write it by hand with .NET's vectors: one vector of each input to one of each result.</summary>
internal interface ILane<T>
    where T : unmanaged
{
    /// <summary>How many inputs are read.</summary>
    static abstract int Inputs { get; }

    /// <summary>Whether there is a second result.</summary>
    static abstract bool HasSecondResult { get; }

    /// <summary>The first result; a and b are the broadcast scalars.</summary>
    static abstract Vector512<T> Apply(
        Vector512<T> x, Vector512<T> y, Vector512<T> z, Vector512<T> w, Vector512<T> a, Vector512<T> b, out Vector512<T> second);

    /// <inheritdoc cref="Apply(Vector512{T}, Vector512{T}, Vector512{T}, Vector512{T}, Vector512{T}, Vector512{T}, out Vector512{T})"/>
    static abstract Vector<T> Apply(
        Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second);
}
