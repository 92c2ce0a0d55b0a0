using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Products: by constants, fused with additions, of 32 bits to 64, upper halves.</summary>
internal sealed partial class Arm64Selector
{
    private void LowerMul(Register into, IrType type, Value a, Value b)
    {
        if (TryConstant(a, out _))
        {
            (a, b) = (b, a);
        }

        if (TryConstant(b, out long constant) && TryMultiplyByShifts(into, type, a, constant))
        {
            return;
        }

        if (TryLongFactors(type, a, b, out Register x, out Register y, out bool signed))
        {
            Emit(signed ? IntegerInstructions.MulLongS : IntegerInstructions.MulLongU, into, x, y);
        }
        else if (Folds(a, Opcode.Neg) || Folds(b, Opcode.Neg))
        {
            (Value negated, Value other) = Folds(a, Opcode.Neg) ? (a, b) : (b, a);
            Emit(IntegerInstructions.MulNegated[type], into, Read(Function.Operand(negated, 0)), Read(other));
        }
        else
        {
            Emit(IntegerInstructions.Mul[type], into, Read(a), Read(b));
        }
    }

    /// <summary>Multiplies by ±2^n, 2^n ± 1 and what is as near, in at most two instructions that take a cycle each.</summary>
    private bool TryMultiplyByShifts(Register into, IrType type, Value a, long constant)
    {
        int n;
        if (TryLog2(constant, out n) && n > 0)
        {
            Emit(BitInstructions.ShlImmediate[type], into, Read(a), Operand.Immediate(n));
        }
        else if (IsSingleInstructionProduct(constant))
        {
            Register x = Read(a);
            if (TryLog2(constant - 1, out n))
            {
                Emit(IntegerInstructions.AddShifted[type], into, x, x, Modifier.Shift(ShiftKind.Left, n));
            }
            else if (TryLog2(unchecked(-constant), out n))
            {
                Emit(IntegerInstructions.NegShifted[type], into, x, Modifier.Shift(ShiftKind.Left, n));
            }
            else
            {
                TryLog2(1 - constant, out n);
                Emit(IntegerInstructions.SubShifted[type], into, x, x, Modifier.Shift(ShiftKind.Left, n));
            }
        }
        else if (constant is > 2 and < long.MaxValue && TryLog2(constant + 1, out n))
        {
            Register shifted = NewInteger(type == IrType.I64);
            Emit(BitInstructions.ShlImmediate[type], shifted, Read(a), Operand.Immediate(n));
            Emit(IntegerInstructions.Sub[type], into, shifted, Read(a));
        }
        else if (TryOddPart(constant, out long odd, out int shift) && TryLog2(odd - 1, out n))
        {
            Register product = NewInteger(type == IrType.I64);
            Emit(IntegerInstructions.AddShifted[type], product, Read(a), Read(a), Modifier.Shift(ShiftKind.Left, n));
            Emit(BitInstructions.ShlImmediate[type], into, product, Operand.Immediate(shift));
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Whether the product with the constant is one shifted-register instruction: 2^n + 1, -2^n, 1 - 2^n.</summary>
    private static bool IsSingleInstructionProduct(long constant) =>
        (constant > 1 && TryLog2(constant - 1, out int n) && n > 0)
        || (constant is < -1 and > long.MinValue && (TryLog2(-constant, out _) || TryLog2(1 - constant, out _)));

    private static bool TryLog2(long value, out int exponent)
    {
        exponent = 0;
        while (value > 1 && (value & 1) == 0)
        {
            value >>= 1;
            exponent++;
        }

        return value == 1;
    }

    /// <summary>Splits an even number above 0 into an odd number above 1 and a power of two.</summary>
    private static bool TryOddPart(long value, out long odd, out int exponent)
    {
        odd = value;
        exponent = 0;
        while (odd > 1 && (odd & 1) == 0)
        {
            odd >>= 1;
            exponent++;
        }

        return odd > 1 && exponent > 0;
    }

    /// <summary>A product that has no other user and is best made by a multiplication.</summary>
    private bool IsPlainProduct(Value value) =>
        Folds(value, Opcode.Mul)
        && (!TryConstant(Function.Operand(value, 1), out long constant)
            || (!IsSingleInstructionProduct(constant) && !TryLog2(constant, out _)));

    /// <summary>The sum of, or difference between, another value and a product.</summary>
    private bool TryMultiplyAdd(Register into, IrType type, Value product, Value other, bool subtract)
    {
        if (!IsPlainProduct(product))
        {
            return false;
        }

        EmitProduct(into, type, product, subtract ? ProductForms.Subtracted : ProductForms.Added, Read(other));
        return true;
    }

    /// <summary>An instruction that starts with the product of a Mul node.</summary>
    private void EmitProduct(Register into, IrType type, Value product, ProductForms forms, Operand addend = default)
    {
        Value a = Function.Operand(product, 0);
        Value b = Function.Operand(product, 1);
        if (TryLongFactors(type, a, b, out Register x, out Register y, out bool signed))
        {
            Emit(signed ? forms.LongS : forms.LongU, into, x, y, addend);
        }
        else
        {
            Emit(forms.Plain[type], into, Read(a), Read(b), addend);
        }
    }

    /// <summary>Both factors of a 64-bit product are extended from 32 bits: the multiplication extends them itself.</summary>
    private bool TryLongFactors(IrType type, Value a, Value b, out Register x, out Register y, out bool signed)
    {
        x = default;
        y = default;
        signed = Repeats(a, Opcode.SignExtend32);
        Opcode extension = signed ? Opcode.SignExtend32 : Opcode.ZeroExtend32;
        if (type != IrType.I64 || !Repeats(a, extension))
        {
            return false;
        }

        if (Repeats(b, extension))
        {
            x = Read(Function.Operand(a, 0));
            y = Read(Function.Operand(b, 0));
            return true;
        }

        // A constant in a W register of its own, unless the extension costs nothing anyway.
        if (!TryConstant(b, out long constant) || !SourceOfFreeConversion(a).IsNone
            || (signed ? constant != (int)constant : constant != (uint)constant))
        {
            return false;
        }

        x = Read(Function.Operand(a, 0));
        y = NewInteger(wide: false);
        LowerConstant(y, IrType.I32, (uint)constant);
        return true;
    }

    /// <summary>The upper half of a product, shifted right: of 32 bits it is in the middle of a 64-bit product.</summary>
    private void LowerMulHigh(Register into, Opcode opcode, IrType type, Value a, Value b, int shift)
    {
        bool signed = opcode == Opcode.MulHighS;
        if (type == IrType.I64)
        {
            Emit(signed ? IntegerInstructions.MulHighS : IntegerInstructions.MulHighU, into, Read(a), Read(b));
            return;
        }

        Register product = NewInteger(wide: true);
        Emit(signed ? IntegerInstructions.MulLongS : IntegerInstructions.MulLongU, product, Read(a), Read(b));

        // Without a further shift, the sign is beyond the 32 bits: a logical shift keeps the upper half clean.
        Sized row = signed && shift > 0 ? BitInstructions.ShrSImmediate : BitInstructions.ShrUImmediate;
        Emit(row.Wide, into, product, Operand.Immediate(32 + shift));
    }

    private bool IsNarrowMulHigh(Value value) =>
        (Folds(value, Opcode.MulHighS) || Folds(value, Opcode.MulHighU)) && Function.TypeOf(value) == IrType.I32;
}
