using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Collects the rows of a part of the instruction table.</summary>
internal sealed class InstructionTableBuilder
{
    private const uint IntegerSizeBit = 1u << 31;
    private const uint FloatSizeBit = 1u << 22;

    private readonly List<Arm64Instruction> _rows = new();

    public IReadOnlyList<Arm64Instruction> All => _rows;

    /// <summary>A row; see <see cref="Arm64Instruction.Parse"/>.</summary>
    public Arm64Instruction Row(string mnemonic, string operands, uint bits, InstructionTraits traits = InstructionTraits.None)
    {
        Arm64Instruction row = Arm64Instruction.Parse(mnemonic, operands, bits, traits);
        _rows.Add(row);
        return row;
    }

    /// <summary>
    /// Two rows that differ in size: <c>R</c> in the operands stands for W and X, or <c>F</c> for S and D. The bits are those of the narrow
    /// one; the wide one also has the size bit of its file, or <paramref name="wideBits"/>.
    /// </summary>
    public Sized Sized(string mnemonic, string operands, uint bits, InstructionTraits traits = InstructionTraits.None, uint wideBits = 0)
    {
        bool isFloat = operands.IndexOf('F') >= 0;
        char variable = isFloat ? 'F' : 'R';
        uint wide = wideBits != 0 ? wideBits : bits | (isFloat ? FloatSizeBit : IntegerSizeBit);
        return new Sized(
            Row(mnemonic, operands.Replace(variable, isFloat ? 'S' : 'W'), bits, traits),
            Row(mnemonic, operands.Replace(variable, isFloat ? 'D' : 'X'), wide, traits));
    }
}
