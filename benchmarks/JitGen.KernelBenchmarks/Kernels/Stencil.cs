using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The mean of both neighbours; the first and the last element are left as they are.</summary>
internal sealed class Stencil<T> : VectorKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static T Half => T.CreateTruncating(0.5);

    public override string Name => "stencil";

    public override string Text => "(x[i-1] + x[i+1]) * 0.5";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Of<T>()];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Of<T>()];

    public override string C => "for (long i = 1; i < n - 1; i++) r[i] = (x[i - 1] + x[i + 1]) * (T)0.5;";

    public override int TensorPasses => 2;

    public override bool HasIndependentElements => false;

    public override void Scalar(in Operands operands) => Loop(operands.X<T>(), operands.R<T>());

    public override void Tensors(in Operands operands)
    {
        if (operands.Count > 2)
        {
            ReadOnlySpan<T> x = operands.X<T>();
            Span<T> r = operands.R<T>()[1..^1];
            TensorPrimitives.Add(x[..^2], x[2..], r);
            TensorPrimitives.Multiply(r, Half, r);
        }
    }

    public override unsafe void Vectors512(in Operands operands)
    {
        int last = operands.Count - 1 - Vector512<T>.Count;
        T* x = (T*)operands.Input0, r = (T*)operands.Output0;
        int i = 1;
        for (; i <= last; i += Vector512<T>.Count)
        {
            ((Vector512.Load(x + i - 1) + Vector512.Load(x + i + 1)) * Half).Store(r + i);
        }

        Rest(operands, i);
    }

    public override unsafe void Vectors(in Operands operands)
    {
        int last = operands.Count - 1 - Vector<T>.Count;
        T* x = (T*)operands.Input0, r = (T*)operands.Output0;
        int i = 1;
        for (; i <= last; i += Vector<T>.Count)
        {
            ((Vector.Load(x + i - 1) + Vector.Load(x + i + 1)) * Half).Store(r + i);
        }

        Rest(operands, i);
    }

    private static void Rest(in Operands operands, int start)
    {
        if (start < operands.Count)
        {
            Loop(operands.X<T>()[(start - 1)..], operands.R<T>()[(start - 1)..]);
        }
    }

    private static void Loop(ReadOnlySpan<T> x, Span<T> r)
    {
        for (int i = 1; i < x.Length - 1; i++)
        {
            r[i] = (x[i - 1] + x[i + 1]) * Half;
        }
    }
}
