using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Collects the rows of a part of the instruction table.</summary>
internal sealed class InstructionTableBuilder
{
    private const uint IntegerSizeBit = 1u << 31;
    private const uint FloatSizeBit = 1u << 22;
    private const uint WholeVectorBit = 1u << 30;

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

    /// <summary>
    /// A row for each arrangement. In the operands <c>.T</c> stands for the arrangement, <c>.L</c> for lanes twice as wide, <c>.E</c> and
    /// <c>[E]</c> for a single lane and its number, <c>Ed</c> for the register of a single lane, <c>R</c> for W or, of lanes of 8 bytes, X.
    /// The bits are those of bytes in 8 bytes; added are the size of the lanes and that of the vector.
    /// </summary>
    public VectorRow Vector(
        string mnemonic, string operands, uint bits, Arrangement[] arrangements, InstructionTraits traits = InstructionTraits.None) =>
        Vector(mnemonic, operands, bits, arrangements, arrangement => (uint)Arrangements.LaneLog2(arrangement) << 22, traits);

    /// <summary>As <see cref="Vector(string, string, uint, Arrangement[], InstructionTraits)"/>, of floating-point numbers of 4 and 8 bytes.</summary>
    public VectorRow VectorFloat(string mnemonic, string operands, uint bits, InstructionTraits traits = InstructionTraits.None) =>
        Vector(mnemonic, operands, bits, Arrangements.Floats, arrangement => (uint)(Arrangements.LaneLog2(arrangement) - 2) << 22, traits);

    /// <summary>A shift left by an immediate, which the number of bits in a lane is added to.</summary>
    public VectorRow VectorShiftLeft(string mnemonic, string operands, uint bits, Arrangement[] arrangements) =>
        Vector(mnemonic, operands, bits, arrangements, arrangement => 8u << Arrangements.LaneLog2(arrangement) << 16);

    /// <summary>A shift right by an immediate, which is subtracted from twice the number of bits in a lane.</summary>
    public VectorRow VectorShiftRight(string mnemonic, string operands, uint bits, Arrangement[] arrangements) =>
        Vector(mnemonic, operands, bits, arrangements, arrangement => 16u << Arrangements.LaneLog2(arrangement) << 16);

    /// <summary>An instruction that names a lane: the lowest bit set of a field says how large it is.</summary>
    public VectorRow VectorLane(string mnemonic, string operands, uint bits, Arrangement[] arrangements) =>
        Vector(mnemonic, operands, bits, arrangements, arrangement => 1u << Arrangements.LaneLog2(arrangement) << 16);

    private VectorRow Vector(
        string mnemonic,
        string operands,
        uint bits,
        Arrangement[] arrangements,
        Func<Arrangement, uint> laneBits,
        InstructionTraits traits = InstructionTraits.None) =>
        new(arrangements, arrangement => Row(
            mnemonic,
            OperandsOf(operands, arrangement),
            bits + laneBits(arrangement) + (Arrangements.BytesOf(arrangement) == 16 ? WholeVectorBit : 0),
            traits));

    private static string OperandsOf(string operands, Arrangement arrangement)
    {
        char lane = Arrangements.LaneView(arrangement);
        string result = operands
            .Replace(".T", Arrangements.Name(arrangement))
            .Replace(".E", "." + lane)
            .Replace("[E]", "[" + lane + "]")
            .Replace("E", char.ToUpperInvariant(lane).ToString())
            .Replace('R', lane == 'd' ? 'X' : 'W');
        return Arrangements.Widened(arrangement) is { } widened ? result.Replace(".L", Arrangements.Name(widened)) : result;
    }
}
