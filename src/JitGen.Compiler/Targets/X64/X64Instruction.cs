using System;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>How the bytes before the opcode look.</summary>
internal enum EncodingKind : byte
{
    /// <summary>Mandatory prefix, REX, escape bytes.</summary>
    Legacy,

    /// <summary>A VEX prefix of two or three bytes, which holds all of those and a third register.</summary>
    Vex,

    /// <summary>An EVEX prefix of four bytes: also vectors of 64 bytes, 32 registers, masks and broadcasts.</summary>
    Evex,
}

/// <summary>Where the bits of an operand go; one operand may fill several places.</summary>
[Flags]
internal enum OperandSlots : byte
{
    None = 0,

    /// <summary>ModRM.reg.</summary>
    Reg = 1,

    /// <summary>ModRM.rm: a register or memory.</summary>
    Rm = 2,

    /// <summary>The third register, in a VEX or EVEX prefix.</summary>
    Vvvv = 4,

    /// <summary>The upper four bits of the last byte.</summary>
    Is4 = 8,

    /// <summary>The low three bits of the opcode.</summary>
    Opcode = 16,

    /// <summary>Bytes behind everything else.</summary>
    Immediate = 32,

    /// <summary>Bytes behind everything else: the distance to a branch target from the end of the instruction.</summary>
    Displacement = 64,

    /// <summary>The mask register, in an EVEX prefix.</summary>
    Mask = 128,
}

/// <summary>What an instruction does with the arithmetic flags.</summary>
[Flags]
internal enum FlagsEffect : byte
{
    None = 0,
    Reads = 1,

    /// <summary>Sets them, or leaves them undefined.</summary>
    Writes = 2,
}

/// <summary>The bytes of an instruction apart from its operands.</summary>
/// <param name="Kind">The prefix.</param>
/// <param name="Opcode">The opcode as the manual writes it, with mandatory prefix and escape bytes: <c>0xF20F58</c>.</param>
/// <param name="Wide">REX.W, VEX.W or EVEX.W.</param>
/// <param name="Digit">ModRM.reg where no operand is there (/0 to /7), or -1.</param>
/// <param name="LastByte">An immediate byte that belongs to the opcode, such as the predicate of <c>vcmpltsd</c>, or -1.</param>
/// <param name="Length">VEX.L or EVEX.L'L: 0 for vectors of 16 bytes and for scalars, 1 for 32, 2 for 64.</param>
internal readonly record struct Encoding(
    EncodingKind Kind, uint Opcode, bool Wide = false, int Digit = -1, int LastByte = -1, int Length = 0)
{
    public byte OpcodeByte => unchecked((byte)Opcode);

    /// <summary>The opcode map: 0 one byte, 1 escape 0F, 2 escape 0F 38, 3 escape 0F 3A; as in a VEX prefix.</summary>
    public int Map { get; } = MapOf(Opcode);

    /// <summary>The mandatory prefix byte, or 0.</summary>
    public byte Prefix { get; } = PrefixOf(Opcode);

    /// <summary>The mandatory prefix as a VEX prefix has it.</summary>
    public int PrefixNumber { get; } = PrefixOf(Opcode) switch
    {
        0x66 => 1,
        0xF3 => 2,
        0xF2 => 3,
        _ => 0,
    };

    private static int MapOf(uint opcode) => (opcode >> 8 & 0xFFFF) switch
    {
        0x0F38 => 2,
        0x0F3A => 3,
        uint escape => (escape & 0xFF) == 0x0F ? 1 : 0,
    };

    private static byte PrefixOf(uint opcode) => unchecked((byte)(opcode >> (MapOf(opcode) >= 2 ? 24 : 16)));
}

