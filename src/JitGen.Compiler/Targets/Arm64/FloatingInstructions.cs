using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Floating-point numbers, and the few vector instructions that scalar code needs.</summary>
internal static class FloatingInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    // Moves: within the file, between the files, of a constant.
    public static readonly Sized Move = s_rows.Sized("fmov", "w Fd, r Fn", 0x1E204000, InstructionTraits.Move);
    public static readonly Arm64Instruction MoveVector = s_rows.Row("mov", "w Vd.16b, r Vnm.16b", 0x4EA01C00, InstructionTraits.Move);
    public static readonly Sized MoveImmediate = s_rows.Sized("fmov", "w Fd, #fimm8", 0x1E201000, Rematerializable);
    public static readonly Arm64Instruction MoveZero = s_rows.Row("movi", "w Dd, #zeros", 0x2F00E400, Rematerializable);
    public static readonly Sized ToInteger = Cross("w Rd, r Fn", 0x1E260000, 0x9E660000);
    public static readonly Sized FromInteger = Cross("w Fd, r Rn", 0x1E270000, 0x9E670000);

    // Arithmetic. Minimum and maximum give NaN for NaN, and order the zeros.
    public static readonly Sized Add = s_rows.Sized("fadd", "w Fd, r Fn, r Fm", 0x1E202800, Commutes);
    public static readonly Sized Sub = s_rows.Sized("fsub", "w Fd, r Fn, r Fm", 0x1E203800);
    public static readonly Sized Mul = s_rows.Sized("fmul", "w Fd, r Fn, r Fm", 0x1E200800, Commutes);
    public static readonly Sized MulNegated = s_rows.Sized("fnmul", "w Fd, r Fn, r Fm", 0x1E208800, Commutes);
    public static readonly Sized Div = s_rows.Sized("fdiv", "w Fd, r Fn, r Fm", 0x1E201800);
    public static readonly Sized Min = s_rows.Sized("fmin", "w Fd, r Fn, r Fm", 0x1E205800, Commutes);
    public static readonly Sized Max = s_rows.Sized("fmax", "w Fd, r Fn, r Fm", 0x1E204800, Commutes);
    public static readonly Sized Sqrt = s_rows.Sized("fsqrt", "w Fd, r Fn", 0x1E21C000);
    public static readonly Sized Abs = s_rows.Sized("fabs", "w Fd, r Fn", 0x1E20C000);
    public static readonly Sized Neg = s_rows.Sized("fneg", "w Fd, r Fn", 0x1E214000);
    public static readonly Sized AbsDifference = s_rows.Sized("fabd", "w Fd, r Fn, r Fm", 0x7EA0D400, Commutes);

    // Rounded once: a + n * m, a - n * m, -a - n * m, -a + n * m.
    public static readonly Sized MulAdd = s_rows.Sized("fmadd", "w Fd, r Fn, r Fm, r Fa", 0x1F000000, Commutes);
    public static readonly Sized MulSub = s_rows.Sized("fmsub", "w Fd, r Fn, r Fm, r Fa", 0x1F008000, Commutes);
    public static readonly Sized NegMulAdd = s_rows.Sized("fnmadd", "w Fd, r Fn, r Fm, r Fa", 0x1F200000, Commutes);
    public static readonly Sized NegMulSub = s_rows.Sized("fnmsub", "w Fd, r Fn, r Fm, r Fa", 0x1F208000, Commutes);

    // Comparisons and selection.
    public static readonly Sized Compare = s_rows.Sized("fcmp", "r Fn, r Fm, w flags", 0x1E202000);
    public static readonly Sized CompareZero = s_rows.Sized("fcmp", "r Fn, #0.0, w flags", 0x1E202008);
    public static readonly Sized ConditionalCompare = s_rows.Sized("fccmp", "r Fn, r Fm, #nzcv, cond, t flags", 0x1E200400);
    public static readonly Sized Select = s_rows.Sized("fcsel", "w Fd, r Fn, r Fm, cond", 0x1E200C00);

    // Rounding to an integral number: to nearest even, up, down, toward zero.
    public static readonly Sized RoundEven = s_rows.Sized("frintn", "w Fd, r Fn", 0x1E244000);
    public static readonly Sized Ceiling = s_rows.Sized("frintp", "w Fd, r Fn", 0x1E24C000);
    public static readonly Sized Floor = s_rows.Sized("frintm", "w Fd, r Fn", 0x1E254000);
    public static readonly Sized Truncate = s_rows.Sized("frintz", "w Fd, r Fn", 0x1E25C000);

    // Conversions. To integers they saturate, and NaN is 0; the second letter is the rounding, the last the sign.
    public static readonly Arm64Instruction Promote = s_rows.Row("fcvt", "w Dd, r Sn", 0x1E22C000);
    public static readonly Arm64Instruction Demote = s_rows.Row("fcvt", "w Sd, r Dn", 0x1E624000);
    public static readonly Conversion FromSigned = Convert("scvtf", "w Fd, r Rn", 0x1E220000);
    public static readonly Conversion FromUnsigned = Convert("ucvtf", "w Fd, r Rn", 0x1E230000);
    public static readonly Conversion ToSigned = Convert("fcvtzs", "w Rd, r Fn", 0x1E380000);
    public static readonly Conversion ToUnsigned = Convert("fcvtzu", "w Rd, r Fn", 0x1E390000);
    public static readonly Conversion RoundEvenToSigned = Convert("fcvtns", "w Rd, r Fn", 0x1E200000);
    public static readonly Conversion RoundEvenToUnsigned = Convert("fcvtnu", "w Rd, r Fn", 0x1E210000);
    public static readonly Conversion CeilingToSigned = Convert("fcvtps", "w Rd, r Fn", 0x1E280000);
    public static readonly Conversion CeilingToUnsigned = Convert("fcvtpu", "w Rd, r Fn", 0x1E290000);
    public static readonly Conversion FloorToSigned = Convert("fcvtms", "w Rd, r Fn", 0x1E300000);
    public static readonly Conversion FloorToUnsigned = Convert("fcvtmu", "w Rd, r Fn", 0x1E310000);

    // Conversions of fixed-point numbers: the integer divided by a power of two, or the number multiplied by it.
    public static readonly Conversion FromSignedFixed = Convert("scvtf", "w Fd, r Rn, #fbits", 0x1E020000);
    public static readonly Conversion FromUnsignedFixed = Convert("ucvtf", "w Fd, r Rn, #fbits", 0x1E030000);
    public static readonly Conversion ToSignedFixed = Convert("fcvtzs", "w Rd, r Fn, #fbits", 0x1E180000);
    public static readonly Conversion ToUnsignedFixed = Convert("fcvtzu", "w Rd, r Fn, #fbits", 0x1E190000);

    // Bits: all ones where equal; the sign of one number into another; the count of ones, by bytes, then summed.
    public static readonly Sized EqualMask = s_rows.Sized("fcmeq", "w Fd, r Fn, r Fm", 0x5E20E400, Commutes);
    public static readonly Arm64Instruction AndVector = VectorBits.And[Arrangement.B8];
    public static readonly Sized ShrU = new(
        VectorBits.ShrUImmediate[Arrangement.S2], s_rows.Row("ushr", "w Dd, r Dn, #vshr", 0x7F800400));
    public static readonly Sized ShiftLeftInsert = new(
        VectorBits.ShlInsert[Arrangement.S2], s_rows.Row("sli", "w Dd, t Dd, r Dn, #vshl", 0x7F405400));
    public static readonly Arm64Instruction CountBytes = VectorBits.CountOnes[Arrangement.B8];
    public static readonly Arm64Instruction SumBytes = VectorArithmetic.SumOfLanes[Arrangement.B8];

    public static IReadOnlyList<InstructionDescription> All => s_rows.All;

    /// <summary>A move between the files, of 4 and of 8 bytes.</summary>
    private static Sized Cross(string operands, uint narrow, uint wide) => new(
        s_rows.Row("fmov", operands.Replace('R', 'W').Replace('F', 'S'), narrow),
        s_rows.Row("fmov", operands.Replace('R', 'X').Replace('F', 'D'), wide));

    /// <summary>A conversion between each size of integer and each of floating-point number.</summary>
    private static Conversion Convert(string mnemonic, string operands, uint bits) => new(
        s_rows.Sized(mnemonic, operands.Replace('R', 'W'), bits),
        s_rows.Sized(mnemonic, operands.Replace('R', 'X'), bits | 1u << 31));
}
