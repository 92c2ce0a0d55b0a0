using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.InstructionTableBuilder;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// The floating-point and vector instructions, in VEX forms; see <see cref="OperandSyntax"/>. The narrow instruction of a pair
/// works on floats, the wide one on doubles.
/// </summary>
internal static class FloatingInstructions
{
    private static readonly InstructionTableBuilder s_table = new();

    // Copies and constants.
    public static readonly X64Instruction Move =
        s_table.Row("vmovaps", "w x128, r x128", "R M", Vex(0x0F28), InstructionTraits.Move, evex: Evex(0x0F28));
    public static readonly InstructionPair Load = s_table.Scalar("vmovs", "w x, r m", "R M", 0x0F10);
    public static readonly InstructionPair Store = s_table.Scalar("vmovs", "w m, r x", "M R", 0x0F11);
    public static readonly X64Instruction Load128 = s_table.Row("vmovaps", "w x128, r m128", "R M", Vex(0x0F28));
    public static readonly X64Instruction Store128 = s_table.Row("vmovaps", "w m128, r x128", "M R", Vex(0x0F29));

    /// <summary>The load of a constant.</summary>
    public static readonly InstructionPair LoadConstant =
        s_table.Scalar("vmovs", "w x, r m", "R M", 0x0F10, InstructionTraits.Rematerializable);

    /// <summary>All bits 0, without a dependency on what the register held.</summary>
    public static readonly X64Instruction Zero =
        s_table.Row("vxorps", "w x128", "RVM", Vex(0x0F57), InstructionTraits.Rematerializable, evex: Evex(0x0F57));

    /// <summary>The same bits in the other file.</summary>
    public static readonly InstructionPair FromInteger = new(
        s_table.Row("vmovd", "w x32, r r32/m32", "R M", Vex(0x660F6E), evex: Evex(0x660F6E)),
        s_table.Row("vmovq", "w x64, r r64/m64", "R M", VexWide(0x660F6E), evex: Evex(0x660F6E, wide: true)));

    public static readonly InstructionPair ToInteger = new(
        s_table.Row("vmovd", "w r32, r x32", "M R", Vex(0x660F7E), evex: Evex(0x660F7E)),
        s_table.Row("vmovq", "w r64, r x64", "M R", VexWide(0x660F7E), evex: Evex(0x660F7E, wide: true)));

    // Arithmetic.
    public static readonly InstructionPair Add = s_table.Scalar("vadds", "w x, r x, r x/m", "R V M", 0x0F58, InstructionTraits.Commutes);
    public static readonly InstructionPair Mul = s_table.Scalar("vmuls", "w x, r x, r x/m", "R V M", 0x0F59, InstructionTraits.Commutes);
    public static readonly InstructionPair Sub = s_table.Scalar("vsubs", "w x, r x, r x/m", "R V M", 0x0F5C);
    public static readonly InstructionPair Div = s_table.Scalar("vdivs", "w x, r x, r x/m", "R V M", 0x0F5E);

    /// <summary>Operand 1 if it is less, respectively greater, else operand 2: also if one is NaN, or both are zero.</summary>
    public static readonly InstructionPair Min = s_table.Scalar("vmins", "w x, r x, r x/m", "R V M", 0x0F5D);
    public static readonly InstructionPair Max = s_table.Scalar("vmaxs", "w x, r x, r x/m", "R V M", 0x0F5F);
    public static readonly InstructionPair Sqrt = s_table.Scalar("vsqrts", "w x, r x", "R VM", 0x0F51);
    public static readonly InstructionPair Round = new(
        s_table.Row("vroundss", "w x, r x, r i8", "R VM I", Vex(0x660F3A0A), size: 4),
        s_table.Row("vroundsd", "w x, r x, r i8", "R VM I", Vex(0x660F3A0B), size: 8));

    public static readonly FusedForms FusedAdd = s_table.Fused("vfmadd", 0x660F3899);
    public static readonly FusedForms FusedSub = s_table.Fused("vfmsub", 0x660F389B);
    public static readonly FusedForms FusedNegatedAdd = s_table.Fused("vfnmadd", 0x660F389D);
    public static readonly FusedForms FusedNegatedSub = s_table.Fused("vfnmsub", 0x660F389F);

    // Bits; 128 of them, whatever the type of the value.
    public static readonly X64Instruction And = Bitwise("vandps", 0x0F54, InstructionTraits.Commutes);
    public static readonly X64Instruction AndNot = Bitwise("vandnps", 0x0F55);
    public static readonly X64Instruction Or = Bitwise("vorps", 0x0F56, InstructionTraits.Commutes);
    public static readonly X64Instruction Xor = Bitwise("vxorps", 0x0F57, InstructionTraits.Commutes);

