using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Vectors copied, loaded, stored and filled with one element; see <see cref="OperandSyntax"/>. Addresses need no alignment
/// unless said otherwise.
/// </summary>
internal static class VectorMoveInstructions
{
    private static readonly VectorTableBuilder s_table = new();

    // Whole vectors, whatever their lanes.
    public static readonly VectorFamily Move =
        s_table.Family("vmovaps", "w v, r v", "R M", 0x0F28, VectorForms.Narrow, InstructionTraits.Move);
    public static readonly VectorFamily Load = s_table.Family("vmovups", "w v, r m", "R M", 0x0F10, VectorForms.Narrow);
    public static readonly VectorFamily Store = s_table.Family("vmovups", "w m, r v", "M R", 0x0F11, VectorForms.Narrow);

    /// <summary>The load of a constant.</summary>
    public static readonly VectorFamily LoadConstant =
        s_table.Family("vmovups", "w v, r m", "R M", 0x0F10, VectorForms.Narrow, InstructionTraits.Rematerializable);

    /// <summary>A store past the caches, to an address that is a multiple of the vector's size.</summary>
    public static readonly VectorFamily StoreStreaming = s_table.Family("vmovntps", "w m, r v", "M R", 0x0F2B, VectorForms.Narrow);

    /// <summary>Loads, copies and stores of the lanes that a mask register says.</summary>
    public static readonly VectorOperation MaskedLoad = Masked("w v, r v/m", "R M", 0x6F, 0x10);
    public static readonly VectorOperation MaskedStore = Masked("w m, r v", "M R", 0x7F, 0x11);

    /// <summary>Loads and stores of the lanes in which a vector has the sign bit set; the others are zero, respectively left alone.</summary>
    public static readonly VectorOperation LoadWhereNegative = new(
        null,
        null,
        s_table.Family("vmaskmovps", "w v, r v, r m", "R V M", 0x660F382C, VectorForms.Vex),
        s_table.Family("vmaskmovpd", "w v, r v, r m", "R V M", 0x660F382D, VectorForms.Vex));

    public static readonly VectorOperation StoreWhereNegative = new(
        null,
        null,
        s_table.Family("vmaskmovps", "w m, r v, r v", "M V R", 0x660F382E, VectorForms.Vex),
        s_table.Family("vmaskmovpd", "w m, r v, r v", "M V R", 0x660F382F, VectorForms.Vex));

    // One element to all lanes.
    public static readonly VectorOperation Broadcast = Broadcasts("w v, r ", "x/m", InstructionTraits.None);

    /// <summary>The broadcast of a constant.</summary>
    public static readonly VectorOperation BroadcastConstant = Broadcasts("w v, r ", "m", InstructionTraits.Rematerializable);

    /// <summary>A float or double to all lanes; of doubles there is none for vectors of 16 bytes.</summary>
    public static readonly VectorOperation BroadcastFloat = new(
        null,
        null,
        s_table.Family("vbroadcastss", "w v, r x32/m32", "R M", 0x660F3818, VectorForms.Narrow),
        s_table.Family("vbroadcastsd", "w v, r x64/m64", "R M", 0x660F3819, VectorForms.Wide, lengths: VectorLengths.From32));

    public static readonly VectorFamily BroadcastDouble16 =
        s_table.Family("vmovddup", "w v, r x64/m64", "R M", 0xF20F12, VectorForms.Wide, lengths: VectorLengths.Bytes16);

    /// <summary>16 bytes to each part of that size.</summary>
    public static readonly VectorFamily BroadcastPart = s_table.Family(
        "vbroadcasti128", "w v, r m128", "R M", 0x660F385A, VectorForms.Narrow, InstructionTraits.Rematerializable,
        evexMnemonic: "vbroadcasti32x4", lengths: VectorLengths.From32);

