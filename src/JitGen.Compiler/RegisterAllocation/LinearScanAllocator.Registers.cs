using System;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>The state of the registers, and the choice among them.</summary>
internal sealed partial class LinearScanAllocator
{
    /// <summary>Per physical register: the virtual register in it, or none.</summary>
    private readonly Register[] _occupants = new Register[Register.FirstVirtual];

    /// <summary>Per virtual register: the physical register that it is in, or none.</summary>
    private readonly Register[] _locations;

    /// <summary>Per virtual register: its copy in memory, or None.</summary>
    private readonly Operand[] _memory;

    /// <summary>Per virtual register: the position plus one of the instruction that can make it again, or 0.</summary>
    private readonly int[] _remakers;

    private readonly SpillSlots _slots = new();

    /// <summary>What the current instruction reads or insists on: neither given away nor taken from its owner.</summary>
    private RegisterSet _pinned;

    private RegisterSet _written;

    /// <summary>
    /// Per physical register: the value whose bits it still holds although the value lives elsewhere, since a fixed operand was
    /// copied there; none once it is overwritten.
    /// </summary>
    private readonly Register[] _copies = new Register[Register.FirstVirtual];

    private Register LocationOf(Register value) => _locations[value.VirtualIndex];

    private Register OccupantOf(Register physical) => _occupants[physical.Number];

    private bool IsVacant(Register physical) => _occupants[physical.Number].IsNone;

    private bool IsAvailable(Register physical, RegisterSet excluded) => IsVacant(physical) && !excluded.Contains(physical);

    private void Pin(Register value)
    {
        if (value.IsVirtual && LocationOf(value) is { IsNone: false } location)
        {
            _pinned = _pinned.With(location);
        }
    }

    /// <summary>Notes that an instruction overwrites a register.</summary>
    private void MarkWritten(Register physical)
    {
        _written = _written.With(physical);
        _copies[physical.Number] = default;
    }

    private void Occupy(Register physical, Register value)
    {
        _occupants[physical.Number] = value;
        _locations[value.VirtualIndex] = physical;
    }

    private void Vacate(Register physical)
    {
        _locations[_occupants[physical.Number].VirtualIndex] = default;
        _occupants[physical.Number] = default;
    }

    private void VacateIfUnused(Register value)
    {
        if (_ranges.LastUse(value) < 0)
        {
            Vacate(LocationOf(value));
        }
    }

    private void ReleaseMemory(Register value)
    {
        ref Operand memory = ref _memory[value.VirtualIndex];
        if (memory.Kind == OperandKind.SpillSlot)
        {
            _slots.Release((int)memory.Value);
        }

        memory = default;
    }

    private Register[] Candidates(RegisterClass registerClass) =>
        _convention.Allocation(registerClass);

    /// <summary>Whether the first use of the register costs a save and a restore.</summary>
    private bool CostsSaving(Register physical) => _convention.Saved.Contains(physical) && !_written.Contains(physical);

    /// <summary>Whether another value or a clobber needs the register before the value is used last.</summary>
    private bool IsDisturbed(Register physical, Register value)
    {
        int next = _ranges.NextFixed(physical, _position);
        int end = _ranges.ChainEnd(value);
        return next < end || (next == end && _ranges.HintOf(value) != physical);
    }

    /// <summary>
    /// A register for a value: where it is wanted, else one that it can keep, else one that it will have to leave, else one that
    /// the frame saves, else one taken from the value whose next use is furthest.
    /// </summary>
    private Register Choose(RegisterClass registerClass, Register value, RegisterSet excluded)
    {
        Register hint = _ranges.HintOf(value);
        if (!hint.IsNone && hint.PhysicalClass == registerClass && IsAvailable(hint, excluded) && !IsDisturbed(hint, value))
        {
            return hint;
        }

        Register disturbed = default;
        Register saved = default;
        foreach (Register candidate in Candidates(registerClass))
        {
            if (!IsAvailable(candidate, excluded))
            {
                continue;
            }

            if (CostsSaving(candidate))
            {
                saved = saved.IsNone ? candidate : saved;
            }
            else if (!IsDisturbed(candidate, value))
            {
                return candidate;
            }
            else if (disturbed.IsNone || _ranges.NextFixed(candidate, _position) > _ranges.NextFixed(disturbed, _position))
            {
                disturbed = candidate;
            }
        }

        return !disturbed.IsNone ? disturbed : !saved.IsNone ? saved : Evict(registerClass, excluded);
    }

