using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>Values brought into a range.</summary>
internal sealed class Clamp<T> : MapKernel<T, Clamp<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "clamp";

    public override string Text => "clamp(x, a, b)";

    public override string C => "for (long i = 0; i < n; i++) r[i] = x[i] < a ? a : x[i] > b ? b : x[i];";

    public override (double A, double B) Scalars => (-0.5, 0.75);

    public override int TensorPasses => 1;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.R<T>(), Number(operands.Scalar0), Number(operands.Scalar1));

    public override void Tensors(in Operands operands) =>
        TensorPrimitives.Clamp(operands.X<T>(), Number(operands.Scalar0), Number(operands.Scalar1), operands.R<T>());

    private static void Loop(ReadOnlySpan<T> x, Span<T> r, T a, T b)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = T.Clamp(x[i], a, b);
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
            return Vector512.Min(Vector512.Max(x, a), b);
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = default;
            return Vector.Min(Vector.Max(x, a), b);
        }
    }
}
