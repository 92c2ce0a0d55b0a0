using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Conditions as flags.</summary>
internal sealed partial class X64Selector
{
    private static bool IsFloatingComparison(Opcode opcode) => opcode is Opcode.EqF or Opcode.NeF or Opcode.LtF or Opcode.LeF;

    private static bool IsOverflow(Opcode opcode) =>
        opcode is >= Opcode.AddOverflowS and <= Opcode.MulOverflowU;

    private static bool IsComparison(Opcode opcode) =>
        opcode is >= Opcode.Eq and <= Opcode.LeU || IsFloatingComparison(opcode) || IsOverflow(opcode);

    /// <summary>The condition of a comparison of integers, its operands in order.</summary>
    private static Condition IntegerCondition(Opcode opcode) => opcode switch
    {
        Opcode.Eq => Condition.Equal,
        Opcode.Ne => Condition.NotEqual,
        Opcode.LtS => Condition.Less,
        Opcode.LeS => Condition.LessOrEqual,
        Opcode.LtU => Condition.Below,
        _ => Condition.BelowOrEqual,
    };

    /// <summary>Sets the flags by a condition, which is compared here if it is in no register yet.</summary>
    private FlagTest EmitTest(Value predicate)
    {
        bool negated = false;
        while (CanRepeat(predicate) && Is(predicate, Opcode.Not))
        {
            predicate = Function.Operand(predicate, 0);
            negated = !negated;
        }

        FlagTest test;
        if (CanRepeat(predicate) && IsComparison(Function.OpcodeOf(predicate)))
        {
            test = EmitComparison(predicate);
        }
        else
        {
            test = EmitTreeTest(predicate);
        }

        return negated ? test.Negated : test;
    }

    /// <summary>Tests a condition that is no comparison, or in a register already.</summary>
    private FlagTest EmitTreeTest(Value condition)
    {
        if (IsFoldableCondition(condition) && IsMaskTree(condition, 1))
        {
            Register mask = NewRegister(false);
            Emit(Float.ToInteger.Narrow, mask, EmitMask(condition, false).Register);
            Emit(Int.Test.Narrow, mask, mask);
        }
        else if (IsFoldableCondition(condition))
        {
            Register bit = EmitByte(condition, 0);
            Emit(Int.TestBytes, bit, bit);
        }
        else
        {
            Register bit = Read(condition);
            Emit(Int.Test.Narrow, bit, bit);
        }

        return new FlagTest(Condition.NotEqual);
    }

    private FlagTest EmitComparison(Value comparison)
    {
        Opcode opcode = Function.OpcodeOf(comparison);
        return IsFloatingComparison(opcode) ? EmitFloatingComparison(comparison)
            : IsOverflow(opcode) ? EmitOverflow(comparison, Operand.None)
            : EmitIntegerComparison(comparison);
    }

    private FlagTest EmitIntegerComparison(Value comparison)
    {
        Value a = Function.Operand(comparison, 0);
        Value b = Function.Operand(comparison, 1);
        Condition condition = IntegerCondition(Function.OpcodeOf(comparison));
        bool wide = IsWide(a);
        bool isConstantFirst = Folds && Function.IsConstant(a) && !Function.IsConstant(b);
        if (isConstantFirst || (IsInMemory(a) && !IsImmediate(b, out _) && !IsInMemory(b)))
        {
            (a, b) = (b, a);
            condition = Conditions.Swap(condition);
        }

        if (Folds && Function.IsConstant(b, 0))
        {
            return EmitZeroComparison(a, condition);
        }

        if (TryMatchInt32Range(a, b, condition, out Value number, out Condition isInside))
        {
            Register extended = NewRegister(true);
            Emit(Int.SignExtend32, extended, Read(number));
            Emit(Int.Cmp.Wide, extended, ReadOrMemory(number));
            return new FlagTest(isInside);
        }

        if (Folds && condition is Condition.Equal or Condition.NotEqual && wide && Function.IsConstant(b, 1UL << 63))
        {
            // Only the smallest integer minus one overflows; it would need a register otherwise.
            Emit(Int.CmpImmediate.Wide, ReadOrMemory(a), Operand.Immediate(1));
            return new FlagTest(condition == Condition.Equal ? Condition.Overflow : Condition.NoOverflow);
        }

        bool isImmediate = IsImmediate(b, out _);
        EmitCompare(wide, isImmediate ? ReadOrMemory(a) : Read(a), Source(b));
        return new FlagTest(condition);
    }