    // Comparisons: to the flags (zero, parity, carry; all three if an operand is NaN), or to a mask.
    public static readonly InstructionPair Compare = new(
        s_table.Row("vucomiss", "r x, r x/m", "R M", Vex(0x0F2E), flags: FlagsEffect.Writes, size: 4, evex: Evex(0x0F2E)),
        s_table.Row("vucomisd", "r x, r x/m", "R M", Vex(0x660F2E), flags: FlagsEffect.Writes, size: 8, evex: Evex(0x660F2E, wide: true)));

    public static readonly InstructionPair MaskEqual = s_table.Comparison("eq", 0);
    public static readonly InstructionPair MaskLess = s_table.Comparison("lt", 1);
    public static readonly InstructionPair MaskLessOrEqual = s_table.Comparison("le", 2);
    public static readonly InstructionPair MaskUnordered = s_table.Comparison("unord", 3);

    /// <summary>True for NaN, like the other negated ones.</summary>
    public static readonly InstructionPair MaskNotEqual = s_table.Comparison("neq", 4);
    public static readonly InstructionPair MaskNotLess = s_table.Comparison("nlt", 5);
    public static readonly InstructionPair MaskNotLessOrEqual = s_table.Comparison("nle", 6);
    public static readonly InstructionPair MaskOrdered = s_table.Comparison("ord", 7);
    public static readonly InstructionPair MaskNotGreaterOrEqual = s_table.Comparison("nge", 9);
    public static readonly InstructionPair MaskNotGreater = s_table.Comparison("ngt", 10);
    public static readonly InstructionPair MaskGreaterOrEqual = s_table.Comparison("ge", 13);
    public static readonly InstructionPair MaskGreater = s_table.Comparison("gt", 14);

    /// <summary>Operand 2 where the sign bit of operand 3 is set, else operand 1.</summary>
    public static readonly InstructionPair Blend = new(
        s_table.Row("vblendvps", "w x128, r x128, r x128/m128, r x128", "R V M S", Vex(0x660F3A4A)),
        s_table.Row("vblendvpd", "w x128, r x128, r x128/m128, r x128", "R V M S", Vex(0x660F3A4B)));

    // Conversions.
    public static readonly X64Instruction FloatToDouble = s_table.Row("vcvtss2sd", "w x64, r x32", "R VM", Vex(0xF30F5A));
    public static readonly X64Instruction DoubleToFloat = s_table.Row("vcvtsd2ss", "w x32, r x64", "R VM", Vex(0xF20F5A));

    /// <summary>Operand 1 supplies the upper bits: zero, so that the result depends on nothing else.</summary>
    public static readonly InstructionPair Int32ToFloating = new(
        s_table.Row("vcvtsi2ss", "w x32, r x128, r r32/m32", "R V M", Vex(0xF30F2A)),
        s_table.Row("vcvtsi2sd", "w x64, r x128, r r32/m32", "R V M", Vex(0xF20F2A)));

    public static readonly InstructionPair Int64ToFloating = new(
        s_table.Row("vcvtsi2ss", "w x32, r x128, r r64/m64", "R V M", VexWide(0xF30F2A)),
        s_table.Row("vcvtsi2sd", "w x64, r x128, r r64/m64", "R V M", VexWide(0xF20F2A)));

    /// <summary>Toward zero; the smallest integer if the result does not fit, or for NaN.</summary>
    public static readonly InstructionPair FloatingToInt32 = new(
        s_table.Row("vcvttss2si", "w r32, r x32/m32", "R M", Vex(0xF30F2C)),
        s_table.Row("vcvttsd2si", "w r32, r x64/m64", "R M", Vex(0xF20F2C)));

    public static readonly InstructionPair FloatingToInt64 = new(
        s_table.Row("vcvttss2si", "w r64, r x32/m32", "R M", VexWide(0xF30F2C)),
        s_table.Row("vcvttsd2si", "w r64, r x64/m64", "R M", VexWide(0xF20F2C)));

    // Masks from integers, and masks of 32 bits as masks of 64.
    public static readonly X64Instruction InterleaveLow32 = Bitwise("vpunpckldq", 0x660F62);
    public static readonly InstructionPair MaskIntegersEqual = new(Bitwise("vpcmpeqd", 0x660F76), Bitwise("vpcmpeqq", 0x660F3829));
    public static readonly InstructionPair MaskIntegersGreater = new(Bitwise("vpcmpgtd", 0x660F66), Bitwise("vpcmpgtq", 0x660F3837));
    public static readonly InstructionPair ShiftLeft = new(
        s_table.Row("vpslld", "w x128, r x128, r i8", "V M I", Vex(0x660F72, 6)),
        s_table.Row("vpsllq", "w x128, r x128, r i8", "V M I", Vex(0x660F73, 6)));

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    private static X64Instruction Bitwise(string mnemonic, uint opcode, InstructionTraits traits = InstructionTraits.None) =>
        s_table.Row(mnemonic, "w x128, r x128, r x128/m128", "R V M", Vex(opcode), traits);
}
