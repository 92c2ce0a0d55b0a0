using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for bitwise operations, of integers and of conditions.</summary>
internal static class BitwiseRules
{
    private const ulong AllOnes = ulong.MaxValue;

    public static Value And(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, 0)) return b;                                                                // x & 0 = 0
        if (s.IsAllOnes(b) || a == b) return a;                                                          // x & -1 = x & x = x
        if (AreComplements(s, a, b)) return s.Constant(type, 0);                                         // x & ~x = 0
        if (Absorbs(s, Opcode.Or, a, b)) return a;                                                       // x & (x | y) = x
        if (Absorbs(s, Opcode.Or, b, a)) return b;
        if (type == IrType.Bool) return ConditionRules.And(s, a, b);
        return s.IsConstant(b, out ulong mask) ? AndMask(s, type, a, mask) : Value.None;
    }

    public static Value Or(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, 0) || a == b) return a;                                                      // x | 0 = x | x = x
        if (s.IsAllOnes(b)) return b;                                                                    // x | -1 = -1
        if (AreComplements(s, a, b)) return s.Constant(type, AllOnes);                                   // x | ~x = -1
        if (Absorbs(s, Opcode.And, a, b)) return a;                                                      // x | (x & y) = x
        if (Absorbs(s, Opcode.And, b, a)) return b;
        if (type == IrType.Bool) return ConditionRules.Or(s, a, b);
        if (s.IsConstant(b, out ulong k))
        {
            // (x | j) | k = x | (j | k)
            return s.IsWithConstant(a, Opcode.Or, out Value x, out ulong j)
                ? s.Node(Opcode.Or, type, x, s.Constant(type, j | k))
                : Value.None;
        }

        bool masksBoth = s.IsWithConstant(a, Opcode.And, out Value left, out ulong m) & s.IsWithConstant(b, Opcode.And, out Value right, out ulong n);
        if (masksBoth && left == right)
        {
            return s.Node(Opcode.And, type, left, s.Constant(type, m | n));                              // (x & m) | (x & n) = x & (m | n)
        }

        return ShiftRules.Rotate(s, type, a, b);
    }

    public static Value Xor(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, 0)) return a;                                                                // x ^ 0 = x
        if (a == b) return s.Constant(type, 0);                                                          // x ^ x = 0
        if (s.IsAllOnes(b)) return s.Node(Opcode.Not, type, a);                                          // x ^ -1 = ~x
        if (AreComplements(s, a, b)) return s.Constant(type, AllOnes);                                   // x ^ ~x = -1
        if (s.IsConstant(b, out ulong k))
        {
            // (x ^ j) ^ k = x ^ (j ^ k)
            if (s.IsWithConstant(a, Opcode.Xor, out Value x, out ulong j)) return s.Node(Opcode.Xor, type, x, s.Constant(type, j ^ k));
            if (s.Is(a, Opcode.Not, out x)) return s.Node(Opcode.Xor, type, x, s.Constant(type, ~k));    // ~x ^ k = x ^ ~k
            return Value.None;
        }

        // ~x ^ ~y = x ^ y
        if (s.Is(a, Opcode.Not, out Value left) && s.Is(b, Opcode.Not, out Value right)) return s.Node(Opcode.Xor, type, left, right);
        if (s.Is(a, Opcode.Xor, out left, out right) && (left == b || right == b)) return left == b ? right : left; // (x ^ y) ^ x = y
        if (s.Is(b, Opcode.Xor, out left, out right) && (left == a || right == a)) return left == a ? right : left;
        return type == IrType.Bool ? Value.None : ShiftRules.RotateOfDisjointHalves(s, type, a, b);
    }

    public static Value Not(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.Not, out Value x)) return x;                                                  // ~~x = x
        if (type == IrType.Bool) return ComparisonRules.Inverse(s, a);
        // ~(x ^ k) = x ^ ~k
        if (s.IsWithConstant(a, Opcode.Xor, out x, out ulong k)) return s.Node(Opcode.Xor, type, x, s.Constant(type, ~k));
        if (s.IsWithConstant(a, Opcode.Add, out x, out k)) return s.Node(Opcode.Sub, type, s.Constant(type, ~k), x); // ~(x + k) = ~k - x
        // ~(k - x) = x + ~k
        if (s.Is(a, Opcode.Sub, out Value l, out x) && s.IsConstant(l, out k)) return s.Node(Opcode.Add, type, x, s.Constant(type, ~k));
        if (s.Is(a, Opcode.Neg, out x)) return s.Node(Opcode.Add, type, x, s.Constant(type, AllOnes));   // ~-x = x - 1
        return Value.None;
    }

    public static Value PopCount(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Is(a, Opcode.ZeroExtend32, out Value x) ? s.Node(Opcode.PopCount, type, x) : Value.None;       // zeros above do not count

    private static Value AndMask(Simplifier s, IrType type, Value a, ulong mask)
    {
        ulong all = Function.Mask(type);
        ulong zeros = s.Range(a).Zeros;
        if ((mask | zeros) == all) return a;                                                             // the bits it clears are clear
        if ((mask & ~zeros) == 0) return s.Constant(type, 0);                                            // the bits it keeps are clear
        // (x & m) & n = x & (m & n)
        if (s.IsWithConstant(a, Opcode.And, out Value x, out ulong m)) return s.Node(Opcode.And, type, x, s.Constant(type, m & mask));
        if (type == IrType.I64)
        {
            if (s.Is(a, Opcode.ZeroExtend32, out x) || (mask <= int.MaxValue && s.Is(a, Opcode.SignExtend32, out x)))
            {
                Value low = s.Node(Opcode.And, IrType.I32, x, s.Constant(IrType.I32, mask));             // only low bits are kept
                return s.Node(Opcode.ZeroExtend32, type, low);
            }

            return mask == uint.MaxValue
                ? s.Node(Opcode.ZeroExtend32, type, s.Node(Opcode.Truncate, IrType.I32, a))
                : Value.None;
        }

        if (s.IsWithConstant(a, Opcode.ShrS, out x, out ulong count) && mask <= all >> ShiftRules.Count(type, count))
        {
            // the copies of the sign are cleared
            Value shifted = s.Node(Opcode.ShrU, type, x, s.Constant(IrType.I32, count));
            return s.Node(Opcode.And, type, shifted, s.Constant(type, mask));
        }

        // An extension below the mask changes only bits that the mask clears.
        if (mask <= byte.MaxValue && IsExtension(s, a, out x)) return s.Node(Opcode.And, type, x, s.Constant(type, mask));
        if (mask <= ushort.MaxValue && IsExtension16(s, a, out x)) return s.Node(Opcode.And, type, x, s.Constant(type, mask));
        if (mask == byte.MaxValue) return s.Node(Opcode.ZeroExtend8, type, a);
        return mask == ushort.MaxValue ? s.Node(Opcode.ZeroExtend16, type, a) : Value.None;
    }

    private static bool IsExtension(Simplifier s, Value value, out Value operand) =>
        s.Is(value, Opcode.SignExtend8, out operand)
        || s.Is(value, Opcode.ZeroExtend8, out operand)
        || IsExtension16(s, value, out operand);

    private static bool IsExtension16(Simplifier s, Value value, out Value operand) =>
        s.Is(value, Opcode.SignExtend16, out operand) || s.Is(value, Opcode.ZeroExtend16, out operand);

    private static bool AreComplements(Simplifier s, Value a, Value b) =>
        (s.Is(a, Opcode.Not, out Value x) && x == b) || (s.Is(b, Opcode.Not, out x) && x == a);

    /// <summary>Whether <paramref name="b"/> is the opcode applied to <paramref name="a"/> and something else.</summary>
    private static bool Absorbs(Simplifier s, Opcode opcode, Value a, Value b) =>
        s.Is(b, opcode, out Value left, out Value right) && (left == a || right == a);
}
