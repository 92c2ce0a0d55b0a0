using System;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The bits of arguments and results at the borders of engines.</summary>
internal static class ResultBits
{
    /// <summary>Bits as outcomes hold them: zero-extended from the width of the type, every NaN as one.</summary>
    public static ulong Canonical(ElementType type, ulong bits) => type switch
    {
        ElementType.Bool => bits & 1,
        ElementType.Single => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) ? 0x7FC00000 : (uint)bits,
        ElementType.Double => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) ? 0x7FF8000000000000 : bits,
        _ => bits & Mask(type),
    };

    /// <summary>Bits zero-extended from the width of the type, NaNs as they are.</summary>
    public static ulong Exact(ElementType type, ulong bits) => bits & Mask(type);

    /// <summary>The 32 bits to which a wrapper widens an argument of a small type, and native code a result; others unchanged.</summary>
    public static ulong Widen(ElementType type, ulong bits) => type switch
    {
        ElementType.SByte => (uint)(sbyte)bits,
        ElementType.Int16 => (uint)(short)bits,
        _ => bits & Mask(type),
    };

    private static ulong Mask(ElementType type) => type == ElementType.Bool ? 1 : ulong.MaxValue >> (64 - ElementTypes.Bits(type));
}
