using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Conditions: as flags, as 0 or 1, as exits.</summary>
internal sealed partial class X64Selector
{
    /// <summary>How deep trees of conditions are computed as one: a bound on the recursion.</summary>
    private const int MaximumTreeDepth = 6;

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

    protected override void LowerSideExit(Value predicate, Value fused)
    {
        if (!fused.IsNone)
        {
            EmitExit(EmitOverflow(predicate, Use(fused)));
        }
        else if (Function.IsConstant(predicate, 1))
        {
            Emit(ControlInstructions.Exit, BailOutPointer);
        }
        else
        {
            LowerExit(predicate, false, 0);
        }
    }

    /// <summary>An exit for a condition, or for its opposite: one for each part of a disjunction.</summary>
    private void LowerExit(Value predicate, bool negated, int depth)
    {
        Opcode opcode = Function.OpcodeOf(predicate);
        if (!CanRepeat(predicate) || depth == MaximumTreeDepth || opcode is not (Opcode.Not or Opcode.And or Opcode.Or))
        {
            FlagTest test = EmitTest(predicate);
            EmitExit(negated ? test.Negated : test);
        }
        else if (opcode == Opcode.Not)
        {
            LowerExit(Function.Operand(predicate, 0), !negated, depth + 1);
        }
        else if (opcode == Opcode.Or != negated)
        {
            LowerExit(Function.Operand(predicate, 0), negated, depth + 1);
            LowerExit(Function.Operand(predicate, 1), negated, depth + 1);
        }
        else if (opcode == Opcode.And)
        {
            LowerConjunctionExit(predicate);
        }
        else
        {
            EmitExit(EmitTest(predicate).Negated);
        }
    }

    /// <summary>An exit if two conditions hold.</summary>
    private void LowerConjunctionExit(Value conjunction)
    {
        Value a = Function.Operand(conjunction, 0);
        Value b = Function.Operand(conjunction, 1);
        if (IsIntegerEquality(a) && IsIntegerEquality(b) && IsWide(Function.Operand(a, 0)) == IsWide(Function.Operand(b, 0)))
        {
            // Both differences are zero if and only if their union is.
            bool wide = IsWide(Function.Operand(a, 0));
            Register difference = EmitDifference(a);
            Emit(Int.Or.For(wide), NewRegister(wide), difference, EmitDifference(b));
            EmitExit(new FlagTest(Condition.Equal));
            return;
        }

        Register first = EmitByte(a, 1);
        Register second = EmitByte(b, 1);
        Emit(Int.TestBytes, first, second);
        EmitExit(new FlagTest(Condition.NotEqual));
    }

    private bool IsIntegerEquality(Value condition) =>
        CanRepeat(condition) && Is(condition, Opcode.Eq) && Function.TypeOf(Function.Operand(condition, 0)) != IrType.Bool;

    /// <summary>A register that is zero if the operands of a comparison are equal.</summary>
    private Register EmitDifference(Value equality)
    {
        Value a = Function.Operand(equality, 0);
        Value b = Function.Operand(equality, 1);
        bool wide = IsWide(a);
        if (Function.IsConstant(b, 0))
        {
            return Read(a);
        }

        Register difference = NewRegister(wide);
        if (wide && Function.IsConstant(b, 1UL << 63))
        {
            Emit(Int.Btc.Wide, difference, Read(a), Operand.Immediate(63));
        }
        else
        {
            Emit(Int.Sub.For(wide), difference, Read(a), Source(b));
        }

        return difference;
    }

    private void EmitExit(FlagTest test)
    {
        if (test.IsNeither)
        {
            Register both = EmitSetByte(test);
            Emit(Int.TestBytes, both, both);
            test = new FlagTest(Condition.NotEqual);
        }

        Emit(ControlInstructions.ExitIf[(int)test.First], BailOutPointer);
        if (test.Second is { } second)
        {
            Emit(ControlInstructions.ExitIf[(int)second], BailOutPointer);
        }
    }

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

            if (IsImmediate(mask, out long immediate))
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

    /// <summary>Copies one bit of a value to the carry flag: x &amp; (1 &lt;&lt; n), (x &gt;&gt; n) &amp; 1, or a bit beyond an immediate.</summary>
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

    /// <summary>The arithmetic whose overflow a predicate tells; its value goes to <paramref name="result"/>, if that is not none.</summary>
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

