using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>Mixed widths: an 8-bit image by a gain per pixel.</summary>
internal sealed class Gain : VectorKernel
{
    public override string Name => "gain";

    public override string Text => "x * y, x of bytes";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Byte, Element.Single];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Single];

    public override Element Type => Element.Single;

    public override string C => "for (long i = 0; i < n; i++) r[i] = x[i] * y[i];";

    public override int TensorPasses => 2;

    public override void Scalar(in Operands operands) => Loop(operands.X<byte>(), operands.Y<float>(), operands.R<float>());

    public override void Tensors(in Operands operands)
    {
        Span<float> r = operands.R<float>();
        TensorPrimitives.ConvertTruncating(operands.X<byte>(), r);
        TensorPrimitives.Multiply(r, operands.Y<float>(), r);
    }

    public override unsafe void Vectors512(in Operands operands)
    {
        const int Width = 16;
        byte* x = operands.Input0;
        float* y = (float*)operands.Input1, r = (float*)operands.Output0;
        int i = 0;
        for (; i <= operands.Count - Width; i += Width)
        {
            (Vector256<ushort> half, _) = Vector256.Widen(Vector128.Load(x + i).ToVector256Unsafe());
            (Vector512<uint> wide, _) = Vector512.Widen(half.ToVector512Unsafe());
            (Vector512.ConvertToSingle(wide.AsInt32()) * Vector512.Load(y + i)).Store(r + i);
        }

        Rest(operands, i);
    }

    public override unsafe void Vectors(in Operands operands)
    {
        int width = Vector<byte>.Count;
        int step = Vector<float>.Count;
        byte* x = operands.Input0;
        float* y = (float*)operands.Input1, r = (float*)operands.Output0;
        int i = 0;
        for (; i <= operands.Count - width; i += width)
        {
            Vector.Widen(Vector.Load(x + i), out Vector<ushort> low, out Vector<ushort> high);
            Vector.Widen(low, out Vector<uint> x0, out Vector<uint> x1);
            Vector.Widen(high, out Vector<uint> x2, out Vector<uint> x3);
            (Vector.ConvertToSingle(x0.As<uint, int>()) * Vector.Load(y + i)).Store(r + i);
            (Vector.ConvertToSingle(x1.As<uint, int>()) * Vector.Load(y + i + step)).Store(r + i + step);
            (Vector.ConvertToSingle(x2.As<uint, int>()) * Vector.Load(y + i + 2 * step)).Store(r + i + 2 * step);
            (Vector.ConvertToSingle(x3.As<uint, int>()) * Vector.Load(y + i + 3 * step)).Store(r + i + 3 * step);
        }

        Rest(operands, i);
    }

    private static void Rest(in Operands operands, int start) =>
        Loop(operands.X<byte>()[start..], operands.Y<float>()[start..], operands.R<float>()[start..]);

    private static void Loop(ReadOnlySpan<byte> x, ReadOnlySpan<float> y, Span<float> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = x[i] * y[i];
        }
    }
}
