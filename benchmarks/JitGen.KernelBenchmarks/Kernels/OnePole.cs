using System;
using System.Collections.Generic;
using System.Numerics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A one-pole filter: each result takes a part of the one before it. The first is left as it is.</summary>
internal sealed class OnePole<T> : Kernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "onePole";

    public override string Text => "r = a*r[i-1] + b*x";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Of<T>()];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Of<T>()];

    public override string C => "for (long i = 1; i < n; i++) r[i] = a*r[i - 1] + b*x[i];";

    public override int TensorPasses => 0;

    public override bool HasIndependentElements => false;

    public override (double A, double B) Scalars => (0.96875, 0.03125);

    public override void Scalar(in Operands operands)
    {
        ReadOnlySpan<T> x = operands.X<T>();
        Span<T> r = operands.R<T>();
        T a = T.CreateTruncating(operands.Scalar0), b = T.CreateTruncating(operands.Scalar1);
        for (int i = 1; i < x.Length; i++)
        {
            r[i] = a * r[i - 1] + b * x[i];
        }
    }

    public override void Tensors(in Operands operands) => throw new NotSupportedException();
}