    /// <summary>A comparison as 0 or 1.</summary>
    private void LowerCondition(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        if (Function.OpcodeOf(value) is Opcode.EqF or Opcode.NeF && a != b)
        {
            EmitMaskAsCondition(value);
        }
        else if (Folds && Is(value, Opcode.LtS) && Function.IsConstant(b, 0))
        {
            Emit(Int.Shr.For(IsWide(a)), Use(value), Read(a), Operand.Immediate(IsWide(a) ? 63 : 31));
        }
        else
        {
            Register zero = NewRegister(false);
            EmitConstant(zero, IrType.I32, 0);
            FlagTest test = EmitComparison(value);
            Emit(Int.Set[(int)test.First], Use(value), zero);
        }
    }

    /// <summary>A Bool operation on conditions that are computed for it alone, without extending each of them to a register.</summary>
    private bool TryLowerConditionTree(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        if (!IsFoldableCondition(a) && (b.IsNone || !IsFoldableCondition(b)))
        {
            return false;
        }

        if (IsMaskTree(value, 0))
        {
            EmitMaskAsCondition(value);
        }
        else
        {
            Emit(Int.ZeroExtend8, Use(value), EmitByte(value, 0));
        }

        return true;
    }

    private bool IsFoldableCondition(Value value) => IsFoldableCondition(value, 0);

    /// <summary>Whether a condition is computed for its user alone, and not only from conditions that are in registers.</summary>
    private bool IsFoldableCondition(Value value, int depth)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (!CanFold(value) || IsComparison(opcode))
        {
            return CanFold(value);
        }

        return depth < MaximumTreeDepth && opcode is Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not
            && (IsFoldableCondition(Function.Operand(value, 0), depth + 1)
                || (opcode != Opcode.Not && IsFoldableCondition(Function.Operand(value, 1), depth + 1)));
    }

    /// <summary>A condition as 0 or 1 in the low byte of a register.</summary>
    private Register EmitByte(Value condition, int depth)
    {
        bool folds = (depth == 0 || IsFoldableCondition(condition)) && depth < MaximumTreeDepth;
        Opcode opcode = Function.OpcodeOf(condition);
        if (folds && (IsComparison(opcode) || opcode == Opcode.Not) && IsTestable(condition))
        {
            return EmitSetByte(EmitTestOfTree(condition));
        }

        if (!folds || IsComparison(opcode))
        {
            return Read(condition);
        }

        Register result = NewRegister(false);
        Register first = EmitByte(Function.Operand(condition, 0), depth + 1);
        if (opcode == Opcode.Not)
        {
            Emit(Int.Xor.Narrow, result, first, Operand.Immediate(1));
            return result;
        }

        Register second = EmitByte(Function.Operand(condition, 1), depth + 1);
        Emit((opcode == Opcode.And ? Int.And : opcode == Opcode.Or ? Int.Or : Int.Xor).Narrow, result, first, second);
        return result;
    }

    /// <summary>Whether a condition is a comparison under any number of negations.</summary>
    private bool IsTestable(Value condition)
    {
        while (Is(condition, Opcode.Not) && IsFoldableCondition(Function.Operand(condition, 0)))
        {
            condition = Function.Operand(condition, 0);
        }

        return IsComparison(Function.OpcodeOf(condition));
    }

    private FlagTest EmitTestOfTree(Value condition)
    {
        bool negated = false;
        for (; Is(condition, Opcode.Not); condition = Function.Operand(condition, 0))
        {
            negated = !negated;
        }

        FlagTest test = EmitComparison(condition);
        return negated ? test.Negated : test;
    }

    private Register EmitSetByte(FlagTest test)
    {
        Register first = NewRegister(false);
        Condition condition = test.IsNeither ? Conditions.Not(test.First) : test.First;
        Emit(Int.SetByte[(int)condition], first);
        if (test.Second is not { } otherCondition)
        {
            return first;
        }

        Register second = NewRegister(false);
        Register both = NewRegister(false);
        Emit(Int.SetByte[(int)(test.IsNeither ? Conditions.Not(otherCondition) : otherCondition)], second);
        Emit((test.IsNeither ? Int.And : Int.Or).Narrow, both, first, second);
        return both;
    }

    /// <summary>How the flags tell a condition: one of them, either of two, or neither of two.</summary>
    private readonly record struct FlagTest(Condition First, Condition? Second = null, bool IsNeither = false)
    {
        /// <summary>The test of the opposite.</summary>
        public FlagTest Negated =>
            Second is null ? new FlagTest(Conditions.Not(First)) : this with { IsNeither = !IsNeither };
    }
}
