using System;
using System.Collections.Generic;
using System.Numerics;

namespace JitGen.KernelBenchmarks.Functions;

/// <summary>A mathematical function of every element.</summary>
/// <param name="ranges">Between which numbers each argument is.</param>
internal sealed class FunctionKernel<T, TFunction>(params (double Low, double High)[] ranges) : Kernel, IFunctionKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TFunction : struct, IMathFunction
{
    public override string Name => TFunction.Name;

    public override string Text => TFunction.Arity == 1 ? $"{Name}(x)" : $"{Name}(x, y)";

    public override IReadOnlyList<Element> Inputs { get; } =
        TFunction.Arity == 1 ? [Element.Of<T>()] : [Element.Of<T>(), Element.Of<T>()];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Of<T>()];

    public override string C => $"for (long i = 0; i < n; i++) r[i] = {TFunction.C};";

    public override int TensorPasses => 1;

    public override Type Formulas => typeof(FunctionFormulas);

    public override bool HasExactOperations => false;

    public string? SleefName => TFunction.SleefName;

    public override (double Low, double High) RangeOf(int input) => ranges[input];

    public override void Scalar(in Operands operands) => Loop(operands.X<T>(), operands.Y<T>(), operands.R<T>());

    public override void Defined(in Operands operands) => Formula(operands);

    public override void Tensors(in Operands operands) => TFunction.Tensors(operands.X<T>(), operands.Y<T>(), operands.R<T>());

    private static void Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = TFunction.Of(x[i], TFunction.Arity == 1 ? x[i] : y[i]);
        }
    }
}
