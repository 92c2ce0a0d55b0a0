using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;
using static JitGen.Compiler.Targets.Arm64.Arrangements;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Bitwise logic, shifts and bit counts of vectors.</summary>
internal static class VectorBits
{
    private const string Binary = "w Vd.T, r Vn.T, r Vm.T";
    private const string Unary = "w Vd.T, r Vn.T";
    private const string Inserting = "w Vd.T, t Vd.T, r Vn.T, r Vm.T";

    private static readonly InstructionTableBuilder s_rows = new();

    // Logic; bic and orn complement the last operand.
    public static readonly VectorRow And = s_rows.Vector("and", Binary, 0x0E201C00, Bytes, Commutes);
    public static readonly VectorRow AndNot = s_rows.Vector("bic", Binary, 0x0E601C00, Bytes);
    public static readonly VectorRow Or = s_rows.Vector("orr", Binary, 0x0EA01C00, Bytes, Commutes);
    public static readonly VectorRow OrNot = s_rows.Vector("orn", Binary, 0x0EE01C00, Bytes);
    public static readonly VectorRow Xor = s_rows.Vector("eor", Binary, 0x2E201C00, Bytes, Commutes);
    public static readonly VectorRow Not = s_rows.Vector("mvn", Unary, 0x2E205800, Bytes);

    // Selection by bits: bsl chooses by what is there; bit and bif insert where the last operand has ones, respectively zeros.
    public static readonly VectorRow Select = s_rows.Vector("bsl", Inserting, 0x2E601C00, Bytes);
    public static readonly VectorRow InsertIfTrue = s_rows.Vector("bit", Inserting, 0x2EA01C00, Bytes);
    public static readonly VectorRow InsertIfFalse = s_rows.Vector("bif", Inserting, 0x2EE01C00, Bytes);

    // Shifts by the low byte of each lane, which is signed: to the left if positive.
    public static readonly VectorRow ShiftS = s_rows.Vector("sshl", Binary, 0x0E204400, All);
    public static readonly VectorRow ShiftU = s_rows.Vector("ushl", Binary, 0x2E204400, All);

    // Shifts by an immediate: left by 0 to the width less one, right by 1 to the width; sli and sri keep the bits beyond.
    public static readonly VectorRow ShlImmediate = s_rows.VectorShiftLeft("shl", "w Vd.T, r Vn.T, #vshl", 0x0F005400, All);
    public static readonly VectorRow ShrSImmediate = s_rows.VectorShiftRight("sshr", "w Vd.T, r Vn.T, #vshr", 0x0F000400, All);
    public static readonly VectorRow ShrUImmediate = s_rows.VectorShiftRight("ushr", "w Vd.T, r Vn.T, #vshr", 0x2F000400, All);
    public static readonly VectorRow ShlInsert = s_rows.VectorShiftLeft("sli", "w Vd.T, t Vd.T, r Vn.T, #vshl", 0x2F005400, All);
    public static readonly VectorRow ShrInsert = s_rows.VectorShiftRight("sri", "w Vd.T, t Vd.T, r Vn.T, #vshr", 0x2F004400, All);
    public static readonly VectorRow ShrAddS = s_rows.VectorShiftRight("ssra", "w Vd.T, t Vd.T, r Vn.T, #vshr", 0x0F001400, All);
    public static readonly VectorRow ShrAddU = s_rows.VectorShiftRight("usra", "w Vd.T, t Vd.T, r Vn.T, #vshr", 0x2F001400, All);

    // To lanes twice as wide, and shifted left; to lanes half as wide, and shifted right before.
    public static readonly VectorRow WidenS = s_rows.VectorShiftLeft("sshll", "w Vd.L, r Vn.T, #vshl", 0x0F00A400, Halves);
    public static readonly VectorRow WidenU = s_rows.VectorShiftLeft("ushll", "w Vd.L, r Vn.T, #vshl", 0x2F00A400, Halves);
    public static readonly VectorRow NarrowShifted = s_rows.VectorShiftRight("shrn", "w Vd.T, r Vn.L, #vshr", 0x0F008400, Halves);

    // To lanes half as wide: the low bits; saturating from signed, from unsigned, from signed to unsigned.
    public static readonly VectorRow Narrow = s_rows.Vector("xtn", "w Vd.T, r Vn.L", 0x0E212800, Halves);
    public static readonly VectorRow NarrowSaturatingS = s_rows.Vector("sqxtn", "w Vd.T, r Vn.L", 0x0E214800, Halves);
    public static readonly VectorRow NarrowSaturatingU = s_rows.Vector("uqxtn", "w Vd.T, r Vn.L", 0x2E214800, Halves);
    public static readonly VectorRow NarrowSaturatingSToU = s_rows.Vector("sqxtun", "w Vd.T, r Vn.L", 0x2E212800, Halves);

    // Counts of bits.
    public static readonly VectorRow CountOnes = s_rows.Vector("cnt", Unary, 0x0E205800, Bytes);
    public static readonly VectorRow LeadingZeros = s_rows.Vector("clz", Unary, 0x2E204800, UpToFourBytes);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;
}
