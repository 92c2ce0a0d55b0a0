using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.RegisterAllocation;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// Lays a kernel's sections out around loops:
/// <code>
///     entry        save registers, check the floating-point state, load addresses, compute what does not change
///     streaming    one group with stores that bypass the caches                     results larger than the caches only
///     main         copies of the group
///     single       one group
///     tail         the elements that are left, less than a group
///     exit         restore; return the index of the first element that was not computed
/// </code>
/// A recurrence has a skeleton of its own. A reduction keeps accumulators in registers in the main loop, in the argument block in the others, and combines them
/// before the exit. A group that has to leave jumps to the exit before anything of its iteration is stored.
/// </summary>
internal sealed partial class KernelLowering
{
    private const int SavedRegisterBytes = 16;

    // Tails of at most 64 elements, each group with a mask of its own; operations of a group up to which they are worth it.
    private const int WideTailCopies = 4;
    private const int WideTailOperations = 12;

    private readonly KernelPlan _plan;
    private readonly Target _target;
    private readonly OptimizationLevel _level;
    private readonly MachineFunction _code = new();
    private readonly KernelControl _control;
    private readonly VectorSelector _selector;
    private readonly List<MachineFunction> _sections = new();
    private int _labels;
    private readonly int _exit;

    private KernelLowering(KernelPlan plan, Target target, OptimizationLevel level)
    {
        _plan = plan;
        _target = target;
        _level = level;
        _control = target.Backend.Kernels.CreateControl(_code);
        _exit = NewLabel();
        _selector = SelectorOf(plan);
    }

    private Function Function => _plan.Kernel.Function;

    private bool IsReduction => Function.Reductions.Count > 0;

    /// <summary>The code of the kernel over physical registers, to be emitted as it is.</summary>
    public static MachineFunction Lower(KernelPlan plan, Target target, OptimizationLevel level)
    {
        var lowering = new KernelLowering(plan, target, level);
        lowering.Run();
        return lowering._code;
    }

    private void Run()
    {
        if (_plan.IsRecurrence)
        {
            RunRecurrence();
            return;
        }

        // The sections first: which registers they write decides what the entry saves.
        MachineFunction uniforms = Section(_selector.SelectUniforms());
        MachineFunction? neutral = IsReduction ? Section(_selector.SelectNeutralElements()) : null;
        MachineFunction? streaming = CanStream ? Groups(1, GroupKind.Streaming) : null;
        MachineFunction? main = HasMainLoop ? Groups(_plan.Copies, GroupKind.Full) : null;
        MachineFunction? toBlock = IsReduction && !HasWideTail ? Section(_selector.SelectAccumulatorCopies(toBlock: true)) : null;
        MachineFunction? single = HasWideTail ? null : Section(_selector.SelectGroups(1, GroupKind.Full, pinnedAccumulators: false));
        MachineFunction tail = Section(_selector.SelectGroups(HasWideTail ? _plan.Copies : 1, GroupKind.Tail, pinnedAccumulators: HasWideTail));
        MachineFunction? fromBlock = toBlock is not null ? Section(_selector.SelectAccumulatorCopies(toBlock: false)) : null;
        MachineFunction? combination = IsReduction ? Section(_selector.SelectCombination(SelectorOf)) : null;
        ReserveSpillSlots();

        List<(Register Register, Operand Place)> saved = Enter();
        AppendOptional(neutral);
        int combine = NewLabel();
        if (IsReduction && !_plan.Kernel.UniformExit.IsNone)
        {
            // The result of no elements is there, whatever value parameters are; having left could not be told from it.
            BranchIfDone(combine);
        }

        Append(uniforms);
        int tailStart = NewLabel();
        int afterMain = NewLabel();
        if (!IsReduction)
        {
            // A short call does not ask for one loop after the other.
            BranchUnlessLeft(_plan.GroupSize, tailStart);
        }

        if (streaming is not null)
        {
            BranchUnlessLeft(_plan.Copies * _plan.GroupSize, afterMain);
            AppendStreamingLoop(streaming, tail, _control.Streaming!);
        }

        if (main is not null)
        {
            AppendLoop(main, _plan.Copies);
        }

        _control.Label(afterMain);
        if (toBlock is not null)
        {
            BranchIfDone(combine);
            Append(toBlock);
        }

        if (single is not null)
        {
            AppendLoop(single, copies: 1);
        }

        _control.Label(tailStart);
        AppendTail(tail);
        AppendOptional(fromBlock);
        _control.Label(combine);
        AppendOptional(combination);
        _control.Load(_plan.Index, BlockAddress(KernelSignature.CountOffset));
        _control.Label(_exit);
        Leave(saved);
    }

