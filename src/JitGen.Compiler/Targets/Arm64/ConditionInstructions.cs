using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Comparisons, selections by the flags, side exits and the return.</summary>
internal static class ConditionInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    // Comparisons: the flags of a subtraction (cmp), addition (cmn), conjunction (tst).
    public static readonly Sized Compare = s_rows.Sized("cmp", "r Rn, r Rm, w flags", 0x6B00001F);
    public static readonly Sized CompareImmediate = s_rows.Sized("cmp", "r Rn|sp, #imm12, w flags", 0x7100001F);
    public static readonly Sized CompareShifted = s_rows.Sized("cmp", "r Rn, r Rm, shift, w flags", 0x6B00001F);
    public static readonly Sized CompareExtended = s_rows.Sized("cmp", "r Rn|sp, r Wm, extend, w flags", 0x6B20001F);
    public static readonly Sized CompareNegative = s_rows.Sized("cmn", "r Rn, r Rm, w flags", 0x2B00001F);
    public static readonly Sized CompareNegativeImmediate = s_rows.Sized("cmn", "r Rn|sp, #imm12, w flags", 0x3100001F);
    public static readonly Sized CompareNegativeShifted = s_rows.Sized("cmn", "r Rn, r Rm, shift, w flags", 0x2B00001F);
    public static readonly Sized CompareNegativeExtended = s_rows.Sized("cmn", "r Rn|sp, r Wm, extend, w flags", 0x2B20001F);
    public static readonly Sized Test = s_rows.Sized("tst", "r Rn, r Rm, w flags", 0x6A00001F);
    public static readonly Sized TestImmediate = s_rows.Sized("tst", "r Rn, #bitmaskR, w flags", 0x7200001F);
    public static readonly Sized TestShifted = s_rows.Sized("tst", "r Rn, r Rm, shift, w flags", 0x6A00001F);

    // Comparisons that are made only if a condition holds; else the flags are an immediate.
    public static readonly Sized ConditionalCompare = s_rows.Sized("ccmp", "r Rn, r Rm, #nzcv, cond, t flags", 0x7A400000);
    public static readonly Sized ConditionalCompareImmediate = s_rows.Sized("ccmp", "r Rn, #imm5, #nzcv, cond, t flags", 0x7A400800);
    public static readonly Sized ConditionalCompareNegative = s_rows.Sized("ccmn", "r Rn, r Rm, #nzcv, cond, t flags", 0x3A400000);
    public static readonly Sized ConditionalCompareNegativeImmediate =
        s_rows.Sized("ccmn", "r Rn, #imm5, #nzcv, cond, t flags", 0x3A400800);

    // Selections: the first operand if the condition holds, else the second, plus 1 (csinc), complemented (csinv), negated (csneg).
    public static readonly Sized Select = s_rows.Sized("csel", "w Rd, r Rn, r Rm, cond", 0x1A800000);
    public static readonly Sized SelectIncrement = s_rows.Sized("csinc", "w Rd, r Rn, r Rm, cond", 0x1A800400);
    public static readonly Sized SelectInvert = s_rows.Sized("csinv", "w Rd, r Rn, r Rm, cond", 0x5A800000);
    public static readonly Sized SelectNegate = s_rows.Sized("csneg", "w Rd, r Rn, r Rm, cond", 0x5A800400);

    // With both operands the same, the operation is made if the condition holds: the field has the opposite.
    public static readonly Sized Increment = s_rows.Sized("cinc", "w Rd, r Rnm, invcond", 0x1A800400);
    public static readonly Sized Invert = s_rows.Sized("cinv", "w Rd, r Rnm, invcond", 0x5A800000);
    public static readonly Sized Negate = s_rows.Sized("cneg", "w Rd, r Rnm, invcond", 0x5A800400);
    public static readonly Sized Set = s_rows.Sized("cset", "w Rd, invcond", 0x1A9F07E0);
    public static readonly Sized SetMask = s_rows.Sized("csetm", "w Rd, invcond", 0x5A9F03E0);

    // Branches to the stub of a side exit. Of an X register tbz and tbnz are for bits from 32.
    public static readonly Arm64Instruction ExitIf = s_rows.Row("b.", "bcond, r exit19", 0x54000000, SideExit);
    public static readonly Arm64Instruction Exit = s_rows.Row("b", "r exit26", 0x14000000, SideExit);
    public static readonly Sized ExitIfZero = s_rows.Sized("cbz", "r Rt, r exit19", 0x34000000, SideExit);
    public static readonly Sized ExitIfNotZero = s_rows.Sized("cbnz", "r Rt, r exit19", 0x35000000, SideExit);
    public static readonly Sized ExitIfBitZero = s_rows.Sized("tbz", "r Rt, #bitR, r exit14", 0x36000000, SideExit);
    public static readonly Sized ExitIfBitNotZero = s_rows.Sized("tbnz", "r Rt, #bitR, r exit14", 0x37000000, SideExit);

    // The return, by the register of the result.
    public static readonly Sized Return = s_rows.Sized("ret", "r {R0}", 0xD65F03C0, InstructionTraits.Return);
    public static readonly Sized ReturnFloat = s_rows.Sized("ret", "r {F0}", 0xD65F03C0, InstructionTraits.Return);

    public static IReadOnlyList<InstructionDescription> All => s_rows.All;
}
