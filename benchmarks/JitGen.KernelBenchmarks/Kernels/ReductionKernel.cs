using System.Collections.Generic;
using System.Numerics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A reduction that is one accumulation.</summary>
internal abstract class ReductionKernel<T, TAccumulation> : VectorKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TAccumulation : struct, IAccumulation<T>
{
    public override IReadOnlyList<Element> Inputs { get; } =
        TAccumulation.HasSecondInput ? [Element.Of<T>(), Element.Of<T>()] : [Element.Of<T>()];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Of<T>()];

    public override bool IsReduction => true;

    public override int TensorPasses => 1;

    public override void Scalar(in Operands operands) =>
        operands.Result<T>() = Accumulate.Scalar<T, TAccumulation>(operands.X<T>(), operands.Y<T>());

    public override void Defined(in Operands operands) =>
        operands.Result<T>() = Accumulate.Defined<T, TAccumulation>(operands.X<T>(), operands.Y<T>());

    public override void Vectors512(in Operands operands) =>
        operands.Result<T>() = Accumulate.Vectors512<T, TAccumulation>(operands.X<T>(), operands.Y<T>());

    public override void Vectors(in Operands operands) =>
        operands.Result<T>() = Accumulate.Vectors<T, TAccumulation>(operands.X<T>(), operands.Y<T>());
}
