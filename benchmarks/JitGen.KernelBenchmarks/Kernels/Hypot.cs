using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The length of a vector of two components, as it is usually written.</summary>
internal sealed class Hypot<T> : MapKernel<T, Hypot<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "hypot";

    public override string Text => "sqrt(x*x + y*y)";

    public override string C => "for (long i = 0; i < n; i++) r[i] = SQRT(x[i] * x[i] + y[i] * y[i]);";

    public override int TensorPasses => 3;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.Y<T>(), operands.R<T>());

    public override void Tensors(in Operands operands)
    {
        Span<T> r = operands.R<T>();
        TensorPrimitives.Multiply(operands.X<T>(), operands.X<T>(), r);
        TensorPrimitives.MultiplyAdd(operands.Y<T>(), operands.Y<T>(), r, r);
        TensorPrimitives.Sqrt(r, r);
    }

    private static void Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = T.Sqrt(x[i] * x[i] + y[i] * y[i]);
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
            return Vector512.Sqrt(x * x + y * y);
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = default;
            return Vector.SquareRoot(x * x + y * y);
        }
    }
}
