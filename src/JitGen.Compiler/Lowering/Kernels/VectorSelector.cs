using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>How a section accesses elements.</summary>
internal enum GroupKind : byte
{
    /// <summary>Whole groups.</summary>
    Full,

    /// <summary>Whole groups, whose stores bypass the caches; results are aligned to a vector register.</summary>
    Streaming,

    /// <summary>Groups, one if there are no mask registers, of which only the first <see cref="KernelPlan.Limit"/> elements are there.</summary>
    Tail,

    /// <summary>One element for each copy, in the first lane of a group whose others are anything: a recurrence.</summary>
    Single,
}

/// <summary>
/// The part of vector instruction selection that all architectures share: straight-line sections of machine code, each made of
/// copies of the kernel's computation for one group of elements. Like the scalar <see cref="Selector"/> it walks the schedule
/// backwards, and a node is computed only if something after it asked for it.
/// <code>
///     copies 0, 1, ...: loads, computation, exit      node by node of all copies, if they do not need too many registers
///     copies 0, 1, ...: stores
///
///     copy 0: loads, computation, exit, stores        else copy after copy; with exits still all stores last
///     copy 1: ...
/// </code>
/// </summary>
internal abstract partial class VectorSelector
{
    private readonly int _exitLabel;

    /// <summary>Per copy and node.</summary>
    private Register[] _registers = [];
    private readonly List<(int Copy, IrType Type, Register Register)> _activeLanes = new();
    private readonly List<(int Parameter, Register Register)> _loadedPointers = new();
    private readonly List<(int Shift, Register Register)> _laneOffsets = new();
    private int _groupStart;
    private int _copies;

    /// <summary>Whether the section is in a loop, where uniform values are those of the plan, or computes them itself.</summary>
    private bool _selectsLoops;

    protected VectorSelector(KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel)
    {
        Plan = plan;
        Target = target;
        Level = level;
        Constants = constants;
        Code = new MachineFunction(constants);
        _exitLabel = exitLabel;
    }

    protected KernelPlan Plan { get; }

    protected Target Target { get; }

    protected OptimizationLevel Level { get; }

    protected ConstantPool Constants { get; }

    protected Function Function => Plan.Kernel.Function;

    /// <summary>The section that is being built.</summary>
    protected MachineFunction Code { get; private set; }

    protected GroupKind Kind { get; private set; }

    /// <summary>The copy that is being built, and with it the elements: those from <see cref="FirstElement"/> of the iteration on.</summary>
    protected int Copy { get; private set; }

    /// <summary>The first element of the copy, counted from the iteration's index.</summary>
    protected int FirstElement => Kind == GroupKind.Single ? Copy : Copy * Plan.GroupSize;

    /// <summary>Whether lanes of a group stand for no element, so that they must not be looked at.</summary>
    protected bool HasIdleLanes => Kind is GroupKind.Tail or GroupKind.Single;

    /// <summary>
    /// The code that computes the uniform nodes of the plan into their registers and places in the argument block, and leaves if
    /// no element is for native code.
    /// </summary>
    public MachineFunction SelectUniforms()
    {
        Begin(GroupKind.Full, 1);
        if (!Plan.Kernel.UniformExit.IsNone)
        {
            Group(() => LowerExit(Plan.Kernel.UniformExit, Operand.Label(_exitLabel)));
        }

        for (int i = Plan.Uniforms.Frontier.Count - 1; i >= 0; i--)
        {
            Value value = Plan.Uniforms.Frontier[i];
            if (Plan.OffsetOf(value) is > 0 and int offset)
            {
                Group(() => LowerStoreVector(Operand.Memory(Plan.Block, offset), RegisterFor(value), VectorBytes));
            }
        }

        for (int i = Plan.Schedule.Items.Count - 1; i >= 0; i--)
        {
            int item = Plan.Schedule.Items[i];
            if (item >= 0 && Plan.Uniforms.Contains(new Value(item)))
            {
                var value = new Value(item);
                Register pinned = Plan.RegisterOf(value);
                if (!pinned.IsNone || !_registers[item].IsNone)
                {
                    Group(() => LowerUniform(value, pinned));
                }
            }
        }

        return End();
    }

    /// <summary>Bytes of the target's vector registers.</summary>
    protected int VectorBytes => Target.Backend.Kernels.VectorBytes(Target.Level);

    /// <summary>Whether the section has the accumulators where the plan has them for the main loop.</summary>
    protected bool PinnedAccumulators { get; private set; }

    /// <summary>Instructions that compute a node into <see cref="Use"/>(value). Never for what <see cref="Function"/> reduces into.</summary>
    protected abstract void Lower(Value value);

