using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Conversions between integers and floating-point numbers, with a rounding or a power of two; narrowing that saturates.</summary>
internal sealed partial class Arm64VectorSelector
{
    /// <summary>A converted integer times 2^-n, which is exact: an integer with n bits behind the point.</summary>
    private bool TryFixedPoint(Register into, IrType type, Value a, Value b)
    {
        if (Function.IsConstant(a))
        {
            (a, b) = (b, a);
        }

        bool signed = Folds(a, Opcode.IntToFloatS);
        if ((!signed && !Folds(a, Opcode.IntToFloatU)) || !TryExponent(b, out int exponent)
            || exponent >= 0 || -exponent > IrTypes.Bits(type))
        {
            return false;
        }

        VectorRow row = signed ? VectorFloats.FromSignedFixed : VectorFloats.FromUnsignedFixed;
        Emit(row[ArrangementOf(type)], into, Use(Function.Operand(a, 0)), Operand.Immediate(-exponent));
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

    /// <summary>
    /// A number to an integer. A rounding before is the conversion's own, and so is a multiplication by 2^n: it is exact, or infinite
    /// where the conversion saturates, too.
    /// </summary>
    private void LowerFloatToInteger(Register into, bool signed, IrType type, Value a)
    {
        Arrangement arrangement = ArrangementOf(type);
        if (Folds(a, Opcode.MulF) && TryExponent(Function.Operand(a, 1), out int exponent) && exponent > 0 && exponent <= IrTypes.Bits(type))
        {
            VectorRow scaled = signed ? VectorFloats.ToSignedFixed : VectorFloats.ToUnsignedFixed;
            Emit(scaled[arrangement], into, Use(Function.Operand(a, 0)), Operand.Immediate(exponent));
            return;
        }

        VectorRow? rounded = Function.OpcodeOf(a) switch
        {
            Opcode.FloorF => signed ? VectorFloats.FloorToSigned : VectorFloats.FloorToUnsigned,
            Opcode.CeilingF => signed ? VectorFloats.CeilingToSigned : VectorFloats.CeilingToUnsigned,
            Opcode.RoundEvenF => signed ? VectorFloats.RoundEvenToSigned : VectorFloats.RoundEvenToUnsigned,
            Opcode.TruncateF => signed ? VectorFloats.ToSigned : VectorFloats.ToUnsigned,
            _ => null,
        };
        if (rounded is not null && CanFold(a))
        {
            Emit(rounded[arrangement], into, Use(Function.Operand(a, 0)));
        }
        else
        {
            Emit((signed ? VectorFloats.ToSigned : VectorFloats.ToUnsigned)[arrangement], into, Use(a));
        }
    }

    /// <summary>The low half of what is limited to the narrow type's range: one instruction that saturates.</summary>
    private bool TrySaturate(Register into, IrType type, Value a)
    {
        int width = IrTypes.Bits(type);
        ulong ones = (1UL << width) - 1;
        VectorRow row;
        Value source;
        if (TryLimit(a, Opcode.MinU, ones, out source))
        {
            row = VectorBits.NarrowSaturatingU;
        }
        else if (TryLimits(a, 0, ones, out source))
        {
            row = VectorBits.NarrowSaturatingSToU;
        }
        else if (TryLimits(a, 0 - (1UL << (width - 1)), ones >> 1, out source))
        {
            row = VectorBits.NarrowSaturatingS;
        }
        else
        {
            return false;
        }

        Emit(row[Half(type)], into, Use(source));
        return true;
    }

    /// <summary>The value is another, limited as a signed number to a range from both sides in either order.</summary>
    private bool TryLimits(Value value, ulong least, ulong most, out Value source) =>
        (TryLimit(value, Opcode.MinS, most, out source) && TryLimit(source, Opcode.MaxS, least, out source))
        || (TryLimit(value, Opcode.MaxS, least, out source) && TryLimit(source, Opcode.MinS, most, out source));

    /// <summary>The value is the minimum or maximum of another and a constant.</summary>
    private bool TryLimit(Value value, Opcode opcode, ulong limit, out Value source)
    {
        source = Function.Operand(value, 0);
        return Folds(value, opcode) && Function.IsConstant(Function.Operand(value, 1), limit & Function.Mask(Function.TypeOf(value)));
    }
}
