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

    public static readonly VectorOperation BroadcastInteger = new(
        s_table.Family("vpbroadcastb", "w v, r r32", "R M", 0x660F387A, VectorForms.Evex),
        s_table.Family("vpbroadcastw", "w v, r r32", "R M", 0x660F387B, VectorForms.Evex),
        s_table.Family("vpbroadcastd", "w v, r r32", "R M", 0x660F387C, VectorForms.Evex),
        s_table.Family("vpbroadcastq", "w v, r r64", "R M", 0x660F387C, VectorForms.EvexWide));

    // One element of the low 16 bytes, by an immediate index, and an integer register.
    public static readonly VectorFamily Insert64 =
        s_table.Family("vpinsrq", "w v, r v, r r64, r i8", "R V M I", 0x660F3A22, VectorForms.AlwaysWide, lengths: VectorLengths.Bytes16);
    public static readonly VectorFamily Extract64 =
        s_table.Family("vpextrq", "w r64, r v, r i8", "M R I", 0x660F3A16, VectorForms.AlwaysWide, lengths: VectorLengths.Bytes16);

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
}
