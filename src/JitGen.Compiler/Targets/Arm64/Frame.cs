using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// The stack frame of a leaf: nothing if it needs neither slots nor saved registers, else
/// <code>
///     sp on entry   +-----------------------+   a multiple of 16, as always
///                   | padding               |
///                   | spill slot n-1        |
///                   |  ...                  |
///                   | spill slot 0          |
///                   | saved d8-d15          |
///                   | saved x19-x28         |
///     sp            +-----------------------+
/// </code>
/// </summary>
internal sealed class Frame
{
    private const int SlotSize = 8;
    private const int Alignment = 16;

    private readonly List<FrameInstruction> _prologue = new();
    private readonly List<FrameInstruction> _epilogue = new();
    private readonly int _size;
    private readonly int _slotOffset;

    public Frame(MachineFunction function, CallingConvention convention)
    {
        RegisterSet saved = function.WrittenRegisters & convention.Saved;
        List<Register> integers = Members(saved, convention.IntegerAllocation);
        List<Register> floats = Members(saved, convention.FloatingAllocation);
        _slotOffset = SlotSize * (integers.Count + floats.Count);
        _size = (_slotOffset + SlotSize * function.SpillSlotCount + Alignment - 1) & -Alignment;

        MoveStackPointer(_prologue, IntegerInstructions.SubImmediate.Wide);
        Save(integers, 0, MemoryInstructions.Integers);
        Save(floats, SlotSize * integers.Count, MemoryInstructions.Floats);
        MoveStackPointer(_epilogue, IntegerInstructions.AddImmediate.Wide);
    }

    /// <summary>Moves the stack pointer and stores the registers that the caller expects back.</summary>
    public IReadOnlyList<FrameInstruction> Prologue => _prologue;

    /// <summary>Undoes the prologue.</summary>
    public IReadOnlyList<FrameInstruction> Epilogue => _epilogue;

    /// <summary>An operand with the address in place of a spill slot or an argument that the caller left on the stack.</summary>
    public Operand Resolve(Operand operand) => operand.Kind switch
    {
        OperandKind.SpillSlot => Address(_slotOffset + SlotSize * operand.Value),
        OperandKind.IncomingArgument => Address(_size + operand.Value),
        _ => operand,
    };

    private static Operand Address(long offset) => Operand.Memory(Registers.StackPointer, offset);

    private static List<Register> Members(RegisterSet set, Register[] registers)
    {
        var members = new List<Register>();
        foreach (Register register in registers)
        {
            if (set.Contains(register))
            {
                members.Add(register);
            }
        }

        return members;
    }

    /// <summary>Stores registers of one file, and loads them in the epilogue, in pairs and perhaps a single one.</summary>
    private void Save(List<Register> registers, int offset, SaveInstructions instructions)
    {
        for (int i = 0; i < registers.Count; i += 2)
        {
            Operand address = Address(offset + SlotSize * i);
            if (i + 1 < registers.Count)
            {
                _prologue.Add(new FrameInstruction(instructions.StorePair, address, registers[i], registers[i + 1]));
                _epilogue.Add(new FrameInstruction(instructions.LoadPair, registers[i], registers[i + 1], address));
            }
            else
            {
                _prologue.Add(new FrameInstruction(instructions.Store, address, registers[i]));
                _epilogue.Add(new FrameInstruction(instructions.Load, registers[i], address));
            }
        }
    }

    /// <summary>Adds to or subtracts from the stack pointer the size of the frame, the 12 low bits last.</summary>
    private void MoveStackPointer(List<FrameInstruction> code, Arm64Instruction instruction)
    {
        const int LowMask = 0xFFF;
        foreach (int part in new[] { _size & ~LowMask, _size & LowMask })
        {
            if (part != 0)
            {
                code.Add(new FrameInstruction(instruction, Registers.StackPointer, Registers.StackPointer, Operand.Immediate(part)));
            }
        }
    }
}

/// <summary>An instruction of a prologue, epilogue or stub.</summary>
internal readonly record struct FrameInstruction(Arm64Instruction Row, Operand A, Operand B = default, Operand C = default);
