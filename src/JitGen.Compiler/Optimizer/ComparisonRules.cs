using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Rules for comparisons of integers and conditions. In an order with a constant, of the two ways to write it (x &lt; 5,
/// x &lt;= 4) that with the constant nearer to zero is kept, on the side on which it was.
/// </summary>
internal static class ComparisonRules
{
    public static Value Eq(Simplifier s, IrType type, Value a, Value b, Value c) => Equal(s, a, b);

    public static Value Ne(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.TypeOf(a) == IrType.Bool) return s.Node(Opcode.Xor, type, a, b);                           // conditions differ
        Value equal = Equal(s, a, b);
        return equal.IsNone ? Value.None : s.Not(equal);
    }

    public static Value LtS(Simplifier s, IrType type, Value a, Value b, Value c) => Less(s, Opcode.LtS, a, b);

    public static Value LeS(Simplifier s, IrType type, Value a, Value b, Value c) => Less(s, Opcode.LeS, a, b);

    public static Value LtU(Simplifier s, IrType type, Value a, Value b, Value c) => Less(s, Opcode.LtU, a, b);

    public static Value LeU(Simplifier s, IrType type, Value a, Value b, Value c) => Less(s, Opcode.LeU, a, b);

    /// <summary>The opposite of a condition, if it is one node without <see cref="Opcode.Not"/>; else none.</summary>
    public static Value Inverse(Simplifier s, Value condition)
    {
        Value a = s.Function.Operand(condition, 0);
        Value b = s.Function.Operand(condition, 1);
        return s.OpcodeOf(condition) switch
        {
            Opcode.Eq when s.TypeOf(a) == IrType.Bool => Compare(s, Opcode.Xor, a, b),
            Opcode.Xor => Compare(s, Opcode.Eq, a, b),
            Opcode.Eq => Compare(s, Opcode.Ne, a, b),
            Opcode.Ne => Compare(s, Opcode.Eq, a, b),
            Opcode.LtS => Compare(s, Opcode.LeS, b, a),                                                  // !(x < y) = y <= x
            Opcode.LeS => Compare(s, Opcode.LtS, b, a),
            Opcode.LtU => Compare(s, Opcode.LeU, b, a),
            Opcode.LeU => Compare(s, Opcode.LtU, b, a),
            Opcode.EqF => Compare(s, Opcode.NeF, a, b),                                                  // exact opposites, of NaN too
            Opcode.NeF => Compare(s, Opcode.EqF, a, b),
            Opcode.And when AreNegated(s, a, b) => Compare(s, Opcode.Or, s.Not(a), s.Not(b)),            // !(!x & !y) = x | y
            Opcode.Or when AreNegated(s, a, b) => Compare(s, Opcode.And, s.Not(a), s.Not(b)),
            _ => Value.None,
        };
    }

    /// <summary>Whether two conditions are seen to be opposites.</summary>
    public static bool AreOpposites(Simplifier s, Value first, Value second)
    {
        if ((s.Is(first, Opcode.Not, out Value x) && x == second) || (s.Is(second, Opcode.Not, out x) && x == first)) return true;
        bool same = s.Is(first, s.OpcodeOf(first), out Value a, out Value b) & s.Is(second, s.OpcodeOf(second), out Value p, out Value q);
        return same && (s.OpcodeOf(first), s.OpcodeOf(second)) switch
        {
            (Opcode.Eq, Opcode.Ne) or (Opcode.Ne, Opcode.Eq) or (Opcode.EqF, Opcode.NeF) or (Opcode.NeF, Opcode.EqF) => a == p && b == q,
            (Opcode.LtS, Opcode.LeS) or (Opcode.LeS, Opcode.LtS) => a == q && b == p,
            (Opcode.LtU, Opcode.LeU) or (Opcode.LeU, Opcode.LtU) => a == q && b == p,
            _ => false,
        };
    }

    /// <summary>Whether an I64 is a sign-extended I32 or a constant in its range: that I32.</summary>
    public static bool IsInt(Simplifier s, Value value, out Value low)
    {
        low = Value.None;
        return !value.IsNone && IsExtended(s, Opcode.SignExtend32, value, int.MinValue, int.MaxValue, out low);
    }

    private static bool AreNegated(Simplifier s, Value a, Value b) => s.OpcodeOf(a) == Opcode.Not && s.OpcodeOf(b) == Opcode.Not;

    private static Value Equal(Simplifier s, Value a, Value b)
    {
        if (a == b) return s.Bool(true);
        if (s.TypeOf(a) == IrType.Bool)
        {
            return s.IsConstant(b, out ulong condition) ? condition != 0 ? a : s.Not(a) : Value.None;    // x == true is x
        }

        ref readonly ValueRange left = ref s.Range(a);
        ref readonly ValueRange right = ref s.Range(b);
        if (left.UnsignedMax < right.UnsignedMin || right.UnsignedMax < left.UnsignedMin
            || left.SignedMax < right.SignedMin || right.SignedMax < left.SignedMin) return s.Bool(false);
        if (s.IsConstant(b, out ulong k)) return (left.Zeros & k) != 0 ? s.Bool(false) : EqualConstant(s, a, b, k);
        if (s.Is(a, Opcode.SignExtend32, out Value x) && s.Is(b, Opcode.SignExtend32, out Value y)) return Compare(s, Opcode.Eq, x, y);
        return s.Is(a, Opcode.ZeroExtend32, out x) && s.Is(b, Opcode.ZeroExtend32, out y) ? Compare(s, Opcode.Eq, x, y) : Value.None;
    }

    /// <summary>Undoes what is done to an integer before it is compared with a constant.</summary>
    private static Value EqualConstant(Simplifier s, Value a, Value b, ulong k)
    {
        IrType type = s.TypeOf(a);
        Value x = s.Function.Operand(a, 0);
        Value y = s.Function.Operand(a, 1);
        switch (s.OpcodeOf(a))
        {
            case Opcode.Add when s.IsConstant(y, out ulong j):
                return EqualTo(s, type, x, k - j);                                                       // x + j == k is x == k - j
            case Opcode.Sub when s.IsConstant(x, out ulong j):
                return EqualTo(s, type, y, j - k);                                                       // j - y == k is y == j - k
            case Opcode.Xor when s.IsConstant(y, out ulong j):
                return EqualTo(s, type, x, j ^ k);                                                       // x ^ j == k is x == (j ^ k)
            case Opcode.Sub or Opcode.Xor when k == 0:
                return Compare(s, Opcode.Eq, x, y);                                                      // x - y == 0 is x == y
            case Opcode.Neg:
                return EqualTo(s, type, x, 0 - k);
            case Opcode.Not:
                return EqualTo(s, type, x, ~k);
            case Opcode.AbsS or Opcode.PopCount when k == 0:
                return EqualTo(s, s.TypeOf(x), x, 0);                                                    // only 0 has none
            case Opcode.SignExtend32 or Opcode.ZeroExtend32:
                return EqualTo(s, IrType.I32, x, k);                                                     // the ranges overlap, so k fits
            case Opcode.And when IntegerMath.IsPowerOfTwo(k) && s.IsConstant(y, k):
                return s.Not(EqualTo(s, type, a, 0));                                                    // (x & 2^n) == 2^n
            case Opcode.ShrU when k == 0 && s.IsConstant(y, out ulong n):
                return Compare(s, Opcode.LtU, x, s.Constant(type, 1UL << ShiftRules.Count(type, n)));    // x >>> n == 0 is x < 2^n
            case Opcode.RemS when k == 0 && s.IsConstant(y, out ulong d) && IntegerMath.IsPowerOfTwo(d):
                return EqualTo(s, type, s.Node(Opcode.And, type, x, s.Constant(type, d - 1)), 0);        // multiples of 2^n end in zeros
            case Opcode.Select:
                return OfSelect(s, Opcode.Eq, a, b, a);
            default:
                return Value.None;
        }
    }

    private static Value Less(Simplifier s, Opcode opcode, Value a, Value b)
    {
        bool signed = opcode is Opcode.LtS or Opcode.LeS;
        bool orEqual = opcode is Opcode.LeS or Opcode.LeU;
        if (a == b) return s.Bool(orEqual);

        IrType type = s.TypeOf(a);
        Bounds(s, a, signed, out ulong leastA, out ulong greatestA);
        Bounds(s, b, signed, out ulong leastB, out ulong greatestB);
        if (orEqual ? greatestA <= leastB : greatestA < leastB) return s.Bool(true);
        if (orEqual ? leastA > greatestB : leastA >= greatestB) return s.Bool(false);
        if (s.IsConstant(b, out ulong k))
        {
            // The last value that makes it true, in the order's key.
            ulong last = Key(type, k, signed) - (orEqual ? 0UL : 1UL);
            if (last == leastA) return EqualTo(s, type, a, Key(type, last, signed));                     // x <= least is x == least
            if (last == greatestA - 1) return s.Not(EqualTo(s, type, a, Key(type, greatestA, signed)));  // x < greatest is x != greatest
            if (!signed && last == Function.Mask(type) >> 1) return Compare(s, Opcode.LeS, s.Constant(type, 0), a); // the sign bit is clear
            bool isNegative = signed && ValueRange.SignExtend(type, Key(type, last, signed)) < 0;
            if (isNegative == orEqual) return LessThan(s, signed, !orEqual, type, a, isNegative ? k + 1 : k - 1, false);
        }
        else if (s.IsConstant(a, out k))
        {
            // The first value that makes it true.
            ulong first = Key(type, k, signed) + (orEqual ? 0UL : 1UL);
            if (first == greatestB) return EqualTo(s, type, b, Key(type, first, signed));
            if (first == leastB + 1) return s.Not(EqualTo(s, type, b, Key(type, leastB, signed)));
            // the sign bit is set
            if (!signed && first == (Function.Mask(type) >> 1) + 1) return Compare(s, Opcode.LtS, b, s.Constant(type, 0));
            bool isPositive = !signed || ValueRange.SignExtend(type, Key(type, first, signed)) > 0;
            if (isPositive == orEqual) return LessThan(s, signed, !orEqual, type, b, isPositive ? k - 1 : k + 1, true);
        }

        Value narrowed = NarrowOperands(s, opcode, a, b);
        if (!narrowed.IsNone) return narrowed;
        if (s.OpcodeOf(a) == Opcode.Select) return OfSelect(s, opcode, a, b, a);
        return s.OpcodeOf(b) == Opcode.Select ? OfSelect(s, opcode, a, b, b) : Value.None;
    }

    /// <summary>Extension keeps both orders, respectively makes the signed one the unsigned one.</summary>
    private static Value NarrowOperands(Simplifier s, Opcode opcode, Value a, Value b)
    {
        if (IsInt(s, a, out Value x) && IsInt(s, b, out Value y)) return Compare(s, opcode, x, y);
        if (!IsExtended(s, Opcode.ZeroExtend32, a, 0, uint.MaxValue, out x)
            || !IsExtended(s, Opcode.ZeroExtend32, b, 0, uint.MaxValue, out y)) return Value.None;
        return Compare(s, opcode is Opcode.LtS or Opcode.LtU ? Opcode.LtU : Opcode.LeU, x, y);
    }

    private static bool IsExtended(Simplifier s, Opcode extension, Value value, long min, long max, out Value operand)
    {
        if (s.Is(value, extension, out operand)) return true;
        if (s.TypeOf(value) != IrType.I64 || !s.IsConstant(value, out ulong bits) || (long)bits < min || (long)bits > max) return false;
        operand = s.Constant(IrType.I32, bits);
        return true;
    }

    /// <summary>A comparison with a choice of two constants is the choice's condition, its opposite, or constant.</summary>
    private static Value OfSelect(Simplifier s, Opcode opcode, Value a, Value b, Value select)
    {
        Value other = select == a ? b : a;
        Value ifTrue = s.Function.Operand(select, 1);
        Value ifFalse = s.Function.Operand(select, 2);
        if (!s.IsConstant(other, out _) || !s.IsConstant(ifTrue, out _) || !s.IsConstant(ifFalse, out _)) return Value.None;
        Value whenTrue = select == a ? Compare(s, opcode, ifTrue, b) : Compare(s, opcode, a, ifTrue);
        Value whenFalse = select == a ? Compare(s, opcode, ifFalse, b) : Compare(s, opcode, a, ifFalse);
        return s.Node(Opcode.Select, IrType.Bool, s.Function.Operand(select, 0), whenTrue, whenFalse);
    }

    private static void Bounds(Simplifier s, Value value, bool signed, out ulong least, out ulong greatest)
    {
        ref readonly ValueRange range = ref s.Range(value);
        IrType type = s.TypeOf(value);
        least = signed ? Key(type, (ulong)range.SignedMin, true) : range.UnsignedMin;
        greatest = signed ? Key(type, (ulong)range.SignedMax, true) : range.UnsignedMax;
    }

    /// <summary>The bits with the sign flipped, which order signed numbers as unsigned ones; its own inverse.</summary>
    private static ulong Key(IrType type, ulong bits, bool signed)
    {
        ulong mask = Function.Mask(type);
        return (signed ? bits ^ ((mask >> 1) + 1) : bits) & mask;
    }

    private static Value LessThan(Simplifier s, bool signed, bool orEqual, IrType type, Value x, ulong k, bool constantLeft)
    {
        Opcode opcode = signed ? orEqual ? Opcode.LeS : Opcode.LtS : orEqual ? Opcode.LeU : Opcode.LtU;
        Value constant = s.Constant(type, k);
        return constantLeft ? Compare(s, opcode, constant, x) : Compare(s, opcode, x, constant);
    }

    private static Value EqualTo(Simplifier s, IrType type, Value x, ulong k) => Compare(s, Opcode.Eq, x, s.Constant(type, k));

    private static Value Compare(Simplifier s, Opcode opcode, Value a, Value b) => s.Node(opcode, IrType.Bool, a, b);
}
