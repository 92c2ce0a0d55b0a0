using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Addition, subtraction, multiplication, minimum and maximum of integers.</summary>
internal sealed partial class Arm64Selector
{
    private const int LargestExtendedShift = 4;

    private void LowerAdd(Register into, IrType type, Value a, Value b)
    {
        if (TryConstant(a, out _))
        {
            (a, b) = (b, a);
        }

        if (TryConstant(b, out long constant))
        {
            LowerAddConstant(into, type, a, b, constant);
        }
        else if (!TryMultiplyAdd(into, type, b, a, subtract: false) && !TryMultiplyAdd(into, type, a, b, subtract: false)
            && !TryExtract(into, type, a, b)
            && !TryIncrementIf(into, type, a, b) && !TryIncrementIf(into, type, b, a))
        {
            EmitAddition(AdditionForms.Add, into, type, a, b, commutes: true);
        }
    }

    private void LowerSub(Register into, IrType type, Value a, Value b)
    {
        if (TryConstant(b, out long constant) && constant != long.MinValue)
        {
            LowerAddConstant(into, type, a, b, -constant);
        }
        else if (TryConstant(a, out long zero) && zero == 0)
        {
            LowerNeg(into, type, b);
        }
        else if (!TryMultiplyAdd(into, type, b, a, subtract: true))
        {
            EmitAddition(AdditionForms.Sub, into, type, a, b, commutes: false);
        }
    }

    /// <summary>
    /// Adds a constant: one instruction, or two if the constant itself takes as many.
    /// </summary>
    /// <param name="into">The result.</param>
    /// <param name="type">Its type.</param>
    /// <param name="a">What is added to.</param>
    /// <param name="node">The node of the constant or of its negative.</param>
    /// <param name="constant">What is added.</param>
    private void LowerAddConstant(Register into, IrType type, Value a, Value node, long constant)
    {
        const long LowMask = 0xFFF;
        bool negative = constant < 0;
        ulong magnitude = unchecked((ulong)(negative ? -constant : constant));
        Arm64Instruction row = (negative ? IntegerInstructions.SubImmediate : IntegerInstructions.AddImmediate)[type];
        if (ArithmeticImmediate.IsEncodable(magnitude))
        {
            Emit(row, into, Read(a), Operand.Immediate((long)magnitude));
        }
        else if (magnitude < 1 << 24 && !ConstantMove.Find(Function.BitsOf(node), type == IrType.I64).IsSingle)
        {
            Register high = NewInteger(type == IrType.I64);
            Emit(row, high, Read(a), Operand.Immediate((long)magnitude & ~LowMask));
            Emit(row, into, high, Operand.Immediate((long)magnitude & LowMask));
        }
        else
        {
            bool isNegated = unchecked((ulong)constant & Function.Mask(type)) != Function.BitsOf(node);
            EmitAddition(isNegated ? AdditionForms.Sub : AdditionForms.Add, into, type, a, node, commutes: !isNegated);
        }
    }

    private void LowerNeg(Register into, IrType type, Value a)
    {
        if (IsPlainProduct(a))
        {
            EmitProduct(into, type, a, ProductForms.Negated);
        }
        else if (Folds(a, Opcode.Select) && IsZeroOrOne(a) && CanRepeat(Function.Operand(a, 0)))
        {
            Emit(ConditionInstructions.SetMask[type], into, Immediate(Flags(Function.Operand(a, 0))));
        }
        else if (TryShifted(a, type, out Register source, out Operand shift))
        {
            Emit(IntegerInstructions.NegShifted[type], into, source, shift);
        }
        else
        {
            Emit(IntegerInstructions.Neg[type], into, Read(a));
        }
    }

    /// <summary>
    /// An addition, subtraction or comparison whose last operand is an immediate, shifted, extended or plain register.
    /// </summary>
    /// <param name="forms">The instruction.</param>
    /// <param name="into">The result; none for a comparison.</param>
    /// <param name="type">The type of the operands.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The last operand.</param>
    /// <param name="commutes">Whether they may be exchanged.</param>
    private void EmitAddition(AdditionForms forms, Register into, IrType type, Value a, Value b, bool commutes)
    {
        Operand modifier;
        if (TryConstant(b, out long constant) && ArithmeticImmediate.IsEncodable((ulong)constant))
        {
            EmitInto(forms.Immediate[type], into, Read(a), Operand.Immediate(constant));
        }
        else if (TryConstant(b, out constant) && ArithmeticImmediate.IsEncodable(unchecked((ulong)-constant)))
        {
            EmitInto(forms.Negative[type], into, Read(a), Operand.Immediate(-constant));
        }
        else if (TryExtended(b, type, out Register source, out modifier))
        {
            EmitInto(forms.Extended[type], into, Read(a), source, modifier);
        }
        else if (TryShifted(b, type, out source, out modifier))
        {
            EmitInto(forms.Shifted[type], into, ReadOrZero(a), source, modifier);
        }
        else if (commutes && TryExtended(a, type, out source, out modifier))
        {
            EmitInto(forms.Extended[type], into, Read(b), source, modifier);
        }
        else if (commutes && TryShifted(a, type, out source, out modifier))
        {
            EmitInto(forms.Shifted[type], into, Read(b), source, modifier);
        }
        else
        {
            EmitInto(forms.Plain[type], into, ReadOrZero(a), Read(b));
        }
    }

