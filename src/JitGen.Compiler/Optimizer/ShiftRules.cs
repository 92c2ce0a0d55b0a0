using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for shifts and rotations; counts are taken modulo the width.</summary>
internal static class ShiftRules
{
    public static Value Shl(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(a, 0)) return a;                                                                // 0 << n = 0
        if (!IsCount(s, Opcode.Shl, type, a, b, out int n, out Value simpler)) return simpler;

        if (s.IsWithConstant(a, Opcode.Shl, out Value x, out ulong m))
        {
            int sum = Count(type, m) + n;                                                                // (x << m) << n = x << (m + n)
            return sum >= Function.Width(type) ? s.Constant(type, 0) : Shift(s, Opcode.Shl, type, x, sum);
        }

        // (x * k) << n = x * (k << n)
        if (s.IsWithConstant(a, Opcode.Mul, out x, out ulong k)) return s.Node(Opcode.Mul, type, x, s.Constant(type, k << n));
        if ((s.IsWithConstant(a, Opcode.ShrU, out x, out m) || s.IsWithConstant(a, Opcode.ShrS, out x, out m)) && Count(type, m) == n)
        {
            // (x >> n) << n clears the low bits
            return s.Node(Opcode.And, type, x, s.Constant(type, ulong.MaxValue << n));
        }

