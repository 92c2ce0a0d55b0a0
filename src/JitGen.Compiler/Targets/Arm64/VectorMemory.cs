using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Loads and stores of 1 to 16 bytes of vector registers.</summary>
internal static class VectorMemory
{
    /// <summary>What the bits of the scaled form have more than those of the unscaled.</summary>
    private const uint ScaledBit = 1u << 24;

    /// <summary>What the bits of the form with an index have more than those of the unscaled.</summary>
    private const uint IndexBits = 0x206800;

    private static readonly InstructionTableBuilder s_rows = new();

    private static readonly MemoryForms[] s_loads =
    {
        Load('B', 1, 0x3D400000, Row("ldr", "w Bt, r [Xn+1]", 0x3D400000)),
        Load('H', 2, 0x7D400000, Row("ldr", "w Ht, r [Xn+2]", 0x7D400000)),
        Load('S', 4, 0xBD400000, MemoryInstructions.LoadFloat.Narrow),
        Load('D', 8, 0xFD400000, MemoryInstructions.LoadFloat.Wide),
        Load('Q', 16, 0x3DC00000, MemoryInstructions.LoadVector),
    };

    private static readonly MemoryForms[] s_stores =
    {
        Store('B', 1, 0x3D000000, Row("str", "w [Xn+1], r Bt", 0x3D000000)),
        Store('H', 2, 0x7D000000, Row("str", "w [Xn+2], r Ht", 0x7D000000)),
        Store('S', 4, 0xBD000000, MemoryInstructions.StoreFloat.Narrow),
        Store('D', 8, 0xFD000000, MemoryInstructions.StoreFloat.Wide),
        Store('Q', 16, 0x3D800000, MemoryInstructions.StoreVector),
    };

    private static readonly (Arm64Instruction Load, Arm64Instruction Store)[] s_copies =
    {
        (Row("ldrb", "w Wt, r [Xn+Xm*1]", 0x38606800), Row("strb", "w [Xn+Xm*1], r Wt", 0x38206800)),
        (Row("ldrh", "w Wt, r [Xn+Xm*2]", 0x78606800), Row("strh", "w [Xn+Xm*2], r Wt", 0x78206800)),
        (Row("ldr", "w Wt, r [Xn+Xm*4]", 0xB8606800), Row("str", "w [Xn+Xm*4], r Wt", 0xB8206800)),
        (Row("ldr", "w Xt, r [Xn+Xm*8]", 0xF8606800), Row("str", "w [Xn+Xm*8], r Xt", 0xF8206800)),
    };

    /// <summary>The load of 8 bytes into an integer register.</summary>
    public static MemoryForms LoadPointer { get; } = new(
        MemoryInstructions.Load.Wide, Row("ldur", "w Xt, r [Xn+-8]", 0xF8400000), s_copies[3].Load);

    /// <summary>The load of so many bytes: 1, 2, 4, 8 or 16.</summary>
    public static MemoryForms LoadOf(int bytes) => s_loads[Log2(bytes)];

    /// <summary>The store of so many bytes: 1, 2, 4, 8 or 16.</summary>
    public static MemoryForms StoreOf(int bytes) => s_stores[Log2(bytes)];

    /// <summary>What copies 1, 2, 4 or 8 bytes through an integer register.</summary>
    public static (Arm64Instruction Load, Arm64Instruction Store) Copy(int bytesLog2) => s_copies[bytesLog2];

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;

    private static MemoryForms Load(char view, int size, uint bits, Arm64Instruction scaled) => new(
        scaled,
        Row("ldur", $"w {view}t, r [Xn+-{size}]", bits - ScaledBit),
        Row("ldr", $"w {view}t, r [Xn+Xm*{size}]", bits - ScaledBit + IndexBits));

    private static MemoryForms Store(char view, int size, uint bits, Arm64Instruction scaled) => new(
        scaled,
        Row("stur", $"w [Xn+-{size}], r {view}t", bits - ScaledBit),
        Row("str", $"w [Xn+Xm*{size}], r {view}t", bits - ScaledBit + IndexBits));

    private static Arm64Instruction Row(string mnemonic, string operands, uint bits) => s_rows.Row(mnemonic, operands, bits);

    /// <summary>The logarithm of a power of two.</summary>
    public static int Log2(int bytes)
    {
        int result = 0;
        while (1 << result < bytes)
        {
            result++;
        }

        return result;
    }
}

/// <summary>A load or store by the form of its address.</summary>
/// <param name="Scaled">With a displacement of 0 to 4095 times the size.</param>
/// <param name="Unscaled">With a displacement of -256 to 255 bytes.</param>
/// <param name="Indexed">With an index register, perhaps times the size.</param>
internal sealed record MemoryForms(Arm64Instruction Scaled, Arm64Instruction Unscaled, Arm64Instruction Indexed)
{
    /// <summary>The instruction that can access the address; null if its displacement is too far.</summary>
    public Arm64Instruction? For(Operand address) =>
        !address.Index.IsNone ? (address.Value == 0 ? Indexed : null)
        : Reaches(Scaled, address.Value) ? Scaled
        : Reaches(Unscaled, address.Value) ? Unscaled
        : null;

    private static bool Reaches(Arm64Instruction row, long displacement) =>
        (row.Fields[0] is MemoryField store ? store : row.Fields[1]!).Reaches(displacement);
}
