using System;

namespace JitGen.KernelBenchmarks;

/// <summary>
/// What one run of a kernel works on, the same for every contender: up to four inputs, two results (a reduction leaves its result
/// in the first element of the first), two scalars, and room for temporary arrays.
/// </summary>
internal readonly unsafe struct Operands
{
    public required byte* Input0 { get; init; }

    public required byte* Input1 { get; init; }

    public required byte* Input2 { get; init; }

    public required byte* Input3 { get; init; }

    public required byte* Output0 { get; init; }

    public required byte* Output1 { get; init; }

    /// <summary>Where arrays of intermediate results may be, each <see cref="TemporaryBytes"/> long.</summary>
    public required byte* Temporaries { get; init; }

    /// <summary>The size of a temporary array.</summary>
    public required nint TemporaryBytes { get; init; }

    public required double Scalar0 { get; init; }

    public required double Scalar1 { get; init; }

    /// <summary>The number of elements of every array.</summary>
    public required int Count { get; init; }

    public ReadOnlySpan<T> X<T>()
        where T : unmanaged => new(Input0, Count);

    public ReadOnlySpan<T> Y<T>()
        where T : unmanaged => new(Input1, Count);

    public ReadOnlySpan<T> Z<T>()
        where T : unmanaged => new(Input2, Count);

    public ReadOnlySpan<T> W<T>()
        where T : unmanaged => new(Input3, Count);

    /// <summary>The first result.</summary>
    public Span<T> R<T>()
        where T : unmanaged => new(Output0, Count);

    /// <summary>The second result.</summary>
    public Span<T> Q<T>()
        where T : unmanaged => new(Output1, Count);

    /// <summary>A temporary array of the same number of elements.</summary>
    public Span<T> Temporary<T>(int number)
        where T : unmanaged => new(Temporaries + number * TemporaryBytes, Count);

    /// <summary>Where a reduction leaves its result.</summary>
    public ref T Result<T>()
        where T : unmanaged => ref *(T*)Output0;

    /// <summary>The same operands with another number of elements.</summary>
    public Operands WithCount(int count) => this with { Count = count };

    /// <summary>Some elements of the arrays; the temporary arrays stay where they are.</summary>
    /// <param name="kernel">Knows the sizes of the elements.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">How many.</param>
    public Operands Slice(Kernel kernel, int start, int count) => this with
    {
        Input0 = Input0 + (nint)start * kernel.InputBytes(0),
        Input1 = Input1 + (nint)start * kernel.InputBytes(1),
        Input2 = Input2 + (nint)start * kernel.InputBytes(2),
        Input3 = Input3 + (nint)start * kernel.InputBytes(3),
        Output0 = Output0 + (nint)start * kernel.OutputBytes(0),
        Output1 = Output1 + (nint)start * kernel.OutputBytes(1),
        Count = count,
    };
}
