using System;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The operations of reductions on bits: an int or the bits of a float are the low half of a word whose high half is 0.</summary>
internal static class Combination
{
    /// <summary>Combines two results, the earlier one first.</summary>
    public static ulong Of(Reduction reduction, ulong x, ulong y) => reduction.Type switch
    {
        ElementType.Int32 => (uint)Integer(reduction.Kind, (int)x, (int)y),
        ElementType.UInt32 => Integer(reduction.Kind, (uint)x, (uint)y),
        ElementType.Int64 => (ulong)Integer(reduction.Kind, (long)x, (long)y),
        ElementType.UInt64 => Integer(reduction.Kind, x, y),
        ElementType.Single => BitConverter.SingleToUInt32Bits(
            Floating(reduction.Kind, BitConverter.UInt32BitsToSingle((uint)x), BitConverter.UInt32BitsToSingle((uint)y), MathF.Min, MathF.Max)),
        _ => BitConverter.DoubleToUInt64Bits(
            Floating(reduction.Kind, BitConverter.UInt64BitsToDouble(x), BitConverter.UInt64BitsToDouble(y), Math.Min, Math.Max)),
    };

    private static T Integer<T>(ReductionKind kind, T x, T y)
        where T : System.Numerics.INumber<T> => kind switch
        {
            ReductionKind.Sum => unchecked(x + y),
            ReductionKind.Product => unchecked(x * y),
            ReductionKind.Min => x < y ? x : y,
            _ => x > y ? x : y,
        };

    private static T Floating<T>(ReductionKind kind, T x, T y, Func<T, T, T> min, Func<T, T, T> max)
        where T : System.Numerics.INumber<T> => kind switch
        {
            ReductionKind.Sum => x + y,
            ReductionKind.Product => x * y,
            ReductionKind.Min => min(x, y),
            _ => max(x, y),
        };
}
