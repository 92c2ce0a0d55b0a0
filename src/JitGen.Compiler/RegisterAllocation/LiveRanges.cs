using System;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>
/// Where each virtual register of a straight-line function is used, where each physical register is fixed, and which physical
/// register each virtual one would like best. Positions are instruction indices.
/// </summary>
internal sealed class LiveRanges
{
    /// <summary>A position after every use.</summary>
    public const int Never = int.MaxValue;

    /// <summary>Positions of virtual register v: <c>_uses[_firstUse[v].._firstUse[v + 1]]</c>, ascending; of physical ones likewise.</summary>
    private readonly int[] _firstUse;
    private readonly int[] _uses;
    private readonly int[] _firstFixed = new int[Register.FirstVirtual + 1];
    private readonly int[] _fixedPositions;

    /// <summary>Where the last look-up of each register stopped: look-ups only go forward.</summary>
    private readonly int[] _nextUse;
    private readonly int[] _nextFixed;
    private readonly Register[] _hints;
    private readonly int[] _chainEnds;
    private readonly bool[] _isFixedNext;

    public LiveRanges(MachineFunction function)
    {
        _firstUse = new int[function.VirtualCount + 1];
        _hints = new Register[function.VirtualCount];
        _chainEnds = new int[function.VirtualCount];
        _isFixedNext = new bool[function.VirtualCount];
        Visit(function, recording: false);
        _uses = new int[Accumulate(_firstUse)];
        _fixedPositions = new int[Accumulate(_firstFixed)];
        _nextUse = (int[])_firstUse.Clone();
        _nextFixed = (int[])_firstFixed.Clone();
        Visit(function, recording: true);
        Array.Copy(_firstUse, _nextUse, _nextUse.Length);
        Array.Copy(_firstFixed, _nextFixed, _nextFixed.Length);
        FindHints(function);
    }

    /// <summary>The physical register in which the value is wanted, or none.</summary>
    public Register HintOf(Register register) => _hints[register.VirtualIndex];

    /// <summary>Whether the value itself is fixed to <see cref="HintOf"/>, and not only what is computed from it.</summary>
    public bool IsFixedNext(Register register) => _isFixedNext[register.VirtualIndex];

    /// <summary>The position of the last use, or -1 if there is none.</summary>
    public int LastUse(Register register)
    {
        int index = register.VirtualIndex;
        return _firstUse[index + 1] == _firstUse[index] ? -1 : _uses[_firstUse[index + 1] - 1];
    }

    /// <summary>
    /// The last use of the value, or of the value that replaces it: an instruction that overwrites it, or renames it, at its last
    /// use. A register that is free until then saves a copy.
    /// </summary>
    public int ChainEnd(Register register) => Math.Max(LastUse(register), _chainEnds[register.VirtualIndex]);

    /// <summary>The first use after <paramref name="position"/>, or <see cref="Never"/>. Positions must not decrease over calls.</summary>
    public int NextUse(Register register, int position) =>
        Next(_uses, _firstUse, _nextUse, register.VirtualIndex, position);

    /// <summary>The first position after <paramref name="position"/> at which an instruction insists on the physical register.</summary>
    public int NextFixed(Register physical, int position) =>
        Next(_fixedPositions, _firstFixed, _nextFixed, physical.Number, position);

    private static int Next(int[] positions, int[] first, int[] cursors, int index, int position)
    {
        ref int next = ref cursors[index];
        int end = first[index + 1];
        while (next < end && positions[next] <= position)
        {
            next++;
        }

        return next < end ? positions[next] : Never;
    }

    private static int Accumulate(int[] counts)
    {
        int total = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            int count = counts[i];
            counts[i] = total;
            total += count;
        }

        return total;
    }

    /// <summary>Counts the uses, then, in a second visit, records where they are.</summary>
    private void Visit(MachineFunction function, bool recording)
    {
        for (int i = 0; i < function.InstructionCount; i++)
        {
            MachineInstruction instruction = function.Instruction(i);
            OperandConstraint[] constraints = instruction.Description.Operands;
            for (int k = 0; k < constraints.Length; k++)
            {
                Operand operand = function.Operand(instruction, k);
                if (constraints[k].IsRead || !operand.IsRegister)
                {
                    Use(operand.Base, i, recording);
                    Use(operand.Index, i, recording);
                }

                if (!constraints[k].Fixed.IsNone)
                {
                    int number = constraints[k].Fixed.Number;
                    if (recording)
                    {
                        _fixedPositions[_nextFixed[number]++] = i;
                    }
                    else
                    {
                        _firstFixed[number]++;
                    }
                }
            }
        }
    }

    private void Use(Register register, int position, bool recording)
    {
        if (!register.IsVirtual)
        {
            return;
        }

        if (recording)
        {
            _uses[_nextUse[register.VirtualIndex]++] = position;
        }
        else
        {
            _firstUse[register.VirtualIndex]++;
        }
    }

    /// <summary>
    /// Backwards, so that a wish travels from a fixed operand through copies and tied operands to where the value is made.
    /// </summary>
    private void FindHints(MachineFunction function)
    {
        for (int i = function.InstructionCount - 1; i >= 0; i--)
        {
            MachineInstruction instruction = function.Instruction(i);
            InstructionDescription description = instruction.Description;
            OperandConstraint[] constraints = description.Operands;
            Register wish = WishOf(function, instruction);
            for (int k = 0; k < constraints.Length; k++)
            {
                Operand operand = function.Operand(instruction, k);
                if (!operand.IsRegister || !operand.Register.IsVirtual)
                {
                    continue;
                }

                if (ReplacesAt(function, instruction, k, i))
                {
                    _chainEnds[operand.Register.VirtualIndex] = ChainEnd(function.Operand(instruction, 0).Register);
                }

                ref Register hint = ref _hints[operand.Register.VirtualIndex];
                if (!constraints[k].Fixed.IsNone)
                {
                    hint = constraints[k].Fixed;
                    _isFixedNext[operand.Register.VirtualIndex] = true;
                }
                else if (hint.IsNone && !wish.IsNone && PassesWishOn(description, k) && wish.PhysicalClass == constraints[k].Class)
                {
                    hint = wish;
                }
            }
        }
    }

    /// <summary>Whether operand 0 of an instruction takes over the register of another operand, which is used there last.</summary>
    private bool ReplacesAt(MachineFunction function, MachineInstruction instruction, int operand, int position)
    {
        InstructionDescription description = instruction.Description;
        return (description.Operands[operand].Access == OperandAccess.Tied || (operand == 1 && description.Has(InstructionTraits.Move)))
            && function.Operand(instruction, 0).Register.IsVirtual
            && LastUse(function.Operand(instruction, operand).Register) == position;
    }

    /// <summary>Where the result of an instruction is wanted.</summary>
    private Register WishOf(MachineFunction function, MachineInstruction instruction)
    {
        OperandConstraint[] constraints = instruction.Description.Operands;
        if (constraints.Length == 0 || !constraints[0].IsWrite)
        {
            return Register.None;
        }

        Operand written = function.Operand(instruction, 0);
        return !constraints[0].Fixed.IsNone ? constraints[0].Fixed
            : written.IsRegister && written.Register.IsVirtual ? HintOf(written.Register)
            : Register.None;
    }

    private static bool PassesWishOn(InstructionDescription description, int operand) =>
        description.Operands[operand].Access == OperandAccess.Tied
        || (operand == 1 && description.Has(InstructionTraits.Move))
        || (operand == 2 && description.Exchanged is not null);
}