    private bool HasMainLoop => _plan.Copies > 1;

    /// <summary>Whether stores can bypass the caches: to one result, by whole registers.</summary>
    private bool CanStream =>
        _level != OptimizationLevel.None && !IsReduction && HasMainLoop && _control.Streaming is not null
        && _plan.Kernel.Stores.Count == 1
        && _plan.BytesOf(Function.TypeOf(_plan.Kernel.Stores[0].Value)) == _target.Backend.Kernels.VectorBytes(_target.Level)
        && !_plan.PointerOf(_plan.Kernel.Stores[0].Span).IsNone;

    /// <summary>
    /// Whether the tail is an iteration of the main loop under masks, so that the accumulators of a reduction stay in registers: where
    /// computing groups of which no element is there takes less time than storing and loading them.
    /// </summary>
    private bool HasWideTail =>
        _level != OptimizationLevel.None && IsReduction && HasMainLoop && _target.Backend.Kernels.HasMaskRegisters(_target.Level)
        && _plan.Copies <= WideTailCopies && IsLight();

    private VectorSelector SelectorOf(KernelPlan plan) =>
        _target.Backend.Kernels.CreateSelector(plan, _target, _level, _code.Constants, _exit);

    private MachineFunction Groups(int copies, GroupKind kind) => Section(_selector.SelectGroups(copies, kind, pinnedAccumulators: true));

    /// <summary>Allocates registers of a section, with spill slots in the argument block.</summary>
    private MachineFunction Section(MachineFunction selected)
    {
        MachineFunction allocated = RegisterAllocator.Allocate(selected, _target.Backend, _plan.Convention, _level);
        _sections.Add(allocated);
        return allocated;
    }

    private void ReserveSpillSlots()
    {
        int slots = 0;
        foreach (MachineFunction section in _sections)
        {
            slots = Math.Max(slots, section.SpillSlotCount);
        }

        int slotBytes = _target.Backend.Kernels.VectorBytes(_target.Level);
        _plan.SpillOffset = _plan.Reserve(slots * slotBytes, KernelSignature.Alignment);
    }

    private int NewLabel() => _labels++;

    private Operand BlockAddress(int offset) => Operand.Memory(_plan.Block, offset);

    /// <summary>The entry; returns where registers of the caller are.</summary>
    private List<(Register Register, Operand Place)> Enter()
    {
        _control.Enter();
        var saved = new List<(Register, Operand)>();
        RegisterSet written = WrittenRegisters();
        RegisterSet toSave = written & _target.Convention.Saved;
        for (int number = 0; number < Register.FirstVirtual && !toSave.IsEmpty; number++)
        {
            Register register = Register.FromNumber(number);
            if (toSave.Contains(register))
            {
                toSave = toSave.Without(register);
                Operand place = PlaceOf(register, ref written);
                saved.Add((register, place));
                _control.Save(place, register);
            }
        }

        if (UsesFloatingPoint())
        {
            _control.EnterFloatingState(BlockAddress(KernelSignature.FloatingStateOffset), _plan.Temporaries, NewLabel());
        }

        _control.Load(_plan.Index, BlockAddress(KernelSignature.StartOffset));
        for (int i = 0; i < Function.Parameters.Count; i++)
        {
            Register pointer = _plan.PointerOf(i);
            if (!pointer.IsNone)
            {
                _control.Load(pointer, BlockAddress(_plan.Signature.ParameterOffset(i)));
                if (!_target.Backend.Kernels.IndexesElements)
                {
                    _control.AddShifted(pointer, pointer, _plan.Index, ShiftOf(i));
                }
            }
        }

        return saved;
    }