    /// <summary>Emits an instruction of two or three read operands, with a result or, if there is no register for it, without.</summary>
    private void EmitInto(Arm64Instruction row, Register into, Operand a, Operand b, Operand c = default)
    {
        if (into.IsNone)
        {
            Emit(row, a, b, c);
        }
        else
        {
            Emit(row, into, a, b, c);
        }
    }

    /// <summary>The value is a register shifted by a constant, which each user can do itself.</summary>
    private bool TryShifted(Value value, IrType type, out Register source, out Operand shift)
    {
        source = default;
        shift = default;
        Opcode opcode = Function.OpcodeOf(value);
        if (opcode is not (Opcode.Shl or Opcode.ShrU or Opcode.ShrS) || !Repeats(value, opcode) || !TryShiftCount(value, out int count)
            || count == 0 || IsNarrowMulHigh(Function.Operand(value, 0)) || IsFieldOfShift(value))
        {
            return false;
        }

        ShiftKind kind = opcode == Opcode.Shl ? ShiftKind.Left : opcode == Opcode.ShrU ? ShiftKind.LogicalRight : ShiftKind.ArithmeticRight;
        source = Read(Function.Operand(value, 0));
        shift = Modifier.Shift(kind, count);
        return true;
    }

    /// <summary>Whether a shift and the shift or extension that it is applied to are together one instruction, a bit field move.</summary>
    private bool IsFieldOfShift(Value shift)
    {
        Value inner = Function.Operand(shift, 0);
        Opcode opcode = Function.OpcodeOf(inner);
        return opcode is Opcode.Shl or Opcode.SignExtend8 or Opcode.SignExtend16 or Opcode.SignExtend32
            or Opcode.ZeroExtend8 or Opcode.ZeroExtend16
            && Folds(inner, opcode);
    }

    /// <summary>The value is an extended register, perhaps shifted left by at most 4.</summary>
    private bool TryExtended(Value value, IrType type, out Register source, out Operand extension)
    {
        int count = 0;
        Value extended = value;
        if (Folds(value, Opcode.Shl) && TryShiftCount(value, out int shift) && shift <= LargestExtendedShift)
        {
            count = shift;
            extended = Function.Operand(value, 0);
        }

        if (TryExtension(extended, out ExtensionKind kind, out Value inner))
        {
            source = Read(inner);
            extension = Modifier.Extend(kind, count);
            return true;
        }

        source = default;
        extension = default;
        return false;
    }

    private bool TryExtension(Value value, out ExtensionKind kind, out Value inner)
    {
        Opcode opcode = Function.OpcodeOf(value);
        inner = Function.Operand(value, 0);
        kind = ExtensionKind.None;
        if (!IsFull || IsUsed(value) || !SourceOfFreeConversion(value).IsNone)
        {
            return false;
        }

        switch (opcode)
        {
            // An extension of an extension is the narrower one, if both are of one kind.
            case Opcode.SignExtend32 or Opcode.ZeroExtend32 when TryExtension(inner, out kind, out Value narrow)
                && kind >= ExtensionKind.SignExtend8 == (opcode == Opcode.SignExtend32):
                inner = narrow;
                return true;
            case Opcode.And when TryConstant(Function.Operand(value, 1), out long mask) && mask is 0xFF or 0xFFFF or uint.MaxValue:
                kind = mask == 0xFF ? ExtensionKind.ZeroExtend8 : mask == 0xFFFF ? ExtensionKind.ZeroExtend16 : ExtensionKind.ZeroExtend32;
                return true;
            default:
                kind = opcode switch
                {
                    Opcode.ZeroExtend8 => ExtensionKind.ZeroExtend8,
                    Opcode.ZeroExtend16 => ExtensionKind.ZeroExtend16,
                    Opcode.ZeroExtend32 => ExtensionKind.ZeroExtend32,
                    Opcode.SignExtend8 => ExtensionKind.SignExtend8,
                    Opcode.SignExtend16 => ExtensionKind.SignExtend16,
                    Opcode.SignExtend32 => ExtensionKind.SignExtend32,
                    _ => ExtensionKind.None,
                };
                return kind != ExtensionKind.None;
        }
    }

    /// <summary>Adds a condition as 0 or 1.</summary>
    private bool TryIncrementIf(Register into, IrType type, Value a, Value increment)
    {
        if (!Folds(increment, Opcode.Select) || !IsZeroOrOne(increment) || !CanRepeat(Function.Operand(increment, 0)))
        {
            return false;
        }

        Condition condition = Flags(Function.Operand(increment, 0));
        Emit(ConditionInstructions.Increment[type], into, Read(a), Immediate(condition));
        return true;
    }

    private void LowerMinMax(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        bool signed = opcode is Opcode.MinS or Opcode.MaxS;
        bool minimum = opcode is Opcode.MinS or Opcode.MinU;
        if (TryConstant(b, out long constant) && constant == 0 && signed)
        {
            // The sign as a mask: all ones for negative numbers.
            Operand sign = Modifier.Shift(ShiftKind.ArithmeticRight, Width(type) - 1);
            Register register = Read(a);
            Emit((minimum ? BitInstructions.AndShifted : BitInstructions.AndNotShifted)[type], into, register, register, sign);
            return;
        }

        Condition less = signed ? Condition.SignedLess : Condition.CarryClear;
        Condition greater = signed ? Condition.SignedGreater : Condition.UnsignedGreater;
        EmitAddition(ComparisonForms.Subtraction.First, Register.None, type, a, b, commutes: false);
        EmitSelect(into, type, minimum ? less : greater, a, b);
    }
}
