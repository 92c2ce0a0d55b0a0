using System;
using System.Runtime.InteropServices;

namespace JitGen.Compiler.IR.Numerics;

/// <summary>The bits of floating-point values, zero-extended to 64, and back.</summary>
internal static class FloatBits
{
    public static ulong Of(double value) => (ulong)BitConverter.DoubleToInt64Bits(value);

    public static ulong Of(float value) => new Overlay { Single = value }.Bits;

    public static double ToDouble(ulong bits) => BitConverter.Int64BitsToDouble((long)bits);

    public static float ToSingle(ulong bits) => new Overlay { Bits = (uint)bits }.Single;

    /// <summary>A float in its bits; netstandard2.0 has no BitConverter.SingleToInt32Bits.</summary>
    [StructLayout(LayoutKind.Explicit)]
    private struct Overlay
    {
        [FieldOffset(0)]
        public float Single;

        [FieldOffset(0)]
        public uint Bits;
    }
}
