using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Operations on mask registers, by the size of what they hold: 1, 2, 4 or 8 bytes; bits above it become 0; see
/// <see cref="OperandSyntax"/>.
/// </summary>
internal static class MaskInstructions
{
    private const string Binary = "w k, r k, r k";

    private static readonly InstructionTableBuilder s_table = new();

    // Copies; to and from memory; from an integer register.
    public static readonly X64Instruction[] Move = Rows("kmov", "w k, r k", "R M", 0x0F90, InstructionTraits.Move);
    public static readonly X64Instruction[] Load = Rows("kmov", "w k, r m", "R M", 0x0F90);
    public static readonly X64Instruction[] Store = Rows("kmov", "w m, r k", "M R", 0x0F91);
    public static readonly X64Instruction FromInteger = Row("kmovq", "w k, r r", "R M", 0xF20F92, true, 8);

    public static readonly X64Instruction[] And = Rows("kand", Binary, "R V M", 0x0F41, InstructionTraits.Commutes, isLong: true);

    /// <summary>Operand 2 without the bits of operand 1.</summary>
    public static readonly X64Instruction[] AndNot = Rows("kandn", Binary, "R V M", 0x0F42, isLong: true);
    public static readonly X64Instruction[] Not = Rows("knot", "w k, r k", "R M", 0x0F44);
    public static readonly X64Instruction[] Or = Rows("kor", Binary, "R V M", 0x0F45, InstructionTraits.Commutes, isLong: true);
    public static readonly X64Instruction[] Xor = Rows("kxor", Binary, "R V M", 0x0F47, InstructionTraits.Commutes, isLong: true);

    public static readonly X64Instruction ShiftRight = Row("kshiftrq", "w k, r k, r i8", "R M I", 0x660F3A31, true, 8);

    /// <summary>No bits set, respectively all.</summary>
    public static readonly X64Instruction[] Zero = Rows("kxor", "w k", "RVM", 0x0F47, InstructionTraits.Rematerializable, isLong: true);
    public static readonly X64Instruction[] Ones = Rows("kxnor", "w k", "RVM", 0x0F46, InstructionTraits.Rematerializable, isLong: true);

    /// <summary>Sets the zero flag if no bit is set in either, the carry flag if together they have all.</summary>
    public static readonly X64Instruction[] TestOr = Rows("kortest", "r k, r k", "R M", 0x0F98, flags: FlagsEffect.Writes);

    /// <summary>Sets the zero flag if no bit is set in both, the carry flag if operand 1 has none that operand 0 lacks.</summary>
    public static readonly X64Instruction[] Test = Rows("ktest", "r k, r k", "R M", 0x0F99, flags: FlagsEffect.Writes);

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    /// <summary>The row of an array for masks of that many lanes.</summary>
    public static X64Instruction For(this X64Instruction[] rows, int lanes) => rows[lanes <= 8 ? 0 : lanes == 16 ? 1 : lanes == 32 ? 2 : 3];

    /// <summary>The four sizes: prefix 66 for 1 and 4 bytes, the W bit for 4 and 8.</summary>
    private static X64Instruction[] Rows(
        string stem, string operands, string slots, uint opcode, InstructionTraits traits = InstructionTraits.None,
        FlagsEffect flags = FlagsEffect.None, bool isLong = false) =>
        new[]
        {
            Row(stem + "b", operands, slots, 0x660000 | opcode, false, 1, traits, flags, isLong),
            Row(stem + "w", operands, slots, opcode, false, 2, traits, flags, isLong),
            Row(stem + "d", operands, slots, 0x660000 | opcode, true, 4, traits, flags, isLong),
            Row(stem + "q", operands, slots, opcode, true, 8, traits, flags, isLong),
        };

    private static X64Instruction Row(
        string mnemonic, string operands, string slots, uint opcode, bool wide, int size, InstructionTraits traits = InstructionTraits.None,
        FlagsEffect flags = FlagsEffect.None, bool isLong = false) =>
        s_table.Row(
            mnemonic, operands, slots, new Encoding(EncodingKind.Vex, opcode, wide, Length: isLong ? 1 : 0), traits, flags, size: size,
            level: IsaLevel.X64V4);
}
