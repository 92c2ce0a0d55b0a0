using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for choices; both sides are pure, so that they are evaluated in any case.</summary>
internal static class SelectRules
{
    public static Value Select(Simplifier s, IrType type, Value condition, Value a, Value b)
    {
        if (s.IsConstant(condition, out ulong isTrue)) return isTrue != 0 ? a : b;
        if (a == b) return a;                                                                            // c ? x : x = x
        if (s.Is(condition, Opcode.Not, out Value opposite)) return s.Node(Opcode.Select, type, opposite, b, a); // !c ? x : y = c ? y : x
        // c ? (c ? x : y) : z = c ? x : z
        if (s.Is(a, Opcode.Select, out Value inner, out Value x) && inner == condition) return s.Node(Opcode.Select, type, condition, x, b);
        if (s.Is(b, Opcode.Select, out inner, out _) && inner == condition)
        {
            return s.Node(Opcode.Select, type, condition, a, s.Function.Operand(b, 2));
        }

        return type switch
        {
            IrType.Bool => OfConditions(s, condition, a, b),
            IrType.I32 or IrType.I64 => OfIntegers(s, type, condition, a, b),
            _ => Value.None,
        };
    }

    public static Value Rare(Simplifier s, IrType type, Value condition, Value a, Value b)
    {
        if (s.IsConstant(condition, out ulong isTrue)) return isTrue != 0 ? b : a;
        return a == b ? a : Value.None;
    }

    private static Value OfConditions(Simplifier s, Value condition, Value a, Value b)
    {
        if (s.IsConstant(a, 1) || a == condition) return Join(s, Opcode.Or, condition, b);               // c ? true : y = c | y
        if (s.IsConstant(b, 0) || b == condition) return Join(s, Opcode.And, condition, a);              // c ? x : false = c & x
        if (s.IsConstant(a, 0)) return Join(s, Opcode.And, s.Not(condition), b);                         // c ? false : y = !c & y
        if (s.IsConstant(b, 1)) return Join(s, Opcode.Or, s.Not(condition), a);                          // c ? x : true = !c | x
        // c ? x : !x = (c == x)
        return s.Is(b, Opcode.Not, out Value x) && x == a ? s.Node(Opcode.Eq, IrType.Bool, condition, a) : Value.None;
    }

    private static Value OfIntegers(Simplifier s, IrType type, Value condition, Value a, Value b)
    {
        Value left = s.Function.Operand(condition, 0);
        Value right = s.Function.Operand(condition, 1);
        Opcode opcode = s.OpcodeOf(condition);
        switch (opcode)
        {
            case Opcode.Eq when (left == a && right == b) || (left == b && right == a):
                return b;                                                                                // x == y ? x : y = y
            case Opcode.Ne when (left == a && right == b) || (left == b && right == a):
                return a;                                                                                // x != y ? x : y = x
            case Opcode.LtS or Opcode.LeS or Opcode.LtU or Opcode.LeU:
                bool signed = opcode is Opcode.LtS or Opcode.LeS;
                Value simpler = MinOrMax(s, type, opcode, signed, left, right, a, b);
                simpler = simpler.IsNone && signed ? OfSign(s, type, opcode, left, right, a, b) : simpler;
                if (!simpler.IsNone) return simpler;
                break;
        }

        // c ? 0 : 1 = !c ? 1 : 0, if the opposite is as cheap as the condition.
        Value opposite = IsFlag(s, a, b, 0, 1) ? ComparisonRules.Inverse(s, condition) : Value.None;
        return opposite.IsNone ? Value.None : s.Node(Opcode.Select, type, opposite, b, a);
    }

    private static Value MinOrMax(Simplifier s, IrType type, Opcode opcode, bool signed, Value left, Value right, Value a, Value b)
    {
        Opcode min = signed ? Opcode.MinS : Opcode.MinU;
        Opcode max = signed ? Opcode.MaxS : Opcode.MaxU;
        if (left == a && right == b) return s.Node(min, type, a, b);                                     // x < y ? x : y
        if (left == b && right == a) return s.Node(max, type, a, b);                                     // x < y ? y : x

        // With constants x < 10 is written x <= 9; both 9 and 10 on the other side make an extreme, since x is compared
        // with the bound between them.
        bool constantLeft = s.IsConstant(left, out ulong k);
        if (!constantLeft && !s.IsConstant(right, out k)) return Value.None;
        Value x = constantLeft ? right : left;
        bool first = x == a && s.IsConstant(b, out _);
        if (!first && !(x == b && s.IsConstant(a, out _))) return Value.None;

        // The condition is x <= t, respectively t < x.
        bool orEqual = opcode is Opcode.LeS or Opcode.LeU;
        ulong t = constantLeft == orEqual ? k - 1 : k;
        s.IsConstant(first ? b : a, out ulong m);
        if (((m - t) & Function.Mask(type)) > 1) return Value.None;
        return s.Node(first != constantLeft ? min : max, type, x, first ? b : a);
    }

    /// <summary>Choices by the sign of a number.</summary>
    private static Value OfSign(Simplifier s, IrType type, Opcode opcode, Value left, Value right, Value a, Value b)
    {
        bool isNegative = s.IsConstant(right, 0);
        Value x = isNegative ? left : right;
        if (!isNegative && !s.IsConstant(left, 0)) return Value.None;

        Value whenNegative = isNegative ? a : b;
        Value otherwise = isNegative ? b : a;
        // x < 0 ? -x : x, either way for 0
        if (otherwise == x && s.Is(whenNegative, Opcode.Neg, out Value y) && y == x) return s.Node(Opcode.AbsS, type, x);
        if (opcode == (isNegative ? Opcode.LtS : Opcode.LeS))
        {
            if (IsFlag(s, whenNegative, otherwise, 1, 0)) return Resize(s, type, SignBit(s, Opcode.ShrU, x)); // x < 0 ? 1 : 0
            // x < 0 ? 0 : 1
            if (IsFlag(s, whenNegative, otherwise, 0, 1))
            {
                return Resize(s, type, SignBit(s, Opcode.ShrU, s.Node(Opcode.Not, s.TypeOf(x), x)));
            }

            // x < 0 ? -1 : 0
            if (s.TypeOf(x) == type && s.IsAllOnes(whenNegative) && s.IsConstant(otherwise, 0)) return SignBit(s, Opcode.ShrS, x);
        }

        return Value.None;
    }

    private static bool IsFlag(Simplifier s, Value a, Value b, ulong ifTrue, ulong ifFalse) =>
        s.IsConstant(a, ifTrue) && s.IsConstant(b, ifFalse);

    private static Value SignBit(Simplifier s, Opcode shift, Value x)
    {
        IrType type = s.TypeOf(x);
        return s.Node(shift, type, x, s.Constant(IrType.I32, (ulong)Function.Width(type) - 1));
    }

    private static Value Resize(Simplifier s, IrType type, Value bit) =>
        s.TypeOf(bit) == type ? bit : s.Node(type == IrType.I32 ? Opcode.Truncate : Opcode.ZeroExtend32, type, bit);

    private static Value Join(Simplifier s, Opcode opcode, Value a, Value b) => s.Node(opcode, IrType.Bool, a, b);
}
