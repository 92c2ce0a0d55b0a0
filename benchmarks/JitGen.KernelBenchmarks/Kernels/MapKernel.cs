using System;
using System.Collections.Generic;
using System.Numerics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A map whose inputs and results are all of one floating-point type.</summary>
internal abstract class MapKernel<T, TLane> : VectorKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TLane : struct, ILane<T>
{
    public override IReadOnlyList<Element> Inputs { get; } = Repeated(TLane.Inputs);

    public override IReadOnlyList<Element> Outputs { get; } = Repeated(TLane.HasSecondResult ? 2 : 1);

    public override void Vectors512(in Operands operands)
    {
        if (!VectorLoops.Run512<T, TLane>(operands, Number(operands.Scalar0), Number(operands.Scalar1)))
        {
            Scalar(operands);
        }
    }

    public override void Vectors(in Operands operands)
    {
        if (!VectorLoops.Run<T, TLane>(operands, Number(operands.Scalar0), Number(operands.Scalar1)))
        {
            Scalar(operands);
        }
    }

    /// <summary>A constant of the type; the JIT computes it.</summary>
    protected static T Number(double value) => T.CreateTruncating(value);

    private static Element[] Repeated(int count)
    {
        var elements = new Element[count];
        Array.Fill(elements, Element.Of<T>());
        return elements;
    }
}
