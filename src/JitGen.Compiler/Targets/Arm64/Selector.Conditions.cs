using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Conditions. A tree of ands and ors becomes a chain: a comparison, then conditional comparisons, each made only if the flags so far
/// leave the outcome open; or is and by De Morgan's law. The flags never live longer than one call of a Lower method.
/// </summary>
internal sealed partial class Arm64Selector
{
    /// <summary>Bounds the recursion over a condition's tree; a subtree below is computed to a register.</summary>
    private const int MaximumDepth = 32;

    private const int LargestConditionalImmediate = 31;

    /// <summary>Sets the flags for a condition of which this is a user; returns what then holds if it is true.</summary>
    private Condition Flags(Value value) => Flags(value, negated: false, guard: null, depth: 0);

    /// <summary>Sets the flags for the conjunction of a condition and a guard.</summary>
    /// <param name="value">The condition.</param>
    /// <param name="negated">Whether its negation is meant.</param>
    /// <param name="guard">What holds by the flags if the conjunction can still be true, or null at the start of a chain.</param>
    /// <param name="depth">The nesting so far.</param>
    /// <returns>What holds by the flags if the conjunction is true.</returns>
    private Condition Flags(Value value, bool negated, Condition? guard, int depth)
    {
        if (Repeats(value, Opcode.Not))
        {
            return Flags(Function.Operand(value, 0), !negated, guard, depth);
        }

        if (IsCompound(value) && CanFold(value) && depth < MaximumDepth)
        {
            if (IsConjunction(value, negated) || guard is null)
            {
                return FlagsOfNode(value, negated, guard, depth + 1);
            }
        }
        else if (CanRepeat(value) && Comparison.Of(Function.OpcodeOf(value)).Kind != ComparisonKind.None)
        {
            return FlagsOfNode(value, negated, guard, depth);
        }

        return Compare(ConditionInstructions.Compare, Read(value), Registers.Zero, Condition.NotEqual, negated, guard);
    }

    /// <summary>The same for a node by its operands, whoever its users are.</summary>
    private Condition FlagsOfNode(Value value, bool negated, Condition? guard, int depth)
    {
        if (!IsCompound(value))
        {
            return FlagsOfComparison(value, negated, guard);
        }

        if (!IsConjunction(value, negated))
        {
            return Conditions.Not(FlagsOfNode(value, !negated, null, depth));
        }

        // What costs more as a conditional comparison comes first.
        Value first = Function.Operand(value, 0);
        Value second = Function.Operand(value, 1);
        if (CostOfGuard(second, negated, depth) > CostOfGuard(first, negated, depth))
        {
            (first, second) = (second, first);
        }

        return Flags(second, negated, Flags(first, negated, guard, depth), depth);
    }

    private bool IsCompound(Value value) =>
        Function.OpcodeOf(value) is Opcode.And or Opcode.Or && Function.TypeOf(value) == IrType.Bool;

    private bool IsConjunction(Value value, bool negated) => (Function.OpcodeOf(value) == Opcode.And) != negated;

    /// <summary>How many more instructions a condition takes as a conditional comparison than at the start of a chain.</summary>
    private int CostOfGuard(Value value, bool negated, int depth)
    {
        if (Repeats(value, Opcode.Not))
        {
            return CostOfGuard(Function.Operand(value, 0), !negated, depth);
        }

        if (IsCompound(value) && CanFold(value))
        {
            return !IsConjunction(value, negated) ? 2 : depth < MaximumDepth ? CostOfGuard(Function.Operand(value, 0), negated, depth + 1) : 0;
        }

        Value b = Function.Operand(value, 1);
        bool isFree = !CanRepeat(value) || Comparison.Of(Function.OpcodeOf(value)).Kind switch
        {
            ComparisonKind.None => true,
            ComparisonKind.Multiplication => false,
            ComparisonKind.Floating => !IsFloatZero(b) && !IsFloatZero(Function.Operand(value, 0)),
            _ => !IsTest(value) && (!TryConstant(b, out long constant) || IsConditionalImmediate(constant)),
        };
        return isFree ? 0 : 1;
    }

