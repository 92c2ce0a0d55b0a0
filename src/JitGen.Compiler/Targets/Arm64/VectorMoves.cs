using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What brings lanes to other places: constants, copies of one lane, permutations, moves from and to integer registers.</summary>
internal static class VectorMoves
{
    private const string Binary = "w Vd.T, r Vn.T, r Vm.T";

    private static readonly InstructionTableBuilder s_rows = new();

    // Constants in all lanes: a byte, shifted left by zeros or by ones, complemented; bytes of zeros and of ones; a small float.
    public static readonly Arm64Instruction Bytes = Constant("movi", "w Vd.16b, #vimm8", 0x4F00E400);
    public static readonly Arm64Instruction Halfwords = Constant("movi", "w Vd.8h, #vimm8, vlsl", 0x4F008400);
    public static readonly Arm64Instruction HalfwordsNot = Constant("mvni", "w Vd.8h, #vimm8, vlsl", 0x6F008400);
    public static readonly Arm64Instruction Words = Constant("movi", "w Vd.4s, #vimm8, vlsl", 0x4F000400);
    public static readonly Arm64Instruction WordsNot = Constant("mvni", "w Vd.4s, #vimm8, vlsl", 0x6F000400);
    public static readonly Arm64Instruction WordsOnes = Constant("movi", "w Vd.4s, #vimm8, vmsl", 0x4F00C400);
    public static readonly Arm64Instruction WordsOnesNot = Constant("mvni", "w Vd.4s, #vimm8, vmsl", 0x6F00C400);
    public static readonly Arm64Instruction ByteMask = Constant("movi", "w Vd.2d, #vmask", 0x6F00E400);
    public static readonly Arm64Instruction Singles = Constant("fmov", "w Vd.4s, #vfimm8", 0x4F00F400);
    public static readonly Arm64Instruction Doubles = Constant("fmov", "w Vd.2d, #vfimm8", 0x6F00F400);

    // One value in all lanes: an integer register, a lane.
    public static readonly VectorRow Broadcast = s_rows.VectorLane("dup", "w Vd.T, r Rn", 0x0E000C00, Arrangements.All);
    public static readonly VectorRow BroadcastLane = s_rows.VectorLane("dup", "w Vd.T, r Vn.E, [E]", 0x0E000400, Arrangements.All);

    // Single lanes to integer registers.
    public static readonly VectorRow ExtractU = s_rows.VectorLane(
        "umov", "w Wd, r Vn.E, [E]", 0x0E003C00, [Arrangement.B8, Arrangement.H4]);
    public static readonly VectorRow Extract = new(
        [Arrangement.S4, Arrangement.D2],
        arrangement => arrangement == Arrangement.S4
            ? s_rows.Row("mov", "w Wd, r Vn.s, [s]", 0x0E043C00)
            : s_rows.Row("mov", "w Xd, r Vn.d, [d]", 0x4E083C00));

    // The lanes of the low halves of two vectors in turn.
    public static readonly VectorRow ZipLow = s_rows.Vector("zip1", Binary, 0x0E003800, Arrangements.All);

    // The bytes from a number on, of two vectors one after the other.
    public static readonly VectorRow Window = s_rows.Vector(
        "ext", "w Vd.T, r Vn.T, r Vm.T, #byte", 0x2E000000, Arrangements.Bytes);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;

    private static Arm64Instruction Constant(string mnemonic, string operands, uint bits) =>
        s_rows.Row(mnemonic, operands, bits, Rematerializable);
}
