using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Arithmetic, bits and shifts of vectors of integers; see <see cref="OperandSyntax"/>.</summary>
internal static class VectorIntegerInstructions
{
    private const InstructionTraits Commutes = InstructionTraits.Commutes;
    private const string Unary = "w v, r v/m/b";

    private static readonly VectorTableBuilder s_table = new();

    public static readonly VectorOperation Add =
        s_table.Integers("vpadd", 0x660FFC, 0x660FFD, 0x660FFE, 0x660FD4, Commutes);
    public static readonly VectorOperation Sub = s_table.Integers("vpsub", 0x660FF8, 0x660FF9, 0x660FFA, 0x660FFB);

    /// <summary>The low half of the product; of 64 bits with EVEX only.</summary>
    public static readonly VectorOperation MulLow =
        s_table.Integers("vpmull", 0, 0x660FD5, 0x660F3840, 0x660F3840, Commutes, wide: VectorForms.EvexWide);

    /// <summary>The high half of the product of 16 bits.</summary>
    public static readonly VectorFamily MulHighS = s_table.Integer("vpmulhw", 0x660FE5, 2, VectorForms.Narrow, traits: Commutes)!;
    public static readonly VectorFamily MulHighU = s_table.Integer("vpmulhuw", 0x660FE4, 2, VectorForms.Narrow, traits: Commutes)!;

    /// <summary>The product in 64 bits of the low 32 bits of each lane of 64.</summary>
    public static readonly VectorFamily MulWideS = s_table.Integer("vpmuldq", 0x660F3828, 8, VectorForms.Wide, traits: Commutes)!;
    public static readonly VectorFamily MulWideU = s_table.Integer("vpmuludq", 0x660FF4, 8, VectorForms.Wide, traits: Commutes)!;

    public static readonly VectorOperation MinS =
        s_table.Integers("vpmins", 0x660F3838, 0x660FEA, 0x660F3839, 0x660F3839, Commutes, wide: VectorForms.EvexWide);
    public static readonly VectorOperation MinU =
        s_table.Integers("vpminu", 0x660FDA, 0x660F383A, 0x660F383B, 0x660F383B, Commutes, wide: VectorForms.EvexWide);
    public static readonly VectorOperation MaxS =
        s_table.Integers("vpmaxs", 0x660F383C, 0x660FEE, 0x660F383D, 0x660F383D, Commutes, wide: VectorForms.EvexWide);
    public static readonly VectorOperation MaxU =
        s_table.Integers("vpmaxu", 0x660FDE, 0x660F383E, 0x660F383F, 0x660F383F, Commutes, wide: VectorForms.EvexWide);
    public static readonly VectorOperation Abs = s_table.Integers(
        "vpabs", 0x660F381C, 0x660F381D, 0x660F381E, 0x660F381F, masks: false, operands: Unary, slots: "R M", wide: VectorForms.EvexWide);
    public static readonly VectorOperation LeadingZeros = new(
        null,
        null,
        s_table.Integer("vplzcntd", 0x660F3844, 4, VectorForms.Evex, Unary, "R M"),
        s_table.Integer("vplzcntq", 0x660F3844, 8, VectorForms.EvexWide, Unary, "R M"));

    // Bits; lanes of 4 and 8 bytes differ in masks and broadcasts only.
    public static readonly VectorOperation And = Bitwise("vpand", 0x660FDB, Commutes);

    /// <summary>Operand 2 without the bits of operand 1.</summary>
    public static readonly VectorOperation AndNot = Bitwise("vpandn", 0x660FDF, InstructionTraits.None);
    public static readonly VectorOperation Or = Bitwise("vpor", 0x660FEB, Commutes);
    public static readonly VectorOperation Xor = Bitwise("vpxor", 0x660FEF, Commutes);

    /// <summary>Any function of three bits: the bit of the immediate at 4 a + 2 b + c for operands 1 (overwritten), 2 and 3.</summary>
    public static readonly VectorOperation Ternary = new(
        null,
        null,
        s_table.Integer("vpternlogd", 0x660F3A25, 4, VectorForms.Evex, "w v, t v, r v, r v/m/b, r i8", "R V M I"),
        s_table.Integer("vpternlogq", 0x660F3A25, 8, VectorForms.EvexWide, "w v, t v, r v, r v/m/b, r i8", "R V M I"));

    /// <summary>All bits 1: equal to itself.</summary>
    public static readonly VectorFamily Ones = s_table.Family(
        "vpcmpeqd", "w v", "RVM", 0x660F76, VectorForms.Vex, InstructionTraits.Rematerializable);

    // Shifts of all lanes by an immediate; of each lane by its own count.
    // Counts of at least the lane's width leave zeros, respectively copies of the sign.
    public static readonly VectorOperation ShlImmediate = ShiftImmediate("vpsll", 6, 0x73, VectorForms.Wide);
    public static readonly VectorOperation ShrImmediate = ShiftImmediate("vpsrl", 2, 0x73, VectorForms.Wide);
    public static readonly VectorOperation SarImmediate = ShiftImmediate("vpsra", 4, 0x72, VectorForms.EvexWide);
    public static readonly VectorOperation Shl = ShiftVariable("vpsllv", 0x660F3812, 0x660F3847, VectorForms.AlwaysWide);
    public static readonly VectorOperation Shr = ShiftVariable("vpsrlv", 0x660F3810, 0x660F3845, VectorForms.AlwaysWide);
    public static readonly VectorOperation Sar = ShiftVariable("vpsrav", 0x660F3811, 0x660F3846, VectorForms.EvexWide);

    // Rotations, by the count modulo the width.
    public static readonly VectorOperation RotateLeft = Rotation("vprolv", "w v, r v, r v/m/b", "R V M", 0x660F3815, -1);
    public static readonly VectorOperation RotateLeftImmediate = Rotation("vprol", "w v, r v/m/b, r i8", "V M I", 0x660F72, 1);

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    private static VectorOperation Bitwise(string mnemonic, uint opcode, InstructionTraits traits) => new(
        null,
        null,
        s_table.Family(
            mnemonic, "w v, r v, r v/m/b32", "R V M", opcode, VectorForms.Narrow, traits, evexMnemonic: mnemonic + "d"),
        s_table.Family(
            mnemonic, "w v, r v, r v/m/b64", "R V M", opcode, VectorForms.Wide, traits, evexMnemonic: mnemonic + "q"));

    private static VectorOperation ShiftImmediate(string stem, int digit, uint wideOpcode, VectorForms wide) => new(
        null,
        s_table.Family(stem + "w", "w v, r v, r i8", "V M I", 0x660F71, VectorForms.Narrow, digit: digit),
        s_table.Family(stem + "d", "w v, r v, r i8", "V M I", 0x660F72, VectorForms.Narrow, digit: digit),
        s_table.Family(stem + "q", "w v, r v, r i8", "V M I", 0x660F00 | wideOpcode, wide, digit: digit));

    private static VectorOperation ShiftVariable(string stem, uint w, uint dq, VectorForms wide) => new(
        null,
        s_table.Integer(stem + "w", w, 2, VectorForms.EvexWide),
        s_table.Integer(stem + "d", dq, 4, VectorForms.Narrow),
        s_table.Integer(stem + "q", dq, 8, wide));

    private static VectorOperation Rotation(string stem, string operands, string slots, uint opcode, int digit) => new(
        null,
        null,
        s_table.Integer(stem + "d", opcode, 4, VectorForms.Evex, operands, slots, digit: digit),
        s_table.Integer(stem + "q", opcode, 8, VectorForms.EvexWide, operands, slots, digit: digit));
}
