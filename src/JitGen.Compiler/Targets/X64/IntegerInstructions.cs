using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.InstructionTableBuilder;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// The integer instructions. A row reads like the manual's: mnemonic, operands, where they are encoded (see
/// <see cref="OperandSyntax"/>), opcode with prefixes.
/// </summary>
internal static class IntegerInstructions
{
    private const FlagsEffect Writes = FlagsEffect.Writes;

    private static readonly InstructionTableBuilder s_table = new();

    // Copies and constants.
    public static readonly InstructionPair Mov = s_table.Integer("mov", "w r, r r/m", "R M", Legacy(0x8B), InstructionTraits.Move);
    public static readonly InstructionPair Store = s_table.Integer("mov", "w m, r r", "M R", Legacy(0x89));
    public static readonly X64Instruction MovImmediate32 =
        s_table.Row("mov", "w r32, r i32", "O I", Legacy(0xB8), InstructionTraits.Rematerializable);
    public static readonly X64Instruction MovImmediateSigned =
        s_table.Row("mov", "w r64, r i32", "M I", LegacyWide(0xC7, 0), InstructionTraits.Rematerializable);
    public static readonly X64Instruction MovImmediate64 =
        s_table.Row("mov", "w r64, r i64", "O I", LegacyWide(0xB8), InstructionTraits.Rematerializable);

    /// <summary>0, shorter than as an immediate, where the flags are free.</summary>
    public static readonly X64Instruction Zero = s_table.Row("xor", "w r32", "RM", Legacy(0x33), flags: Writes);
    public static readonly X64Instruction Store8 = s_table.Row("mov", "w m8, r r8", "M R", Legacy(0x88));
    public static readonly X64Instruction Store16 = s_table.Row("mov", "w m16, r r16", "M R", Legacy(0x660089));
    public static readonly X64Instruction StoreImmediate32 = s_table.Row("mov", "w m32, r i32", "M I", Legacy(0xC7, 0));

    // Extensions; every instruction with a 32-bit result clears the upper half.
    public static readonly X64Instruction ZeroExtend8 = s_table.Row("movzx", "w r32, r r8/m8", "R M", Legacy(0x0FB6));
    public static readonly X64Instruction ZeroExtend16 = s_table.Row("movzx", "w r32, r r16/m16", "R M", Legacy(0x0FB7));
    public static readonly X64Instruction ZeroExtend32 = s_table.Row("mov", "w r32, r r32/m32", "R M", Legacy(0x8B));
    public static readonly InstructionPair SignExtend8 = s_table.Integer("movsx", "w r, r r8/m8", "R M", Legacy(0x0FBE));
    public static readonly InstructionPair SignExtend16 = s_table.Integer("movsx", "w r, r r16/m16", "R M", Legacy(0x0FBF));
    public static readonly X64Instruction SignExtend32 = s_table.Row("movsxd", "w r64, r r32/m32", "R M", LegacyWide(0x63));

    // Arithmetic. The second row of add and sub is for those whose flags are used: no lea can stand for them.
    public static readonly InstructionPair Add = s_table.Arithmetic("add", 0x03, 0, InstructionTraits.Commutes);
    public static readonly InstructionPair Sub = s_table.Arithmetic("sub", 0x2B, 5);
    public static readonly InstructionPair AddForFlags = s_table.Arithmetic("add", 0x03, 0, InstructionTraits.Commutes);
    public static readonly InstructionPair SubForFlags = s_table.Arithmetic("sub", 0x2B, 5);
    public static readonly InstructionPair And = s_table.Arithmetic("and", 0x23, 4, InstructionTraits.Commutes);
    public static readonly InstructionPair Or = s_table.Arithmetic("or", 0x0B, 1, InstructionTraits.Commutes);
    public static readonly InstructionPair Xor = s_table.Arithmetic("xor", 0x33, 6, InstructionTraits.Commutes);
    public static readonly InstructionPair Neg = s_table.Integer("neg", "w r, t r", "M", Legacy(0xF7, 3), flags: Writes);
    public static readonly InstructionPair Not = s_table.Integer("not", "w r, t r", "M", Legacy(0xF7, 2));
    public static readonly InstructionPair Andn = s_table.Integer("andn", "w r, r r, r r/m", "R V M", Vex(0x0F38F2), flags: Writes);
    public static readonly InstructionPair Blsr = s_table.Integer("blsr", "w r, r r/m", "V M", Vex(0x0F38F3, 1), flags: Writes);
    public static readonly InstructionPair Blsmsk = s_table.Integer("blsmsk", "w r, r r/m", "V M", Vex(0x0F38F3, 2), flags: Writes);
    public static readonly InstructionPair Blsi = s_table.Integer("blsi", "w r, r r/m", "V M", Vex(0x0F38F3, 3), flags: Writes);

    /// <summary>The address of its memory operand, which is not accessed.</summary>
    public static readonly InstructionPair Lea = s_table.Integer("lea", "w r, r m0", "R M", Legacy(0x8D));