    /// <summary>Whether the and or or of two conditions is best computed by the flags: one of them is a comparison without a register.</summary>
    private bool IsConditionChain(Value a, Value b, int depth = 0) => IsComparison(a, depth) || IsComparison(b, depth);

    private bool IsComparison(Value value, int depth = 0) =>
        Repeats(value, Opcode.Not) ? IsComparison(Function.Operand(value, 0), depth)
        : IsCompound(value) ? CanFold(value) && (depth >= MaximumDepth
            || IsConditionChain(Function.Operand(value, 0), Function.Operand(value, 1), depth + 1))
        : CanRepeat(value) && Comparison.Of(Function.OpcodeOf(value)).Kind != ComparisonKind.None;

    private Condition FlagsOfComparison(Value value, bool negated, Condition? guard)
    {
        Comparison comparison = Comparison.Of(Function.OpcodeOf(value));
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        switch (comparison.Kind)
        {
            case ComparisonKind.Multiplication:
                return FlagsOfMultiplication(value, negated, guard);
            case ComparisonKind.Floating:
                return FlagsOfFloating(comparison, a, b, negated, guard);
            case ComparisonKind.Subtraction when IsTest(value):
                return FlagsOfTest(Function.Operand(value, 0), comparison.Condition, negated, guard);
            default:
                return FlagsOfIntegers(comparison, a, b, negated, guard);
        }
    }

    private Condition FlagsOfIntegers(Comparison comparison, Value a, Value b, bool negated, Condition? guard)
    {
        IrType type = Function.TypeOf(a);
        Condition condition = comparison.Condition;
        AdditionForms forms = comparison.Kind == ComparisonKind.Addition ? AdditionForms.CompareNegative : AdditionForms.Compare;
        if (comparison.CanSwap && TryConstant(a, out _))
        {
            (a, b, condition) = (b, a, comparison.Swapped);
        }

        if (TryConstant(b, out long constant))
        {
            if (condition is Condition.Equal or Condition.NotEqual && TryExtreme(type, constant, out AdditionForms toOverflow))
            {
                condition = condition == Condition.Equal ? Condition.Overflow : Condition.NoOverflow;
                return Compare(toOverflow, type, Read(a), 1, condition, negated, guard);
            }

            if (guard is null && TryRange(a, type, (ulong)constant & Function.Mask(type), ref condition))
            {
                return negated ? Conditions.Not(condition) : condition;
            }

            if (guard is null ? IsAdditionImmediate(constant) : IsConditionalImmediate(constant))
            {
                return Compare(forms, type, Read(a), constant, condition, negated, guard);
            }

            if (guard is null && comparison.Kind == ComparisonKind.Subtraction && TryNeighbour(type, constant, ref condition, out long neighbour))
            {
                return Compare(forms, type, Read(a), neighbour, condition, negated, guard);
            }
        }

        if (guard is not null)
        {
            Sized row = comparison.Kind == ComparisonKind.Addition ? ConditionInstructions.CompareNegative : ConditionInstructions.Compare;
            return Compare(row, ReadOrZero(a), ReadOrZero(b), condition, negated, guard, type);
        }

        // A shifted or extended operand has to be the last; else the order is the same for all comparisons of two values.
        bool isModified = IsModified(a, type);
        if (comparison.CanSwap && (isModified != IsModified(b, type) ? isModified : a.Id > b.Id) && !TryConstant(b, out _))
        {
            (a, b, condition) = (b, a, condition == comparison.Condition ? comparison.Swapped : comparison.Condition);
        }

        EmitAddition(forms, Register.None, type, a, b, commutes: false);
        return negated ? Conditions.Not(condition) : condition;
    }

