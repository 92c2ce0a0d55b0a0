using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What only array kernels need beside vectors: branches, and the floating-point control register.</summary>
internal static class ControlInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    // Branches to labels, and the place of one.
    public static readonly Arm64Instruction BranchIf = s_rows.Row("b.", "bcond, label19", 0x54000000);
    public static readonly Sized BranchIfZero = s_rows.Sized("cbz", "r Rt, label19", 0x34000000);
    public static readonly Sized BranchIfNotZero = s_rows.Sized("cbnz", "r Rt, label19", 0x35000000);
    public static readonly Arm64Instruction BranchIfBitZero = s_rows.Row("tbz", "r Wt, #bitW, label14", 0x36000000);
    public static readonly Arm64Instruction Label = s_rows.Row("label", "label", 0, InstructionTraits.Label);

    // The control register, which has the rounding mode and whether subnormal numbers are flushed to zero.
    public static readonly Arm64Instruction ReadFloatingControl = s_rows.Row("mrs", "w Xt, fpcr", 0xD53B4400);
    public static readonly Arm64Instruction WriteFloatingControl = s_rows.Row("msr", "fpcr, r Xt", 0xD51B4400);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;
}
