using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A scaled array plus another.</summary>
internal sealed class Saxpy<T> : MapKernel<T, Saxpy<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "saxpy";

    public override string Text => "a*x + y";

    public override string C => "for (long i = 0; i < n; i++) r[i] = a * x[i] + y[i];";

    public override (double A, double B) Scalars => (1.75, 0);

    public override int TensorPasses => 1;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.Y<T>(), operands.R<T>(), Number(operands.Scalar0));

    public override void Tensors(in Operands operands) =>
        TensorPrimitives.MultiplyAdd(operands.X<T>(), Number(operands.Scalar0), operands.Y<T>(), operands.R<T>());

    private static void Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r, T a)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = a * x[i] + y[i];
        }
    }

    internal readonly struct Lane : ILane<T>
    {
        public static int Inputs => 2;

        public static bool HasSecondResult => false;

        public static Vector512<T> Apply(
            Vector512<T> x, Vector512<T> y, Vector512<T> z, Vector512<T> w, Vector512<T> a, Vector512<T> b, out Vector512<T> second)
        {
            second = default;
            return a * x + y;
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = default;
            return a * x + y;
        }
    }
}
