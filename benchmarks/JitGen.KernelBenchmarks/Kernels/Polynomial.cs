using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A polynomial of degree 5, by Horner's rule.</summary>
internal sealed class Polynomial<T> : MapKernel<T, Polynomial<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "polynomial";

    public override string Text => "((((0.5*x - 1.125)*x + 2)*x + 0.75)*x - 0.25)*x + 1.5";

    public override string C => "for (long i = 0; i < n; i++) r[i] = (((((T)0.5 * x[i] - (T)1.125) * x[i] + (T)2) * x[i] + (T)0.75) * x[i] - (T)0.25) * x[i] + (T)1.5;";

    public override int TensorPasses => 6;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.R<T>());

    public override void Tensors(in Operands operands)
    {
        ReadOnlySpan<T> x = operands.X<T>();
        Span<T> r = operands.R<T>();
        TensorPrimitives.Multiply(x, Number(0.5), r);
        TensorPrimitives.Subtract(r, Number(1.125), r);
        TensorPrimitives.MultiplyAdd(r, x, Number(2), r);
        TensorPrimitives.MultiplyAdd(r, x, Number(0.75), r);
        TensorPrimitives.MultiplyAdd(r, x, Number(-0.25), r);
        TensorPrimitives.MultiplyAdd(r, x, Number(1.5), r);
    }

    private static void Loop(ReadOnlySpan<T> x, Span<T> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = ((((Number(0.5) * x[i] - Number(1.125)) * x[i] + Number(2)) * x[i] + Number(0.75)) * x[i] - Number(0.25)) * x[i] + Number(1.5);
        }
    }

    internal readonly struct Lane : ILane<T>
    {
        public static int Inputs => 1;

        public static bool HasSecondResult => false;

        public static Vector512<T> Apply(
            Vector512<T> x, Vector512<T> y, Vector512<T> z, Vector512<T> w, Vector512<T> a, Vector512<T> b, out Vector512<T> second)
        {
            second = default;
            Vector512<T> p = x * Number(0.5) - Vector512.Create(Number(1.125));
            p = p * x + Vector512.Create(Number(2));
            p = p * x + Vector512.Create(Number(0.75));
            p = p * x - Vector512.Create(Number(0.25));
            return p * x + Vector512.Create(Number(1.5));
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = default;
            Vector<T> p = x * Number(0.5) - Vector.Create(Number(1.125));
            p = p * x + Vector.Create(Number(2));
            p = p * x + Vector.Create(Number(0.75));
            p = p * x - Vector.Create(Number(0.25));
            return p * x + Vector.Create(Number(1.5));
        }
    }
}
