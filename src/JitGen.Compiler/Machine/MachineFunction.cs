using System;
using System.Collections.Generic;

namespace JitGen.Compiler.Machine;

/// <summary>One instruction: its description and where its operands are in <see cref="MachineFunction"/>.</summary>
internal readonly record struct MachineInstruction(InstructionDescription Description, int FirstOperand);

/// <summary>A parameter on entry: the virtual register that holds it and where the caller left it.</summary>
/// <param name="Register">The virtual register; none if the parameter is not used.</param>
/// <param name="Location">A physical register or an incoming argument.</param>
internal readonly record struct EntryValue(Register Register, Operand Location);

/// <summary>
/// Straight-line machine code: before register allocation over virtual registers, each written once; after it over physical
/// ones and spill slots.
/// </summary>
internal sealed class MachineFunction
{
    private MachineInstruction[] _instructions = new MachineInstruction[32];
    private Operand[] _operands = new Operand[96];
    private RegisterClass[] _classes = new RegisterClass[32];
    private byte[] _sizes = new byte[32];
    private int _operandCount;

    public MachineFunction()
        : this(new ConstantPool())
    {
    }

    /// <summary>Code that shares its constants with other code.</summary>
    public MachineFunction(ConstantPool constants) => Constants = constants;

    public int InstructionCount { get; private set; }

    public int VirtualCount { get; private set; }

    /// <summary>Spill slots of 8 bytes in the frame; set by register allocation.</summary>
    public int SpillSlotCount { get; set; }

    /// <summary>Registers that the code writes, set by register allocation: the frame saves the convention's saved ones among them.</summary>
    public RegisterSet WrittenRegisters { get; set; }

    public List<EntryValue> EntryValues { get; } = new();

    public ConstantPool Constants { get; }

    public MachineInstruction Instruction(int index) => _instructions[index];

    /// <summary>The operand at <paramref name="index"/> of an instruction, to read or replace.</summary>
    public ref Operand Operand(MachineInstruction instruction, int index) => ref _operands[instruction.FirstOperand + index];

    public RegisterClass ClassOf(Register register) =>
        register.IsVirtual ? _classes[register.VirtualIndex] : register.PhysicalClass;

    /// <summary>Bytes of the value in a virtual register: 4, 8 or 16.</summary>
    public int SizeOf(Register register) => _sizes[register.VirtualIndex];

    public Register NewVirtual(RegisterClass registerClass, int size)
    {
        if (VirtualCount == _classes.Length)
        {
            Array.Resize(ref _classes, VirtualCount * 2);
            Array.Resize(ref _sizes, VirtualCount * 2);
        }

        _classes[VirtualCount] = registerClass;
        _sizes[VirtualCount] = (byte)size;
        return Register.Virtual(VirtualCount++);
    }

    /// <summary>Appends an instruction; operands that are left out are None.</summary>
    public void Append(
        InstructionDescription description, Operand a = default, Operand b = default, Operand c = default, Operand d = default, Operand e = default)
    {
        int count = description.Operands.Length;
        MachineInstruction instruction = Append(description);
        for (int i = 0; i < count; i++)
        {
            _operands[instruction.FirstOperand + i] = i switch { 0 => a, 1 => b, 2 => c, 3 => d, _ => e };
        }
    }

    /// <summary>Appends an instruction with an operand for each of its constraints.</summary>
    public void Append(InstructionDescription description, Operand[] operands)
    {
        MachineInstruction instruction = Append(description);
        Array.Copy(operands, 0, _operands, instruction.FirstOperand, description.Operands.Length);
    }

    /// <summary>Appends an instruction whose operands are None, to be set through <see cref="Operand"/>.</summary>
    public MachineInstruction Append(InstructionDescription description)
    {
        int count = description.Operands.Length;
        while (_operandCount + count > _operands.Length)
        {
            Array.Resize(ref _operands, _operands.Length * 2);
        }

        if (InstructionCount == _instructions.Length)
        {
            Array.Resize(ref _instructions, InstructionCount * 2);
        }

        var instruction = new MachineInstruction(description, _operandCount);
        _operandCount += count;
        _instructions[InstructionCount++] = instruction;
        return instruction;
    }

    /// <summary>Reverses the order of the instructions from <paramref name="first"/> on: selection runs backwards.</summary>
    public void ReverseFrom(int first) => Array.Reverse(_instructions, first, InstructionCount - first);

    /// <summary>A function without instructions that shares the constants and the facts about virtual registers: what allocation fills.</summary>
    public MachineFunction CopyHeader() => new(Constants) { _classes = _classes, _sizes = _sizes, VirtualCount = VirtualCount };
}
