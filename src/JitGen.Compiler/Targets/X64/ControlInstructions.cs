using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.InstructionTableBuilder;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Branches, returns, and the instructions of prologues and epilogues; see <see cref="OperandSyntax"/>.</summary>
internal static class ControlInstructions
{
    private static readonly InstructionTableBuilder s_table = new();

    /// <summary>Branches by condition to a target, given as its offset, within 127 bytes, respectively anywhere.</summary>
    public static readonly X64Instruction[] BranchShort = s_table.PerCondition("j", "r i8", "D", 0x70);
    public static readonly X64Instruction[] BranchNear = s_table.PerCondition("j", "r i32", "D", 0x0F80);
    public static readonly X64Instruction JumpShort = s_table.Row("jmp", "r i8", "D", Legacy(0xEB));
    public static readonly X64Instruction JumpNear = s_table.Row("jmp", "r i32", "D", Legacy(0xE9));

    /// <summary>
    /// Branches to the bail-out exit if a condition holds, and always. The operand is the pointer to the flag; emission replaces
    /// them by the branches above.
    /// </summary>
    public static readonly X64Instruction[] ExitIf =
        s_table.PerCondition("j", "r r/m", ".", 0x0F80, wide: true, traits: InstructionTraits.SideExit);

    public static readonly X64Instruction Exit = s_table.Row("jmp", "r r/m", ".", Legacy(0xE9), InstructionTraits.SideExit, size: 8);

    /// <summary>Branches to a label, which emission replaces like those to the exit.</summary>
    public static readonly X64Instruction[] Branch = s_table.PerCondition("j", "r l", ".", 0x0F80);
    public static readonly X64Instruction Jump = s_table.Row("jmp", "r l", ".", Legacy(0xE9));

    /// <summary>The place of a label.</summary>
    public static readonly X64Instruction Label = s_table.Row("label", "r l", ".", Legacy(0), InstructionTraits.Label);

    /// <summary>The place of a label at the start of a line of the instruction cache.</summary>
    public static readonly X64Instruction LoopLabel = s_table.Row("label", "r l", ".", Legacy(0), InstructionTraits.Label);

    /// <summary>Nothing, in as many bytes as its address needs.</summary>
    public static readonly X64Instruction Nothing = s_table.Row("nop", "r m32", "M", Legacy(0x0F1F, 0));

    /// <summary>Nothing, in one byte.</summary>
    public static readonly X64Instruction ShortNothing = s_table.Row("nop", "", "", Legacy(0x90));

    /// <summary>The end of a function with an integer, respectively floating-point, result.</summary>
    public static readonly InstructionPair Return = new(
        s_table.Row("ret", "", "", Legacy(0xC3), InstructionTraits.Return, @implicit: "r rax", size: 4),
        s_table.Row("ret", "", "", Legacy(0xC3), InstructionTraits.Return, @implicit: "r rax", size: 8));

    public static readonly InstructionPair ReturnFloating = new(
        s_table.Row("ret", "", "", Legacy(0xC3), InstructionTraits.Return, @implicit: "r xmm0", size: 4),
        s_table.Row("ret", "", "", Legacy(0xC3), InstructionTraits.Return, @implicit: "r xmm0", size: 8));

    public static readonly X64Instruction Push = s_table.Row("push", "r r64", "O", Legacy(0x50));
    public static readonly X64Instruction Pop = s_table.Row("pop", "w r64", "O", Legacy(0x58));

    /// <summary>The upper halves of all vector registers cleared, so that code without VEX that follows is not slowed down.</summary>
    public static readonly X64Instruction ClearUpperHalves = s_table.Row("vzeroupper", "", "", Vex(0x0F77));

    /// <summary>Orders the stores past the caches before all stores that follow.</summary>
    public static readonly X64Instruction StoreFence =
        s_table.Row("sfence", "", "", new Encoding(EncodingKind.Legacy, 0x0FAE, LastByte: 0xF8));

    // The control word of floating-point arithmetic.
    public static readonly X64Instruction LoadFloatingControl = s_table.Row("vldmxcsr", "r m32", "M", Vex(0x0FAE, 2));
    public static readonly X64Instruction StoreFloatingControl = s_table.Row("vstmxcsr", "w m32", "M", Vex(0x0FAE, 3));

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();
}
