using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Shifts, bit fields, extensions, bit counts.</summary>
internal sealed partial class Arm64Selector
{
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