    // Multiplication and division.
    public static readonly InstructionPair Imul =
        s_table.Integer("imul", "w r, t r, r r/m", "R M", Legacy(0x0FAF), InstructionTraits.Commutes, Writes);
    public static readonly InstructionPair ImulImmediate = s_table.Integer("imul", "w r, r r/m, r i", "R M I", Legacy(0x69), flags: Writes);
    public static readonly InstructionPair MulWide =
        s_table.Integer("mul", "r r/m", "M", Legacy(0xF7, 4), flags: Writes, @implicit: "w rax, w rdx, r rax");
    public static readonly InstructionPair ImulWide =
        s_table.Integer("imul", "r r/m", "M", Legacy(0xF7, 5), flags: Writes, @implicit: "w rax, w rdx, r rax");
    public static readonly InstructionPair Mulx = s_table.Integer("mulx", "w r, w r, r r/m", "R V M", Vex(0xF20F38F6), @implicit: "r rdx");

    /// <summary>mulx that keeps the upper half only.</summary>
    public static readonly InstructionPair MulxHigh = s_table.Integer("mulx", "w r, r r/m", "RV M", Vex(0xF20F38F6), @implicit: "r rdx");
    public static readonly InstructionPair Div =
        s_table.Integer("div", "r r/m", "M", Legacy(0xF7, 6), flags: Writes, @implicit: "w rax, w rdx, r rax, r rdx");
    public static readonly InstructionPair Idiv =
        s_table.Integer("idiv", "r r/m", "M", Legacy(0xF7, 7), flags: Writes, @implicit: "w rax, w rdx, r rax, r rdx");

    /// <summary>Fills rdx with the sign of rax.</summary>
    public static readonly InstructionPair SignOfRax = new(
        s_table.Row("cdq", "", "", Legacy(0x99), @implicit: "w rdx, r rax", size: 4),
        s_table.Row("cqo", "", "", LegacyWide(0x99), @implicit: "w rdx, r rax", size: 8));

    // Shifts, rotations, bits.
    public static readonly InstructionPair Shl = s_table.Shift("shl", 4);
    public static readonly InstructionPair Shr = s_table.Shift("shr", 5);
    public static readonly InstructionPair Sar = s_table.Shift("sar", 7);
    public static readonly InstructionPair Shlx = s_table.FreeShift("shlx", 0x660F38F7);
    public static readonly InstructionPair Shrx = s_table.FreeShift("shrx", 0xF20F38F7);
    public static readonly InstructionPair Sarx = s_table.FreeShift("sarx", 0xF30F38F7);
    public static readonly InstructionPair Rol = s_table.Rotation("rol", 0);
    public static readonly InstructionPair Ror = s_table.Rotation("ror", 1);
    public static readonly InstructionPair Rorx = s_table.Integer("rorx", "w r, r r/m, r i8", "R M I", Vex(0xF20F3AF0));
    public static readonly InstructionPair Bzhi =
        s_table.Integer("bzhi", "w r, r r/m, r r", "R M V", Vex(0x0F38F5), flags: Writes);
    public static readonly InstructionPair Bts = s_table.BitChange("bts", 5);
    public static readonly InstructionPair Btr = s_table.BitChange("btr", 6);
    public static readonly InstructionPair Btc = s_table.BitChange("btc", 7);
    public static readonly InstructionPair Bt = s_table.Integer("bt", "r r, r r", "M R", Legacy(0x0FA3), flags: Writes);
    public static readonly InstructionPair BtImmediate = s_table.Integer("bt", "r r/m, r i8", "M I", Legacy(0x0FBA, 4), flags: Writes);
    public static readonly InstructionPair Popcnt = s_table.Count("popcnt", 0xF30FB8);
    public static readonly InstructionPair Lzcnt = s_table.Count("lzcnt", 0xF30FBD);
    public static readonly InstructionPair Tzcnt = s_table.Count("tzcnt", 0xF30FBC);

    // Comparisons and what uses their flags.
    public static readonly InstructionPair Cmp = s_table.Integer("cmp", "r r, r r/m", "R M", Legacy(0x3B), flags: Writes);
    public static readonly InstructionPair CmpImmediate = s_table.Integer("cmp", "r r/m, r i", "M I", Legacy(0x81, 7), flags: Writes);
    public static readonly InstructionPair Test = s_table.Integer("test", "r r/m, r r", "M R", Legacy(0x85), flags: Writes);
    public static readonly InstructionPair TestImmediate = s_table.Integer("test", "r r/m, r i32", "M I", Legacy(0xF7, 0), flags: Writes);

    /// <summary>A test of the low bytes.</summary>
    public static readonly X64Instruction TestBytes = s_table.Row("test", "r r8/m8, r r8", "M R", Legacy(0x84), flags: Writes);

    /// <summary>0 or 1 into the low byte; what the others hold is undefined.</summary>
    public static readonly X64Instruction[] SetByte = s_table.PerCondition("set", "w r8", "M", 0x0F90);

    /// <summary>0 or 1 into the low byte of a register that holds 0.</summary>
    public static readonly X64Instruction[] Set = s_table.PerCondition("set", "w r8, t r8", "M", 0x0F90);
    public static readonly X64Instruction[] Cmov32 = s_table.ConditionalMoves(wide: false);
    public static readonly X64Instruction[] Cmov64 = s_table.ConditionalMoves(wide: true);

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();
}
