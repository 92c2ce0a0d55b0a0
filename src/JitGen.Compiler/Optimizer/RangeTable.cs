using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>The ranges of a node's operands; of operands that are not integers, or missing, they mean nothing.</summary>
internal readonly struct RangeOperands
{
    private readonly ValueRange[] _ranges;
    private readonly int _a;
    private readonly int _b;
    private readonly int _c;

    /// <param name="ranges">The ranges of all nodes, by id.</param>
    /// <param name="from">The type of the first operand.</param>
    /// <param name="to">The type of the result.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second, or none.</param>
    /// <param name="c">The third, or none.</param>
    public RangeOperands(ValueRange[] ranges, IrType from, IrType to, Value a, Value b, Value c)
    {
        _ranges = ranges;
        From = from;
        To = to;
        _a = a.Id;
        _b = Math.Max(b.Id, 0);
        _c = Math.Max(c.Id, 0);
    }

    public IrType From { get; }

    public IrType To { get; }

    public ref readonly ValueRange A => ref _ranges[_a];

    public ref readonly ValueRange B => ref _ranges[_b];

    public ref readonly ValueRange C => ref _ranges[_c];
}

/// <summary>How each opcode bounds its result; an opcode without a row says nothing.</summary>
internal static class RangeTable
{
    private static readonly Transfer?[] s_transfers = Index(
    [
        (Opcode.Add, Add),
        (Opcode.Sub, Sub),
        (Opcode.Mul, Mul),
        (Opcode.MulHighU, MulHighU),
        (Opcode.DivU, DivU),
        (Opcode.DivS, DivS),
        (Opcode.RemU, RemU),
        (Opcode.RemS, RemS),
        (Opcode.Neg, r => r.A.SignedMin > ValueRange.SmallestSigned(r.To)
            ? ValueRange.Signed(r.To, -r.A.SignedMax, -r.A.SignedMin)
            : ValueRange.Full(r.To)),

        // An and is at most its lesser operand; an or is at least its greater, and sets no bit that both leave clear.
        (Opcode.And, r => ValueRange.Unsigned(r.To, 0, Math.Min(r.A.UnsignedMax, r.B.UnsignedMax), r.A.Zeros | r.B.Zeros)),
        (Opcode.Or, r =>
            ValueRange.Unsigned(r.To, Math.Max(r.A.UnsignedMin, r.B.UnsignedMin), Function.Mask(r.To), r.A.Zeros & r.B.Zeros)),
        (Opcode.Xor, r => ValueRange.Unsigned(r.To, 0, Function.Mask(r.To), r.A.Zeros & r.B.Zeros)),
        (Opcode.Not, r => ValueRange.Unsigned(r.To, Function.Mask(r.To) - r.A.UnsignedMax, Function.Mask(r.To) - r.A.UnsignedMin)),

        (Opcode.Shl, Shl),
        (Opcode.ShrU, ShrU),
        (Opcode.ShrS, ShrS),
        (Opcode.PopCount, r => ValueRange.Unsigned(r.To, 0, (ulong)(Function.Width(r.From) - IntegerMath.PopCount(r.A.Zeros)))),
        (Opcode.LeadingZeros, r => ValueRange.Unsigned(r.To, LeadingZeros(r.From, r.A.UnsignedMax), LeadingZeros(r.From, r.A.UnsignedMin))),
        (Opcode.TrailingZeros, r => ValueRange.Unsigned(r.To, 0, (ulong)Function.Width(r.From))),

        (Opcode.MinS, r => ValueRange.Signed(r.To, Math.Min(r.A.SignedMin, r.B.SignedMin), Math.Min(r.A.SignedMax, r.B.SignedMax))),
        (Opcode.MaxS, r => ValueRange.Signed(r.To, Math.Max(r.A.SignedMin, r.B.SignedMin), Math.Max(r.A.SignedMax, r.B.SignedMax))),
        (Opcode.MinU, r =>
            ValueRange.Unsigned(r.To, Math.Min(r.A.UnsignedMin, r.B.UnsignedMin), Math.Min(r.A.UnsignedMax, r.B.UnsignedMax))),
        (Opcode.MaxU, r =>
            ValueRange.Unsigned(r.To, Math.Max(r.A.UnsignedMin, r.B.UnsignedMin), Math.Max(r.A.UnsignedMax, r.B.UnsignedMax))),
        (Opcode.AbsS, r => r.A.SignedMin > ValueRange.SmallestSigned(r.To)
            ? ValueRange.Signed(r.To, 0, Math.Max(-r.A.SignedMin, r.A.SignedMax))
            : ValueRange.Full(r.To)),

        (Opcode.SignExtend8, r => ValueRange.Signed(r.To, sbyte.MinValue, sbyte.MaxValue)),
        (Opcode.SignExtend16, r => ValueRange.Signed(r.To, short.MinValue, short.MaxValue)),
        (Opcode.ZeroExtend8, r => ValueRange.Unsigned(r.To, 0, byte.MaxValue, r.A.Zeros & byte.MaxValue)),
        (Opcode.ZeroExtend16, r => ValueRange.Unsigned(r.To, 0, ushort.MaxValue, r.A.Zeros & ushort.MaxValue)),
        (Opcode.SignExtend32, r => r.A.IsNonNegative
            ? ValueRange.Unsigned(r.To, r.A.UnsignedMin, r.A.UnsignedMax, r.A.Zeros)
            : ValueRange.Signed(r.To, r.A.SignedMin, r.A.SignedMax)),
        (Opcode.ZeroExtend32, r => ValueRange.Unsigned(r.To, r.A.UnsignedMin, r.A.UnsignedMax, r.A.Zeros)),
        (Opcode.Truncate, Truncate),

        (Opcode.Select, r => ValueRange.Union(r.To, r.B, r.C)),
        (Opcode.Rare, r => ValueRange.Union(r.To, r.B, r.C)),
    ]);

