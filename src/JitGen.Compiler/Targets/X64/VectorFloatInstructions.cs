using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Arithmetic on vectors of floats and doubles; see <see cref="OperandSyntax"/>.</summary>
internal static class VectorFloatInstructions
{
    private const string Binary = "w v, r v, r v/m/b";

    private static readonly VectorTableBuilder s_table = new();

    public static readonly VectorOperation Add = s_table.Float("vaddp", Binary, "R V M", 0x0F58, InstructionTraits.Commutes, masks: true);
    public static readonly VectorOperation Mul = s_table.Float("vmulp", Binary, "R V M", 0x0F59, InstructionTraits.Commutes, masks: true);
    public static readonly VectorOperation Sub = s_table.Float("vsubp", Binary, "R V M", 0x0F5C, masks: true);
    public static readonly VectorOperation Div = s_table.Float("vdivp", Binary, "R V M", 0x0F5E, masks: true);

    /// <summary>Operand 1 if it is less, respectively greater, else operand 2: also if one is NaN, or both are zero.</summary>
    public static readonly VectorOperation Min = s_table.Float("vminp", Binary, "R V M", 0x0F5D, masks: true);
    public static readonly VectorOperation Max = s_table.Float("vmaxp", Binary, "R V M", 0x0F5F, masks: true);

    /// <summary>By 5, the greater of the operands, +0 being greater than -0; if one is NaN, the other.</summary>
    public static readonly VectorOperation Range = new(
        null,
        null,
        s_table.Family("vrangeps", "w v, r v, r v/m/b32, r i8", "R V M I", 0x660F3A50, VectorForms.Evex),
        s_table.Family("vrangepd", "w v, r v, r v/m/b64, r i8", "R V M I", 0x660F3A50, VectorForms.EvexWide));

    public static readonly VectorOperation Sqrt = s_table.Float("vsqrtp", "w v, r v/m/b", "R M", 0x0F51);

    /// <summary>About 1 / sqrt, with a relative error below 2^-14.</summary>
    public static readonly VectorOperation RsqrtEstimate = new(
        null,
        null,
        s_table.Family("vrsqrt14ps", "w v, r v/m/b32", "R M", 0x660F384E, VectorForms.Evex),
        s_table.Family("vrsqrt14pd", "w v, r v/m/b64", "R M", 0x660F384E, VectorForms.EvexWide));

    /// <summary>
    /// Operand 0 or what operand 3, a table of 4 bits for each of eight kinds of number, says of the number in operand 2.
    /// </summary>
    public static readonly VectorOperation Fixup = new(
        null,
        null,
        s_table.Family("vfixupimmps", "w v, t v, r v, r v/m/b32, r i8", "R V M I", 0x660F3A54, VectorForms.Evex),
        s_table.Family("vfixupimmpd", "w v, t v, r v, r v/m/b64, r i8", "R V M I", 0x660F3A54, VectorForms.EvexWide));

    /// <summary>To an integral value: by 0 nearest even, 1 down, 2 up, 3 toward zero; plus 8: inexact is no event.</summary>
    public static readonly VectorOperation Round = new(
        null,
        null,
        s_table.Family("vroundps", "w v, r v/m/b32, r i8", "R M I", 0x660F3A08, VectorForms.Narrow, evexMnemonic: "vrndscaleps"),
        s_table.Family("vroundpd", "w v, r v/m/b64, r i8", "R M I", 0x660F3A09, VectorForms.Wide, evexMnemonic: "vrndscalepd"));

    public static readonly FusedVectorForms FusedAdd = s_table.Fused("vfmadd", 0x660F3898);
    public static readonly FusedVectorForms FusedSub = s_table.Fused("vfmsub", 0x660F389A);
    public static readonly FusedVectorForms FusedNegatedAdd = s_table.Fused("vfnmadd", 0x660F389C);
    public static readonly FusedVectorForms FusedNegatedSub = s_table.Fused("vfnmsub", 0x660F389E);

    // Bits.
    public static readonly VectorOperation And = s_table.Float("vandp", Binary, "R V M", 0x0F54, InstructionTraits.Commutes);

    /// <summary>Operand 2 without the bits of operand 1.</summary>
    public static readonly VectorOperation AndNot = s_table.Float("vandnp", Binary, "R V M", 0x0F55);
    public static readonly VectorOperation Or = s_table.Float("vorp", Binary, "R V M", 0x0F56, InstructionTraits.Commutes);
    public static readonly VectorOperation Xor = s_table.Float("vxorp", Binary, "R V M", 0x0F57, InstructionTraits.Commutes);

    /// <summary>All bits 0, without a dependency on what the register held.</summary>
    public static readonly VectorFamily Zero = s_table.Family(
        "vxorps", "w v", "RVM", 0x0F57, VectorForms.Narrow, InstructionTraits.Rematerializable, lengths: VectorLengths.Bytes16);

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();
}
