using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Floating-point numbers in vectors.</summary>
internal static class VectorFloats
{
    private const string Binary = "w Vd.T, r Vn.T, r Vm.T";
    private const string Unary = "w Vd.T, r Vn.T";
    private const string Accumulating = "w Vd.T, t Vd.T, r Vn.T, r Vm.T";

    private static readonly InstructionTableBuilder s_rows = new();

    // Arithmetic. Minimum and maximum give NaN for NaN, and order the zeros.
    public static readonly VectorRow Add = s_rows.VectorFloat("fadd", Binary, 0x0E20D400, Commutes);
    public static readonly VectorRow Sub = s_rows.VectorFloat("fsub", Binary, 0x0EA0D400);
    public static readonly VectorRow Mul = s_rows.VectorFloat("fmul", Binary, 0x2E20DC00, Commutes);
    public static readonly VectorRow Div = s_rows.VectorFloat("fdiv", Binary, 0x2E20FC00);
    public static readonly VectorRow Min = s_rows.VectorFloat("fmin", Binary, 0x0EA0F400, Commutes);
    public static readonly VectorRow Max = s_rows.VectorFloat("fmax", Binary, 0x0E20F400, Commutes);
    public static readonly VectorRow Sqrt = s_rows.VectorFloat("fsqrt", Unary, 0x2EA1F800);
    public static readonly VectorRow Abs = s_rows.VectorFloat("fabs", Unary, 0x0EA0F800);
    public static readonly VectorRow Neg = s_rows.VectorFloat("fneg", Unary, 0x2EA0F800);
    public static readonly VectorRow AbsDifference = s_rows.VectorFloat("fabd", Binary, 0x2EA0D400, Commutes);

    // Rounded once: what is there plus, and minus, the product.
    public static readonly VectorRow MulAdd = s_rows.VectorFloat("fmla", Accumulating, 0x0E20CC00);
    public static readonly VectorRow MulSub = s_rows.VectorFloat("fmls", Accumulating, 0x0EA0CC00);

    // Comparisons: all ones where true, false for NaN; of magnitudes (facgt, facge).
    public static readonly VectorRow Equal = s_rows.VectorFloat("fcmeq", Binary, 0x0E20E400, Commutes);
    public static readonly VectorRow Greater = s_rows.VectorFloat("fcmgt", Binary, 0x2EA0E400);
    public static readonly VectorRow GreaterOrEqual = s_rows.VectorFloat("fcmge", Binary, 0x2E20E400);
    public static readonly VectorRow AbsGreater = s_rows.VectorFloat("facgt", Binary, 0x2EA0EC00);
    public static readonly VectorRow AbsGreaterOrEqual = s_rows.VectorFloat("facge", Binary, 0x2E20EC00);
    public static readonly VectorRow EqualZero = Zero("fcmeq", 0x0EA0D800);
    public static readonly VectorRow GreaterZero = Zero("fcmgt", 0x0EA0C800);
    public static readonly VectorRow GreaterOrEqualZero = Zero("fcmge", 0x2EA0C800);
    public static readonly VectorRow LessZero = Zero("fcmlt", 0x0EA0E800);
    public static readonly VectorRow LessOrEqualZero = Zero("fcmle", 0x2EA0D800);

    // Rounding to an integral number: to nearest even, up, down, toward zero.
    public static readonly VectorRow RoundEven = s_rows.VectorFloat("frintn", Unary, 0x0E218800);
    public static readonly VectorRow Ceiling = s_rows.VectorFloat("frintp", Unary, 0x0EA18800);
    public static readonly VectorRow Floor = s_rows.VectorFloat("frintm", Unary, 0x0E219800);
    public static readonly VectorRow Truncate = s_rows.VectorFloat("frintz", Unary, 0x0EA19800);

    // Conversions within a width. To integers they saturate, and NaN is 0; the letter before the last is the rounding.
    public static readonly VectorRow FromSigned = s_rows.VectorFloat("scvtf", Unary, 0x0E21D800);
    public static readonly VectorRow FromUnsigned = s_rows.VectorFloat("ucvtf", Unary, 0x2E21D800);
    public static readonly VectorRow ToSigned = s_rows.VectorFloat("fcvtzs", Unary, 0x0EA1B800);
    public static readonly VectorRow ToUnsigned = s_rows.VectorFloat("fcvtzu", Unary, 0x2EA1B800);
    public static readonly VectorRow RoundEvenToSigned = s_rows.VectorFloat("fcvtns", Unary, 0x0E21A800);
    public static readonly VectorRow RoundEvenToUnsigned = s_rows.VectorFloat("fcvtnu", Unary, 0x2E21A800);
    public static readonly VectorRow CeilingToSigned = s_rows.VectorFloat("fcvtps", Unary, 0x0EA1A800);
    public static readonly VectorRow CeilingToUnsigned = s_rows.VectorFloat("fcvtpu", Unary, 0x2EA1A800);
    public static readonly VectorRow FloorToSigned = s_rows.VectorFloat("fcvtms", Unary, 0x0E21B800);
    public static readonly VectorRow FloorToUnsigned = s_rows.VectorFloat("fcvtmu", Unary, 0x2E21B800);

    // Conversions of fixed-point numbers: the integer divided by a power of two, or the number multiplied by it.
    public static readonly VectorRow FromSignedFixed = Fixed("scvtf", 0x0F00E400);
    public static readonly VectorRow FromUnsignedFixed = Fixed("ucvtf", 0x2F00E400);
    public static readonly VectorRow ToSignedFixed = Fixed("fcvtzs", 0x0F00FC00);
    public static readonly VectorRow ToUnsignedFixed = Fixed("fcvtzu", 0x2F00FC00);

    // Conversions between the widths.
    public static readonly Arm64Instruction Promote = s_rows.Row("fcvtl", "w Vd.2d, r Vn.2s", 0x0E617800);
    public static readonly Arm64Instruction Demote = s_rows.Row("fcvtn", "w Vd.2s, r Vn.2d", 0x0E616800);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;

    private static VectorRow Fixed(string mnemonic, uint bits) =>
        s_rows.VectorShiftRight(mnemonic, "w Vd.T, r Vn.T, #vshr", bits, Arrangements.Floats);

    private static VectorRow Zero(string mnemonic, uint bits) => s_rows.VectorFloat(mnemonic, "w Vd.T, r Vn.T, #0.0", bits);
}
