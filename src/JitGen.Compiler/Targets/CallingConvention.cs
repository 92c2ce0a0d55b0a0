using System;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets;

/// <summary>A calling convention, as data.</summary>
internal sealed record CallingConvention
{
    public required string Name { get; init; }

    /// <summary>The registers of the first integer and pointer arguments.</summary>
    public required Register[] IntegerArguments { get; init; }

    /// <summary>The registers of the first floating-point arguments.</summary>
    public required Register[] FloatingArguments { get; init; }

    /// <summary>Whether the n-th argument takes the n-th register of its file (Win64), or each file is counted on its own.</summary>
    public required bool Positional { get; init; }

    /// <summary>Offset of the first stack argument from the stack pointer on entry, in bytes; each takes 8.</summary>
    public required int StackArgumentOffset { get; init; }

    public required Register IntegerResult { get; init; }

    public required Register FloatingResult { get; init; }

    /// <summary>Integer registers that code may use, best first: those that need no saving before those that do.</summary>
    public required Register[] IntegerAllocation { get; init; }

    /// <summary>Floating-point registers that code may use, best first.</summary>
    public required Register[] FloatingAllocation { get; init; }

    /// <summary>Mask registers that code may use; empty if the target has none.</summary>
    public Register[] MaskAllocation { get; init; } = [];

    /// <summary>
    /// Vector registers that a call may overwrite, and whose lower 8 bytes can keep what an integer register has for the caller; those
    /// first that are used last.
    /// </summary>
    public Register[] Keepers { get; init; } = [];

    /// <summary>Registers whose value the caller expects back.</summary>
    public required RegisterSet Saved { get; init; }

    /// <summary>Bytes below the stack pointer that a leaf may use without moving it (SysV: 128).</summary>
    public required int RedZone { get; init; }

    /// <summary>Bytes above the return address that the callee may use (Win64: 32).</summary>
    public required int HomeSpace { get; init; }

    /// <summary>Whether a function that moves the stack pointer needs unwind information.</summary>
    public required bool NeedsUnwindInfo { get; init; }

    /// <summary>Bytes from where other systems enter a method to where Windows does.</summary>
    public int WindowsEntry { get; init; }

    /// <summary>What the address of a method is a multiple of, at least 16.</summary>
    public int EntryAlignment { get; init; } = 16;

    /// <summary>The registers of a file that code may use, best first.</summary>
    public Register[] Allocation(RegisterClass registerClass) => registerClass switch
    {
        RegisterClass.Integer => IntegerAllocation,
        RegisterClass.Floating => FloatingAllocation,
        _ => MaskAllocation,
    };

    /// <summary>The same convention for code that leaves some registers alone.</summary>
    public CallingConvention Without(RegisterSet registers) => this with
    {
        IntegerAllocation = Array.FindAll(IntegerAllocation, register => !registers.Contains(register)),
        FloatingAllocation = Array.FindAll(FloatingAllocation, register => !registers.Contains(register)),
        MaskAllocation = Array.FindAll(MaskAllocation, register => !registers.Contains(register)),
    };
}
