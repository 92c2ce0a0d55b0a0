using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>
/// Register allocation of an unoptimized build: each value has a spill slot from where it is made to its last use; each
/// instruction loads what it reads and stores what it writes. Simple enough to be a second opinion on the other allocator.
/// </summary>
internal sealed class NaiveAllocator
{
    private readonly MachineFunction _source;
    private readonly MachineFunction _result;
    private readonly Backend _backend;
    private readonly CallingConvention _convention;
    private readonly LiveRanges _ranges;
    private readonly SpillSlots _slots = new();
    private readonly Operand[] _memory;
    private RegisterSet _used;
    private RegisterSet _written;

    private NaiveAllocator(MachineFunction function, Backend backend, CallingConvention convention)
    {
        _source = function;
        _result = function.CopyHeader();
        _backend = backend;
        _convention = convention;
        _ranges = new LiveRanges(function);
        _memory = new Operand[function.VirtualCount];
    }

    /// <summary>The same code over physical registers and spill slots.</summary>
    /// <param name="function">The code over virtual registers; physical ones in it stay as they are.</param>
    /// <param name="backend">The architecture.</param>
    /// <param name="convention">The registers to use.</param>
    public static MachineFunction Allocate(MachineFunction function, Backend backend, CallingConvention convention)
    {
        var allocator = new NaiveAllocator(function, backend, convention);
        foreach (EntryValue entry in function.EntryValues)
        {
            if (entry.Location.IsRegister)
            {
                allocator.Store(entry.Register, entry.Location.Register);
            }
            else
            {
                allocator._memory[entry.Register.VirtualIndex] = entry.Location;
            }
        }

        for (int i = 0; i < function.InstructionCount; i++)
        {
            allocator.AllocateInstruction(i);
        }

        allocator._result.SpillSlotCount = allocator._slots.Count;
        allocator._result.WrittenRegisters = allocator._written;
        return allocator._result;
    }

    private void AllocateInstruction(int position)
    {
        MachineInstruction instruction = _source.Instruction(position);
        InstructionDescription description = instruction.Description;
        OperandConstraint[] constraints = description.Operands;
        var operands = new Operand[constraints.Length];
        _used = default;
        for (int k = 0; k < operands.Length; k++)
        {
            operands[k] = _source.Operand(instruction, k);
            if (!constraints[k].Fixed.IsNone)
            {
                _used = _used.With(constraints[k].Fixed);
            }
        }

        for (int k = 0; k < operands.Length; k++)
        {
            operands[k] = Read(description, k, operands[k]);
        }

        for (int k = 0; k < operands.Length; k++)
        {
            if (constraints[k].IsWrite)
            {
                Register register = !constraints[k].Fixed.IsNone ? constraints[k].Fixed
                    : operands[k].IsRegister ? WriteRegister(description, k, operands)
                    : Register.None;
                _written = register.IsNone ? _written : _written.With(register);
                operands[k] = operands[k].IsRegister ? register : operands[k];
            }
        }

        _result.Append(description, operands);
        Release(instruction, position);
        for (int k = 0; k < operands.Length; k++)
        {
            Operand written = _source.Operand(instruction, k);
            if (constraints[k].IsWrite && written.IsRegister)
            {
                Store(written.Register, operands[k].Register);
            }
        }
    }

    private Operand Read(InstructionDescription description, int index, Operand operand)
    {
        OperandConstraint constraint = description.Operands[index];
        if (operand.Kind == OperandKind.Memory)
        {
            return operand with
            {
                Base = operand.Base.IsVirtual ? Load(operand.Base, Register.None) : operand.Base,
                Index = operand.Index.IsVirtual ? Load(operand.Index, Register.None) : operand.Index,
            };
        }

        if (!operand.IsRegister || !operand.Register.IsVirtual || !constraint.IsRead)
        {
            return operand;
        }

        return description.Has(InstructionTraits.SideExit) && constraint.Allows(OperandForms.Memory)
            ? _memory[operand.Register.VirtualIndex]
            : Load(operand.Register, constraint.Fixed);
    }

    private Register Load(Register value, Register into)
    {
        RegisterClass registerClass = _source.ClassOf(value);
        Register register = into.IsNone ? Scratch(registerClass) : into;
        _result.Append(
            _backend.Reload(registerClass, _source.SizeOf(value)), register, _memory[value.VirtualIndex]);
        _written = _written.With(register);
        return register;
    }

    /// <summary>The register of a written operand: that of the operand tied to it, else a fresh one.</summary>
    private Register WriteRegister(InstructionDescription description, int index, Operand[] operands)
    {
        for (int k = 1; index == 0 && k < operands.Length; k++)
        {
            if (description.Operands[k].Access == OperandAccess.Tied)
            {
                return operands[k].Register;
            }
        }

        return Scratch(_source.ClassOf(operands[index].Register));
    }

    private Register Scratch(RegisterClass registerClass)
    {
        foreach (Register candidate in _convention.Allocation(registerClass))
        {
            if (!_used.Contains(candidate))
            {
                _used = _used.With(candidate);
                return candidate;
            }
        }

        throw new System.InvalidOperationException("The operands of an instruction need more registers than there are.");
    }

    private void Store(Register value, Register register)
    {
        if (_ranges.LastUse(value) < 0)
        {
            return;
        }

        Operand slot = Operand.SpillSlot(_slots.Take());
        _memory[value.VirtualIndex] = slot;
        _result.Append(_backend.Spill(_source.ClassOf(value), _source.SizeOf(value)), slot, register);
    }

    private void Release(MachineInstruction instruction, int position)
    {
        for (int k = 0; k < instruction.Description.Operands.Length; k++)
        {
            Operand operand = _source.Operand(instruction, k);
            if (!operand.IsRegister || instruction.Description.Operands[k].IsRead)
            {
                ReleaseIfDying(operand.Base, position);
                ReleaseIfDying(operand.Index, position);
            }
        }
    }

    private void ReleaseIfDying(Register value, int position)
    {
        if (value.IsVirtual && _ranges.LastUse(value) == position
            && _memory[value.VirtualIndex] is { Kind: OperandKind.SpillSlot } slot)
        {
            _slots.Release((int)slot.Value);
            _memory[value.VirtualIndex] = default;
        }
    }
}