    /// <summary>
    /// Whether a value is in the range of a smaller type: x + 2^(n-1) &lt;= 2^n - 1 asks whether x is the sign extension of its low n bits,
    /// x &lt;= 2^n - 1 whether the bits above are zeros, for which there is an immediate even where there is none for the bound.
    /// </summary>
    private bool TryRange(Value a, IrType type, ulong bound, ref Condition condition)
    {
        if (condition is not (Condition.UnsignedGreater or Condition.UnsignedLessOrEqual) || (bound & (bound + 1)) != 0)
        {
            return false;
        }

        ExtensionKind extension = bound switch
        {
            byte.MaxValue => ExtensionKind.SignExtend8,
            ushort.MaxValue => ExtensionKind.SignExtend16,
            uint.MaxValue when type == IrType.I64 => ExtensionKind.SignExtend32,
            _ => ExtensionKind.None,
        };
        if (extension != ExtensionKind.None && Folds(a, Opcode.Add)
            && TryConstant(Function.Operand(a, 1), out long offset) && offset == (long)(bound >> 1) + 1)
        {
            Register register = Read(Function.Operand(a, 0));
            Emit(ConditionInstructions.CompareExtended[type], register, register, Modifier.Extend(extension, 0));
        }
        else if (!ArithmeticImmediate.IsEncodable(bound) && BitmaskImmediate.IsEncodable(~bound, type == IrType.I64))
        {
            Emit(ConditionInstructions.TestImmediate[type], Read(a), Operand.Immediate((long)(~bound & Function.Mask(type))));
        }
        else
        {
            return false;
        }

        condition = condition == Condition.UnsignedGreater ? Condition.NotEqual : Condition.Equal;
        return true;
    }

    private bool IsModified(Value value, IrType type) =>
        !TryConstant(value, out _) && (TryExtension(value, out _, out _)
        || (Function.OpcodeOf(value) is Opcode.Shl or Opcode.ShrU or Opcode.ShrS
            && Folds(value, Function.OpcodeOf(value)) && TryShiftCount(value, out int count) && count > 0 && type == Function.TypeOf(value)));

    private static bool IsAdditionImmediate(long constant) =>
        ArithmeticImmediate.IsEncodable((ulong)constant) || ArithmeticImmediate.IsEncodable(unchecked((ulong)-constant));

    private static bool IsConditionalImmediate(long constant) =>
        constant is >= -LargestConditionalImmediate and <= LargestConditionalImmediate;

    /// <summary>The minimum and the maximum are the numbers from which subtracting, respectively adding, 1 overflows.</summary>
    private static bool TryExtreme(IrType type, long constant, out AdditionForms forms)
    {
        bool isMinimum = constant == (type == IrType.I64 ? long.MinValue : int.MinValue);
        bool isMaximum = constant == (type == IrType.I64 ? long.MaxValue : int.MaxValue);
        forms = isMaximum ? AdditionForms.CompareNegative : AdditionForms.Compare;
        return type != IrType.Bool && (isMinimum || isMaximum);
    }