    /// <summary>
    /// Instructions that store the value into the span: the address is of the group's first element. In the tail, unless
    /// <paramref name="buffered"/>, only the active lanes may be accessed.
    /// </summary>
    protected abstract void LowerStore(LaneStore store, Operand address, bool buffered);

    /// <summary>Instructions that branch to the label if the condition is true in any lane; where lanes are idle, in any active one.</summary>
    protected abstract void LowerExit(Value condition, Operand label);

    /// <summary>
    /// Instructions that set a mask (of type Bool, or M8 to M64) to the active lanes of the tail in the current copy: those whose
    /// elements, counted from the iteration's index, are less than the register <see cref="KernelPlan.Limit"/>, which is less than the
    /// size of the tail, at most 64. Of single elements, to the first lane.
    /// </summary>
    protected abstract void LowerActiveLanes(Register into, IrType type);

    /// <summary>Instructions that merge: <paramref name="active"/> in the active lanes of the tail, else the accumulator as it was.</summary>
    protected abstract void LowerMerge(Register into, IrType type, Register active, Register inactive);

    /// <summary>All lanes of a number type the same constant.</summary>
    protected abstract void LowerConstant(Register into, IrType type, ulong bits);

    /// <summary>A load, or store, of the low <paramref name="bytes"/> of a vector register (at least a lane) in the argument block.</summary>
    protected abstract void LowerLoadVector(Register into, Operand address, int bytes);

    protected abstract void LowerStoreVector(Operand address, Register value, int bytes);

    /// <summary>A load of one element into the first lane of a register; nothing else is read.</summary>
    protected abstract void LowerLoadElement(Register into, IrType type, Operand address);

    /// <summary>
    /// Cuts as many lanes as there are in a register out of two, from a lane of the first on; only if the backend
    /// <see cref="KernelBackend.CanCutLanes"/>.
    /// </summary>
    protected virtual void LowerCut(Register into, IrType type, Register low, Register high, int firstLane) =>
        throw new InvalidOperationException("The target has no instruction that cuts lanes.");

    /// <summary>A load of 8 bytes into an integer register.</summary>
    protected abstract void LowerLoadPointer(Register into, Operand address);

    /// <summary>into = (index &lt;&lt; shift) &amp; (<see cref="KernelPlan.AccumulatorBytes"/> - 1), added to the argument block's address.</summary>
    protected abstract void LowerLaneAddress(Register into, int shift);

    /// <summary>Puts the upper half of the low <paramref name="bytes"/> of a register into the low half of another; the rest is anything.</summary>
    protected abstract void LowerUpperHalf(Register into, Register value, int bytes);

    /// <summary>The address of an element relative to a span's pointer, as the architecture addresses elements in loops.</summary>
    /// <param name="pointer">The span's address register (advancing, if the backend does not index).</param>
    /// <param name="element">The element, counted from the iteration's index.</param>
    /// <param name="elementBytes">The size of an element.</param>
    /// <param name="isLoaded">Whether the pointer is the span's first element instead of an advancing register.</param>
    protected abstract Operand ElementAddress(Register pointer, long element, int elementBytes, bool isLoaded);

    /// <summary>The register of a value in the current copy; asking for it makes the walk compute it.</summary>
    protected Register Use(Value value)
    {
        if (Plan.Uniforms.Contains(value) && _selectsLoops)
        {
            return UseUniform(value);
        }

        if (_selectsLoops && Function.OpcodeOf(value) == Opcode.Reduced && PinnedRegisterOf(value) is { IsNone: false } accumulator)
        {
            return accumulator;
        }

        return IsCarried(value) ? CarriedRegister(Function.SpanOf(value), DistanceOf(value)) : RegisterFor(value);
    }

    /// <summary>Whether something already asked for the value in a register of the current copy, or it is in one anyway.</summary>
    protected bool IsUsed(Value value) => !_registers[Copy * Function.Count + value.Id].IsNone || IsCarried(value);

    /// <summary>Whether the node may be computed as a part of its user: at level None no node is.</summary>
    protected bool CanFold(Value value) =>
        Level != OptimizationLevel.None && Plan.Schedule.UseCount(value) == 1 && !IsUsed(value)
        && !(Plan.Uniforms.Contains(value) && _selectsLoops) && !IsLoadedAhead(value) && !IsCut(value);

    /// <summary>
    /// The memory in which a uniform value that has no register is, as whole vector: to fold into an instruction; none for others.
    /// </summary>
    protected Operand UniformMemory(Value value) =>
        _selectsLoops && Plan.Uniforms.Contains(value) && Plan.RegisterOf(value).IsNone && Plan.OffsetOf(value) is > 0 and int offset
            ? Operand.Memory(Plan.Block, offset)
            : Operand.None;