    /// <summary>The range of an integer result from those of the operands.</summary>
    private delegate ValueRange Transfer(RangeOperands operands);

    /// <summary>The range of an integer node.</summary>
    public static ValueRange Of(Opcode opcode, RangeOperands operands) =>
        s_transfers[(int)opcode] is { } transfer ? transfer(operands) : ValueRange.Full(operands.To);

    /// <summary>The range of a parameter's values.</summary>
    public static ValueRange OfParameter(ElementType type)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        int bits = ElementTypes.Bits(type);
        if (!ElementTypes.IsInteger(type) || bits >= 32)
        {
            return ValueRange.Full(irType);
        }

        return ElementTypes.IsSigned(type)
            ? ValueRange.Signed(irType, -(1L << (bits - 1)), (1L << (bits - 1)) - 1)
            : ValueRange.Unsigned(irType, 0, (1UL << bits) - 1);
    }

    private static ValueRange Add(RangeOperands r)
    {
        ulong mask = Function.Mask(r.To);
        if (r.A.UnsignedMax <= mask - r.B.UnsignedMax)
        {
            // No sum wraps, and no carry reaches a bit below the lowest that either can have.
            ulong low = LowZeros(r.A.Zeros & r.B.Zeros);
            return ValueRange.Unsigned(r.To, r.A.UnsignedMin + r.B.UnsignedMin, r.A.UnsignedMax + r.B.UnsignedMax, low);
        }

        return Fits(r.To, r.A.SignedMin, r.B.SignedMin, false) && Fits(r.To, r.A.SignedMax, r.B.SignedMax, false)
            ? ValueRange.Signed(r.To, r.A.SignedMin + r.B.SignedMin, r.A.SignedMax + r.B.SignedMax)
            : ValueRange.Full(r.To);
    }

    private static ValueRange Sub(RangeOperands r)
    {
        if (r.A.UnsignedMin >= r.B.UnsignedMax)
        {
            return ValueRange.Unsigned(r.To, r.A.UnsignedMin - r.B.UnsignedMax, r.A.UnsignedMax - r.B.UnsignedMin);
        }

        return Fits(r.To, r.A.SignedMin, r.B.SignedMax, true) && Fits(r.To, r.A.SignedMax, r.B.SignedMin, true)
            ? ValueRange.Signed(r.To, r.A.SignedMin - r.B.SignedMax, r.A.SignedMax - r.B.SignedMin)
            : ValueRange.Full(r.To);
    }

    private static ValueRange Mul(RangeOperands r)
    {
        if (IntegerMath.Multiply(r.A.UnsignedMax, r.B.UnsignedMax, out ulong max) == 0 && max <= Function.Mask(r.To))
        {
            return ValueRange.Unsigned(r.To, r.A.UnsignedMin * r.B.UnsignedMin, max);
        }

        // Bounds of 32 bits cannot overflow here; wider ones are not worth the trouble.
        if (!IsInt(r.A) || !IsInt(r.B))
        {
            return ValueRange.Full(r.To);
        }

        long ll = r.A.SignedMin * r.B.SignedMin;
        long lg = r.A.SignedMin * r.B.SignedMax;
        long gl = r.A.SignedMax * r.B.SignedMin;
        long gg = r.A.SignedMax * r.B.SignedMax;
        long least = Math.Min(Math.Min(ll, lg), Math.Min(gl, gg));
        long greatest = Math.Max(Math.Max(ll, lg), Math.Max(gl, gg));
        bool fits = least >= ValueRange.SmallestSigned(r.To) && greatest <= ValueRange.LargestSigned(r.To);
        return fits ? ValueRange.Signed(r.To, least, greatest) : ValueRange.Full(r.To);
    }

    private static ValueRange MulHighU(RangeOperands r)
    {
        ulong high = IntegerMath.Multiply(r.A.UnsignedMax, r.B.UnsignedMax, out ulong low);
        return ValueRange.Unsigned(r.To, 0, r.To == IrType.I64 ? high : low >> 32);
    }

    /// <summary>x / 0 is 0, so that the greatest quotient is by 1, the least by the greatest divisor unless 0 is one.</summary>
    private static ValueRange DivU(RangeOperands r) =>
        r.B.UnsignedMin == 0
            ? ValueRange.Unsigned(r.To, 0, r.A.UnsignedMax)
            : ValueRange.Unsigned(r.To, r.A.UnsignedMin / r.B.UnsignedMax, r.A.UnsignedMax / r.B.UnsignedMin);

    private static ValueRange DivS(RangeOperands r)
    {
        if (!r.B.IsConstant || r.B.SignedMin is 0 or -1)
        {
            return ValueRange.Full(r.To);
        }

        long p = r.A.SignedMin / r.B.SignedMin;
        long q = r.A.SignedMax / r.B.SignedMin;
        return ValueRange.Signed(r.To, Math.Min(p, q), Math.Max(p, q));
    }

    /// <summary>Less than the divisor, at most the dividend; x % 0 is x.</summary>
    private static ValueRange RemU(RangeOperands r) =>
        ValueRange.Unsigned(r.To, 0, r.B.UnsignedMin == 0 ? r.A.UnsignedMax : Math.Min(r.A.UnsignedMax, r.B.UnsignedMax - 1));

    private static ValueRange RemS(RangeOperands r)
    {
        long min = Math.Min(r.A.SignedMin, 0);
        long max = Math.Max(r.A.SignedMax, 0);
        if (r.B.IsConstant && r.B.SignedMin != 0 && r.B.SignedMin != long.MinValue)
        {
            long limit = Math.Abs(r.B.SignedMin) - 1;
            return ValueRange.Signed(r.To, Math.Max(min, -limit), Math.Min(max, limit));
        }

        return ValueRange.Signed(r.To, min, max);
    }

    private static ValueRange Shl(RangeOperands r)
    {
        if (!r.B.IsConstant)
        {
            return ValueRange.Full(r.To);
        }

        int count = (int)r.B.UnsignedMin & (Function.Width(r.To) - 1);
        ulong mask = Function.Mask(r.To);
        ulong zeros = ((r.A.Zeros << count) | ((1UL << count) - 1)) & mask;
        return r.A.UnsignedMax <= mask >> count
            ? ValueRange.Unsigned(r.To, r.A.UnsignedMin << count, r.A.UnsignedMax << count, zeros)
            : ValueRange.Unsigned(r.To, 0, mask, zeros);
    }

    private static ValueRange ShrU(RangeOperands r)
    {
        if (!r.B.IsConstant)
        {
            return ValueRange.Unsigned(r.To, 0, r.A.UnsignedMax);
        }

        int count = (int)r.B.UnsignedMin & (Function.Width(r.To) - 1);
        return ValueRange.Unsigned(r.To, r.A.UnsignedMin >> count, r.A.UnsignedMax >> count, r.A.Zeros >> count);
    }

    private static ValueRange ShrS(RangeOperands r)
    {
        if (!r.B.IsConstant)
        {
            return ValueRange.Signed(r.To, Math.Min(r.A.SignedMin, 0), Math.Max(r.A.SignedMax, 0));
        }

        int count = (int)r.B.UnsignedMin & (Function.Width(r.To) - 1);
        return ValueRange.Signed(r.To, r.A.SignedMin >> count, r.A.SignedMax >> count);
    }

    private static ValueRange Truncate(RangeOperands r)
    {
        if (r.A.UnsignedMax <= uint.MaxValue)
        {
            return ValueRange.Unsigned(r.To, r.A.UnsignedMin, r.A.UnsignedMax, r.A.Zeros & uint.MaxValue);
        }

        return IsInt(r.A)
            ? ValueRange.Signed(r.To, r.A.SignedMin, r.A.SignedMax)
            : ValueRange.Unsigned(r.To, 0, uint.MaxValue, r.A.Zeros & uint.MaxValue);
    }

    private static ulong LeadingZeros(IrType type, ulong value) =>
        (ulong)(IntegerMath.LeadingZeroCount(value) - (64 - Function.Width(type)));

    private static bool IsInt(in ValueRange range) => range.SignedMin >= int.MinValue && range.SignedMax <= int.MaxValue;

    /// <summary>Whether a sum, or a difference, of signed bounds is a number of the type.</summary>
    private static bool Fits(IrType type, long left, long right, bool subtract)
    {
        Opcode overflow = subtract ? Opcode.SubOverflowS : Opcode.AddOverflowS;
        ulong mask = Function.Mask(type);
        return OpcodeTable.Evaluate(overflow, type, IrType.Bool, (ulong)left & mask, (ulong)right & mask) == 0;
    }

    /// <summary>The zeros below the lowest bit that can be one.</summary>
    private static ulong LowZeros(ulong zeros) => zeros & ((zeros + 1) ^ zeros);

    private static Transfer?[] Index((Opcode Opcode, Transfer Transfer)[] rows)
    {
        var transfers = new Transfer?[OpcodeTable.Count];
        foreach (var (opcode, transfer) in rows)
        {
            transfers[(int)opcode] = transfer;
        }

        return transfers;
    }
}
