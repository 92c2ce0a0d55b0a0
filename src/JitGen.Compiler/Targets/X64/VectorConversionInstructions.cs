namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Vectors with other lanes of the same values: numbers converted, integers widened and narrowed; see
/// <see cref="OperandSyntax"/>. The size of a row is that of its longer vector.
/// </summary>
internal static class VectorConversionInstructions
{
    private static readonly VectorTableBuilder s_table = new();

    // Integers to floating point, rounded to nearest even.
    public static readonly VectorFamily Int32ToFloat = Same("vcvtdq2ps", 0x0F5B, 4, VectorForms.Narrow);
    public static readonly VectorFamily Int32ToDouble = Longer("vcvtdq2pd", 0xF30FE6, VectorForms.Narrow);
    public static readonly VectorFamily UInt32ToFloat = Same("vcvtudq2ps", 0xF20F7A, 4, VectorForms.Evex);
    public static readonly VectorFamily UInt32ToDouble = Longer("vcvtudq2pd", 0xF30F7A, VectorForms.Evex);
    public static readonly VectorFamily Int64ToFloat = Shorter("vcvtqq2ps", 0x0F5B, VectorForms.EvexWide);
    public static readonly VectorFamily Int64ToDouble = Same("vcvtqq2pd", 0xF30FE6, 8, VectorForms.EvexWide);
    public static readonly VectorFamily UInt64ToFloat = Shorter("vcvtuqq2ps", 0xF20F7A, VectorForms.EvexWide);
    public static readonly VectorFamily UInt64ToDouble = Same("vcvtuqq2pd", 0xF30F7A, 8, VectorForms.EvexWide);

    // Floating point to integers, toward zero; what does not fit, and NaN, become the smallest, respectively largest unsigned.
    public static readonly VectorFamily FloatToInt32 = Same("vcvttps2dq", 0xF30F5B, 4, VectorForms.Narrow);
    public static readonly VectorFamily DoubleToInt32 = Shorter("vcvttpd2dq", 0x660FE6, VectorForms.Wide);
    public static readonly VectorFamily FloatToUInt32 = Same("vcvttps2udq", 0x0F78, 4, VectorForms.Evex);
    public static readonly VectorFamily DoubleToUInt32 = Shorter("vcvttpd2udq", 0x0F78, VectorForms.EvexWide);
    public static readonly VectorFamily FloatToInt64 = Longer("vcvttps2qq", 0x660F7A, VectorForms.Evex);
    public static readonly VectorFamily DoubleToInt64 = Same("vcvttpd2qq", 0x660F7A, 8, VectorForms.EvexWide);
    public static readonly VectorFamily FloatToUInt64 = Longer("vcvttps2uqq", 0x660F78, VectorForms.Evex);
    public static readonly VectorFamily DoubleToUInt64 = Same("vcvttpd2uqq", 0x660F78, 8, VectorForms.EvexWide);

    public static readonly VectorFamily FloatToDouble = Longer("vcvtps2pd", 0x0F5A, VectorForms.Narrow);
    public static readonly VectorFamily DoubleToFloat = Shorter("vcvtpd2ps", 0x660F5A, VectorForms.Wide);

    // Integers widened, by the size of the narrow lane.
    public static readonly VectorOperation SignExtendTwice = Widening("vpmovsx", "bw", 0x20, "wd", 0x23, "dq", 0x25, "h");
    public static readonly VectorOperation SignExtendFourfold = Widening("vpmovsx", "bd", 0x21, "wq", 0x24, null, 0, "q");
    public static readonly VectorOperation SignExtendEightfold = Widening("vpmovsx", "bq", 0x22, null, 0, null, 0, "o");
    public static readonly VectorOperation ZeroExtendTwice = Widening("vpmovzx", "bw", 0x30, "wd", 0x33, "dq", 0x35, "h");
    public static readonly VectorOperation ZeroExtendFourfold = Widening("vpmovzx", "bd", 0x31, "wq", 0x34, null, 0, "q");
    public static readonly VectorOperation ZeroExtendEightfold = Widening("vpmovzx", "bq", 0x32, null, 0, null, 0, "o");

    // Integers narrowed to their low bits, by the size of the narrow lane.
    public static readonly VectorOperation TruncateTwice = Narrowing("wb", 0x30, "dw", 0x33, "qd", 0x35, "h");
    public static readonly VectorOperation TruncateFourfold = Narrowing("db", 0x31, "qw", 0x34, null, 0, "q");
    public static readonly VectorOperation TruncateEightfold = Narrowing("qb", 0x32, null, 0, null, 0, "o");

    // Integers narrowed with saturation, those of operand 1 before those of operand 2 in each 16 bytes.
    public static readonly VectorFamily PackSigned32 = s_table.Integer("vpackssdw", 0x660F6B, 4, VectorForms.Narrow)!;

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    /// <summary>From lanes to lanes of the same size.</summary>
    private static VectorFamily Same(string mnemonic, uint opcode, int laneBytes, VectorForms forms) =>
        s_table.Family(mnemonic, laneBytes == 4 ? "w v, r v/m/b32" : "w v, r v/m/b64", "R M", opcode, forms);

    /// <summary>From lanes of 4 bytes to lanes of 8.</summary>
    private static VectorFamily Longer(string mnemonic, uint opcode, VectorForms forms) =>
        s_table.Family(mnemonic, "w v, r h/m/b32", "R M", opcode, forms);

    /// <summary>From lanes of 8 bytes to lanes of 4.</summary>
    private static VectorFamily Shorter(string mnemonic, uint opcode, VectorForms forms) =>
        s_table.Family(mnemonic, "w h, r v/m/b64", "R M", opcode, forms);

    private static VectorOperation Widening(
        string stem, string? pair8, uint opcode8, string? pair16, uint opcode16, string? pair32, uint opcode32, string part) =>
        new(Widen(stem, pair8, opcode8, part), Widen(stem, pair16, opcode16, part), Widen(stem, pair32, opcode32, part), null);

    private static VectorFamily? Widen(string stem, string? pair, uint opcode, string part) =>
        pair is null ? null : s_table.Family(stem + pair, $"w v, r {part}/m", "R M", 0x660F3800 | opcode, VectorForms.Narrow);

    private static VectorOperation Narrowing(
        string? pair8, uint opcode8, string? pair16, uint opcode16, string? pair32, uint opcode32, string part) =>
        new(Narrow(pair8, opcode8, part), Narrow(pair16, opcode16, part), Narrow(pair32, opcode32, part), null);

    private static VectorFamily? Narrow(string? pair, uint opcode, string part) =>
        pair is null ? null : s_table.Family("vpmov" + pair, $"w {part}, r v", "M R", 0xF30F3800 | opcode, VectorForms.Evex);
}