    /// <summary>Whether the value is a constant that has no register of its own: the selector folds it or makes it again.</summary>
    protected bool IsLooseConstant(Value value) =>
        Function.IsConstant(value) && (!_selectsLoops || (Plan.RegisterOf(value).IsNone && Plan.OffsetOf(value) == 0));

    /// <summary>Whether the tail accesses a copy of the span's elements in the argument block, all lanes of it.</summary>
    protected bool IsBuffered(int parameter) => Kind == GroupKind.Tail && Plan.IsBuffered(parameter);

    /// <summary>The address of the lane 0 of an Element node in the current copy.</summary>
    protected Operand AddressOf(Value element) => AddressOf(Function.SpanOf(element), Function.OffsetOf(element));

    /// <summary>The mask of the active lanes in the current copy, computed once in the section; of single elements it is that of all copies.</summary>
    protected Register ActiveLanes(IrType type) => ActiveLanes(Kind == GroupKind.Single ? 0 : Copy, type);

    /// <summary>The same in a copy.</summary>
    protected Register ActiveLanes(int copy, IrType type)
    {
        foreach ((int knownCopy, IrType knownType, Register register) in _activeLanes)
        {
            if (knownCopy == copy && knownType == type)
            {
                return register;
            }
        }

        Register lanes = NewRegister(type);
        _activeLanes.Add((copy, type, lanes));
        return lanes;
    }

    /// <summary>A new virtual register for lanes of a type.</summary>
    protected Register NewRegister(IrType type) =>
        type == IrType.Bool ? Code.NewVirtual(RegisterClass.Mask, 8) : NewVector();

    protected Register NewVector() => Code.NewVirtual(RegisterClass.Floating, VectorBytes);

    protected Register NewInteger() => Code.NewVirtual(RegisterClass.Integer, 8);

    /// <summary>Appends an instruction; within one call of a Lower method in the order of execution.</summary>
    protected void Emit(
        InstructionDescription description, Operand a = default, Operand b = default, Operand c = default, Operand d = default, Operand e = default) =>
        Code.Append(description, a, b, c, d, e);

    private void Begin(GroupKind kind, int copies)
    {
        Code = new MachineFunction(Constants);
        Kind = kind;
        Copy = 0;
        _registers = new Register[copies * Function.Count];
        _activeLanes.Clear();
        _loadedPointers.Clear();
        _laneOffsets.Clear();
        _copies = copies;
        _selectsLoops = false;
    }

    private MachineFunction End()
    {
        Code.ReverseFrom(0);
        return Code;
    }

    /// <summary>Instructions that belong together, in the order of execution, into the code that grows backwards.</summary>
    private void Group(Action lower)
    {
        _groupStart = Code.InstructionCount;
        lower();
        Code.ReverseFrom(_groupStart);
    }

    private Register RegisterFor(Value value)
    {
        ref Register register = ref _registers[Copy * Function.Count + value.Id];
        if (register.IsNone)
        {
            Register pinned = !_selectsLoops && Plan.Uniforms.Contains(value) ? Plan.RegisterOf(value) : Register.None;
            register = pinned.IsNone ? NewRegister(Function.TypeOf(value)) : pinned;
        }

        return register;
    }

    private Register UseUniform(Value value)
    {
        Register pinned = Plan.RegisterOf(value);
        return pinned.IsNone ? RegisterFor(value) : pinned;
    }

    private void LowerUniform(Value value, Register pinned)
    {
        _registers[value.Id] = pinned.IsNone ? _registers[value.Id] : pinned;
        Lower(value);
    }

    private Operand AddressOf(int parameter, int offset)
    {
        int elementBytes = ElementTypes.Bits(Function.Parameters[parameter].Type) is 1 ? 1 : ElementTypes.Bits(Function.Parameters[parameter].Type) / 8;
        if (Kind == GroupKind.Tail && Plan.BufferOf(parameter, offset) is { } buffer)
        {
            return Operand.Memory(Plan.Block, buffer);
        }

        Register pointer = Plan.PointerOf(parameter);
        bool isLoaded = pointer.IsNone;
        if (isLoaded)
        {
            pointer = LoadedPointer(parameter);
        }

        return ElementAddress(pointer, (long)FirstElement + offset, elementBytes, isLoaded);
    }

    private Register LoadedPointer(int parameter)
    {
        foreach ((int known, Register register) in _loadedPointers)
        {
            if (known == parameter)
            {
                return register;
            }
        }

        Register pointer = NewInteger();
        _loadedPointers.Add((parameter, pointer));
        return pointer;
    }
}
