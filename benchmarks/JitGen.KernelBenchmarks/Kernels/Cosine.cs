using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>Three sums in one pass, and arithmetic with them.</summary>
internal sealed unsafe class Cosine<T> : VectorKernel
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "cosine";

    public override string Text => "sum(x * y) / (sqrt(sum(x * x)) * sqrt(sum(y * y)))";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Of<T>(), Element.Of<T>()];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Of<T>()];

    public override bool IsReduction => true;

    public override string C =>
        "T s = 0, u = 0, v = 0; for (long i = 0; i < n; i++) { s += x[i] * y[i]; u += x[i] * x[i]; v += y[i] * y[i]; } "
        + "*r = s / (SQRT(u) * SQRT(v));";

    public override int TensorPasses => 1;

    public override void Scalar(in Operands operands) => operands.Result<T>() = Loop(operands.X<T>(), operands.Y<T>());

    public override void Defined(in Operands operands)
    {
        ReadOnlySpan<T> x = operands.X<T>();
        ReadOnlySpan<T> y = operands.Y<T>();
        operands.Result<T>() = Finish(
            Accumulate.Defined<T, Dot<T>.Accumulation>(x, y),
            Accumulate.Defined<T, Dot<T>.Accumulation>(x, x),
            Accumulate.Defined<T, Dot<T>.Accumulation>(y, y));
    }

    public override void Tensors(in Operands operands) =>
        operands.Result<T>() = TensorPrimitives.CosineSimilarity(operands.X<T>(), operands.Y<T>());

    public override void Vectors512(in Operands operands)
    {
        T* px = (T*)operands.Input0, py = (T*)operands.Input1;
        Vector512<T> xy = default, xx = default, yy = default;
        int i = 0;
        for (; i <= operands.Count - Vector512<T>.Count; i += Vector512<T>.Count)
        {
            Vector512<T> x = Vector512.Load(px + i), y = Vector512.Load(py + i);
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }

        (T restXY, T restXX, T restYY) = Sums(operands.X<T>()[i..], operands.Y<T>()[i..]);
        operands.Result<T>() = Finish(Vector512.Sum(xy) + restXY, Vector512.Sum(xx) + restXX, Vector512.Sum(yy) + restYY);
    }

    public override void Vectors(in Operands operands)
    {
        T* px = (T*)operands.Input0, py = (T*)operands.Input1;
        Vector<T> xy = default, xx = default, yy = default;
        int i = 0;
        for (; i <= operands.Count - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> x = Vector.Load(px + i), y = Vector.Load(py + i);
            xy += x * y;
            xx += x * x;
            yy += y * y;
        }

        (T restXY, T restXX, T restYY) = Sums(operands.X<T>()[i..], operands.Y<T>()[i..]);
        operands.Result<T>() = Finish(Vector.Sum(xy) + restXY, Vector.Sum(xx) + restXX, Vector.Sum(yy) + restYY);
    }

    private static T Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        (T xy, T xx, T yy) = Sums(x, y);
        return Finish(xy, xx, yy);
    }

    private static (T XY, T XX, T YY) Sums(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
    {
        T xy = T.Zero, xx = T.Zero, yy = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            xy += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }

        return (xy, xx, yy);
    }

    private static T Finish(T xy, T xx, T yy) => xy / (T.Sqrt(xx) * T.Sqrt(yy));
}
