using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Where a function's saved registers and spill slots are. On entry rsp points to the return address; it moves only for what
/// neither the home space nor the red zone holds.
/// <code>
///     arguments on the stack
///     home space                 the first slots (Win64)
///     return address             rsp on entry
///     pushed registers
///     slots, downwards           frame: <see cref="Size"/> bytes
///     saved xmm registers        rsp in the body
///     slots that did not fit     red zone (SysV)
/// </code>
/// </summary>
internal sealed class Frame
{
    private const int SlotSize = 8;
    private const int XmmSize = 16;
    private const int StackAlignment = 16;
    private const int ReturnAddressSize = 8;

    private readonly int _homeSlots;

    public Frame(MachineFunction function, CallingConvention convention)
    {
        PushedRegisters = new List<Register>();
        SavedXmmRegisters = new List<Register>();
        RegisterSet saved = function.WrittenRegisters & convention.Saved;
        for (int number = 0; number < Register.FirstVirtual && !saved.IsEmpty; number++)
        {
            Register register = Register.FromNumber(number);
            if (saved.Contains(register))
            {
                saved = saved.Without(register);
                (register.PhysicalClass == RegisterClass.Integer ? PushedRegisters : SavedXmmRegisters).Add(register);
            }
        }

        _homeSlots = convention.HomeSpace / SlotSize;
        int needed = XmmSize * SavedXmmRegisters.Count + SlotSize * Math.Max(0, function.SpillSlotCount - _homeSlots) - convention.RedZone;
        if (needed > 0)
        {
            int above = ReturnAddressSize + SlotSize * PushedRegisters.Count;
            Size = (above + needed + StackAlignment - 1) / StackAlignment * StackAlignment - above;
        }
    }

    /// <summary>How far rsp moves after the pushes, in bytes.</summary>
    public int Size { get; }

    /// <summary>Integer registers that the prologue pushes, in that order.</summary>
    public List<Register> PushedRegisters { get; }

    /// <summary>Floating-point registers that the prologue stores, the n-th at rsp + 16 n.</summary>
    public List<Register> SavedXmmRegisters { get; }

    /// <summary>Whether the function moves the stack pointer.</summary>
    public bool MovesStackPointer => Size > 0 || PushedRegisters.Count > 0;

    private int EntryOffset => Size + SlotSize * PushedRegisters.Count;

    /// <summary>The place of the n-th saved floating-point register.</summary>
    public static Operand XmmSlot(int number) => Operand.Memory(Registers.Rsp, XmmSize * number);

    /// <summary>An operand with spill slots and incoming arguments as addresses relative to rsp in the body.</summary>
    public Operand Resolve(Operand operand) => operand.Kind switch
    {
        OperandKind.SpillSlot => Operand.Memory(Registers.Rsp, SlotOffset((int)operand.Value)),
        OperandKind.IncomingArgument => Operand.Memory(Registers.Rsp, EntryOffset + operand.Value),
        _ => operand,
    };

    private int SlotOffset(int slot) =>
        slot < _homeSlots
            ? EntryOffset + ReturnAddressSize + SlotSize * slot
            : Size - SlotSize * (slot - _homeSlots + 1);
}
