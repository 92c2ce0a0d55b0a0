using System;
using System.Numerics;

namespace JitGen.KernelBenchmarks.Functions;

/// <summary>A mathematical function in the ways in which it can be had besides JitGen's.</summary>
internal interface IMathFunction
{
    /// <summary>Its name in JitGen's formulas.</summary>
    static abstract string Name { get; }

    /// <summary>The number of its arguments, 1 or 2.</summary>
    static virtual int Arity => 1;

    /// <summary>The function of x[i] and y[i] in C.</summary>
    static abstract string C { get; }

    /// <summary>SLEEF's name for it; null if it has none.</summary>
    static abstract string? SleefName { get; }

    /// <summary>The function of .NET.</summary>
    static abstract T Of<T>(T x, T y)
        where T : IBinaryFloatingPointIeee754<T>;

    /// <summary>System.Numerics.Tensors.</summary>
    static abstract void Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r)
        where T : IBinaryFloatingPointIeee754<T>;
}

/// <summary>What a kernel of one function tells of it.</summary>
internal interface IFunctionKernel
{
    /// <inheritdoc cref="IMathFunction.SleefName"/>
    string? SleefName { get; }
}