    /// <summary>Where a register is saved: in another one that nothing uses, or in the argument block, of which lines are loaded.</summary>
    private Operand PlaceOf(Register register, ref RegisterSet used)
    {
        foreach (Register keeper in _target.Convention.Keepers)
        {
            if (register.PhysicalClass == RegisterClass.Integer && !used.Contains(keeper))
            {
                used = used.With(keeper);
                return keeper;
            }
        }

        return BlockAddress(_plan.Reserve(SavedRegisterBytes, SavedRegisterBytes));
    }

    private void Leave(List<(Register Register, Operand Place)> saved)
    {
        if (UsesFloatingPoint())
        {
            _control.LeaveFloatingState(BlockAddress(KernelSignature.FloatingStateOffset), _plan.Temporaries, NewLabel());
        }

        Register result = _target.Convention.IntegerResult;
        _control.Move(result, _plan.Index);
        foreach ((Register register, Operand place) in saved)
        {
            _control.Restore(register, place);
        }

        _control.Return(result);
    }

    private RegisterSet WrittenRegisters()
    {
        RegisterSet written = _plan.PinnedRegisters;
        foreach (MachineFunction section in _sections)
        {
            written |= section.WrittenRegisters;
        }

        return written;
    }

    /// <summary>Whether a group has few operations, none of which keeps the processor busy for long.</summary>
    private bool IsLight()
    {
        int operations = 0;
        for (int id = 0; id < Function.Count; id++)
        {
            var value = new Value(id);
            Opcode opcode = Function.OpcodeOf(value);
            if (OpcodeTable.Arity(opcode) > 0 && !_plan.Uniforms.Contains(value))
            {
                operations += opcode is Opcode.DivF or Opcode.SqrtF ? WideTailOperations : 1;
            }
        }

        return operations <= WideTailOperations;
    }

