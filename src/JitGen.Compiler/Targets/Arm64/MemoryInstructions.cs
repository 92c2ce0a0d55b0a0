using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Loads and stores.</summary>
internal static class MemoryInstructions
{
    private static readonly InstructionTableBuilder s_rows = new();

    public static readonly Sized Load = new(Row("ldr", "w Wt, r [Xn+4]", 0xB9400000), Row("ldr", "w Xt, r [Xn+8]", 0xF9400000));
    public static readonly Sized LoadFloat = new(Row("ldr", "w St, r [Xn+4]", 0xBD400000), Row("ldr", "w Dt, r [Xn+8]", 0xFD400000));
    public static readonly Arm64Instruction LoadVector = Row("ldr", "w Qt, r [Xn+16]", 0x3DC00000);
    public static readonly Sized Store = new(Row("str", "w [Xn+4], r Wt", 0xB9000000), Row("str", "w [Xn+8], r Xt", 0xF9000000));
    public static readonly Sized StoreFloat = new(Row("str", "w [Xn+4], r St", 0xBD000000), Row("str", "w [Xn+8], r Dt", 0xFD000000));
    public static readonly Arm64Instruction StoreVector = Row("str", "w [Xn+16], r Qt", 0x3D800000);

    // Pairs, for saving and restoring registers.
    public static readonly Arm64Instruction LoadPair = Row("ldp", "w Xt, w Xt2, r [Xn+pair]", 0xA9400000);
    public static readonly Arm64Instruction StorePair = Row("stp", "w [Xn+pair], r Xt, r Xt2", 0xA9000000);
    public static readonly Arm64Instruction LoadPairFloat = Row("ldp", "w Dt, w Dt2, r [Xn+pair]", 0x6D400000);
    public static readonly Arm64Instruction StorePairFloat = Row("stp", "w [Xn+pair], r Dt, r Dt2", 0x6D000000);

    // Constants behind the code.
    public static readonly Sized LoadLiteral = new(Literal("w Wt", 0x18000000), Literal("w Xt", 0x58000000));
    public static readonly Sized LoadFloatLiteral = new(Literal("w St", 0x1C000000), Literal("w Dt", 0x5C000000));
    public static readonly Arm64Instruction LoadVectorLiteral = Literal("w Qt", 0x9C000000);

    /// <summary>What saves and restores 8 bytes of integer registers.</summary>
    public static SaveInstructions Integers { get; } = new(Load.Wide, Store.Wide, LoadPair, StorePair);

    /// <summary>What saves and restores 8 bytes of floating-point registers.</summary>
    public static SaveInstructions Floats { get; } = new(LoadFloat.Wide, StoreFloat.Wide, LoadPairFloat, StorePairFloat);

    public static IReadOnlyList<InstructionDescription> All => s_rows.All;

    private static Arm64Instruction Row(string mnemonic, string operands, uint bits) => s_rows.Row(mnemonic, operands, bits);

    private static Arm64Instruction Literal(string register, uint bits) =>
        s_rows.Row("ldr", register + ", r literal", bits, InstructionTraits.Rematerializable);
}

/// <summary>The instructions that save and restore the registers of a file.</summary>
internal sealed record SaveInstructions(
    Arm64Instruction Load, Arm64Instruction Store, Arm64Instruction LoadPair, Arm64Instruction StorePair);
