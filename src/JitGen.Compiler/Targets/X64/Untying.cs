using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>What does the same as a tied instruction without overwriting an operand: <c>lea</c>, which leaves the flags alone.</summary>
internal static class Untying
{
    /// <summary>Larger shifts have no scale.</summary>
    private const int MaximumScale = 3;

    /// <summary>The equivalent of an instruction over virtual registers, with its operands in place; null if there is none.</summary>
    public static X64Instruction? Untie(X64Instruction row, Operand[] operands)
    {
        bool wide = row.Operands[0].Size == 8;
        Register source = operands[1].Register;
        Operand address = Address(row, wide, source, operands.Length > 2 ? operands[2] : Operand.None);
        if (address.Kind == OperandKind.None)
        {
            return null;
        }

        operands[1] = address;
        return Lea.For(wide);
    }

    private static Operand Address(X64Instruction row, bool wide, Register source, Operand other)
    {
        if (row == Add.For(wide))
        {
            return other.IsRegister ? Operand.Memory(source, other.Register, 0)
                : other.Kind == OperandKind.Immediate ? Operand.Memory(source, other.Value)
                : Operand.None;
        }

        if (row == Sub.For(wide) && other.Kind == OperandKind.Immediate && (other.Value != int.MinValue || !wide))
        {
            return Operand.Memory(source, unchecked(-(int)other.Value));
        }

        if (row == Shl.For(wide) && other.Value is > 0 and <= MaximumScale)
        {
            return other.Value == 1 ? Operand.Memory(source, source, 0) : Operand.Memory(Register.None, source, (int)other.Value);
        }

        return Operand.None;
    }
}
