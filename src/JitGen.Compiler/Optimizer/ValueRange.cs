using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// What is known of an integer: its bounds read as unsigned and as signed, and bits that are zero. Bits are zero-extended
/// to 64, signed bounds sign-extended. Every fact holds for every argument of the function.
/// </summary>
internal readonly struct ValueRange
{
    private ValueRange(ulong unsignedMin, ulong unsignedMax, long signedMin, long signedMax, ulong zeros)
    {
        UnsignedMin = unsignedMin;
        UnsignedMax = unsignedMax;
        SignedMin = signedMin;
        SignedMax = signedMax;
        Zeros = zeros;
    }

    public ulong UnsignedMin { get; }

    public ulong UnsignedMax { get; }

    public long SignedMin { get; }

    public long SignedMax { get; }

    /// <summary>Bits that are known to be zero; those above the width of the type are not among them.</summary>
    public ulong Zeros { get; }

    public bool IsConstant => UnsignedMin == UnsignedMax;

    public bool IsNonNegative => SignedMin >= 0;

    /// <summary>The number of bits that the unsigned value can need.</summary>
    public int UnsignedBits => 64 - IntegerMath.LeadingZeroCount(UnsignedMax);

    /// <summary>Nothing is known.</summary>
    public static ValueRange Full(IrType type) => new(0, Function.Mask(type), SmallestSigned(type), LargestSigned(type), 0);

    public static ValueRange Constant(IrType type, ulong bits) =>
        new(bits, bits, SignExtend(type, bits), SignExtend(type, bits), ~bits & Function.Mask(type));

    /// <summary>An unsigned number between bounds, with some bits known to be zero.</summary>
    public static ValueRange Unsigned(IrType type, ulong min, ulong max, ulong zeros = 0)
    {
        ulong mask = Function.Mask(type);
        max = Math.Min(max, mask & ~zeros);
        if (max < min)
        {
            // The facts contradict each other, which only unreachable arithmetic can cause; the bounds alone are right.
            return Full(type);
        }

        int unusedBits = IntegerMath.LeadingZeroCount(max);
        zeros |= unusedBits == 0 ? 0 : ~(ulong.MaxValue >> unusedBits) & mask;
        if (unusedBits == 64)
        {
            zeros = mask;
        }

        ulong largestSigned = (ulong)LargestSigned(type);
        return max > largestSigned && min <= largestSigned
            ? new ValueRange(min, max, SmallestSigned(type), LargestSigned(type), zeros)
            : new ValueRange(min, max, SignExtend(type, min), SignExtend(type, max), zeros);
    }

    /// <summary>A signed number between bounds that its type has.</summary>
    public static ValueRange Signed(IrType type, long min, long max)
    {
        ulong mask = Function.Mask(type);
        if (min < 0 && max >= 0)
        {
            return new ValueRange(0, mask, min, max, 0);
        }

        return Unsigned(type, (ulong)min & mask, (ulong)max & mask);
    }

    /// <summary>The values of either.</summary>
    public static ValueRange Union(IrType type, in ValueRange left, in ValueRange right)
    {
        ValueRange unsigned = Unsigned(
            type,
            Math.Min(left.UnsignedMin, right.UnsignedMin),
            Math.Max(left.UnsignedMax, right.UnsignedMax),
            left.Zeros & right.Zeros);
        long min = Math.Min(left.SignedMin, right.SignedMin);
        long max = Math.Max(left.SignedMax, right.SignedMax);
        return new ValueRange(
            unsigned.UnsignedMin,
            unsigned.UnsignedMax,
            Math.Max(min, unsigned.SignedMin),
            Math.Min(max, unsigned.SignedMax),
            unsigned.Zeros);
    }

    /// <summary>The bits read as a signed number of the type.</summary>
    public static long SignExtend(IrType type, ulong bits) => type == IrType.I64 ? (long)bits : (int)bits;

    public static long SmallestSigned(IrType type) => type == IrType.I64 ? long.MinValue : int.MinValue;

    public static long LargestSigned(IrType type) => type == IrType.I64 ? long.MaxValue : int.MaxValue;
}
