using System;

namespace JitGen.Compiler.Machine;

/// <summary>How an instruction uses an operand.</summary>
internal enum OperandAccess : byte
{
    Read,

    /// <summary>Written; it may share a register with an operand that is read for the last time.</summary>
    Write,

    /// <summary>Written before all operands are read, so it shares no register with one of them.</summary>
    EarlyWrite,

    /// <summary>Read, and in the same register as operand 0, which the instruction overwrites; it is neither printed nor encoded.</summary>
    Tied,
}

/// <summary>What an operand may be.</summary>
[Flags]
internal enum OperandForms : byte
{
    Register = 1,
    Memory = 2,
    Immediate = 4,

    /// <summary>One element in memory that stands for all lanes.</summary>
    Broadcast = 8,

    /// <summary>A place in the code.</summary>
    Label = 16,
}

/// <summary>What register allocation, printing and verification need to know of an operand.</summary>
/// <param name="Access">How it is used.</param>
/// <param name="Class">The file of its register form.</param>
/// <param name="Size">Bytes that are read or written: 1, 2, 4, 8, 16, 32 or 64.</param>
/// <param name="Forms">What it may be.</param>
/// <param name="Fixed">The only register that it may be, or none. A fixed write whose operand is None is a clobber.</param>
internal readonly record struct OperandConstraint(
    OperandAccess Access, RegisterClass Class, byte Size, OperandForms Forms, Register Fixed = default)
{
    public bool IsRead => Access is OperandAccess.Read or OperandAccess.Tied;

    public bool IsWrite => Access is OperandAccess.Write or OperandAccess.EarlyWrite;

    public bool Allows(OperandForms form) => (Forms & form) != 0;
}

/// <summary>Properties of an instruction that the stages after selection ask for.</summary>
[Flags]
internal enum InstructionTraits : byte
{
    None = 0,

    /// <summary>A register-to-register copy, operand 1 to operand 0, without other effects.</summary>
    Move = 1,

    /// <summary>Operands 1 and 2 may be exchanged if both are registers.</summary>
    Commutes = 2,

    /// <summary>Cheap, without register operands to read and without effect on the flags: executed again instead of reloaded.</summary>
    Rematerializable = 4,

    /// <summary>A branch to the bail-out exit; its last operand is the pointer to the bail-out flag, in a register or in memory.</summary>
    SideExit = 8,

    /// <summary>The end of the function: reads the result in its fixed register.</summary>
    Return = 16,

    /// <summary>No instruction but the place of the label that is its operand.</summary>
    Label = 32,
}

/// <summary>The facts about one instruction that are alike on every target; a row of an instruction table extends it.</summary>
internal abstract class InstructionDescription
{
    protected InstructionDescription(string mnemonic, OperandConstraint[] operands, InstructionTraits traits)
    {
        Mnemonic = mnemonic;
        Operands = operands;
        Traits = traits;
    }

    public string Mnemonic { get; }

    /// <summary>Explicit operands in the order of the assembler (writes first), then implicit fixed ones.</summary>
    public OperandConstraint[] Operands { get; }

    public InstructionTraits Traits { get; }

    /// <summary>
    /// The instruction that does the same with operands 1 and 2 exchanged, which have to be registers: itself if it commutes, a
    /// conditional move by the opposite condition; null if there is none.
    /// </summary>
    public virtual InstructionDescription? Exchanged => Has(InstructionTraits.Commutes) ? this : null;

    public bool Has(InstructionTraits traits) => (Traits & traits) != 0;
}
