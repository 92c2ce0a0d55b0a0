using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Bitwise logic, shifts, bit fields and bit counts.</summary>
internal static class BitInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    // Logic; of registers, of an immediate, of a shifted register. bic, orn and eon complement the last operand.
    public static readonly Sized And = s_rows.Sized("and", "w Rd, r Rn, r Rm", 0x0A000000, Commutes);
    public static readonly Sized AndImmediate = s_rows.Sized("and", "w Rd|sp, r Rn, #bitmaskR", 0x12000000);
    public static readonly Sized AndShifted = s_rows.Sized("and", "w Rd, r Rn, r Rm, shift", 0x0A000000);
    public static readonly Sized Or = s_rows.Sized("orr", "w Rd, r Rn, r Rm", 0x2A000000, Commutes);
    public static readonly Sized OrImmediate = s_rows.Sized("orr", "w Rd|sp, r Rn, #bitmaskR", 0x32000000);
    public static readonly Sized OrShifted = s_rows.Sized("orr", "w Rd, r Rn, r Rm, shift", 0x2A000000);
    public static readonly Sized Xor = s_rows.Sized("eor", "w Rd, r Rn, r Rm", 0x4A000000, Commutes);
    public static readonly Sized XorImmediate = s_rows.Sized("eor", "w Rd|sp, r Rn, #bitmaskR", 0x52000000);
    public static readonly Sized XorShifted = s_rows.Sized("eor", "w Rd, r Rn, r Rm, shift", 0x4A000000);
    public static readonly Sized AndNot = s_rows.Sized("bic", "w Rd, r Rn, r Rm", 0x0A200000);
    public static readonly Sized AndNotShifted = s_rows.Sized("bic", "w Rd, r Rn, r Rm, shift", 0x0A200000);
    public static readonly Sized OrNot = s_rows.Sized("orn", "w Rd, r Rn, r Rm", 0x2A200000);
    public static readonly Sized OrNotShifted = s_rows.Sized("orn", "w Rd, r Rn, r Rm, shift", 0x2A200000);
    public static readonly Sized XorNot = s_rows.Sized("eon", "w Rd, r Rn, r Rm", 0x4A200000, Commutes);
    public static readonly Sized XorNotShifted = s_rows.Sized("eon", "w Rd, r Rn, r Rm, shift", 0x4A200000);
    public static readonly Sized Not = s_rows.Sized("mvn", "w Rd, r Rm", 0x2A2003E0);
    public static readonly Sized NotShifted = s_rows.Sized("mvn", "w Rd, r Rm, shift", 0x2A2003E0);

    // Shifts by a register, of which they read the low 5 or 6 bits.
    public static readonly Sized Shl = s_rows.Sized("lsl", "w Rd, r Rn, r Rm", 0x1AC02000);
    public static readonly Sized ShrU = s_rows.Sized("lsr", "w Rd, r Rn, r Rm", 0x1AC02400);
    public static readonly Sized ShrS = s_rows.Sized("asr", "w Rd, r Rn, r Rm", 0x1AC02800);
    public static readonly Sized RotR = s_rows.Sized("ror", "w Rd, r Rn, r Rm", 0x1AC02C00);

    // Shifts by an immediate of 1 to the width less one, which are bit field moves; extr shifts a pair of registers.
    public static readonly Sized ShlImmediate = s_rows.Sized("lsl", "w Rd, r Rn, #lslR", 0x53000000, wideBits: 0xD3400000);
    public static readonly Sized ShrUImmediate = s_rows.Sized("lsr", "w Rd, r Rn, #immr", 0x53007C00, wideBits: 0xD340FC00);
    public static readonly Sized ShrSImmediate = s_rows.Sized("asr", "w Rd, r Rn, #immr", 0x13007C00, wideBits: 0x9340FC00);
    public static readonly Sized RotRImmediate = s_rows.Sized("ror", "w Rd, r Rnm, #imms", 0x13800000, wideBits: 0x93C00000);
    public static readonly Sized Extract = s_rows.Sized("extr", "w Rd, r Rn, r Rm, #imms", 0x13800000, wideBits: 0x93C00000);

    // Bit fields: to the bottom (x), from the bottom (iz), by position and width; bfi and bfxil keep the other bits.
    public static readonly Sized FieldU = s_rows.Sized("ubfx", "w Rd, r Rn, #lsb, #width", 0x53000000, wideBits: 0xD3400000);
    public static readonly Sized FieldS = s_rows.Sized("sbfx", "w Rd, r Rn, #lsb, #width", 0x13000000, wideBits: 0x93400000);
    public static readonly Sized FieldLeftU = s_rows.Sized("ubfiz", "w Rd, r Rn, #lsbR, #width", 0x53000000, wideBits: 0xD3400000);
    public static readonly Sized FieldLeftS = s_rows.Sized("sbfiz", "w Rd, r Rn, #lsbR, #width", 0x13000000, wideBits: 0x93400000);
    public static readonly Sized InsertLeft = s_rows.Sized("bfi", "w Rd, t Rd, r Rn, #lsbR, #width", 0x33000000, wideBits: 0xB3400000);
    public static readonly Sized InsertLow = s_rows.Sized("bfxil", "w Rd, t Rd, r Rn, #lsb, #width", 0x33000000, wideBits: 0xB3400000);

    // Extensions to W and to X.
    public static readonly Sized SignExtend8 = s_rows.Sized("sxtb", "w Rd, r Wn", 0x13001C00, wideBits: 0x93401C00);
    public static readonly Sized SignExtend16 = s_rows.Sized("sxth", "w Rd, r Wn", 0x13003C00, wideBits: 0x93403C00);
    public static readonly Arm64Instruction SignExtend32 = s_rows.Row("sxtw", "w Xd, r Wn", 0x93407C00);

    // Counts and orders of bits.
    public static readonly Sized LeadingZeros = s_rows.Sized("clz", "w Rd, r Rn", 0x5AC01000);
    public static readonly Sized ReverseBits = s_rows.Sized("rbit", "w Rd, r Rn", 0x5AC00000);

    public static IReadOnlyList<InstructionDescription> All => s_rows.All;
}
