using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Floating-point numbers. Only FmaF is fused: any other contraction would change the result.</summary>
internal sealed partial class Arm64Selector
{
    private void LowerFloating(Register into, Opcode opcode, IrType type, Value a, Value b, Value c)
    {
        IrType from = Function.TypeOf(a);
        switch (opcode)
        {
            case Opcode.MulF when Folds(a, Opcode.NegF):
                Emit(FloatingInstructions.MulNegated[type], into, Read(Function.Operand(a, 0)), Read(b));
                break;
            case Opcode.MulF when Folds(b, Opcode.NegF):
                Emit(FloatingInstructions.MulNegated[type], into, Read(a), Read(Function.Operand(b, 0)));
                break;
            case Opcode.MulF when TryFixedPoint(into, type, a, b):
                break;
            case Opcode.MulF:
                Emit(FloatingInstructions.Mul[type], into, Read(a), Read(b));
                break;
            case Opcode.NegF when Folds(a, Opcode.MulF):
                Emit(FloatingInstructions.MulNegated[type], into, Read(Function.Operand(a, 0)), Read(Function.Operand(a, 1)));
                break;
            case Opcode.NegF:
                Emit(FloatingInstructions.Neg[type], into, Read(a));
                break;
            case Opcode.AbsF when Folds(a, Opcode.SubF):
                Emit(FloatingInstructions.AbsDifference[type], into, Read(Function.Operand(a, 0)), Read(Function.Operand(a, 1)));
                break;
            case Opcode.AbsF:
                Emit(FloatingInstructions.Abs[type], into, Read(a));
                break;
            case Opcode.FmaF:
                LowerFusedMultiplyAdd(into, type, a, b, c);
                break;
            case Opcode.CopySignF:
                LowerCopySign(into, type, a, b);
                break;
            case Opcode.IntToFloatS or Opcode.IntToFloatU:
                LowerIntegerToFloat(into, opcode, type, a);
                break;
            case Opcode.FloatToIntS or Opcode.FloatToIntU:
                LowerFloatToInteger(into, opcode == Opcode.FloatToIntS, type, a);
                break;
            case Opcode.Promote:
                Emit(FloatingInstructions.Promote, into, Read(a));
                break;
            case Opcode.Demote:
                Emit(FloatingInstructions.Demote, into, Read(a));
                break;
            default:
                Emit((IsFloating(from) ? FloatingInstructions.ToInteger : FloatingInstructions.FromInteger)[type], into, Read(a));
                break;
        }
    }

    /// <summary>a * b + c; negations of a factor and of the addend are other instructions.</summary>
    private void LowerFusedMultiplyAdd(Register into, IrType type, Value a, Value b, Value c)
    {
        bool negatesProduct = TakeNegation(ref a) != TakeNegation(ref b);
        bool negatesAddend = TakeNegation(ref c);
        Sized row = negatesAddend
            ? negatesProduct ? FloatingInstructions.NegMulAdd : FloatingInstructions.NegMulSub
            : negatesProduct ? FloatingInstructions.MulSub : FloatingInstructions.MulAdd;
        Emit(row[type], into, Read(a), Read(b), Read(c));
    }

    private bool TakeNegation(ref Value value)
    {
        if (!Folds(value, Opcode.NegF))
        {
            return false;
        }

        value = Function.Operand(value, 0);
        return true;
    }

    /// <summary>
    /// The sign of <paramref name="b"/>, cleared if it is NaN, is brought to bit 0 and inserted back into the sign of
    /// <paramref name="a"/>: so no mask is needed.
    /// </summary>
    private void LowerCopySign(Register into, IrType type, Value a, Value b)
    {
        int signPosition = type == IrType.F64 ? 63 : 31;
        Register isNumber = NewFloating(8);
        Register number = NewFloating(8);
        Register sign = NewFloating(8);
        Emit(FloatingInstructions.EqualMask[type], isNumber, Read(b), Read(b));
        Emit(FloatingInstructions.AndVector, number, Read(b), isNumber);
        Emit(FloatingInstructions.ShrU[type], sign, number, Operand.Immediate(signPosition));
        Emit(FloatingInstructions.ShiftLeftInsert[type], into, Read(a), sign, Operand.Immediate(signPosition));
    }

    private void LowerIntegerToFloat(Register into, Opcode opcode, IrType type, Value a)
    {
        bool signed = WithoutExtension(opcode == Opcode.IntToFloatS, ref a);
        Conversion row = signed ? FloatingInstructions.FromSigned : FloatingInstructions.FromUnsigned;
        Emit(row[Function.TypeOf(a), type], into, Read(a));
    }