    /// <summary>x &lt; c is x &lt;= c - 1: perhaps the neighbour is an immediate.</summary>
    private static bool TryNeighbour(IrType type, long constant, ref Condition condition, out long neighbour)
    {
        bool isUp = condition is Condition.SignedLessOrEqual or Condition.SignedGreater or Condition.UnsignedLessOrEqual or Condition.UnsignedGreater;
        neighbour = isUp ? unchecked(constant + 1) : unchecked(constant - 1);
        (Condition from, Condition to)[] pairs =
        [
            (Condition.SignedLess, Condition.SignedLessOrEqual), (Condition.SignedGreaterOrEqual, Condition.SignedGreater),
            (Condition.CarryClear, Condition.UnsignedLessOrEqual), (Condition.CarrySet, Condition.UnsignedGreater),
        ];

        // No extreme is an immediate, so the neighbour of an immediate does not wrap around.
        if (!IsAdditionImmediate(neighbour) || constant is 0 or -1)
        {
            return false;
        }

        foreach ((Condition from, Condition to) in pairs)
        {
            if (condition == from || condition == to)
            {
                condition = condition == from ? to : from;
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the value asks for bits of a conjunction.</summary>
    private bool IsTest(Value value)
    {
        Value a = Function.Operand(value, 0);
        return Function.OpcodeOf(value) is Opcode.Eq or Opcode.Ne && TryConstant(Function.Operand(value, 1), out long zero) && zero == 0
            && Folds(a, Opcode.And);
    }

    private Condition FlagsOfTest(Value conjunction, Condition condition, bool negated, Condition? guard)
    {
        IrType type = Function.TypeOf(conjunction);
        Value a = Function.Operand(conjunction, 0);
        Value b = Function.Operand(conjunction, 1);
        if (guard is not null)
        {
            return Compare(ConditionInstructions.Compare, Read(conjunction), Registers.Zero, condition, negated, guard, type);
        }

        if (TryConstant(b, out long mask) && BitmaskImmediate.IsEncodable((ulong)mask, type == IrType.I64))
        {
            Emit(ConditionInstructions.TestImmediate[type], Read(a), Operand.Immediate(mask));
        }
        else if (TryShiftedOrRotated(b, type, out Register source, out Operand shift))
        {
            Emit(ConditionInstructions.TestShifted[type], Read(a), source, shift);
        }
        else if (TryShiftedOrRotated(a, type, out source, out shift))
        {
            Emit(ConditionInstructions.TestShifted[type], Read(b), source, shift);
        }
        else
        {
            Emit(ConditionInstructions.Test[type], Read(a), Read(b));
        }

        return negated ? Conditions.Not(condition) : condition;
    }

    private Condition FlagsOfFloating(Comparison comparison, Value a, Value b, bool negated, Condition? guard)
    {
        IrType type = Function.TypeOf(a);
        Condition condition = comparison.Condition;
        if (IsFloatZero(a) || (a.Id > b.Id && !IsFloatZero(b)))
        {
            (a, b, condition) = (b, a, comparison.Swapped);
        }

        condition = negated ? Conditions.Not(condition) : condition;
        if (guard is { } held)
        {
            Emit(
                FloatingInstructions.ConditionalCompare[type],
                Read(a), Read(b), Operand.Immediate(Conditions.FlagsFor(Conditions.Not(condition))), Immediate(held));
        }
        else if (IsFloatZero(b))
        {
            Emit(FloatingInstructions.CompareZero[type], Read(a), Operand.Immediate(0));
        }
        else
        {
            Emit(FloatingInstructions.Compare[type], Read(a), Read(b));
        }

        return condition;
    }

    /// <summary>Whether the value is a zero of either sign, which comparisons do not tell apart.</summary>
    private bool IsFloatZero(Value value) =>
        IsFull && Function.IsConstant(value) && IsFloating(Function.TypeOf(value))
        && Function.BitsOf(value) << (Function.TypeOf(value) == IrType.F32 ? 33 : 1) == 0;

    /// <summary>A comparison with an immediate, conditional if there is a guard.</summary>
    private Condition Compare(AdditionForms forms, IrType type, Register a, long constant, Condition condition, bool negated, Condition? guard)
    {
        condition = negated ? Conditions.Not(condition) : condition;
        bool isNegative = constant < 0;
        Operand immediate = Operand.Immediate(isNegative ? -constant : constant);
        if (guard is { } held)
        {
            bool isSubtraction = ReferenceEquals(forms, AdditionForms.Compare) != isNegative;
            Sized row = isSubtraction ? ConditionInstructions.ConditionalCompareImmediate : ConditionInstructions.ConditionalCompareNegativeImmediate;
            Emit(row[type], a, immediate, Operand.Immediate(Conditions.FlagsFor(Conditions.Not(condition))), Immediate(held));
        }
        else
        {
            Emit((isNegative ? forms.Negative : forms.Immediate)[type], a, immediate);
        }

        return condition;
    }

    /// <summary>A comparison of registers, of which 0 is the zero register, conditional if there is a guard.</summary>
    private Condition Compare(
        Sized row, Operand a, Operand b, Condition condition, bool negated, Condition? guard, IrType type = IrType.Bool)
    {
        condition = negated ? Conditions.Not(condition) : condition;
        if (guard is { } held)
        {
            bool isSubtraction = row == ConditionInstructions.Compare;
            Sized conditional = isSubtraction ? ConditionInstructions.ConditionalCompare : ConditionInstructions.ConditionalCompareNegative;
            if (b == Registers.Zero)
            {
                conditional = isSubtraction
                    ? ConditionInstructions.ConditionalCompareImmediate : ConditionInstructions.ConditionalCompareNegativeImmediate;
            }

            Emit(conditional[type], a, b, Operand.Immediate(Conditions.FlagsFor(Conditions.Not(condition))), Immediate(held));
        }
        else if (b == Registers.Zero)
        {
            Emit(ConditionInstructions.CompareImmediate[type], a, b);
        }
        else
        {
            Emit(row[type], a, b);
        }

        return condition;
    }
}