    private bool UsesFloatingPoint()
    {
        for (int id = 0; id < Function.Count; id++)
        {
            if (IrTypes.IsFloating(Function.TypeOf(new Value(id))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// If the results outgrow the caches: elements up to where the result is aligned, then groups whose stores bypass them.
    /// </summary>
    /// <remarks>
    /// One group at a time: memory is fastest if what is read and what is written take turns line by line (up to 15 % faster than
    /// four groups interleaved, measured). Prefetches gain nothing beside the processor's own.
    /// </remarks>
    private void AppendStreamingLoop(MachineFunction streaming, MachineFunction tail, StreamingControl control)
    {
        int vectorBytes = _target.Backend.Kernels.VectorBytes(_target.Level);
        int span = _plan.Kernel.Stores[0].Span;
        Register temporary = _plan.Temporaries[0];
        int usual = NewLabel();
        int aligned = NewLabel();
        _control.Load(temporary, BlockAddress(KernelSignature.StreamingOffset));
        _control.BranchIfZero(temporary, usual);
        _control.Load(_plan.Limit, BlockAddress(KernelSignature.CountOffset));
        _control.AddImmediate(temporary, _plan.Index, 2 * _plan.GroupSize);
        _control.BranchIfNotLess(temporary, _plan.Limit, usual);
        _control.AddShifted(temporary, _plan.PointerOf(span), _plan.Index, ShiftOf(span));
        control.DistanceToAligned(_plan.Limit, temporary, vectorBytes, ShiftOf(span), never: usual);
        _control.BranchIfZero(_plan.Limit, aligned);
        AppendPartialGroup(tail);
        _control.AddShifted(_plan.Index, _plan.Index, _plan.Limit, 0);
        _control.Label(aligned);
        AppendLoop(streaming, copies: 1);
        control.Fence();
        _control.Label(usual);
    }

    /// <summary>A section as long as a whole iteration of it is left.</summary>
    private void AppendLoop(MachineFunction section, int copies) => AppendLoop(section, copies, copies * _plan.ElementsPerCopy);

    private void AppendLoop(MachineFunction section, int copies, int elements)
    {
        int loop = NewLabel();
        int end = NewLabel();
        BranchUnlessLeft(elements, end);
        if (copies > 1)
        {
            _control.LoopLabel(loop);
        }
        else
        {
            _control.Label(loop);
        }

        Append(section);
        _control.AddImmediate(_plan.Index, _plan.Index, elements);
        for (int i = 0; i < Function.Parameters.Count && !_target.Backend.Kernels.IndexesElements; i++)
        {
            if (_plan.PointerOf(i) is { IsNone: false } pointer)
            {
                _control.AddImmediate(pointer, pointer, (long)elements << ShiftOf(i));
            }
        }

        _control.BranchIfLess(_plan.Index, _plan.Limit, loop);
        _control.Label(end);
    }

    /// <summary>
    /// Branches if fewer elements are left; else the limit becomes one past the last index at which as many are.
    /// </summary>
    private void BranchUnlessLeft(int elements, int label)
    {
        _control.Load(_plan.Limit, BlockAddress(KernelSignature.CountOffset));
        _control.AddImmediate(_plan.Limit, _plan.Limit, 1 - elements);
        _control.BranchIfNotLess(_plan.Index, _plan.Limit, label);
    }

    /// <summary>Branches if no elements are left; else the limit becomes one past the last element.</summary>
    private void BranchIfDone(int label)
    {
        _control.Load(_plan.Limit, BlockAddress(KernelSignature.CountOffset));
        _control.BranchIfNotLess(_plan.Index, _plan.Limit, label);
    }

    /// <summary>The elements that are left, fewer than the tail has room for; none also if the call starts behind its end.</summary>
    private void AppendTail(MachineFunction tail)
    {
        int end = NewLabel();
        BranchIfDone(end);
        _control.Subtract(_plan.Limit, _plan.Limit, _plan.Index);
        AppendPartialGroup(tail);
        _control.Label(end);
    }

    /// <summary>The first elements of a group, as many as the limit says.</summary>
    private void AppendPartialGroup(MachineFunction tail)
    {
        foreach (ElementRange range in _plan.Reads)
        {
            CopyElements(range, toBuffer: true);
        }

        Append(tail);
        foreach (LaneStore store in _plan.Kernel.Stores)
        {
            CopyElements(new ElementRange(store.Span, 0, 0), toBuffer: false);
        }
    }

    private void CopyElements(ElementRange range, bool toBuffer)
    {
        if (_plan.BufferOf(range.Span, range.First) is not { } buffer)
        {
            return;
        }

        Register address = _plan.Temporaries[0];
        Register count = _plan.Temporaries[1];
        Register pointer = _plan.PointerOf(range.Span);
        int shift = ShiftOf(range.Span);
        if (pointer.IsNone)
        {
            _control.Load(address, BlockAddress(_plan.Signature.ParameterOffset(range.Span)));
            _control.AddShifted(address, address, _plan.Index, shift);
        }
        else if (_target.Backend.Kernels.IndexesElements)
        {
            _control.AddShifted(address, pointer, _plan.Index, shift);
        }
        else
        {
            _control.Move(address, pointer);
        }

        _control.AddImmediate(count, _plan.Limit, range.Last - range.First);
        _control.CopyElements(
            address, range.First << shift, buffer, count, 1 << shift, toBuffer, [_plan.Temporaries[2]], NewLabel);
    }

    private int ShiftOf(int parameter) => KernelPlan.ShiftOf(Function.Parameters[parameter].Type);

    private void AppendOptional(MachineFunction? section)
    {
        if (section is not null)
        {
            Append(section);
        }
    }

    private void Append(MachineFunction section)
    {
        int slotBytes = _target.Backend.Kernels.VectorBytes(_target.Level);
        for (int i = 0; i < section.InstructionCount; i++)
        {
            MachineInstruction source = section.Instruction(i);
            MachineInstruction copy = _code.Append(source.Description);
            for (int k = 0; k < source.Description.Operands.Length; k++)
            {
                Operand operand = section.Operand(source, k);
                _code.Operand(copy, k) = operand.Kind == OperandKind.SpillSlot
                    ? BlockAddress(_plan.SpillOffset + slotBytes * (int)operand.Value)
                    : operand;
            }
        }
    }
}
