using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Emission of a function:
/// <code>
///     prologue, body, epilogue, ret
///     stubs of the side exits, one for each place where the pointer to the bail-out flag is
///     constants, each aligned to its size
/// </code>
/// All instructions have 4 bytes, so every distance is known before the first is written.
/// </summary>
internal sealed class Emitter
{
    private const int InstructionSize = 4;
    private const int MostOperands = 5;

    private readonly MachineFunction _function;
    private readonly List<ListingLine>? _listing;
    private readonly Frame _frame;
    private readonly CodeBuffer _buffer = new();
    private readonly Operand[] _operands = new Operand[MostOperands];

    /// <summary>The place of the pointer, and the offset of its stub.</summary>
    private readonly List<(Operand Pointer, int Offset)> _stubs = new();

    private readonly int[] _constantOffsets;

    /// <summary>The offsets of the labels, by number.</summary>
    private readonly List<int> _labels = new();

    /// <summary>What <see cref="FlagReuse"/> found.</summary>
    private readonly bool[]? _redundant;

    private Emitter(MachineFunction function, Target target, List<ListingLine>? listing)
    {
        _function = function;
        _listing = listing;
        _frame = new Frame(function, target.Convention);
        _constantOffsets = new int[function.Constants.Count];
        _redundant = FlagReuse.Find(function);
    }

