using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The comparisons of which chains of conditions consist.</summary>
internal sealed partial class Arm64Selector
{
    private const int LargestConditionalImmediate = 31;

    /// <summary>The first holds for a constant exactly if the second does for the constant less 1.</summary>
    private static readonly (Condition Less, Condition LessOrEqual)[] s_neighbours =
    [
        (Condition.SignedLess, Condition.SignedLessOrEqual), (Condition.SignedGreaterOrEqual, Condition.SignedGreater),
        (Condition.CarryClear, Condition.UnsignedLessOrEqual), (Condition.CarrySet, Condition.UnsignedGreater),
    ];

    private Condition FlagsOfComparison(Value value, Link link)
    {
        Comparison comparison = Comparison.Of(Function.OpcodeOf(value));
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        switch (comparison.Kind)
        {
            case ComparisonKind.Multiplication:
                return FlagsOfMultiplication(value, link);
            case ComparisonKind.Floating:
                return FlagsOfFloating(comparison, a, b, link);
            case ComparisonKind.Subtraction when IsTest(value):
                return FlagsOfTest(Function.Operand(value, 0), comparison.Condition, link);
            default:
                return FlagsOfIntegers(comparison, a, b, link);
        }
    }

    private Condition FlagsOfIntegers(Comparison comparison, Value a, Value b, Link link)
    {
        IrType type = Function.TypeOf(a);
        Condition condition = comparison.Condition;
        ComparisonForms forms = comparison.Kind == ComparisonKind.Addition ? ComparisonForms.Addition : ComparisonForms.Subtraction;
        if (comparison.CanSwap && TryConstant(a, out _))
        {
            (a, b, condition) = (b, a, comparison.Swapped);
        }

        if (TryConstant(b, out long constant))
        {
            if (condition is Condition.Equal or Condition.NotEqual && TryExtreme(type, constant, out ComparisonForms overflowing))
            {
                condition = condition == Condition.Equal ? Condition.Overflow : Condition.NoOverflow;
                return CompareImmediate(overflowing, type, Read(a), 1, condition, link);
            }

            if (link.Guard is null && TryRange(a, type, (ulong)constant & Function.Mask(type), ref condition))
            {
                return link.Of(condition);
            }

            bool isImmediate = link.Guard is null ? IsAdditionImmediate(constant) : IsConditionalImmediate(constant);
            if (isImmediate || (comparison.Kind != ComparisonKind.Addition && link.Guard is null && TryNeighbour(ref condition, ref constant)))
            {
                return CompareImmediate(forms, type, Read(a), constant, condition, link);
            }
        }

        if (link.Guard is not null)
        {
            return CompareRegisters(forms, type, ReadOrZero(a), ReadOrZero(b), condition, link);
        }

        // A shifted or extended operand has to be the last; else the order is the same for all comparisons of two values.
        bool isModified = IsModified(a);
        if (comparison.CanSwap && (isModified != IsModified(b) ? isModified : a.Id > b.Id) && !TryConstant(b, out _))
        {
            (a, b, condition) = (b, a, condition == comparison.Condition ? comparison.Swapped : comparison.Condition);
        }

        EmitAddition(forms.First, Register.None, type, a, b, commutes: false);
        return link.Of(condition);
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

    /// <summary>Whether the value is better shifted or extended by its user.</summary>
    private bool IsModified(Value value)
    {
        Opcode opcode = Function.OpcodeOf(value);
        return TryExtension(value, out _, out _)
            || (opcode is Opcode.Shl or Opcode.ShrU or Opcode.ShrS && Repeats(value, opcode)
                && TryShiftCount(value, out int count) && count > 0);
    }

    private static bool IsAdditionImmediate(long constant) =>
        ArithmeticImmediate.IsEncodable((ulong)constant) || ArithmeticImmediate.IsEncodable(unchecked((ulong)-constant));

    private static bool IsConditionalImmediate(long constant) =>
        constant is >= -LargestConditionalImmediate and <= LargestConditionalImmediate;

    /// <summary>The minimum and the maximum are the numbers from which subtracting, respectively adding, 1 overflows.</summary>
    private static bool TryExtreme(IrType type, long constant, out ComparisonForms forms)
    {
        bool isMinimum = constant == (type == IrType.I64 ? long.MinValue : int.MinValue);
        bool isMaximum = constant == (type == IrType.I64 ? long.MaxValue : int.MaxValue);
        forms = isMaximum ? ComparisonForms.Addition : ComparisonForms.Subtraction;
        return type != IrType.Bool && (isMinimum || isMaximum);
    }

    /// <summary>In a subtraction, x &lt; c is x &lt;= c - 1: perhaps the neighbour of a constant that is no immediate is one.</summary>
    private static bool TryNeighbour(ref Condition condition, ref long constant)
    {
        // No extreme is an immediate, so the neighbour of an immediate does not wrap around; nor are 0 and -1, which are immediates.
        foreach ((Condition less, Condition lessOrEqual) in s_neighbours)
        {
            long neighbour = condition == less ? constant - 1 : constant + 1;
            if ((condition == less || condition == lessOrEqual) && IsAdditionImmediate(neighbour))
            {
                condition = condition == less ? lessOrEqual : less;
                constant = neighbour;
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

    private Condition FlagsOfTest(Value conjunction, Condition condition, Link link)
    {
        IrType type = Function.TypeOf(conjunction);
        Value a = Function.Operand(conjunction, 0);
        Value b = Function.Operand(conjunction, 1);
        if (link.Guard is not null)
        {
            return CompareImmediate(ComparisonForms.Subtraction, type, Read(conjunction), 0, condition, link);
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

        return link.Of(condition);
    }

    private Condition FlagsOfFloating(Comparison comparison, Value a, Value b, Link link)
    {
        IrType type = Function.TypeOf(a);
        Condition condition = comparison.Condition;
        if (IsFloatZero(a) || (a.Id > b.Id && !IsFloatZero(b)))
        {
            (a, b, condition) = (b, a, comparison.Swapped);
        }

        condition = link.Of(condition);
        if (link.Guard is { } guard)
        {
            Emit(FloatingInstructions.ConditionalCompare[type], Read(a), Read(b), FlagsOtherwise(condition), Immediate(guard));
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
    private Condition CompareImmediate(ComparisonForms forms, IrType type, Register a, long constant, Condition condition, Link link)
    {
        condition = link.Of(condition);
        bool isNegative = constant < 0;
        Operand immediate = Operand.Immediate(isNegative ? -constant : constant);
        if (link.Guard is { } guard)
        {
            Sized row = isNegative ? forms.ConditionalNegative : forms.ConditionalImmediate;
            Emit(row[type], a, immediate, FlagsOtherwise(condition), Immediate(guard));
        }
        else
        {
            Emit((isNegative ? forms.First.Negative : forms.First.Immediate)[type], a, immediate);
        }

        return condition;
    }

    /// <summary>A comparison of registers, conditional if there is a guard.</summary>
    private Condition CompareRegisters(ComparisonForms forms, IrType type, Operand a, Operand b, Condition condition, Link link)
    {
        condition = link.Of(condition);
        if (link.Guard is { } guard)
        {
            Emit(forms.Conditional[type], a, b, FlagsOtherwise(condition), Immediate(guard));
        }
        else
        {
            Emit(forms.First.Plain[type], a, b);
        }

        return condition;
    }

    /// <summary>The flags of a conditional comparison that is not made: the chain is false.</summary>
    private static Operand FlagsOtherwise(Condition condition) => Operand.Immediate(Conditions.FlagsFor(Conditions.Not(condition)));
}