    public static readonly VectorOperation BroadcastInteger = new(
        s_table.Family("vpbroadcastb", "w v, r r32", "R M", 0x660F387A, VectorForms.Evex),
        s_table.Family("vpbroadcastw", "w v, r r32", "R M", 0x660F387B, VectorForms.Evex),
        s_table.Family("vpbroadcastd", "w v, r r32", "R M", 0x660F387C, VectorForms.Evex),
        s_table.Family("vpbroadcastq", "w v, r r64", "R M", 0x660F387C, VectorForms.EvexWide));

    // One element of the low 16 bytes and an integer register or memory.
    public static readonly VectorOperation Insert = Elements("vpinsr", "w v, r v, r r", "R V M I", 0x660F3A20, 0x660FC4, 0x660F3A22);
    public static readonly VectorOperation InsertFromMemory =
        Elements("vpinsr", "w v, r v, r m", "R V M I", 0x660F3A20, 0x660FC4, 0x660F3A22);
    public static readonly VectorOperation Extract = Elements("vpextr", "w r, r v", "M R I", 0x660F3A14, 0x660F3A15, 0x660F3A16);
    public static readonly VectorOperation ExtractToMemory =
        Elements("vpextr", "w m, r v", "M R I", 0x660F3A14, 0x660F3A15, 0x660F3A16);

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    /// <summary>Moves under a mask only; floats and doubles name those of 4 and 8 bytes.</summary>
    private static VectorOperation Masked(string operands, string slots, uint integerOpcode, uint floatOpcode) => new(
        MaskedOnly("vmovdqu8", operands, slots, 0xF20F00 | integerOpcode, false),
        MaskedOnly("vmovdqu16", operands, slots, 0xF20F00 | integerOpcode, true),
        MaskedOnly("vmovups", operands, slots, 0x0F00 | floatOpcode, false),
        MaskedOnly("vmovupd", operands, slots, 0x660F00 | floatOpcode, true));

    private static VectorFamily MaskedOnly(string mnemonic, string operands, string slots, uint opcode, bool wide) =>
        s_table.Family(mnemonic, operands, slots, opcode, wide ? VectorForms.EvexWide : VectorForms.Evex, masks: true);

    private static VectorOperation Broadcasts(string operands, string source, InstructionTraits traits) => new(
        s_table.Family("vpbroadcastb", operands + Sized(source, 8), "R M", 0x660F3878, VectorForms.Narrow, traits),
        s_table.Family("vpbroadcastw", operands + Sized(source, 16), "R M", 0x660F3879, VectorForms.Narrow, traits),
        s_table.Family("vpbroadcastd", operands + Sized(source, 32), "R M", 0x660F3858, VectorForms.Narrow, traits),
        s_table.Family("vpbroadcastq", operands + Sized(source, 64), "R M", 0x660F3859, VectorForms.Wide, traits));

    /// <summary>Forms with a size in bits each: x32/m32.</summary>
    private static string Sized(string forms, int bits) => forms.Replace("x/", "x" + bits + "/") + bits;

    /// <summary>Elements by an immediate index. In a register, those of up to 32 bits have that many.</summary>
    private static VectorOperation Elements(string stem, string operands, string slots, uint b, uint w, uint dq) => new(
        Element(stem + "b", operands, slots, b, 1, VectorForms.Narrow),
        Element(stem + "w", operands, slots, w, 2, VectorForms.Narrow),
        Element(stem + "d", operands, slots, dq, 4, VectorForms.Narrow),
        Element(stem + "q", operands, slots, dq, 8, VectorForms.AlwaysWide));

    private static VectorFamily Element(string mnemonic, string operands, string slots, uint opcode, int bytes, VectorForms forms)
    {
        string sized = operands
            .Replace(" r r", bytes == 8 ? " r r64" : " r r32")
            .Replace("w r,", bytes == 8 ? "w r64," : "w r32,")
            .Replace(" m", " m" + 8 * bytes);
        return s_table.Family(mnemonic, sized + ", r i8", slots, opcode, forms, lengths: VectorLengths.Bytes16);
    }
}
