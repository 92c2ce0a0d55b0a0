using System.Numerics;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>What a reduction does with an element, by hand with .NET's vectors.</summary>
internal interface IAccumulation<T>
    where T : unmanaged
{
    /// <summary>Whether there is a second input.</summary>
    static abstract bool HasSecondInput { get; }

    /// <summary>What leaves every accumulator as it is.</summary>
    static abstract T Neutral { get; }

    /// <summary>What is accumulated of an element.</summary>
    static abstract T Term(T x, T y);

    /// <inheritdoc cref="Term(T, T)"/>
    static abstract Vector512<T> Term(Vector512<T> x, Vector512<T> y);

    /// <inheritdoc cref="Term(T, T)"/>
    static abstract Vector<T> Term(Vector<T> x, Vector<T> y);

    /// <summary>Puts two accumulators together, the one of earlier elements first.</summary>
    static abstract T Combine(T accumulator, T term);

    /// <inheritdoc cref="Combine(T, T)"/>
    static abstract Vector512<T> Combine(Vector512<T> accumulator, Vector512<T> term);

    /// <inheritdoc cref="Combine(T, T)"/>
    static abstract Vector<T> Combine(Vector<T> accumulator, Vector<T> term);
}
