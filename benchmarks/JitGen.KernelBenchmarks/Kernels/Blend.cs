using System;
using System.Collections.Generic;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>Two 8-bit images blended by a third; the division by 255 is exact.</summary>
internal sealed class Blend : VectorKernel
{
    public override string Name => "blend";

    public override string Text => "t = x*z + y*(255 - z) + 128; (t + (t >> 8)) >> 8";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Byte, Element.Byte, Element.Byte];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Byte];

    public override string C =>
        "for (long i = 0; i < n; i++) { int t = x[i] * z[i] + y[i] * (255 - z[i]) + 128; r[i] = (t + (t >> 8)) >> 8; }";

    public override int TensorPasses => 12;

    public override (int Count, int ElementBytes) Temporaries => (3, sizeof(ushort));

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<byte>(), operands.Y<byte>(), operands.Z<byte>(), operands.R<byte>());

    public override void Tensors(in Operands operands)
    {
        Span<ushort> s = operands.Temporary<ushort>(0);
        Span<ushort> d = operands.Temporary<ushort>(1);
        Span<ushort> a = operands.Temporary<ushort>(2);
        TensorPrimitives.ConvertTruncating(operands.X<byte>(), s);
        TensorPrimitives.ConvertTruncating(operands.Y<byte>(), d);
        TensorPrimitives.ConvertTruncating(operands.Z<byte>(), a);
        TensorPrimitives.Multiply<ushort>(s, a, s);
        TensorPrimitives.Subtract<ushort>(255, a, a);
        TensorPrimitives.Multiply<ushort>(d, a, d);
        TensorPrimitives.Add<ushort>(s, d, s);
        TensorPrimitives.Add<ushort>(s, 128, s);
        TensorPrimitives.ShiftRightLogical<ushort>(s, 8, d);
        TensorPrimitives.Add<ushort>(s, d, s);
        TensorPrimitives.ShiftRightLogical<ushort>(s, 8, s);
        TensorPrimitives.ConvertTruncating<ushort, byte>(s, operands.R<byte>());
    }

    public override unsafe void Vectors512(in Operands operands)
    {
        const int Width = 64;
        byte* x = operands.Input0, y = operands.Input1, z = operands.Input2, r = operands.Output0;
        int i = 0;
        for (; i <= operands.Count - Width; i += Width)
        {
            (Vector512<ushort> xLow, Vector512<ushort> xHigh) = Vector512.Widen(Vector512.Load(x + i));
            (Vector512<ushort> yLow, Vector512<ushort> yHigh) = Vector512.Widen(Vector512.Load(y + i));
            (Vector512<ushort> zLow, Vector512<ushort> zHigh) = Vector512.Widen(Vector512.Load(z + i));
            Vector512.Narrow(Lane(xLow, yLow, zLow), Lane(xHigh, yHigh, zHigh)).Store(r + i);
        }

        Rest(operands, i);

        static Vector512<ushort> Lane(Vector512<ushort> x, Vector512<ushort> y, Vector512<ushort> z)
        {
            Vector512<ushort> t = x * z + y * (Vector512.Create((ushort)255) - z) + Vector512.Create((ushort)128);
            return (t + (t >> 8)) >> 8;
        }
    }

    public override unsafe void Vectors(in Operands operands)
    {
        int width = Vector<byte>.Count;
        byte* x = operands.Input0, y = operands.Input1, z = operands.Input2, r = operands.Output0;
        int i = 0;
        for (; i <= operands.Count - width; i += width)
        {
            Vector.Widen(Vector.Load(x + i), out Vector<ushort> xLow, out Vector<ushort> xHigh);
            Vector.Widen(Vector.Load(y + i), out Vector<ushort> yLow, out Vector<ushort> yHigh);
            Vector.Widen(Vector.Load(z + i), out Vector<ushort> zLow, out Vector<ushort> zHigh);
            Vector.Narrow(Lane(xLow, yLow, zLow), Lane(xHigh, yHigh, zHigh)).Store(r + i);
        }

        Rest(operands, i);

        static Vector<ushort> Lane(Vector<ushort> x, Vector<ushort> y, Vector<ushort> z)
        {
            Vector<ushort> t = x * z + y * (new Vector<ushort>(255) - z) + new Vector<ushort>(128);
            return (t + (t >> 8)) >> 8;
        }
    }

    private static void Rest(in Operands operands, int start) =>
        Loop(operands.X<byte>()[start..], operands.Y<byte>()[start..], operands.Z<byte>()[start..], operands.R<byte>()[start..]);

    private static void Loop(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> z, Span<byte> r)
    {
        for (int i = 0; i < x.Length; i++)
        {
            int t = x[i] * z[i] + y[i] * (255 - z[i]) + 128;
            r[i] = (byte)((t + (t >> 8)) >> 8);
        }
    }
}