    public static MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing)
    {
        var emitter = new Emitter(function, target, listing);
        int instructionBytes = emitter.Place();
        if (!emitter.ReachesEverything())
        {
            return MethodCode.Nothing;
        }

        emitter.WriteBody();
        emitter.WriteStubs();
        emitter.WriteConstants();
        return new MethodCode(emitter._buffer.ToArray(), instructionBytes, []);
    }

    /// <summary>Finds the offsets of stubs and constants; returns the bytes of instructions.</summary>
    private int Place()
    {
        int end = InstructionSize * _frame.Prologue.Count;
        for (int i = 0; i < _function.InstructionCount; i++)
        {
            MachineInstruction instruction = _function.Instruction(i);
            if (instruction.Description.Has(InstructionTraits.Label))
            {
                SetLabel((int)_function.Operand(instruction, 0).Value, end);
            }

            end += SizeOf(i);
            if (instruction.Description.Has(InstructionTraits.SideExit) && FindStub(PointerOf(instruction)) < 0)
            {
                _stubs.Add((PointerOf(instruction), 0));
            }
        }

        for (int i = 0; i < _stubs.Count; i++)
        {
            Operand pointer = _stubs[i].Pointer;
            _stubs[i] = (pointer, end);
            end += InstructionSize * ((pointer.IsRegister ? 0 : 1) + 2 + _frame.Epilogue.Count + 1);
        }

        int offset = end;
        for (int i = 0; i < _constantOffsets.Length; i++)
        {
            int size = _function.Constants.SizeOf(i);
            offset = (offset + size - 1) & -size;
            _constantOffsets[i] = offset;
            offset += size;
        }

        return end;
    }

    /// <summary>
    /// Whether every side exit, label, constant and slot is within reach of the instructions that name it. Only code of many thousand
    /// instructions is too long; it is left to the managed fallback.
    /// </summary>
    private bool ReachesEverything()
    {
        int offset = InstructionSize * _frame.Prologue.Count;
        for (int i = 0; i < _function.InstructionCount; i++)
        {
            if (IsLeftOut(i))
            {
                continue;
            }

            MachineInstruction instruction = _function.Instruction(i);
            var row = (Arm64Instruction)instruction.Description;
            int start = offset;
            offset += SizeOf(i);
            for (int k = 0; k < row.Operands.Length; k++)
            {
                if (row.Fields[k] is { } field && !field.Reaches(Resolve(row, _function.Operand(instruction, k), k, start).Value))
                {
                    return false;
                }
            }
        }

        return true;
    }

    /// <summary>The bytes of an instruction, a return's with the epilogue.</summary>
    private int SizeOf(int instruction) =>
        IsLeftOut(instruction) ? 0
        : _function.Instruction(instruction).Description.Has(InstructionTraits.Return) ? InstructionSize * (_frame.Epilogue.Count + 1)
        : InstructionSize;

    private bool IsLeftOut(int instruction) =>
        (_redundant is not null && _redundant[instruction]) || _function.Instruction(instruction).Description.Has(InstructionTraits.Label);

    private void SetLabel(int label, int offset)
    {
        while (_labels.Count <= label)
        {
            _labels.Add(0);
        }

        _labels[label] = offset;
    }

    private Operand PointerOf(MachineInstruction instruction) =>
        _function.Operand(instruction, instruction.Description.Operands.Length - 1);

    private int FindStub(Operand pointer)
    {
        foreach ((Operand place, int offset) in _stubs)
        {
            if (place == pointer)
            {
                return offset;
            }
        }

        return -1;
    }

    private void WriteBody()
    {
        WriteAll(_frame.Prologue);
        for (int i = 0; i < _function.InstructionCount; i++)
        {
            if (IsLeftOut(i))
            {
                continue;
            }

            MachineInstruction instruction = _function.Instruction(i);
            var row = (Arm64Instruction)instruction.Description;
            if (row.Has(InstructionTraits.Return))
            {
                WriteAll(_frame.Epilogue);
            }

            for (int k = 0; k < row.Operands.Length; k++)
            {
                _operands[k] = Resolve(row, _function.Operand(instruction, k), k, _buffer.Length);
            }

            Write(row);
        }
    }

    /// <summary>An operand with distances and addresses in place of constants, labels, side exits and slots, for an instruction at an offset.</summary>
    private Operand Resolve(Arm64Instruction row, Operand operand, int index, int offset) =>
        operand.Kind == OperandKind.Constant ? Operand.Immediate(_constantOffsets[operand.Value] - offset)
        : operand.Kind == OperandKind.Label ? Operand.Immediate(_labels[(int)operand.Value] - offset)
        : row.Has(InstructionTraits.SideExit) && index == row.Operands.Length - 1 ? Operand.Immediate(FindStub(operand) - offset)
        : _frame.Resolve(operand);

    /// <summary>Each stub sets the bail-out flag and returns; the result does not matter.</summary>
    private void WriteStubs()
    {
        foreach ((Operand pointer, int _) in _stubs)
        {
            Register register = pointer.IsRegister ? pointer.Register : Registers.Scratch2;
            if (!pointer.IsRegister)
            {
                Write(new FrameInstruction(MemoryInstructions.Load.Wide, register, _frame.Resolve(pointer)));
            }

            Write(new FrameInstruction(IntegerInstructions.MoveWide.Narrow, Registers.Scratch, Operand.Immediate(1)));
            Write(new FrameInstruction(MemoryInstructions.Store.Narrow, Operand.Memory(register), Registers.Scratch));
            WriteAll(_frame.Epilogue);
            Write(ConditionInstructions.Return.Narrow);
        }
    }

    private void WriteAll(IReadOnlyList<FrameInstruction> instructions)
    {
        foreach (FrameInstruction instruction in instructions)
        {
            Write(instruction);
        }
    }

    private void Write(FrameInstruction instruction)
    {
        _operands[0] = instruction.A;
        _operands[1] = instruction.B;
        _operands[2] = instruction.C;
        Write(instruction.Row);
    }

    /// <summary>Writes an instruction with the operands at hand.</summary>
    private void Write(Arm64Instruction row)
    {
        _listing?.Add(new ListingLine(_buffer.Length, InstructionSize, Printer.Print(row, _operands)));
        _buffer.UInt32(Encoder.Encode(row, _operands));
    }

    private void WriteConstants()
    {
        ConstantPool constants = _function.Constants;
        for (int i = 0; i < constants.Count; i++)
        {
            int size = constants.SizeOf(i);
            _buffer.Align(size, padding: 0);
            ulong high = size == 16 ? constants.High(i) : 0;
            _listing?.Add(new ListingLine(_buffer.Length, size, Describe(size, constants.Low(i), high)));
            _buffer.Write(constants.Low(i), size < 8 ? size : 8);
            if (size == 16)
            {
                _buffer.UInt64(high);
            }
        }
    }

    private static string Describe(int size, ulong low, ulong high) => size switch
    {
        4 => ".word 0x" + low.ToString("x8", CultureInfo.InvariantCulture),
        8 => ".xword 0x" + low.ToString("x16", CultureInfo.InvariantCulture),
        _ => ".xword 0x" + low.ToString("x16", CultureInfo.InvariantCulture) + ", 0x" + high.ToString("x16", CultureInfo.InvariantCulture),
    };
}
