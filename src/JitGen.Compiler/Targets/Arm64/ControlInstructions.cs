using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What only array kernels need beside vectors: the floating-point control register.</summary>
internal static class ControlInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    public static readonly Arm64Instruction ReadFloatingControl = s_rows.Row("mrs", "w Xt, fpcr", 0xD53B4400);
    public static readonly Arm64Instruction WriteFloatingControl = s_rows.Row("msr", "fpcr, r Xt", 0xD51B4400);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;
}
