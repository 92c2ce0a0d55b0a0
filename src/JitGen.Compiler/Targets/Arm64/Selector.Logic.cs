using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Bitwise logic, with complemented, shifted and rotated operands, and the bit field moves that it amounts to.</summary>
internal sealed partial class Arm64Selector
{
    private void LowerLogic(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        LogicForms forms = opcode == Opcode.And ? LogicForms.And : opcode == Opcode.Or ? LogicForms.Or : LogicForms.Xor;
        if (TryConstant(a, out _))
        {
            (a, b) = (b, a);
        }

        if (TryConstant(b, out long constant))
        {
            if (opcode == Opcode.And && TryField(into, type, a, (ulong)constant & Function.Mask(type)))
            {
                return;
            }

            if (BitmaskImmediate.IsEncodable((ulong)constant, type == IrType.I64))
            {
                Emit(forms.Immediate[type], into, Read(a), Operand.Immediate(constant));
                return;
            }
        }

        // The complement of a condition is not the complement of its register: only a conjunction ignores the other bits.
        bool canComplement = type != IrType.Bool || opcode == Opcode.And;
        if ((opcode != Opcode.And && TryExtract(into, type, a, b))
            || (opcode == Opcode.Or && (TryInsert(into, type, a, b) || TryInsert(into, type, b, a)))
            || (opcode == Opcode.And && (TryLowBits(into, type, a, b) || TryLowBits(into, type, b, a)))
            || (canComplement && TryComplemented(forms, into, type, a, b)))
        {
            return;
        }

        if (TryShiftedOrRotated(b, type, out Register source, out Operand shift))
        {
            Emit(forms.Shifted[type], into, Read(a), source, shift);
        }
        else if (TryShiftedOrRotated(a, type, out source, out shift))
        {
            Emit(forms.Shifted[type], into, Read(b), source, shift);
        }
        else
        {
            Emit(forms.Plain[type], into, Read(a), Read(b));
        }
    }

    private bool TryComplemented(LogicForms forms, Register into, IrType type, Value a, Value b)
    {
        if (Repeats(a, Opcode.Not))
        {
            (a, b) = (b, a);
        }

        if (!Repeats(b, Opcode.Not))
        {
            return false;
        }

        Value complemented = Function.Operand(b, 0);
        if (TryShiftedOrRotated(complemented, type, out Register source, out Operand shift))
        {
            Emit(forms.NotShifted[type], into, Read(a), source, shift);
        }
        else
        {
            Emit(forms.Not[type], into, Read(a), Read(complemented));
        }

        return true;
    }

    /// <summary>The low n bits, (1 &lt;&lt; n) - 1, as the complement of the others.</summary>
    private bool TryLowBits(Register into, IrType type, Value a, Value mask)
    {
        Value power = Function.Operand(mask, 0);
        if (!Folds(mask, Opcode.Add) || !TryConstant(Function.Operand(mask, 1), out long minusOne) || minusOne != -1
            || !Folds(power, Opcode.Shl) || !TryConstant(Function.Operand(power, 0), out long one) || one != 1)
        {
            return false;
        }

        Register ones = NewInteger(type == IrType.I64);
        Register others = NewInteger(type == IrType.I64);
        Emit(IntegerInstructions.MoveNegated[type], ones, Operand.Immediate(-1));
        Emit(BitInstructions.Shl[type], others, ones, ReadCount(Function.Operand(power, 1), Width(type)));
        Emit(BitInstructions.AndNot[type], into, Read(a), others);
        return true;
    }