        return Value.None;
    }

    public static Value ShrU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(a, 0)) return a;                                                                // 0 >>> n = 0
        if (!IsCount(s, Opcode.ShrU, type, a, b, out int n, out Value simpler)) return simpler;

        if (s.IsWithConstant(a, Opcode.ShrU, out Value x, out ulong m))
        {
            int sum = Count(type, m) + n;                                                                // (x >>> m) >>> n = x >>> (m + n)
            return sum >= Function.Width(type) ? s.Constant(type, 0) : Shift(s, Opcode.ShrU, type, x, sum);
        }

        if (s.IsWithConstant(a, Opcode.Shl, out x, out m) && Count(type, m) == n)
        {
            // (x << n) >>> n clears the high bits
            return s.Node(Opcode.And, type, x, s.Constant(type, Function.Mask(type) >> n));
        }

        // The sign bit of x >> m is that of x.
        if (n == Function.Width(type) - 1 && s.IsWithConstant(a, Opcode.ShrS, out x, out _)) return Shift(s, Opcode.ShrU, type, x, n);
        return Value.None;
    }

    public static Value ShrS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(a, 0) || s.IsAllOnes(a)) return a;                                              // 0 >> n = 0, -1 >> n = -1
        if (!IsCount(s, Opcode.ShrS, type, a, b, out int n, out Value simpler)) return simpler;

        if (s.Range(a).IsNonNegative) return s.Node(Opcode.ShrU, type, a, b);                            // zeros come in
        if (s.IsWithConstant(a, Opcode.ShrS, out Value x, out ulong m))
        {
            return Shift(s, Opcode.ShrS, type, x, Math.Min(Count(type, m) + n, Function.Width(type) - 1)); // (x >> m) >> n = x >> (m + n)
        }

        if (s.IsWithConstant(a, Opcode.Shl, out x, out m) && Count(type, m) == n)
        {
            // (x << n) >> n extends the sign of the low bits.
            bool wide = type == IrType.I64;
            Value low = wide ? s.Node(Opcode.Truncate, IrType.I32, x) : x;
            Value extended = (Function.Width(type) - n) switch
            {
                8 => s.Node(Opcode.SignExtend8, IrType.I32, low),
                16 => s.Node(Opcode.SignExtend16, IrType.I32, low),
                32 => low,
                _ => Value.None,
            };
            return wide && !extended.IsNone ? s.Node(Opcode.SignExtend32, type, extended) : extended;
        }

        return Value.None;
    }

    public static Value RotL(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (IsUniform(s, a)) return a;
        if (!IsCount(s, Opcode.RotL, type, a, b, out int n, out Value simpler))
        {
            // rotl(x, -n) = rotr(x, n)
            return simpler.IsNone && s.Is(b, Opcode.Neg, out Value count) ? s.Node(Opcode.RotR, type, a, count) : simpler;
        }

        // rotl(rotl(x, m), n) = rotl(x, m + n)
        return s.IsWithConstant(a, Opcode.RotL, out Value x, out ulong m)
            ? Shift(s, Opcode.RotL, type, x, Count(type, m + (ulong)n))
            : Value.None;
    }

    public static Value RotR(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (IsUniform(s, a)) return a;
        if (!IsCount(s, Opcode.RotR, type, a, b, out int n, out Value simpler))
        {
            // rotr(x, -n) = rotl(x, n)
            return simpler.IsNone && s.Is(b, Opcode.Neg, out Value count) ? s.Node(Opcode.RotL, type, a, count) : simpler;
        }

        return Shift(s, Opcode.RotL, type, a, Function.Width(type) - n);                                 // rotr(x, n) = rotl(x, w - n)
    }

    /// <summary>(x &lt;&lt; n) | (x >>> (w - n)) is a rotation, for n = 0 too; none if the operands are not such.</summary>
    public static Value Rotate(Simplifier s, IrType type, Value a, Value b)
    {
        if (!s.Is(a, Opcode.Shl, out Value x, out Value up))
        {
            (a, b) = (b, a);
        }

        if (!s.Is(a, Opcode.Shl, out x, out up) || !s.Is(b, Opcode.ShrU, out Value y, out Value down) || x != y)
        {
            return Value.None;
        }

        if (s.IsConstant(up, out ulong m) && s.IsConstant(down, out ulong n))
        {
            return Count(type, m + n) == 0 ? s.Node(Opcode.RotL, type, x, up) : Value.None;
        }

        if (IsNegated(s, type, down, up)) return s.Node(Opcode.RotL, type, x, up);
        return IsNegated(s, type, up, down) ? s.Node(Opcode.RotR, type, x, down) : Value.None;
    }

    /// <summary>
    /// The same for a sum or an exclusive or of the halves, which equals their union where they share no bit: for constant
    /// counts, none of which is 0.
    /// </summary>
    public static Value RotateOfDisjointHalves(Simplifier s, IrType type, Value a, Value b) =>
        s.IsWithConstant(a, Opcode.Shl, out _, out _) || s.IsWithConstant(b, Opcode.Shl, out _, out _)
            ? RotateByConstant(s, type, a, b)
            : Value.None;

    /// <summary>The count modulo the width.</summary>
    public static int Count(IrType type, ulong count) => (int)count & (Function.Width(type) - 1);

    private static Value RotateByConstant(Simplifier s, IrType type, Value a, Value b) =>
        s.IsWithConstant(a, Opcode.ShrU, out _, out _) || s.IsWithConstant(b, Opcode.ShrU, out _, out _)
            ? Rotate(s, type, a, b)
            : Value.None;

    /// <summary>Whether <paramref name="count"/> is w - <paramref name="other"/> modulo w.</summary>
    private static bool IsNegated(Simplifier s, IrType type, Value count, Value other)
    {
        if (s.Is(count, Opcode.Neg, out Value x)) return x == other;
        return s.Is(count, Opcode.Sub, out Value l, out x) && s.IsConstant(l, out ulong k) && Count(type, k) == 0 && x == other;
    }

    /// <summary>Whether all bits are equal, so that a rotation changes nothing.</summary>
    private static bool IsUniform(Simplifier s, Value value) => s.IsConstant(value, 0) || s.IsAllOnes(value);

    /// <summary>
    /// Whether the count is a constant from 1 to w - 1: <paramref name="n"/>. If not, <paramref name="simpler"/> is the shift
    /// by a simpler count, or none.
    /// </summary>
    private static bool IsCount(Simplifier s, Opcode opcode, IrType type, Value a, Value count, out int n, out Value simpler)
    {
        n = 0;
        if (s.IsConstant(count, out ulong bits))
        {
            n = Count(type, bits);
            simpler = n == 0 ? a : n != (int)bits ? Shift(s, opcode, type, a, n) : Value.None;           // x << 0 = x
            return simpler.IsNone;
        }

        // Only the low 5 or 6 bits count.
        ulong mask = (ulong)Function.Width(type) - 1;
        bool sameLowBits =
            (s.IsWithConstant(count, Opcode.And, out Value x, out ulong k) && (k & mask) == mask)
            || (s.IsWithConstant(count, Opcode.Add, out x, out k) && (k & mask) == 0)
            || s.Is(count, Opcode.ZeroExtend8, out x) || s.Is(count, Opcode.SignExtend8, out x)
            || s.Is(count, Opcode.ZeroExtend16, out x) || s.Is(count, Opcode.SignExtend16, out x);
        if (!sameLowBits && s.Is(count, Opcode.Sub, out Value l, out Value y) && s.IsConstant(l, out k) && (k & mask) == 0)
        {
            sameLowBits = true;
            x = s.Node(Opcode.Neg, IrType.I32, y);                                                       // x << (w - n) = x << -n
        }

        simpler = sameLowBits ? s.Node(opcode, type, a, x) : Value.None;
        return false;
    }

    private static Value Shift(Simplifier s, Opcode opcode, IrType type, Value x, int count) =>
        s.Node(opcode, type, x, s.Constant(IrType.I32, (ulong)count));
}
