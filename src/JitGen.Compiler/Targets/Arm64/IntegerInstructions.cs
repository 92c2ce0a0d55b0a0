using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Moves, additions, multiplications and divisions of integers.</summary>
internal static class IntegerInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    // Moves. A constant of the whole register from one halfword, from its complement, or from a bitmask; movk replaces a halfword.
    public static readonly Sized Move = s_rows.Sized("mov", "w Rd, r Rm", 0x2A0003E0, InstructionTraits.Move);
    public static readonly Sized MoveWide = s_rows.Sized("mov", "w Rd, #movzR", 0x52800000, Rematerializable);
    public static readonly Sized MoveNegated = s_rows.Sized("mov", "w Rd, #movnR", 0x12800000, Rematerializable);
    public static readonly Sized MoveBitmask = s_rows.Sized("mov", "w Rd, #movbitsR", 0x320003E0, Rematerializable);
    public static readonly Sized MoveKeep = s_rows.Sized("movk", "w Rd, t Rd, #imm16, lslhw", 0x72800000);

    // Addition and subtraction; of registers, of an immediate, of a shifted and of an extended register.
    public static readonly Sized Add = s_rows.Sized("add", "w Rd, r Rn, r Rm", 0x0B000000, Commutes);
    public static readonly Sized AddImmediate = s_rows.Sized("add", "w Rd|sp, r Rn|sp, #imm12", 0x11000000);
    public static readonly Sized AddShifted = s_rows.Sized("add", "w Rd, r Rn, r Rm, shift", 0x0B000000);
    public static readonly Sized AddExtended = s_rows.Sized("add", "w Rd|sp, r Rn|sp, r Wm, extend", 0x0B200000);
    public static readonly Sized Sub = s_rows.Sized("sub", "w Rd, r Rn, r Rm", 0x4B000000);
    public static readonly Sized SubImmediate = s_rows.Sized("sub", "w Rd|sp, r Rn|sp, #imm12", 0x51000000);
    public static readonly Sized SubShifted = s_rows.Sized("sub", "w Rd, r Rn, r Rm, shift", 0x4B000000);
    public static readonly Sized SubExtended = s_rows.Sized("sub", "w Rd|sp, r Rn|sp, r Wm, extend", 0x4B200000);
    public static readonly Sized Neg = s_rows.Sized("neg", "w Rd, r Rm", 0x4B0003E0);
    public static readonly Sized NegShifted = s_rows.Sized("neg", "w Rd, r Rm, shift", 0x4B0003E0);

    // The same with flags.
    public static readonly Sized AddFlags = s_rows.Sized("adds", "w Rd, r Rn, r Rm, w flags", 0x2B000000, Commutes);
    public static readonly Sized AddFlagsImmediate = s_rows.Sized("adds", "w Rd, r Rn|sp, #imm12, w flags", 0x31000000);
    public static readonly Sized AddFlagsShifted = s_rows.Sized("adds", "w Rd, r Rn, r Rm, shift, w flags", 0x2B000000);
    public static readonly Sized AddFlagsExtended = s_rows.Sized("adds", "w Rd, r Rn|sp, r Wm, extend, w flags", 0x2B200000);
    public static readonly Sized SubFlags = s_rows.Sized("subs", "w Rd, r Rn, r Rm, w flags", 0x6B000000);
    public static readonly Sized SubFlagsImmediate = s_rows.Sized("subs", "w Rd, r Rn|sp, #imm12, w flags", 0x71000000);
    public static readonly Sized SubFlagsShifted = s_rows.Sized("subs", "w Rd, r Rn, r Rm, shift, w flags", 0x6B000000);
    public static readonly Sized SubFlagsExtended = s_rows.Sized("subs", "w Rd, r Rn|sp, r Wm, extend, w flags", 0x6B200000);
    public static readonly Sized NegFlags = s_rows.Sized("negs", "w Rd, r Rm, w flags", 0x6B0003E0);

    // Multiplication: of one width; of W registers to X; the upper half.
    public static readonly Sized Mul = s_rows.Sized("mul", "w Rd, r Rn, r Rm", 0x1B007C00, Commutes);
    public static readonly Sized MulNegated = s_rows.Sized("mneg", "w Rd, r Rn, r Rm", 0x1B00FC00, Commutes);
    public static readonly Sized MulAdd = s_rows.Sized("madd", "w Rd, r Rn, r Rm, r Ra", 0x1B000000, Commutes);
    public static readonly Sized MulSub = s_rows.Sized("msub", "w Rd, r Rn, r Rm, r Ra", 0x1B008000, Commutes);
    public static readonly Arm64Instruction MulLongS = s_rows.Row("smull", "w Xd, r Wn, r Wm", 0x9B207C00, Commutes);
    public static readonly Arm64Instruction MulLongU = s_rows.Row("umull", "w Xd, r Wn, r Wm", 0x9BA07C00, Commutes);
    public static readonly Arm64Instruction MulLongNegatedS = s_rows.Row("smnegl", "w Xd, r Wn, r Wm", 0x9B20FC00, Commutes);
    public static readonly Arm64Instruction MulLongNegatedU = s_rows.Row("umnegl", "w Xd, r Wn, r Wm", 0x9BA0FC00, Commutes);
    public static readonly Arm64Instruction MulAddLongS = s_rows.Row("smaddl", "w Xd, r Wn, r Wm, r Xa", 0x9B200000, Commutes);
    public static readonly Arm64Instruction MulAddLongU = s_rows.Row("umaddl", "w Xd, r Wn, r Wm, r Xa", 0x9BA00000, Commutes);
    public static readonly Arm64Instruction MulSubLongS = s_rows.Row("smsubl", "w Xd, r Wn, r Wm, r Xa", 0x9B208000, Commutes);
    public static readonly Arm64Instruction MulSubLongU = s_rows.Row("umsubl", "w Xd, r Wn, r Wm, r Xa", 0x9BA08000, Commutes);
    public static readonly Arm64Instruction MulHighS = s_rows.Row("smulh", "w Xd, r Xn, r Xm", 0x9B407C00, Commutes);
    public static readonly Arm64Instruction MulHighU = s_rows.Row("umulh", "w Xd, r Xn, r Xm", 0x9BC07C00, Commutes);

    // Division: x / 0 is 0, MinValue / -1 is MinValue.
    public static readonly Sized DivS = s_rows.Sized("sdiv", "w Rd, r Rn, r Rm", 0x1AC00C00);
    public static readonly Sized DivU = s_rows.Sized("udiv", "w Rd, r Rn, r Rm", 0x1AC00800);

    public static IReadOnlyList<InstructionDescription> All => s_rows.All;
}
