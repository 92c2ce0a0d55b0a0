using System;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A step of the Mandelbrot iteration: four inputs, two results.</summary>
internal sealed class Mandelbrot<T> : MapKernel<T, Mandelbrot<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "mandelbrot";

    public override string Text => "re = x*x - y*y + z; im = 2*x*y + w";

    public override string C => "for (long i = 0; i < n; i++) { r[i] = x[i] * x[i] - y[i] * y[i] + z[i]; q[i] = 2 * x[i] * y[i] + w[i]; }";

    public override int TensorPasses => 6;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.Y<T>(), operands.Z<T>(), operands.W<T>(), operands.R<T>(), operands.Q<T>());

    public override void Tensors(in Operands operands)
    {
        Span<T> r = operands.R<T>();
        Span<T> q = operands.Q<T>();
        TensorPrimitives.Multiply(operands.X<T>(), operands.X<T>(), r);
        TensorPrimitives.Multiply(operands.Y<T>(), operands.Y<T>(), q);
        TensorPrimitives.Subtract(r, q, r);
        TensorPrimitives.Add(r, operands.Z<T>(), r);
        TensorPrimitives.Add(operands.X<T>(), operands.X<T>(), q);
        TensorPrimitives.MultiplyAdd(q, operands.Y<T>(), operands.W<T>(), q);
    }

    private static void Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, ReadOnlySpan<T> w, Span<T> r, Span<T> q)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] * x[i] - y[i] * y[i] + z[i];
            q[i] = Number(2) * x[i] * y[i] + w[i];
        }
    }

    internal readonly struct Lane : ILane<T>
    {
        public static int Inputs => 4;

        public static bool HasSecondResult => true;

        public static Vector512<T> Apply(
            Vector512<T> x, Vector512<T> y, Vector512<T> z, Vector512<T> w, Vector512<T> a, Vector512<T> b, out Vector512<T> second)
        {
            second = (x + x) * y + w;
            return x * x - y * y + z;
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = (x + x) * y + w;
            return x * x - y * y + z;
        }
    }
}