/// <summary>A row of the x64 instruction table: how an instruction is encoded and printed, and what it does.</summary>
internal sealed class X64Instruction : InstructionDescription
{
    public X64Instruction(string mnemonic, OperandSyntax operands, Encoding encoding, InstructionTraits traits)
        : base(mnemonic, operands.Constraints, traits)
    {
        Encoding = encoding;
        Slots = operands.Slots;
        ExplicitCount = operands.ExplicitCount;
        ImmediateSize = operands.ImmediateSize;
        BroadcastSize = operands.BroadcastSize;
        MaskOperand = Array.IndexOf(Slots, OperandSlots.Mask);
    }

    public Encoding Encoding { get; }

    /// <summary>Where each operand is encoded.</summary>
    public OperandSlots[] Slots { get; }

    /// <summary>How many operands are written in assembler text, the tied ones counted; the others are implicit.</summary>
    public int ExplicitCount { get; }

    /// <summary>Bytes of the immediate operand, if there is one; 0 stands for one if the value fits, else four.</summary>
    public int ImmediateSize { get; }

    /// <summary>
    /// The opcode for an immediate as last operand where the other forms have another opcode, with operand 0 in ModRM.rm.
    /// </summary>
    public Encoding? ImmediateEncoding { get; init; }

    /// <summary>
    /// The EVEX form of a VEX row, for what a VEX prefix cannot say; the encoding itself if the row has no other; null if there is
    /// none.
    /// </summary>
    public Encoding? Evex { get; init; }

    /// <summary>The mnemonic of the EVEX form where it is another.</summary>
    public string? EvexMnemonic { get; init; }

    /// <summary>Bytes of the element that a broadcast memory operand reads; 0 if there is no such form.</summary>
    public int BroadcastSize { get; }

    /// <summary>The index of the operand that says which lanes are written; -1 if there is none.</summary>
    public int MaskOperand { get; }

    /// <summary>Whether lanes whose bit in the mask is 0 become 0 instead of keeping what they were.</summary>
    public bool IsZeroing { get; init; }

    public FlagsEffect Flags { get; init; }

    /// <summary>The condition that a branch, set or conditional move tests; null for others.</summary>
    public Condition? Condition { get; init; }

    /// <summary>
    /// What exchanging operands 1 and 2 takes: the opposite condition, or the other form of a fused multiplication and addition.
    /// </summary>
    public X64Instruction? Opposite { get; private set; }

    public override InstructionDescription? Exchanged => Opposite ?? base.Exchanged;

    /// <summary>The lowest level that has the instruction.</summary>
    public IsaLevel Level { get; init; }

    /// <summary>Makes each of two instructions the other's <see cref="Opposite"/>.</summary>
    public static void Oppose(X64Instruction first, X64Instruction second)
    {
        first.Opposite = second;
        second.Opposite = first;
    }

    /// <summary>Whether the operand at an index appears in assembler text.</summary>
    public bool IsPrinted(int operand) => operand < ExplicitCount && Operands[operand].Access != OperandAccess.Tied;

    /// <summary>The shortest encoding that can say the operands.</summary>
    public Encoding EncodingFor(Operand[] operands)
    {
        if (Evex is not { } evex || Encoding.Kind == EncodingKind.Evex)
        {
            return Encoding;
        }

        for (int k = 0; k < ExplicitCount; k++)
        {
            if (operands[k].IsBroadcast || (operands[k].IsRegister && NeedsEvex(operands[k].Register)))
            {
                return evex;
            }
        }

        return Encoding;
    }

    /// <summary>Whether a register has no number in a VEX prefix.</summary>
    private static bool NeedsEvex(Register register) =>
        register.PhysicalClass == RegisterClass.Floating && register.HardwareNumber >= 16;
}

/// <summary>An instruction for 32-bit and for 64-bit operands, integers or floating-point numbers.</summary>
internal readonly record struct InstructionPair(X64Instruction Narrow, X64Instruction Wide)
{
    /// <summary>The instruction for operands of 64 bits, respectively of 32.</summary>
    public X64Instruction For(bool wide) => wide ? Wide : Narrow;
}
