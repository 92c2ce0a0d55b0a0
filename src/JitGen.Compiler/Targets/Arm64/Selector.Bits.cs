using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Bitwise logic, shifts, bit fields, extensions, bit counts.</summary>
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

        if (opcode != Opcode.And && TryExtract(into, type, a, b))
        {
            return;
        }

        if (opcode == Opcode.Or && (TryInsert(into, type, a, b) || TryInsert(into, type, b, a)))
        {
            return;
        }

        if (opcode == Opcode.And && (TryLowBits(into, type, a, b) || TryLowBits(into, type, b, a)))
        {
            return;
        }

        // The complement of a condition is not the complement of its register: only a conjunction ignores the other bits.
        bool canComplement = type != IrType.Bool || opcode == Opcode.And;
        if (canComplement && TryComplemented(forms, into, type, a, b))
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
        if (!Folds(value, Opcode.RotR) || !TryShiftCount(value, out int count) || count == 0)
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

    private void LowerShift(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        if (TryConstant(b, out long constant))
        {
            int count = (int)constant & (Width(type) - 1);
            if (count == 0)
            {
                Emit(IntegerInstructions.Move[type], into, Read(a));
            }
            else if (!TryFieldOfShift(into, opcode, type, a, count))
            {
                Emit(ShiftImmediate(opcode)[type], into, Read(a), Operand.Immediate(count));
            }

            return;
        }

        Sized row = opcode switch
        {
            Opcode.Shl => BitInstructions.Shl,
            Opcode.ShrU => BitInstructions.ShrU,
            Opcode.ShrS => BitInstructions.ShrS,
            _ => BitInstructions.RotR,
        };
        Register register = Read(a);
        Emit(row[type], into, register, ReadCount(b, Width(type)));
    }

    private static Sized ShiftImmediate(Opcode opcode) => opcode switch
    {
        Opcode.Shl => BitInstructions.ShlImmediate,
        Opcode.ShrU => BitInstructions.ShrUImmediate,
        Opcode.ShrS => BitInstructions.ShrSImmediate,
        _ => BitInstructions.RotRImmediate,
    };

    /// <summary>A register whose low bits are the count: what only changes higher bits is left out.</summary>
    private Register ReadCount(Value count, int width)
    {
        int mask = width - 1;
        Value a = Function.Operand(count, 0);
        if (Repeats(count, Opcode.And) && TryConstant(Function.Operand(count, 1), out long constant) && ((int)constant & mask) == mask)
        {
            return Read(a);
        }

        // A multiple of the width less the count is its negative; one less than that, its complement.
        if (Folds(count, Opcode.Sub) && TryConstant(a, out constant) && ((int)constant & mask) is var low && (low == 0 || low == mask))
        {
            Register register = NewInteger(wide: false);
            Emit((low == 0 ? IntegerInstructions.Neg : BitInstructions.Not).Narrow, register, Read(Function.Operand(count, 1)));
            return register;
        }

        return Read(count);
    }

    /// <summary>The count of a shift by a constant, modulo the width.</summary>
    private bool TryShiftCount(Value shift, out int count)
    {
        bool isConstant = TryConstant(Function.Operand(shift, 1), out long constant);
        count = (int)constant & (Width(Function.TypeOf(shift)) - 1);
        return isConstant;
    }

    /// <summary>A conjunction with a mask that has one run of ones, of a shifted value.</summary>
    private bool TryField(Register into, IrType type, Value a, ulong mask)
    {
        int position = TrailingZeros(mask);
        ulong ones = mask == 0 ? 0 : mask >> position;
        int width = TrailingZeros(~ones);
        Opcode opcode = Function.OpcodeOf(a);
        if (ones == 0 || (ones & (ones + 1)) != 0 || !Folds(a, opcode))
        {
            return false;
        }

        if (position == 0 && opcode == Opcode.Truncate && Folds(Function.Operand(a, 0), Opcode.ShrU)
            && TryShiftCount(Function.Operand(a, 0), out int wideCount) && wideCount + width < 64)
        {
            Value source = Function.Operand(Function.Operand(a, 0), 0);
            Emit(BitInstructions.FieldU.Wide, into, Read(source), Operand.Immediate(wideCount), Operand.Immediate(width));
            return true;
        }

        if (opcode is not (Opcode.Shl or Opcode.ShrU or Opcode.ShrS) || !TryShiftCount(a, out int count) || count == 0)
        {
            return false;
        }

        bool isRight = position == 0 && opcode != Opcode.Shl && count + width < Width(type);
        bool isLeft = position == count && opcode == Opcode.Shl && count + width < Width(type);
        if (!isRight && !isLeft)
        {
            return false;
        }

        Sized row = isRight ? BitInstructions.FieldU : BitInstructions.FieldLeftU;
        Emit(row[type], into, Read(Function.Operand(a, 0)), Operand.Immediate(count), Operand.Immediate(width));
        return true;
    }

    /// <summary>A shift by a constant of a shift, a mask or an extension: one bit field move.</summary>
    private bool TryFieldOfShift(Register into, Opcode opcode, IrType type, Value a, int count)
    {
        int width = Width(type);
        Opcode inner = Function.OpcodeOf(a);
        if (opcode is Opcode.ShrS or Opcode.ShrU && IsNarrowMulHigh(a) && (opcode == Opcode.ShrS) == (inner == Opcode.MulHighS))
        {
            LowerMulHigh(into, inner, type, Function.Operand(a, 0), Function.Operand(a, 1), count);
            return true;
        }

        if (opcode == Opcode.RotR || !Folds(a, inner) || !SourceOfFreeConversion(a).IsNone)
        {
            return false;
        }

        Value source = Function.Operand(a, 0);
        if (inner == Opcode.Shl && opcode != Opcode.Shl && TryShiftCount(a, out int left) && left > 0)
        {
            // The field is what the first shift leaves of the source; the second moves its lowest bit to left - count.
            bool signed = opcode == Opcode.ShrS;
            bool isLeft = left > count;
            Sized row = isLeft
                ? signed ? BitInstructions.FieldLeftS : BitInstructions.FieldLeftU
                : signed ? BitInstructions.FieldS : BitInstructions.FieldU;
            int fieldWidth = isLeft ? width - left : width - count;
            return EmitField(row[type], into, source, isLeft ? left - count : count - left, fieldWidth);
        }

        if (!TryLowField(a, out int bits, out bool signExtends))
        {
            return false;
        }

        if (opcode == Opcode.Shl)
        {
            return count + bits < width
                && EmitField((signExtends ? BitInstructions.FieldLeftS : BitInstructions.FieldLeftU)[type], into, source, count, bits);
        }

        // A right shift of a value without sign is the same in either kind.
        return count < bits && (signExtends ? opcode == Opcode.ShrS : bits < width)
            && EmitField((signExtends ? BitInstructions.FieldS : BitInstructions.FieldU)[type], into, source, count, bits - count);
    }

    /// <summary>Emits a bit field move, whose field at position 0 would be an extension.</summary>
    private bool EmitField(Arm64Instruction row, Register into, Value source, int position, int width)
    {
        if (position == 0)
        {
            return false;
        }

        Emit(row, into, Read(source), Operand.Immediate(position), Operand.Immediate(width));
        return true;
    }

    /// <summary>The value is the low bits of its operand, extended.</summary>
    private bool TryLowField(Value value, out int bits, out bool signExtends)
    {
        Opcode opcode = Function.OpcodeOf(value);
        signExtends = opcode is Opcode.SignExtend8 or Opcode.SignExtend16 or Opcode.SignExtend32;
        bits = 0;
        if (signExtends || opcode is Opcode.ZeroExtend8 or Opcode.ZeroExtend16 or Opcode.ZeroExtend32)
        {
            bits = ExtendedBits(opcode);
            return true;
        }

        if (opcode != Opcode.And || !TryConstant(Function.Operand(value, 1), out long mask) || mask <= 0 || (mask & (mask + 1)) != 0)
        {
            return false;
        }

        bits = TrailingZeros(~(ulong)mask);
        return true;
    }

    /// <summary>The low 8 or 16 bits.</summary>
    private void LowerMask(Register into, IrType type, Value a, int bits)
    {
        ulong mask = (1UL << bits) - 1;
        if (!TryField(into, type, a, mask))
        {
            Emit(BitInstructions.AndImmediate[type], into, Read(a), Operand.Immediate((long)mask));
        }
    }

    private void LowerSignExtension(Register into, IrType type, Value a, int bits)
    {
        Opcode inner = Function.OpcodeOf(a);
        Value source = Function.Operand(a, 0);
        if (Folds(a, inner) && bits == 32)
        {
            if (inner is Opcode.SignExtend8 or Opcode.SignExtend16)
            {
                Emit((inner == Opcode.SignExtend8 ? BitInstructions.SignExtend8 : BitInstructions.SignExtend16)[type], into, Read(source));
                return;
            }

            if (inner is Opcode.ShrS or Opcode.Shl && TryShiftCount(a, out int count) && count > 0
                && !IsNarrowMulHigh(source) && !IsFieldOfShift(a))
            {
                Sized row = inner == Opcode.Shl ? BitInstructions.FieldLeftS : BitInstructions.FieldS;
                EmitField(row.Wide, into, source, count, 32 - count);
                return;
            }

            if (inner == Opcode.Truncate && (Folds(source, Opcode.ShrU) || Folds(source, Opcode.ShrS))
                && TryShiftCount(source, out count) && count is > 0 and < 32)
            {
                EmitField(BitInstructions.FieldS.Wide, into, Function.Operand(source, 0), count, 32);
                return;
            }
        }
        else if (inner is Opcode.ShrU or Opcode.ShrS && Folds(a, inner) && TryShiftCount(a, out int count) && count > 0 && count + bits < 32
            && !IsNarrowMulHigh(source))
        {
            EmitField(BitInstructions.FieldS[type], into, source, count, bits);
            return;
        }

        if (bits == 32)
        {
            Emit(BitInstructions.SignExtend32, into, Read(a));
        }
        else
        {
            Emit((bits == 8 ? BitInstructions.SignExtend8 : BitInstructions.SignExtend16)[type], into, Read(a));
        }
    }

    private void LowerBitCount(Register into, Opcode opcode, IrType type, Value a)
    {
        if (opcode == Opcode.TrailingZeros)
        {
            Register reversed = NewInteger(type == IrType.I64);
            Emit(BitInstructions.ReverseBits[type], reversed, Read(a));
            Emit(BitInstructions.LeadingZeros[type], into, reversed);
            return;
        }

        Register bits = NewFloating(8);
        Register counts = NewFloating(8);
        Register sum = NewFloating(8);
        Emit(FloatingInstructions.FromInteger[type], bits, Read(a));
        Emit(FloatingInstructions.CountBytes, counts, bits);
        Emit(FloatingInstructions.SumBytes, sum, counts);
        Emit(FloatingInstructions.ToInteger.Narrow, into, sum);
    }

    private Register NewFloating(int size) => Code.NewVirtual(RegisterClass.Floating, size);

    private static int TrailingZeros(ulong value)
    {
        int count = 0;
        while (count < 64 && (value >> count & 1) == 0)
        {
            count++;
        }

        return count;
    }
}
