using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Rules for the total divisions (x / 0 = 0, x % 0 = x, MinValue / -1 = MinValue). Divisions by other constants become
/// multiplications later, in <see cref="StrengthReduction"/>, when all that looks for a division has been tried.
/// </summary>
internal static class DivisionRules
{
    public static Value DivU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k <= 1) return k == 0 ? b : a;                                                           // x / 0 = 0, x / 1 = x
            if (IntegerMath.IsPowerOfTwo(k)) return ShiftRight(s, type, a, IntegerMath.TrailingZeroCount(k)); // x / 2^n = x >>> n
            if (s.IsWithConstant(a, Opcode.DivU, out Value x, out ulong j)) return DivideTwice(s, type, x, j, k);
            // (x >>> j) / k = x / 2^j / k
            if (s.IsWithConstant(a, Opcode.ShrU, out x, out j)) return DivideTwice(s, type, x, 1UL << ShiftRules.Count(type, j), k);
        }

        if (s.IsConstant(a, 0)) return a;                                                                // 0 / x = 0, also if x = 0
        if (s.Range(a).UnsignedMax < s.Range(b).UnsignedMin) return s.Constant(type, 0);                 // x / y = 0 if x < y
        if (a == b && s.Range(a).UnsignedMin > 0) return s.Constant(type, 1);                            // x / x = 1 if x != 0
        return Narrow(s, Opcode.DivU, type, a, b);
    }

    public static Value RemU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k == 0) return a;                                                                        // x % 0 = x
            if (IntegerMath.IsPowerOfTwo(k)) return s.Node(Opcode.And, type, a, s.Constant(type, k - 1)); // x % 2^n = x & (2^n - 1)
        }

        if (s.IsConstant(a, 0) || s.Range(a).UnsignedMax < s.Range(b).UnsignedMin) return a;             // x % y = x if x < y
        if (a == b) return s.Constant(type, 0);                                                          // x % x = 0, also if x = 0
        return Narrow(s, Opcode.RemU, type, a, b);
    }

    public static Value DivS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k <= 1) return k == 0 ? b : a;                                                           // x / 0 = 0, x / 1 = x
            if (s.IsAllOnes(b)) return s.Node(Opcode.Neg, type, a);                                      // x / -1 = -x, of MinValue too
            // x / MinValue = x == MinValue ? 1 : 0
            if (k == Minimum(type)) return SelectOne(s, type, s.Node(Opcode.Eq, IrType.Bool, a, b));
        }

        if (s.IsConstant(a, 0)) return a;
        // of numbers that are not negative
        if (s.Range(a).IsNonNegative && s.Range(b).IsNonNegative) return s.Node(Opcode.DivU, type, a, b);
        if (a == b && s.Range(a).UnsignedMin > 0) return s.Constant(type, 1);
        return Value.None;
    }

    public static Value RemS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.IsConstant(b, out ulong k))
        {
            if (k == 0) return a;                                                                        // x % 0 = x
            if (k == 1 || s.IsAllOnes(b)) return s.Constant(type, 0);                                    // x % 1 = x % -1 = 0
            if (k > Minimum(type)) return s.Node(Opcode.RemS, type, a, s.Constant(type, 0 - k));         // x % -k = x % k
            if (k < Minimum(type) && s.Range(a).SignedMax < (long)k && s.Range(a).SignedMin > -(long)k) return a; // x % k = x if |x| < k
            if (k == Minimum(type))
            {
                Value isMinimum = s.Node(Opcode.Eq, IrType.Bool, a, b);
                // x % MinValue = x == MinValue ? 0 : x
                return s.Node(Opcode.Select, type, isMinimum, s.Constant(type, 0), a);
            }
        }

        if (s.IsConstant(a, 0)) return a;
        if (s.Range(a).IsNonNegative && s.Range(b).IsNonNegative) return s.Node(Opcode.RemU, type, a, b);
        return a == b ? s.Constant(type, 0) : Value.None;                                                // x % x = 0, also if x = 0
    }

    /// <summary>floor(floor(x / j) / k) = floor(x / (j * k)), which is 0 if the product exceeds every x.</summary>
    private static Value DivideTwice(Simplifier s, IrType type, Value x, ulong j, ulong k)
    {
        bool fits = IntegerMath.Multiply(j, k, out ulong product) == 0 && product <= Function.Mask(type);
        return fits ? s.Node(Opcode.DivU, type, x, s.Constant(type, product)) : s.Constant(type, 0);
    }

    /// <summary>A 64-bit division of numbers that fit 32 bits is a 32-bit division, several times as fast.</summary>
    private static Value Narrow(Simplifier s, Opcode opcode, IrType type, Value a, Value b)
    {
        if (type != IrType.I64 || s.Range(a).UnsignedMax > uint.MaxValue || s.Range(b).UnsignedMax > uint.MaxValue)
        {
            return Value.None;
        }

        Value dividend = s.Node(Opcode.Truncate, IrType.I32, a);
        Value divisor = s.Node(Opcode.Truncate, IrType.I32, b);
        return s.Node(Opcode.ZeroExtend32, type, s.Node(opcode, IrType.I32, dividend, divisor));
    }

    private static Value ShiftRight(Simplifier s, IrType type, Value x, int count) =>
        s.Node(Opcode.ShrU, type, x, s.Constant(IrType.I32, (ulong)count));

    private static Value SelectOne(Simplifier s, IrType type, Value condition) =>
        s.Node(Opcode.Select, type, condition, s.Constant(type, 1), s.Constant(type, 0));

    private static ulong Minimum(IrType type) => 1UL << (Function.Width(type) - 1);
}
