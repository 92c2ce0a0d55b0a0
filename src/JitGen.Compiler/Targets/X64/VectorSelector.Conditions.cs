using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Compare = JitGen.Compiler.Targets.X64.VectorCompareInstructions;
using Mask = JitGen.Compiler.Targets.X64.MaskInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Comparisons, logic of conditions in mask registers, and exits.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>Less than the smallest part that vptest looks at.</summary>
    private const int SmallestTest = 16;

    protected override void LowerExit(Value condition, Operand label)
    {
        if (IsV4)
        {
            EmitMaskTest(condition);
        }
        else
        {
            EmitVectorTest(condition);
        }

        Emit(ControlInstructions.Branch[(int)Condition.NotEqual], label);
    }

    /// <summary>Sets the zero flag if a condition in a mask register is false in all lanes; where lanes are idle, in all active ones.</summary>
    private void EmitMaskTest(Value condition)
    {
        if (HasIdleLanes)
        {
            Emit(Mask.Test.For(Plan.GroupSize), Use(condition), ActiveLanes(IrType.Bool));
        }
        else if (CanFold(condition) && Is(condition, Opcode.Or))
        {
            Emit(Mask.TestOr.For(Plan.GroupSize), Use(Function.Operand(condition, 0)), Use(Function.Operand(condition, 1)));
        }
        else
        {
            Register mask = Use(condition);
            Emit(Mask.TestOr.For(Plan.GroupSize), mask, mask);
        }
    }

    /// <summary>The same for a condition in a vector register.</summary>
    private void EmitVectorTest(Value condition)
    {
        IrType type = Function.TypeOf(condition);
        int bytes = Plan.BytesOf(type);
        if (!HasIdleLanes && bytes >= SmallestTest && IsFoldedSignTest(condition))
        {
            Value tested = Function.Operand(condition, 0);
            Register signs = NewInteger();
            Emit(RowFor(Compare.SignBits, tested), signs, Use(tested));
            Emit(IntegerInstructions.Test.Narrow, signs, signs);
            return;
        }

        Register lanes = Use(condition);
        if (HasIdleLanes)
        {
            Emit(Compare.Test.For(bytes), lanes, ActiveLanes(type));
        }
        else if (bytes >= SmallestTest)
        {
            Emit(Compare.Test.For(bytes), lanes, lanes);
        }
        else
        {
            bool wide = bytes == sizeof(long);
            Register bits = NewInteger();
            Emit(FloatingInstructions.ToInteger.For(wide), bits, lanes);
            Emit(IntegerInstructions.Test.For(wide), bits, bits);
        }
    }

    private bool IsFloatComparison(Value value) => Function.OpcodeOf(value) is Opcode.EqF or Opcode.NeF or Opcode.LtF or Opcode.LeF;

    /// <summary>Whether a condition, which its only user can do itself, is the sign bit of lanes that have an instruction for that.</summary>
    private bool IsFoldedSignTest(Value condition) => IsSignTest(condition) && CanFold(condition) && LaneBytes(condition) != sizeof(short);

    private bool IsSignTest(Value comparison) => Is(comparison, Opcode.LtS) && Function.IsConstant(Function.Operand(comparison, 1), 0);

    private bool IsComparison(Value value) =>
        IsFloatComparison(value)
        || Function.OpcodeOf(value) is Opcode.Eq or Opcode.Ne or Opcode.LtS or Opcode.LeS or Opcode.LtU or Opcode.LeU;

    /// <summary>A comparison, or its opposite.</summary>
    /// <param name="into">The register of the condition.</param>
    /// <param name="comparison">The node.</param>
    /// <param name="negated">Whether to compute the opposite; of integers on v4 only.</param>
    /// <param name="under">On v4 a mask outside which the result is false, or none.</param>
    private void EmitComparison(Register into, Value comparison, bool negated, Register under)
    {
        Opcode opcode = Function.OpcodeOf(comparison);
        Value a = Function.Operand(comparison, 0);
        Value b = Function.Operand(comparison, 1);
        VectorPredicate predicate = VectorOperationTable.Predicate(opcode);
        predicate = negated ? VectorOperationTable.Opposite(predicate) : predicate;
        if (!IsV4)
        {
            EmitVectorComparison(into, opcode, predicate, a, b);
            return;
        }

        bool isEquality = predicate is VectorPredicate.Equal or VectorPredicate.NotEqual;
        if (Folds && isEquality && !IsFloatComparison(comparison) && Function.IsConstant(b, 0))
        {
            EmitZeroTest(into, a, isZero: predicate == VectorPredicate.Equal, under);
            return;
        }

        if (Folds && !negated && under.IsNone && IsSignTest(comparison))
        {
            Emit(RowFor(Compare.SignMask, a), into, Use(a));
            return;
        }

        if (IsInMemory(a) && !IsInMemory(b) && (isEquality || !IsFloatComparison(comparison)))
        {
            (a, b) = (b, a);
            predicate = isEquality ? predicate : Exchanged(predicate);
        }

        X64Instruction row = RowFor(VectorOperationTable.MaskComparison(opcode, predicate), a, under.IsNone ? Masking.None : Masking.Merging);
        EmitUnder(row, into, under, Use(a), Source(b, row, under.IsNone ? 2 : 3));
    }

    /// <summary>The predicate of integers with the operands exchanged: less is not less or equal.</summary>
    private static VectorPredicate Exchanged(VectorPredicate predicate) => predicate switch
    {
        VectorPredicate.Less => VectorPredicate.NotLessOrEqual,
        VectorPredicate.LessOrEqual => VectorPredicate.NotLess,
        VectorPredicate.NotLess => VectorPredicate.LessOrEqual,
        _ => VectorPredicate.Less,
    };

    /// <summary>Whether lanes are zero, or not; of a conjunction, whether its operands have a bit in common.</summary>
    private void EmitZeroTest(Register into, Value value, bool isZero, Register under)
    {
        VectorOperation operation = isZero ? Compare.TestNotMask : Compare.TestMask;
        X64Instruction row = RowFor(operation, value, under.IsNone ? Masking.None : Masking.Merging);
        if (!Is(value, Opcode.And) || !CanFold(value))
        {
            Register register = Use(value);
            EmitUnder(row, into, under, register, register);
            return;
        }

        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        (a, b) = IsInMemory(a) ? (b, a) : (a, b);
        EmitUnder(row, into, under, Use(a), Source(b, row, under.IsNone ? 2 : 3));
    }

    /// <summary>An instruction on two operands, in front of them the mask that it is under, if there is one.</summary>
    private void EmitUnder(X64Instruction row, Register into, Register under, Operand a, Operand b)
    {
        if (under.IsNone)
        {
            Emit(row, into, a, b);
        }
        else
        {
            Emit(row, into, under, a, b);
        }
    }

    /// <summary>A comparison into a vector register: of integers only equality, and signed greater.</summary>
    private void EmitVectorComparison(Register into, Opcode opcode, VectorPredicate predicate, Value a, Value b)
    {
        switch (opcode)
        {
            case Opcode.Eq:
                EmitBinary(into, RowFor(Compare.Equal, a), a, b);
                break;
            case Opcode.LtS:
                EmitBinary(into, RowFor(Compare.Greater, a), b, a);
                break;
            case Opcode.EqF or Opcode.NeF or Opcode.LtF or Opcode.LeF:
                EmitBinary(into, RowFor(Compare.Floats[(int)predicate], a), a, b);
                break;
            default:
                throw NotSelected($"{opcode} without mask registers");
        }
    }

    /// <summary>Logic of conditions in mask registers. A comparison under a mask is the conjunction with it.</summary>
    private void LowerMaskLogic(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        switch (Function.OpcodeOf(value))
        {
            case Opcode.Not when IsComparison(a) && CanFold(a):
                EmitComparison(Use(value), a, negated: true, under: Register.None);
                break;
            case Opcode.Not:
                Emit(Mask.Not.For(Plan.GroupSize), Use(value), Use(a));
                break;
            case Opcode.And:
                LowerMaskConjunction(value, a, b);
                break;
            case Opcode.Or:
                Emit(Mask.Or.For(Plan.GroupSize), Use(value), Use(a), Use(b));
                break;
            default:
                Emit(Mask.Xor.For(Plan.GroupSize), Use(value), Use(a), Use(b));
                break;
        }
    }

    private void LowerMaskConjunction(Value value, Value a, Value b)
    {
        if (IsFoldedComparison(a, out _) && !IsFoldedComparison(b, out _))
        {
            (a, b) = (b, a);
        }

        if (a != b && IsFoldedComparison(b, out bool negated))
        {
            Register into = Use(value);
            Register under = Use(a);
            EmitComparison(into, negated ? Function.Operand(b, 0) : b, negated, under);
        }
        else if (Is(b, Opcode.Not) && CanFold(b))
        {
            Emit(Mask.AndNot.For(Plan.GroupSize), Use(value), Use(Function.Operand(b, 0)), Use(a));
        }
        else if (Is(a, Opcode.Not) && CanFold(a))
        {
            Emit(Mask.AndNot.For(Plan.GroupSize), Use(value), Use(Function.Operand(a, 0)), Use(b));
        }
        else
        {
            Emit(Mask.And.For(Plan.GroupSize), Use(value), Use(a), Use(b));
        }
    }

    /// <summary>Whether a condition is a comparison, or the negation of one, that its only user can do itself.</summary>
    private bool IsFoldedComparison(Value value, out bool negated)
    {
        negated = Is(value, Opcode.Not);
        return CanFold(value)
            && (negated ? IsComparison(Function.Operand(value, 0)) && CanFold(Function.Operand(value, 0)) : IsComparison(value));
    }
}
