using System;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>
/// Register allocation for straight-line code in one forward pass. A value stays in its register until its last use; if none
/// is free, the value whose next use is furthest leaves its register (Belady), to a spill slot unless it can be made again.
/// <code>
///     before an instruction    displaced values, copies for tied and fixed operands, reloads: moves, loads and stores only,
///                              so flags survive
///     the instruction          reads, frees what it read last, writes
/// </code>
/// Invariant: a virtual register has at most one physical register, and once stored its memory stays valid.
/// </summary>
internal sealed partial class LinearScanAllocator
{
    private readonly MachineFunction _source;
    private readonly MachineFunction _result;
    private readonly Backend _backend;
    private readonly CallingConvention _convention;
    private readonly LiveRanges _ranges;

    /// <summary>Delegates made once, not once per instruction.</summary>
    private readonly Action<Register> _vacate;
    private readonly Action<Register> _releaseMemory;

    /// <summary>The instruction that is being allocated.</summary>
    private int _position;

    private LinearScanAllocator(MachineFunction function, Backend backend, CallingConvention convention)
    {
        _source = function;
        _result = function.CopyHeader();
        _backend = backend;
        _convention = convention;
        _ranges = new LiveRanges(function);
        _locations = new Register[function.VirtualCount];
        _memory = new Operand[function.VirtualCount];
        _remakers = new int[function.VirtualCount];
        _vacate = VacateIfPlaced;
        _releaseMemory = ReleaseMemory;
    }

    /// <summary>The same code over physical registers and spill slots.</summary>
    /// <param name="function">
    /// The code over virtual registers. Physical ones in it are not the convention's to allocate, and stay as they are.
    /// </param>
    /// <param name="backend">The architecture.</param>
    /// <param name="convention">The registers to use.</param>
    public static MachineFunction Allocate(MachineFunction function, Backend backend, CallingConvention convention)
    {
        var allocator = new LinearScanAllocator(function, backend, convention);
        allocator.PlaceEntryValues();
        for (int i = 0; i < function.InstructionCount; i++)
        {
            allocator.AllocateInstruction(i);
        }

        allocator._result.SpillSlotCount = allocator._slots.Count;
        allocator._result.WrittenRegisters = allocator._written;
        return allocator._result;
    }

    private void PlaceEntryValues()
    {
        foreach (EntryValue entry in _source.EntryValues)
        {
            if (_ranges.LastUse(entry.Register) < 0)
            {
                continue;
            }

            if (entry.Location.IsRegister)
            {
                Occupy(entry.Location.Register, entry.Register);
            }
            else
            {
                _memory[entry.Register.VirtualIndex] = entry.Location;
            }
        }
    }

    private void AllocateInstruction(int position)
    {
        _position = position;
        MachineInstruction instruction = _source.Instruction(position);
        InstructionDescription description = instruction.Description;
        var operands = new Operand[description.Operands.Length];
        for (int k = 0; k < operands.Length; k++)
        {
            operands[k] = _source.Operand(instruction, k);
        }

        if (description.Has(InstructionTraits.Move) && IsRenaming(description, operands))
        {
            Rename(operands[1].Register, operands[0].Register);
            return;
        }

        if (description.Has(InstructionTraits.Rematerializable) && operands[0].Register.IsVirtual)
        {
            _remakers[operands[0].Register.VirtualIndex] = position + 1;
        }

        _pinned = FixedRegisters(description);
        PinReads(description, operands);
        Register tied = ResolveTie(ref description, ref operands);
        PlaceFixedReads(description, operands);
        ClearFixedWrites(description);
        PlaceReads(description, operands, tied);
        AllocateEarlyWrites(description, operands);
        ForEachDying(instruction, _vacate);
        AllocateWrites(description, operands, tied);
        _result.Append(description, operands);

        // Not earlier: a value that a write evicts is stored before the instruction, which may still read the dying one's slot.
        ForEachDying(instruction, _releaseMemory);
    }

    private bool IsRenaming(InstructionDescription description, Operand[] operands) =>
        operands[0].Register.IsVirtual && operands[1].IsRegister && operands[1].Register.IsVirtual && description.Operands[0].Fixed.IsNone && description.Operands[1].Fixed.IsNone
        && _ranges.LastUse(operands[1].Register) == _position && !LocationOf(operands[1].Register).IsNone;

    private void Rename(Register from, Register to)
    {
        Register location = LocationOf(from);
        Vacate(location);
        ReleaseMemory(from);
        Occupy(location, to);
        VacateIfUnused(to);
    }

    private static RegisterSet FixedRegisters(InstructionDescription description)
    {
        RegisterSet registers = default;
        foreach (OperandConstraint constraint in description.Operands)
        {
            if (!constraint.Fixed.IsNone)
            {
                registers = registers.With(constraint.Fixed);
            }
        }

        return registers;
    }

