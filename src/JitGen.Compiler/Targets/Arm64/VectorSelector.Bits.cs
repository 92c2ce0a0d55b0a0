using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Shifts, rotations, complements; masks of other widths.</summary>
internal sealed partial class Arm64VectorSelector
{
    /// <summary>A shift by a constant, from 1 to less than the width; a widening before one to the left is the shift's own.</summary>
    private void LowerShift(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        Opcode extension = Function.OpcodeOf(a);
        int count = CountOf(b);
        if (opcode == Opcode.Shl && extension is Opcode.ExtendS or Opcode.ExtendU && CanFold(a) && count < IrTypes.Bits(type) / 2)
        {
            Value narrow = Function.Operand(a, 0);
            VectorRow widen = extension == Opcode.ExtendS ? VectorBits.WidenS : VectorBits.WidenU;
            Emit(widen[Narrow(narrow)], into, Use(narrow), Operand.Immediate(count));
            return;
        }

        VectorRow row = opcode switch
        {
            Opcode.Shl => VectorBits.ShlImmediate,
            Opcode.ShrS => VectorBits.ShrSImmediate,
            _ => VectorBits.ShrUImmediate,
        };
        Emit(row[ArrangementOf(type)], into, Use(a), Operand.Immediate(count));
    }

    /// <summary>A sum with what is shifted right: ssra and usra.</summary>
    private bool TryShiftAdd(Register into, IrType type, Value a, Value b)
    {
        if (!Folds(b, Opcode.ShrS) && !Folds(b, Opcode.ShrU))
        {
            (a, b) = (b, a);
        }

        bool signed = Folds(b, Opcode.ShrS);
        if (!signed && !Folds(b, Opcode.ShrU))
        {
            return false;
        }

        VectorRow row = signed ? VectorBits.ShrAddS : VectorBits.ShrAddU;
        EmitTied(
            row[ArrangementOf(type)], into, Use(a), Use(Function.Operand(b, 0)), Operand.Immediate(CountOf(Function.Operand(b, 1))));
        return true;
    }

    private int CountOf(Value constant) => (int)Function.BitsOf(constant);

    /// <summary>A shift to the right by a count per lane: one to the left by its negative.</summary>
    private void LowerLaneShift(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        Arrangement arrangement = ArrangementOf(type);
        Register count = NewVector();
        Emit(VectorArithmetic.Neg[arrangement], count, Use(b));
        Emit((opcode == Opcode.LaneShrS ? VectorBits.ShiftS : VectorBits.ShiftU)[arrangement], into, Use(a), count);
    }

    /// <summary>A shift to the left beside one to the right by the rest of the width: the second inserts its bits below the first's.</summary>
    private bool TryRotate(Register into, IrType type, Value a, Value b)
    {
        if (Folds(a, Opcode.ShrU))
        {
            (a, b) = (b, a);
        }

        if (IrTypes.IsMask(type) || !Folds(a, Opcode.Shl) || !Folds(b, Opcode.ShrU)
            || CountOf(Function.Operand(a, 1)) + CountOf(Function.Operand(b, 1)) != IrTypes.Bits(type))
        {
            return false;
        }

        Arrangement arrangement = ArrangementOf(type);
        Register shifted = NewVector();
        Emit(VectorBits.ShlImmediate[arrangement], shifted, Use(Function.Operand(a, 0)), Operand.Immediate(CountOf(Function.Operand(a, 1))));
        EmitTied(
            VectorBits.ShrInsert[arrangement], into, shifted, Use(Function.Operand(b, 0)),
            Operand.Immediate(CountOf(Function.Operand(b, 1))));
        return true;
    }

    /// <summary>And, or, with the complement of an operand.</summary>
    private bool TryComplement(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        if (Folds(a, Opcode.Not))
        {
            (a, b) = (b, a);
        }

        if (!Folds(b, Opcode.Not))
        {
            return false;
        }

        Emit((opcode == Opcode.And ? VectorBits.AndNot : VectorBits.OrNot)[BytesOf(type)], into, Use(a), Use(Function.Operand(b, 0)));
        return true;
    }

    /// <summary>A logical shift to the right before the narrowing, of which the narrowing keeps whole bits.</summary>
    private bool TryNarrowShifted(Register into, IrType type, Value a)
    {
        bool isShift = Folds(a, Opcode.ShrU) || Folds(a, Opcode.ShrS);
        if (!isShift || CountOf(Function.Operand(a, 1)) > IrTypes.Bits(type))
        {
            return false;
        }

        Value source = Function.Operand(a, 0);
        int count = CountOf(Function.Operand(a, 1));
        if (count == IrTypes.Bits(type) && Folds(source, Opcode.Add))
        {
            Emit(VectorArithmetic.AddHighNarrow[Half(type)], into, Use(Function.Operand(source, 0)), Use(Function.Operand(source, 1)));
        }
        else
        {
            Emit(VectorBits.NarrowShifted[Half(type)], into, Use(source), Operand.Immediate(count));
        }

        return true;
    }

    /// <summary>A mask for lanes of another width, a factor of two at a time: all ones and all zeros stay so.</summary>
    private void LowerConvertMask(Register into, IrType type, Value a)
    {
        int width = IrTypes.Bits(Function.TypeOf(a));
        int wanted = IrTypes.Bits(type);
        Register current = Use(a);
        while (width != wanted)
        {
            bool widens = width < wanted;
            int next = widens ? width * 2 : width / 2;
            Register register = next == wanted ? into : NewVector();
            Arrangement narrow = Arrangements.Of((widens ? width : next) / 8, 8);
            if (widens)
            {
                Emit(VectorBits.WidenS[narrow], register, current, Operand.Immediate(0));
            }
            else
            {
                Emit(VectorBits.Narrow[narrow], register, current);
            }

            current = register;
            width = next;
        }
    }
}