    private Register Evict(RegisterClass registerClass, RegisterSet excluded)
    {
        Register victim = default;
        int furthest = -1;
        foreach (Register candidate in Candidates(registerClass))
        {
            if (IsVacant(candidate) || excluded.Contains(candidate) || _pinned.Contains(candidate))
            {
                continue;
            }

            int next = _ranges.NextUse(OccupantOf(candidate), _position);
            if (next > furthest)
            {
                victim = candidate;
                furthest = next;
            }
        }

        if (victim.IsNone)
        {
            throw new InvalidOperationException($"The operands of instruction {_position} need more registers than there are.");
        }

        Spill(victim);
        return victim;
    }

    /// <summary>Moves the value in a register elsewhere; the register itself keeps its bits until it is overwritten.</summary>
    private void Displace(Register physical)
    {
        if (IsVacant(physical))
        {
            return;
        }

        Register value = OccupantOf(physical);
        Register best = default;
        foreach (Register candidate in Candidates(physical.PhysicalClass))
        {
            if (!IsAvailable(candidate, _pinned) || (CanLeave(value) && CostsSaving(candidate)))
            {
                continue;
            }

            if (best.IsNone || (IsDisturbed(best, value)
                && _ranges.NextFixed(candidate, _position) > _ranges.NextFixed(best, _position)))
            {
                best = candidate;
            }
        }

        if (best.IsNone)
        {
            Spill(physical);
            return;
        }

        Vacate(physical);
        Emit(_backend.Move(physical.PhysicalClass, _source.SizeOf(value)), best, physical);
        Occupy(best, value);
    }

    /// <summary>Whether a value can leave its register without a store.</summary>
    private bool CanLeave(Register value) =>
        _memory[value.VirtualIndex].Kind != OperandKind.None || _remakers[value.VirtualIndex] != 0;

    private void Spill(Register physical)
    {
        Register value = OccupantOf(physical);
        if (!CanLeave(value))
        {
            Operand slot = Operand.SpillSlot(_slots.Take());
            _memory[value.VirtualIndex] = slot;
            Emit(_backend.Spill(physical.PhysicalClass, _source.SizeOf(value)), slot, physical);
        }

        Vacate(physical);
    }

    /// <summary>Puts the bits of a value into a register, from wherever it is, without changing where it lives.</summary>
    private void CopyTo(Register physical, Register value)
    {
        int size = _source.SizeOf(value);
        Operand memory = _memory[value.VirtualIndex];
        if (LocationOf(value) is { IsNone: false } location)
        {
            Emit(_backend.Move(physical.PhysicalClass, size), physical, location);
        }
        else if (memory.Kind != OperandKind.None)
        {
            Emit(_backend.Reload(physical.PhysicalClass, size), physical, memory);
        }
        else
        {
            Remake(physical, value);
        }
    }

    /// <summary>Executes the instruction that made a value once more.</summary>
    private void Remake(Register physical, Register value)
    {
        MachineInstruction definition = _source.Instruction(_remakers[value.VirtualIndex] - 1);
        MachineInstruction copy = _result.Append(definition.Description);
        _result.Operand(copy, 0) = physical;
        for (int k = 1; k < definition.Description.Operands.Length; k++)
        {
            _result.Operand(copy, k) = _source.Operand(definition, k);
        }

        MarkWritten(physical);
    }

    private void Emit(InstructionDescription description, Operand a, Operand b)
    {
        _result.Append(description, a, b);
        if (a.IsRegister)
        {
            MarkWritten(a.Register);
        }
    }
}