    private void PinReads(InstructionDescription description, Operand[] operands)
    {
        for (int k = 0; k < operands.Length; k++)
        {
            if (!operands[k].IsRegister || description.Operands[k].IsRead)
            {
                Pin(operands[k].Base);
                Pin(operands[k].Index);
            }
        }
    }

    /// <summary>
    /// Decides which register a tied instruction overwrites, preferring in this order: that of an operand read for the last time,
    /// an equivalent instruction without the tie, a copy. Returns the physical register of operand 0; none without a tie.
    /// </summary>
    private Register ResolveTie(ref InstructionDescription description, ref Operand[] operands)
    {
        int tie = TiedOperand(description);
        if (tie < 0 || !description.Operands[0].Fixed.IsNone)
        {
            return Register.None;
        }

        Register target = operands[0].Register;
        if (!target.IsVirtual)
        {
            // A physical register that is updated in place.
            return Register.None;
        }

        if (description.Exchanged is { } exchanged && operands[1].IsRegister && operands[2].IsRegister
            && OverwriteRank(operands[2].Register, target) > OverwriteRank(operands[1].Register, target))
        {
            description = exchanged;
            (operands[1], operands[2]) = (operands[2], operands[1]);
        }

        Register source = operands[tie].Register;
        if (!source.IsVirtual)
        {
            return CopyOfPhysical(source, target);
        }

        Register location = LocationOf(source);
        bool dies = !location.IsNone && _ranges.LastUse(source) == _position && !FixedRegisters(description).Contains(location);
        Register hint = _ranges.HintOf(target);
        bool wantsOther = !hint.IsNone && hint != location && IsAvailable(hint, _pinned) && !IsDisturbed(hint, target);
        if (dies && !wantsOther)
        {
            return location;
        }

        if (!location.IsNone && _backend.Untie(description, operands) is { } untied)
        {
            description = untied;
            Array.Resize(ref operands, untied.Operands.Length);
            return Register.None;
        }

        if (dies && !_ranges.IsFixedNext(target))
        {
            // An instruction on the way to where the result is wanted may bring it there for nothing; else a copy costs the same then.
            return location;
        }

        Register copy = Choose(description.Operands[0].Class, target, _pinned);
        CopyTo(copy, source);
        _pinned = _pinned.With(copy);
        return copy;
    }

    /// <summary>A new register for a value that overwrites the bits of a physical register that is not the allocator's.</summary>
    private Register CopyOfPhysical(Register source, Register target)
    {
        Register copy = Choose(source.PhysicalClass, target, _pinned);
        Emit(_backend.Move(source.PhysicalClass, _source.SizeOf(target)), copy, source);
        _pinned = _pinned.With(copy);
        return copy;
    }