    /// <summary>
    /// Whether an unsigned comparison of number + c with a constant says if a long fits int, or does not: then it is compared with
    /// its own lower half.
    /// </summary>
    private bool TryMatchInt32Range(Value sum, Value bound, Condition condition, out Value number, out Condition isInside)
    {
        number = default;
        isInside = default;
        bool isUnsigned = condition is Condition.Below or Condition.BelowOrEqual or Condition.Above or Condition.AboveOrEqual;
        if (!isUnsigned || !IsWide(sum) || !Function.IsConstant(bound) || !CanFold(sum) || !Is(sum, Opcode.Add)
            || !Function.IsConstant(Function.Operand(sum, 1)))
        {
            return false;
        }

        // The numbers from first to last, around the ring of 64 bits, satisfy the condition, or all others do.
        number = Function.Operand(sum, 0);
        bool isAtMost = condition is Condition.Below or Condition.BelowOrEqual;
        ulong first = unchecked(0 - Function.BitsOf(Function.Operand(sum, 1)));
        ulong last = unchecked(first + Function.BitsOf(bound) - (condition is Condition.Below or Condition.AboveOrEqual ? 1UL : 0));
        const ulong Minimum = unchecked((ulong)int.MinValue);
        bool isRange = first == Minimum && last == int.MaxValue;
        isInside = isRange == isAtMost ? Condition.Equal : Condition.NotEqual;
        return isRange || (first == int.MaxValue + 1UL && last == Minimum - 1);
    }

    private void EmitCompare(bool wide, Operand a, Operand b)
    {
        if (a.IsRegister && b.Kind == OperandKind.Immediate && b.Value == 0)
        {
            Emit(Int.Test.For(wide), a, a);
        }
        else
        {
            Emit((b.Kind == OperandKind.Immediate ? Int.CmpImmediate : Int.Cmp).For(wide), a, b);
        }
    }

    /// <summary>A comparison with zero: a test, of the operands of an And if the value is one.</summary>
    private FlagTest EmitZeroComparison(Value value, Condition condition)
    {
        bool wide = IsWide(value);
        if (CanFold(value) && Is(value, Opcode.And))
        {
            Value x = Function.Operand(value, 0);
            Value mask = Function.Operand(value, 1);
            if (condition is Condition.Equal or Condition.NotEqual && (TryEmitBitTest(x, mask) || TryEmitBitTest(mask, x)))
            {
                return new FlagTest(condition == Condition.Equal ? Condition.AboveOrEqual : Condition.Below);
            }

            if (condition is Condition.Equal or Condition.NotEqual && (IsDecrement(mask, x) || IsDecrement(x, mask)))
            {
                Emit(Int.Blsr.For(wide), NewRegister(wide), Read(IsDecrement(mask, x) ? x : mask));
            }
            else if (IsImmediate(mask, out long immediate))
            {
                Emit(Int.TestImmediate.For(wide), ReadOrMemory(x), Operand.Immediate(immediate));
            }
            else
            {
                Emit(Int.Test.For(wide), ReadOrMemory(x), Read(mask));
            }
        }
        else
        {
            EmitCompare(wide, ReadOrMemory(value), Operand.Immediate(0));
        }

        return new FlagTest(condition);
    }

