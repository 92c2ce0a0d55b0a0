using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A choice by a comparison, with arithmetic on both sides.</summary>
internal sealed class Where<T> : MapKernel<T, Where<T>.Lane>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "where";

    public override string Text => "x > y ? x*0.5 + y : y - x";

    public override string C => "for (long i = 0; i < n; i++) r[i] = x[i] > y[i] ? x[i] * (T)0.5 + y[i] : y[i] - x[i];";

    public override int TensorPasses => 0;

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<T>(), operands.Y<T>(), operands.R<T>());

    public override void Tensors(in Operands operands) =>
        throw new NotSupportedException("TensorPrimitives has no choice.");

    private static void Loop(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] > y[i] ? x[i] * Number(0.5) + y[i] : y[i] - x[i];
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
            return Vector512.ConditionalSelect(Vector512.GreaterThan(x, y), x * Number(0.5) + y, y - x);
        }

        public static Vector<T> Apply(Vector<T> x, Vector<T> y, Vector<T> z, Vector<T> w, Vector<T> a, Vector<T> b, out Vector<T> second)
        {
            second = default;
            return Vector.ConditionalSelect(Vector.GreaterThan(x, y), x * Number(0.5) + y, y - x);
        }
    }
}
