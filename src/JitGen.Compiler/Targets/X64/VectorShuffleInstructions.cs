namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Lanes and bytes brought to other places; see <see cref="OperandSyntax"/>. Most work on each 16 bytes of a vector alike; those
/// that cross them say so.
/// </summary>
internal static class VectorShuffleInstructions
{
    private static readonly VectorTableBuilder s_table = new();

    /// <summary>Bytes by the index in each byte of operand 2; zero where its sign bit is set.</summary>
    public static readonly VectorFamily Bytes = s_table.Integer("vpshufb", 0x660F3800, 1, VectorForms.Narrow)!;

    /// <summary>Lanes of 4 bytes by four indices of two bits.</summary>
    public static readonly VectorFamily Words32 =
        s_table.Integer("vpshufd", 0x660F70, 4, VectorForms.Narrow, "w v, r v/m/b, r i8", "R M I")!;

    /// <summary>Two lanes of operand 1, then two of operand 2, by two bits each.</summary>
    public static readonly VectorFamily Floats =
        s_table.Integer("vshufps", 0x0FC6, 4, VectorForms.Narrow, "w v, r v, r v/m/b, r i8", "R V M I")!;

    /// <summary>The lanes of the lower 8 bytes of operands 1 and 2 in turns.</summary>
    public static readonly VectorOperation InterleaveLow = new(
        s_table.Integer("vpunpcklbw", 0x660F60, 1, VectorForms.Narrow),
        s_table.Integer("vpunpcklwd", 0x660F61, 2, VectorForms.Narrow),
        s_table.Integer("vpunpckldq", 0x660F62, 4, VectorForms.Narrow),
        s_table.Integer("vpunpcklqdq", 0x660F6C, 8, VectorForms.Wide));

    /// <summary>16 bytes from a number on, of operand 2 and behind it operand 1.</summary>
    public static readonly VectorFamily AlignBytes =
        s_table.Integer("vpalignr", 0x660F3A0F, 1, VectorForms.Narrow, "w v, r v, r v/m/b, r i8", "R V M I")!;

    // Across the whole vector.

    /// <summary>Two of the four halves of two vectors, each by two bits, or zeros.</summary>
    public static readonly VectorFamily PermuteHalves = s_table.Family(
        "vperm2f128", "w v, r v, r v/m, r i8", "R V M I", 0x660F3A06, VectorForms.Vex, lengths: VectorLengths.Bytes32);

    /// <summary>Lanes of 8 bytes of each 32 by four indices of two bits.</summary>
    public static readonly VectorFamily PermuteParts = s_table.Family(
        "vpermq", "w v, r v/m/b64, r i8", "R M I", 0x660F3A00, VectorForms.AlwaysWide, lengths: VectorLengths.From32);

    /// <summary>16 bytes of a vector, by their index.</summary>
    public static readonly VectorFamily Extract16 = s_table.Family(
        "vextracti128", "w x128/m128, r v, r i8", "M R I", 0x660F3A39, VectorForms.Narrow, evexMnemonic: "vextracti32x4",
        lengths: VectorLengths.From32);

    /// <summary>Operand 1 with operand 2 as 16 of its bytes.</summary>
    public static readonly VectorFamily Insert16 = s_table.Family(
        "vinserti128", "w v, r v, r x128/m128, r i8", "R V M I", 0x660F3A38, VectorForms.Narrow, evexMnemonic: "vinserti32x4",
        lengths: VectorLengths.From32);

    /// <summary>Half of 64 bytes.</summary>
    public static readonly VectorFamily Extract32 = s_table.Family(
        "vextracti64x4", "w h/m, r v, r i8", "M R I", 0x660F3A3B, VectorForms.EvexWide, lengths: VectorLengths.Bytes64);

    /// <summary>As many lanes as a vector has, from one of operand 2 on; those of operand 1 follow them.</summary>
    public static readonly VectorOperation Cut = new(
        null,
        null,
        s_table.Integer("valignd", 0x660F3A03, 4, VectorForms.Evex, "w v, r v, r v/m/b, r i8", "R V M I"),
        s_table.Integer("valignq", 0x660F3A03, 8, VectorForms.EvexWide, "w v, r v, r v/m/b, r i8", "R V M I"));

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();
}