    /// <summary>Copies one bit to the carry flag: x &amp; (1 &lt;&lt; n), (x &gt;&gt; n) &amp; 1, or one beyond an immediate.</summary>
    private bool TryEmitBitTest(Value x, Value mask)
    {
        bool wide = IsWide(x);
        if (Function.IsConstant(mask))
        {
            ulong bit = Function.BitsOf(mask);
            bool isShifted = bit == 1 && CanFold(x) && Function.OpcodeOf(x) is Opcode.ShrU or Opcode.ShrS;
            if (isShifted && !Function.IsConstant(Function.Operand(x, 1)))
            {
                Emit(Int.Bt.For(wide), Read(Function.Operand(x, 0)), Read(CountOf(x, Function.Operand(x, 1))));
                return true;
            }

            if (IsImmediate(mask, out _) || bit == 0 || (bit & (bit - 1)) != 0)
            {
                return false;
            }

            Emit(Int.BtImmediate.Wide, ReadOrMemory(x), Operand.Immediate(BitNumber(bit)));
            return true;
        }

        if (!CanFold(mask) || !Is(mask, Opcode.Shl) || !Function.IsConstant(Function.Operand(mask, 0), 1))
        {
            return false;
        }

        Emit(Int.Bt.For(wide), Read(x), Read(CountOf(mask, Function.Operand(mask, 1))));
        return true;
    }

    /// <summary>
    /// After <c>vucomis b, a</c> the conditions above and above-or-equal mean a &lt; b and a &lt;= b, false for NaN; equality needs
    /// two conditions.
    /// </summary>
    private FlagTest EmitFloatingComparison(Value comparison)
    {
        Value a = Function.Operand(comparison, 0);
        Value b = Function.Operand(comparison, 1);
        Opcode opcode = Function.OpcodeOf(comparison);
        bool isOrdering = opcode is Opcode.LtF or Opcode.LeF;
        if (isOrdering || (Folds && Function.IsConstant(a)))
        {
            (a, b) = (b, a);
        }

        Emit(Float.Compare.For(IsWide(a)), Read(a), a == b ? Read(b) : ReadOrMemory(b));
        if (isOrdering)
        {
            return new FlagTest(opcode == Opcode.LtF ? Condition.Above : Condition.AboveOrEqual);
        }

        FlagTest isDifferent = a == b ? new FlagTest(Condition.Parity) : new FlagTest(Condition.NotEqual, Condition.Parity);
        return opcode == Opcode.NeF ? isDifferent : isDifferent.Negated;
    }

    /// <summary>The arithmetic whose overflow a predicate tells; its value goes to <paramref name="result"/>, if given.</summary>
    private FlagTest EmitOverflow(Value predicate, Operand result)
    {
        Value a = Function.Operand(predicate, 0);
        Value b = Function.Operand(predicate, 1);
        Opcode opcode = Function.OpcodeOf(predicate);
        bool wide = IsWide(a);
        if (opcode is Opcode.SubOverflowS or Opcode.SubOverflowU)
        {
            if (result.Kind == OperandKind.None)
            {
                EmitCompare(wide, Read(a), Source(b));
            }
            else
            {
                Emit(Int.SubForFlags.For(wide), result, Read(a), Source(b));
            }

            return new FlagTest(opcode == Opcode.SubOverflowS ? Condition.Overflow : Condition.Below);
        }

        if (IsImmediate(a, out _))
        {
            (a, b) = (b, a);
        }

        if (opcode == Opcode.MulOverflowU)
        {
            Emit(Int.MulWide.For(wide), Read(b), result, Operand.None, Read(a));
            return new FlagTest(Condition.Overflow);
        }

        result = result.Kind == OperandKind.None ? NewRegister(wide) : result;
        if (opcode != Opcode.MulOverflowS)
        {
            Emit(Int.AddForFlags.For(wide), result, Read(a), Source(b));
        }
        else if (IsImmediate(b, out long factor))
        {
            Emit(Int.ImulImmediate.For(wide), result, ReadOrMemory(a), Operand.Immediate(factor));
        }
        else
        {
            Emit(Int.Imul.For(wide), result, Read(a), ReadOrMemory(b));
        }

        return new FlagTest(opcode == Opcode.AddOverflowU ? Condition.Below : Condition.Overflow);
    }

    /// <summary>How the flags tell a condition: one of them, either of two, or neither of two.</summary>
    private readonly record struct FlagTest(Condition First, Condition? Second = null, bool IsNeither = false)
    {
        /// <summary>The test of the opposite.</summary>
        public FlagTest Negated =>
            Second is null ? new FlagTest(Conditions.Not(First)) : this with { IsNeither = !IsNeither };
    }
}