    private static int TiedOperand(InstructionDescription description)
    {
        for (int k = 1; k < description.Operands.Length; k++)
        {
            if (description.Operands[k].Access == OperandAccess.Tied)
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>How good it is to overwrite a source: best one that dies where the result is wanted, then any that dies.</summary>
    private int OverwriteRank(Register source, Register target)
    {
        Register location = source.IsVirtual ? LocationOf(source) : Register.None;
        return location.IsNone || _ranges.LastUse(source) != _position ? 0 : location == _ranges.HintOf(target) ? 2 : 1;
    }

    /// <summary>Values in the registers that the instruction insists on reading make room for what it reads there.</summary>
    private void PlaceFixedReads(InstructionDescription description, Operand[] operands)
    {
        for (int k = 0; k < operands.Length; k++)
        {
            OperandConstraint constraint = description.Operands[k];
            if (constraint.Fixed.IsNone || !constraint.IsRead || !operands[k].IsRegister)
            {
                continue;
            }

            Register value = operands[k].Register;
            if (LocationOf(value) != constraint.Fixed && _copies[constraint.Fixed.Number] != value)
            {
                Displace(constraint.Fixed);
                CopyTo(constraint.Fixed, value);
                _copies[constraint.Fixed.Number] = value;
            }

            operands[k] = constraint.Fixed;
        }
    }

    /// <summary>
    /// What lives on leaves the registers that the instruction overwrites. A register keeps its bits until then, so fixed reads
    /// that are in place already stay so.
    /// </summary>
    private void ClearFixedWrites(InstructionDescription description)
    {
        foreach (OperandConstraint constraint in description.Operands)
        {
            if (!constraint.Fixed.IsNone && constraint.IsWrite && !IsVacant(constraint.Fixed)
                && (constraint.Access == OperandAccess.EarlyWrite
                    || _ranges.NextUse(OccupantOf(constraint.Fixed), _position) != LiveRanges.Never))
            {
                Displace(constraint.Fixed);
            }
        }
    }

    private void PlaceReads(InstructionDescription description, Operand[] operands, Register tied)
    {
        for (int k = 0; k < operands.Length; k++)
        {
            OperandConstraint constraint = description.Operands[k];
            Operand operand = operands[k];
            if (operand.Kind == OperandKind.Memory)
            {
                operands[k] = operand with
                {
                    Base = operand.Base.IsVirtual ? Read(operand.Base) : operand.Base,
                    Index = operand.Index.IsVirtual ? Read(operand.Index) : operand.Index,
                };
            }
            else if (operand.IsRegister && constraint.Access == OperandAccess.Tied && !tied.IsNone)
            {
                operands[k] = tied;
            }
            else if (operand.IsRegister && operand.Register.IsVirtual && constraint.IsRead)
            {
                operands[k] = CanReadInPlace(description, operands, k) ? _memory[operand.Register.VirtualIndex]
                    : Read(operand.Register);
            }
        }
    }

    /// <summary>
    /// Whether an operand is read where it is in memory: the instruction can, and a register would not pay because this is the
    /// last use. A side exit never reloads.
    /// </summary>
    private bool CanReadInPlace(InstructionDescription description, Operand[] operands, int index)
    {
        Register register = operands[index].Register;
        OperandConstraint constraint = description.Operands[index];
        if (!LocationOf(register).IsNone || _memory[register.VirtualIndex].Kind == OperandKind.None
            || !constraint.Allows(OperandForms.Memory) || constraint.Size > _source.SizeOf(register))
        {
            return false;
        }

        foreach (Operand other in operands)
        {
            if (other.IsMemory)
            {
                return false;
            }
        }

        return description.Has(InstructionTraits.SideExit) || _ranges.NextUse(register, _position) == LiveRanges.Never;
    }

    /// <summary>The physical register that holds a value, which is loaded or made again if it has none.</summary>
    private Register Read(Register value)
    {
        Register location = LocationOf(value);
        if (location.IsNone)
        {
            location = Choose(_source.ClassOf(value), value, _pinned);
            CopyTo(location, value);
            Occupy(location, value);
        }

        _pinned = _pinned.With(location);
        return location;
    }

    private void AllocateEarlyWrites(InstructionDescription description, Operand[] operands)
    {
        for (int k = 0; k < operands.Length; k++)
        {
            if (description.Operands[k] is { Access: OperandAccess.EarlyWrite, Fixed.IsNone: true } && operands[k].IsRegister)
            {
                Register value = operands[k].Register;
                Write(operands, k, Choose(_source.ClassOf(value), value, _pinned));
            }
        }
    }

    private void AllocateWrites(InstructionDescription description, Operand[] operands, Register tied)
    {
        RegisterSet taken = FixedRegisters(description);
        for (int k = 0; k < operands.Length; k++)
        {
            OperandConstraint constraint = description.Operands[k];
            if (!constraint.IsWrite)
            {
                continue;
            }

            if (!constraint.Fixed.IsNone)
            {
                MarkWritten(constraint.Fixed);
            }

            if (!operands[k].IsRegister || !operands[k].Register.IsVirtual)
            {
                continue;
            }

            Register value = operands[k].Register;
            Register register = !constraint.Fixed.IsNone ? constraint.Fixed
                : k == 0 && !tied.IsNone ? tied
                : Choose(_source.ClassOf(value), value, taken);
            taken = taken.With(register);
            Write(operands, k, register);
        }
    }

    private void Write(Operand[] operands, int index, Register register)
    {
        Register value = operands[index].Register;
        operands[index] = register;
        MarkWritten(register);
        _pinned = _pinned.With(register);
        Occupy(register, value);
        VacateIfUnused(value);
    }

    /// <summary>Applies an action, perhaps twice, to each value that an instruction uses last.</summary>
    private void ForEachDying(MachineInstruction instruction, Action<Register> action)
    {
        for (int k = 0; k < instruction.Description.Operands.Length; k++)
        {
            Operand operand = _source.Operand(instruction, k);
            if (!operand.IsRegister || instruction.Description.Operands[k].IsRead)
            {
                if (IsDying(operand.Base))
                {
                    action(operand.Base);
                }

                if (IsDying(operand.Index))
                {
                    action(operand.Index);
                }
            }
        }
    }

    private bool IsDying(Register value) => value.IsVirtual && _ranges.LastUse(value) == _position;

    private void VacateIfPlaced(Register value)
    {
        if (LocationOf(value) is { IsNone: false } location)
        {
            Vacate(location);
        }
    }
}