    /// <summary>A value without a field, which another value fills: one insertion.</summary>
    private bool TryInsert(Register into, IrType type, Value background, Value field)
    {
        int width = Width(type);
        if (!TryMask(background, out Value kept, out ulong keptMask) || TryConstant(field, out _))
        {
            return false;
        }

        // The field: bits of the source at low, moved left or right by shifts around its mask.
        ulong hole = ~keptMask & Function.Mask(type);
        Value source = field;
        int left = 0;
        if (Folds(source, Opcode.Shl) && TryShiftCount(source, out int count))
        {
            left = count;
            source = Function.Operand(source, 0);
        }

        ulong bits = Function.Mask(type);
        if (TryMask(source, out Value masked, out ulong mask))
        {
            bits = mask;
            source = masked;
        }

        if ((bits << left & Function.Mask(type)) != hole || hole == 0)
        {
            return false;
        }

        if (left == 0 && Folds(source, Opcode.Shl) && TryShiftCount(source, out count))
        {
            left = count;
            source = Function.Operand(source, 0);
        }

        int position = TrailingZeros(hole);
        int length = TrailingZeros(~(hole >> position));
        if (left != position || (position + length < 64 && hole >> position >> length != 0) || length == width)
        {
            return false;
        }

        if (position > 0)
        {
            Emit(BitInstructions.InsertLeft[type], into, Read(kept), Read(source), Operand.Immediate(position), Operand.Immediate(length));
            return true;
        }

        int right = 0;
        if (Folds(source, Opcode.ShrU) && TryShiftCount(source, out count) && count + length <= width)
        {
            right = count;
            source = Function.Operand(source, 0);
        }

        Emit(BitInstructions.InsertLow[type], into, Read(kept), Read(source), Operand.Immediate(right), Operand.Immediate(length));
        return true;
    }

    /// <summary>The value is another, masked by a constant, for this user only.</summary>
    private bool TryMask(Value value, out Value masked, out ulong mask)
    {
        Opcode opcode = Function.OpcodeOf(value);
        masked = Function.Operand(value, 0);
        mask = 0;
        if (opcode is Opcode.ZeroExtend8 or Opcode.ZeroExtend16)
        {
            mask = opcode == Opcode.ZeroExtend8 ? byte.MaxValue : ushort.MaxValue;
        }
        else if (opcode == Opcode.And && TryConstant(Function.Operand(value, 1), out long constant))
        {
            mask = (ulong)constant & Function.Mask(Function.TypeOf(value));
        }

        return mask != 0 && Folds(value, opcode);
    }

    private bool TryShiftedOrRotated(Value value, IrType type, out Register source, out Operand shift)
    {
        if (!Repeats(value, Opcode.RotR) || !TryShiftCount(value, out int count) || count == 0)
        {
            return TryShifted(value, type, out source, out shift);
        }

        source = Read(Function.Operand(value, 0));
        shift = Modifier.Shift(ShiftKind.RotateRight, count);
        return true;
    }

    /// <summary>The high bits of one value above the low bits of another, or a rotation.</summary>
    private bool TryExtract(Register into, IrType type, Value a, Value b)
    {
        if (Folds(a, Opcode.ShrU))
        {
            (a, b) = (b, a);
        }

        if (!Folds(a, Opcode.Shl) || !Folds(b, Opcode.ShrU) || !TryShiftCount(a, out int left) || !TryShiftCount(b, out int right)
            || left == 0 || left + right != Width(type))
        {
            return false;
        }

        EmitExtract(into, type, Read(Function.Operand(a, 0)), Read(Function.Operand(b, 0)), right);
        return true;
    }

    private void EmitExtract(Register into, IrType type, Register high, Register low, int count)
    {
        if (high == low)
        {
            Emit(BitInstructions.RotRImmediate[type], into, low, Operand.Immediate(count));
        }
        else
        {
            Emit(BitInstructions.Extract[type], into, high, low, Operand.Immediate(count));
        }
    }

    private void LowerNot(Register into, IrType type, Value a)
    {
        if (Folds(a, Opcode.Xor) && !TryConstant(Function.Operand(a, 1), out _))
        {
            Emit(BitInstructions.XorNot[type], into, Read(Function.Operand(a, 0)), Read(Function.Operand(a, 1)));
        }
        else if (TryShiftedOrRotated(a, type, out Register source, out Operand shift))
        {
            Emit(BitInstructions.NotShifted[type], into, source, shift);
        }
        else
        {
            Emit(BitInstructions.Not[type], into, Read(a));
        }
    }
}