    /// <summary>Of an integer that is extended from 32 bits, the 32 bits; returns whether they are signed.</summary>
    private bool WithoutExtension(bool signed, ref Value integer)
    {
        bool isZeroExtended = Repeats(integer, Opcode.ZeroExtend32);
        if (!isZeroExtended && !(signed && Repeats(integer, Opcode.SignExtend32)))
        {
            return signed;
        }

        integer = Function.Operand(integer, 0);
        return !isZeroExtended;
    }

    /// <summary>A converted integer times 2^-n, which is exact: an integer with n bits behind the point.</summary>
    private bool TryFixedPoint(Register into, IrType type, Value converted, Value scale)
    {
        Opcode opcode = Function.OpcodeOf(converted);
        if (opcode is not (Opcode.IntToFloatS or Opcode.IntToFloatU) || !Folds(converted, opcode) || !TryExponent(scale, out int exponent))
        {
            return false;
        }

        Value integer = Function.Operand(converted, 0);
        bool signed = WithoutExtension(opcode == Opcode.IntToFloatS, ref integer);
        if (exponent >= 0 || -exponent > Width(Function.TypeOf(integer)))
        {
            return false;
        }

        Conversion row = signed ? FloatingInstructions.FromSignedFixed : FloatingInstructions.FromUnsignedFixed;
        Emit(row[Function.TypeOf(integer), type], into, Read(integer), Operand.Immediate(-exponent));
        return true;
    }

    /// <summary>The value is the constant 2^<paramref name="exponent"/>, and normal.</summary>
    private bool TryExponent(Value value, out int exponent)
    {
        ulong bits = Function.BitsOf(value);
        bool isDouble = Function.TypeOf(value) == IrType.F64;
        int fractionBits = isDouble ? 52 : 23;
        exponent = (int)(bits >> fractionBits) - (isDouble ? 1023 : 127);
        bool isPower = (bits & (1UL << fractionBits) - 1) == 0 && bits >> fractionBits != 0;
        return IsFull && Function.IsConstant(value) && isPower && exponent <= 64;
    }

    /// <summary>A rounding before the conversion is the conversion's own.</summary>
    private void LowerFloatToInteger(Register into, bool signed, IrType type, Value a)
    {
        Opcode rounding = Function.OpcodeOf(a);
        Conversion? rounded = rounding switch
        {
            Opcode.FloorF => signed ? FloatingInstructions.FloorToSigned : FloatingInstructions.FloorToUnsigned,
            Opcode.CeilingF => signed ? FloatingInstructions.CeilingToSigned : FloatingInstructions.CeilingToUnsigned,
            Opcode.RoundEvenF => signed ? FloatingInstructions.RoundEvenToSigned : FloatingInstructions.RoundEvenToUnsigned,
            Opcode.TruncateF => signed ? FloatingInstructions.ToSigned : FloatingInstructions.ToUnsigned,
            _ => null,
        };
        if (Folds(a, Opcode.MulF) && TryExponent(Function.Operand(a, 1), out int exponent) && exponent > 0 && exponent <= Width(type))
        {
            // Scaling up is exact, or infinite where the conversion saturates, too.
            Conversion scaled = signed ? FloatingInstructions.ToSignedFixed : FloatingInstructions.ToUnsignedFixed;
            Emit(scaled[type, Function.TypeOf(a)], into, Read(Function.Operand(a, 0)), Operand.Immediate(exponent));
            return;
        }

        bool folds = rounded is not null && Folds(a, rounding);
        Conversion row = folds ? rounded!.Value : signed ? FloatingInstructions.ToSigned : FloatingInstructions.ToUnsigned;
        Emit(row[type, Function.TypeOf(a)], into, Read(folds ? Function.Operand(a, 0) : a));
    }

    private void LowerFloatingConstant(Register into, IrType type, ulong bits)
    {
        int size = type == IrType.F64 ? 8 : 4;
        if (bits == 0)
        {
            Emit(FloatingInstructions.MoveZero, into, Operand.Immediate(0));
        }
        else if (FloatImmediate.TryEncode(bits, size, out uint encoding))
        {
            Emit(FloatingInstructions.MoveImmediate[type], into, Operand.Immediate(encoding));
        }
        else
        {
            Emit(MemoryInstructions.LoadFloatLiteral[type], into, Operand.Constant(Code.Constants.Add(size, bits)));
        }
    }
}
