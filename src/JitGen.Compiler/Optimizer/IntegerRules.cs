using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for integer arithmetic, all identities modulo 2^n unless a range is asked for.</summary>
internal static class IntegerRules
{
    public static Value Add(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k == 0) return a;                                                                        // x + 0 = x
            // (x + j) + k = x + (j + k)
            if (s.IsWithConstant(a, Opcode.Add, out Value x, out ulong j)) return AddConstant(s, type, x, j + k);
            // (j - y) + k = (j + k) - y
            if (s.Is(a, Opcode.Sub, out Value l, out Value y) && s.IsConstant(l, out j)) return Sub(s, type, j + k, y);
            if (s.Is(a, Opcode.Not, out x)) return Sub(s, type, k - 1, x);                               // ~x + k = (k - 1) - x
            return Value.None;
        }

        if (a == b) return s.Node(Opcode.Shl, type, a, s.Constant(IrType.I32, 1));                       // x + x = x << 1
        if (s.Is(b, Opcode.Neg, out Value negated)) return s.Node(Opcode.Sub, type, a, negated);         // x + -y = x - y
        if (s.Is(a, Opcode.Neg, out negated)) return s.Node(Opcode.Sub, type, b, negated);               // -y + x = x - y
        if (s.Is(a, Opcode.Sub, out Value left, out Value right) && right == b) return left;             // (x - y) + y = x
        if (s.Is(b, Opcode.Sub, out left, out right) && right == a) return left;                         // y + (x - y) = x
        bool bothOffset = s.IsWithConstant(a, Opcode.Add, out left, out ulong m) & s.IsWithConstant(b, Opcode.Add, out right, out ulong n);
        if (bothOffset && !IsChecked(s, a, b))
        {
            return AddConstant(s, type, s.Node(Opcode.Add, type, left, right), m + n);                   // (x + m) + (y + n) = (x + y) + (m + n)
        }

        return ShiftRules.RotateOfDisjointHalves(s, type, a, b);
    }

    public static Value Sub(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k)) return AddConstant(s, type, a, 0 - k);                         // x - k = x + -k
        if (a == b) return s.Constant(type, 0);                                                          // x - x = 0
        if (s.IsConstant(a, out ulong j))
        {
            if (j == 0) return s.Node(Opcode.Neg, type, b);                                              // 0 - x = -x
            if (s.IsAllOnes(a)) return s.Node(Opcode.Not, type, b);                                      // -1 - x = ~x
            if (s.IsWithConstant(b, Opcode.Add, out Value x, out k)) return Sub(s, type, j - k, x);      // j - (x + k) = (j - k) - x
            // j - (k - y) = y + (j - k)
            if (s.Is(b, Opcode.Sub, out Value l, out Value y) && s.IsConstant(l, out k)) return AddConstant(s, type, y, j - k);
        }

        if (s.Is(b, Opcode.Neg, out Value negated)) return s.Node(Opcode.Add, type, a, negated);         // x - -y = x + y
        if (s.Is(a, Opcode.Add, out Value left, out Value right))
        {
            if (right == b) return left;                                                                 // (x + y) - y = x
            if (left == b) return right;                                                                 // (x + y) - x = y
        }

        if (s.Is(b, Opcode.Add, out left, out right))
        {
            if (left == a) return s.Node(Opcode.Neg, type, right);                                       // x - (x + y) = -y
            if (right == a) return s.Node(Opcode.Neg, type, left);                                       // y - (x + y) = -x
        }

        if (s.Is(b, Opcode.Sub, out left, out right) && left == a) return right;                         // x - (x - y) = y
        if (s.Is(a, Opcode.Sub, out left, out right) && left == b) return s.Node(Opcode.Neg, type, right); // (x - y) - x = -y
        return Value.None;
    }

    public static Value Neg(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.Neg, out Value x)) return x;                                                  // -(-x) = x
        if (s.Is(a, Opcode.Sub, out x, out Value y)) return s.Node(Opcode.Sub, type, y, x);              // -(x - y) = y - x
        if (s.Is(a, Opcode.Not, out x)) return AddConstant(s, type, x, 1);                               // -~x = x + 1
        if (s.IsWithConstant(a, Opcode.Add, out x, out ulong k)) return Sub(s, type, 0 - k, x);          // -(x + k) = -k - x
        if (s.IsWithConstant(a, Opcode.Mul, out x, out k)) return s.Node(Opcode.Mul, type, x, s.Constant(type, 0 - k)); // -(x * k) = x * -k
        return Value.None;
    }

    public static Value Mul(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k == 0) return b;                                                                        // x * 0 = 0
            if (k == 1) return a;                                                                        // x * 1 = x
            if (s.IsAllOnes(b)) return s.Node(Opcode.Neg, type, a);                                      // x * -1 = -x
            if (IntegerMath.IsPowerOfTwo(k)) return ShiftLeft(s, type, a, IntegerMath.TrailingZeroCount(k)); // x * 2^n = x << n
            // (x * j) * k = x * (j * k)
            if (s.IsWithConstant(a, Opcode.Mul, out Value x, out ulong j)) return s.Node(Opcode.Mul, type, x, s.Constant(type, j * k));
            // (x << j) * k = x * (k << j)
            if (s.IsWithConstant(a, Opcode.Shl, out x, out j))
            {
                return s.Node(Opcode.Mul, type, x, s.Constant(type, k << ShiftRules.Count(type, j)));
            }

            if (s.Is(a, Opcode.Neg, out x)) return s.Node(Opcode.Mul, type, x, s.Constant(type, 0 - k)); // -x * k = x * -k
            return Value.None;
        }

        // -x * -y = x * y
        if (s.Is(a, Opcode.Neg, out Value left) && s.Is(b, Opcode.Neg, out Value right)) return s.Node(Opcode.Mul, type, left, right);
        return Value.None;
    }

    public static Value MulHighS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        int width = Function.Width(type);
        if (s.IsConstant(b, 0)) return b;                                                                // x * 0 = 0
        if (s.IsConstant(b, out ulong k) && IntegerMath.IsPowerOfTwo(k) && k >> (width - 1) == 0)
        {
            int shift = width - IntegerMath.TrailingZeroCount(k);
            // (x * 2^n) >> w = x >> (w - n)
            return s.Node(Opcode.ShrS, type, a, s.Constant(IrType.I32, (ulong)(shift == width ? width - 1 : shift)));
        }

        // Of numbers that are not negative the signed and the unsigned product are one.
        return s.Range(a).IsNonNegative && s.Range(b).IsNonNegative ? s.Node(Opcode.MulHighU, type, a, b) : Value.None;
    }

    public static Value MulHighU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (!s.IsConstant(b, out ulong k) || !IntegerMath.IsPowerOfTwo(k)) return Value.None;
        int shift = Function.Width(type) - IntegerMath.TrailingZeroCount(k);
        // (x * 2^n) >>> w = x >>> (w - n)
        return k == 1 ? s.Constant(type, 0) : s.Node(Opcode.ShrU, type, a, s.Constant(IrType.I32, (ulong)shift));
    }

    public static Value MinS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (a == b || s.Range(a).SignedMax <= s.Range(b).SignedMin) return a;                            // min(x, y) = x if x <= y
        if (s.Range(b).SignedMax <= s.Range(a).SignedMin) return b;
        return Associate(s, Opcode.MinS, type, a, b);
    }

    public static Value MaxS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (a == b || s.Range(b).SignedMax <= s.Range(a).SignedMin) return a;                            // max(x, y) = x if y <= x
        if (s.Range(a).SignedMax <= s.Range(b).SignedMin) return b;
        return Associate(s, Opcode.MaxS, type, a, b);
    }

    public static Value MinU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (a == b || s.Range(a).UnsignedMax <= s.Range(b).UnsignedMin) return a;
        if (s.Range(b).UnsignedMax <= s.Range(a).UnsignedMin) return b;
        return Associate(s, Opcode.MinU, type, a, b);
    }

    public static Value MaxU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (a == b || s.Range(b).UnsignedMax <= s.Range(a).UnsignedMin) return a;
        if (s.Range(a).UnsignedMax <= s.Range(b).UnsignedMin) return b;
        return Associate(s, Opcode.MaxU, type, a, b);
    }

    public static Value AbsS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Range(a).IsNonNegative) return a;                                                          // |x| = x if x >= 0
        if (s.Range(a).SignedMax <= 0) return s.Node(Opcode.Neg, type, a);                               // |x| = -x if x <= 0
        if (s.Is(a, Opcode.Neg, out Value x)) return s.Node(Opcode.AbsS, type, x);                       // |-x| = |x|, of MinValue too
        return s.OpcodeOf(a) == Opcode.AbsS ? a : Value.None;                                            // ||x|| = |x|, of MinValue too
    }

    /// <summary>Whether the overflow of the sum is asked for, which a target computes together with the sum.</summary>
    private static bool IsChecked(Simplifier s, Value a, Value b) =>
        !s.Function.Find(Opcode.AddOverflowS, IrType.Bool, a, b).IsNone || !s.Function.Find(Opcode.AddOverflowU, IrType.Bool, a, b).IsNone;

    private static Value AddConstant(Simplifier s, IrType type, Value x, ulong k) => s.Node(Opcode.Add, type, x, s.Constant(type, k));

    private static Value Sub(Simplifier s, IrType type, ulong j, Value x) => s.Node(Opcode.Sub, type, s.Constant(type, j), x);

    private static Value ShiftLeft(Simplifier s, IrType type, Value x, int count) =>
        s.Node(Opcode.Shl, type, x, s.Constant(IrType.I32, (ulong)count));

    /// <summary>op(op(x, j), k) = op(x, op(j, k)).</summary>
    private static Value Associate(Simplifier s, Opcode opcode, IrType type, Value a, Value b) =>
        s.IsConstant(b, out ulong k) && s.IsWithConstant(a, opcode, out Value x, out ulong j)
            ? s.Node(opcode, type, x, s.Constant(type, OpcodeTable.Evaluate(opcode, type, type, j, k)))
            : Value.None;
}
