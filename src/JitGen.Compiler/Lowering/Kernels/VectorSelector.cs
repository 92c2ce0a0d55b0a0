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

    /// <summary>One group of which only the first <see cref="KernelPlan.Limit"/> elements are there.</summary>
    Tail,
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
internal abstract class VectorSelector
{
    private readonly Schedule _schedule;
    private readonly int _exitLabel;

    /// <summary>Per copy and node.</summary>
    private Register[] _registers = [];
    private readonly List<(IrType Type, Register Register)> _activeLanes = new();
    private readonly List<(int Parameter, Register Register)> _loadedPointers = new();
    private readonly List<(int Shift, Register Register)> _laneOffsets = new();
    private int _groupStart;

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
        _schedule = ScheduleOf(plan.Kernel);
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
    protected int FirstElement => Copy * Plan.GroupSize;

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
                Group(() => LowerStoreVector(Operand.Memory(Plan.Block, offset), RegisterForUniform(value), VectorBytes));
            }
        }

        for (int i = _schedule.Items.Count - 1; i >= 0; i--)
        {
            int item = _schedule.Items[i];
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

    /// <summary>The code of one or more groups.</summary>
    /// <param name="copies">How many groups, one after the other.</param>
    /// <param name="kind">How they access elements.</param>
    /// <param name="pinnedAccumulators">Whether accumulators are where the plan has them for the main loop, or in the argument block.</param>
    public MachineFunction SelectGroups(int copies, GroupKind kind, bool pinnedAccumulators)
    {
        Begin(kind, copies);
        PinnedAccumulators = pinnedAccumulators;
        _selectsLoops = true;
        if (Interleaves(copies))
        {
            SelectStoresOf(copies);
            SelectInterleaved(copies);
        }
        else if (!Plan.Kernel.Exit.IsNone)
        {
            SelectStoresOf(copies);
            for (Copy = copies - 1; Copy >= 0; Copy--)
            {
                SelectComputation();
            }
        }
        else
        {
            for (Copy = copies - 1; Copy >= 0; Copy--)
            {
                SelectStores();
                SelectComputation();
            }
        }

        Copy = 0;
        SelectShared();
        return End();
    }

    /// <summary>
    /// The code that combines the accumulators of all reductions, in registers or the argument block as the main loop has them,
    /// by halves, and stores the results.
    /// </summary>
    public MachineFunction SelectCombination(Func<KernelPlan, VectorSelector> selectorOf)
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            Combine(r, selectorOf);
        }

        return Code;
    }

    /// <summary>The code that puts the neutral elements of all reductions where the main loop has their accumulators.</summary>
    public MachineFunction SelectNeutralElements()
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            Reduction reduction = Function.Reductions[r];
            IrType type = Function.TypeOf(reduction.Value);
            Accumulators accumulators = Plan.Accumulators[r];
            int bytes = Plan.BytesOf(type);
            Register first = default;
            for (int i = 0; i * bytes < KernelPlan.AccumulatorBytes; i++)
            {
                if (i < accumulators.Registers.Length)
                {
                    LowerConstant(accumulators.Registers[i], type, NeutralElement.Of(reduction));
                    continue;
                }

                if (first.IsNone)
                {
                    first = NewVector();
                    LowerConstant(first, type, NeutralElement.Of(reduction));
                }

                LowerStoreVector(Operand.Memory(Plan.Block, accumulators.Offset + i * bytes), first, bytes);
            }
        }

        return Code;
    }

    /// <summary>The code that copies the pinned accumulators to, or from, the argument block.</summary>
    public MachineFunction SelectAccumulatorCopies(bool toBlock)
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            int bytes = Plan.BytesOf(Function.TypeOf(Function.Reductions[r].Value));
            Accumulators accumulators = Plan.Accumulators[r];
            for (int i = 0; i < accumulators.Registers.Length; i++)
            {
                Operand address = Operand.Memory(Plan.Block, accumulators.Offset + i * bytes);
                if (toBlock)
                {
                    LowerStoreVector(address, accumulators.Registers[i], bytes);
                }
                else
                {
                    LowerLoadVector(accumulators.Registers[i], address, bytes);
                }
            }
        }

        return Code;
    }

    /// <summary>Bytes of the target's vector registers.</summary>
    protected int VectorBytes => Target.Backend.VectorBytes(Target.Level);

    /// <summary>Whether the section has the accumulators where the plan has them for the main loop.</summary>
    protected bool PinnedAccumulators { get; private set; }

    /// <summary>Instructions that compute a node into <see cref="Use"/>(value). Never for what <see cref="Function"/> reduces into.</summary>
    protected abstract void Lower(Value value);

    /// <summary>
    /// Instructions that store the value into the span: the address is of the group's first element. In the tail, unless
    /// <paramref name="buffered"/>, only the active lanes may be accessed.
    /// </summary>
    protected abstract void LowerStore(LaneStore store, Operand address, bool buffered);

    /// <summary>Instructions that branch to the label if the condition is true in any lane; in the tail in any active lane.</summary>
    protected abstract void LowerExit(Value condition, Operand label);

    /// <summary>
    /// Instructions that set a mask (of type Bool, or M8 to M64) to the active lanes of the tail: those whose number is less than
    /// the register <see cref="KernelPlan.Limit"/>, which is less than the size of a group.
    /// </summary>
    protected abstract void LowerActiveLanes(Register into, IrType type);

    /// <summary>Instructions that merge: <paramref name="active"/> in the active lanes of the tail, else the accumulator as it was.</summary>
    protected abstract void LowerMerge(Register into, IrType type, Register active, Register inactive);

    /// <summary>All lanes of a number type the same constant.</summary>
    protected abstract void LowerConstant(Register into, IrType type, ulong bits);

    /// <summary>A load, or store, of the low <paramref name="bytes"/> of a vector register (at least a lane) in the argument block.</summary>
    protected abstract void LowerLoadVector(Register into, Operand address, int bytes);

    protected abstract void LowerStoreVector(Operand address, Register value, int bytes);

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

        return RegisterForUniform(value);
    }

    /// <summary>Whether something already asked for the value in a register of the current copy.</summary>
    protected bool IsUsed(Value value) => !_registers[Copy * Function.Count + value.Id].IsNone;

    /// <summary>Whether the node may be computed as a part of its user: at level None no node is.</summary>
    protected bool CanFold(Value value) =>
        Level != OptimizationLevel.None && _schedule.UseCount(value) == 1 && !IsUsed(value)
        && !(Plan.Uniforms.Contains(value) && _selectsLoops);

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

    /// <summary>The mask of the active lanes of the tail, computed once in the section.</summary>
    protected Register ActiveLanes(IrType type)
    {
        foreach ((IrType known, Register register) in _activeLanes)
        {
            if (known == type)
            {
                return register;
            }
        }

        Register lanes = NewRegister(type);
        _activeLanes.Add((type, lanes));
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

    private static Schedule ScheduleOf(VectorFunction kernel)
    {
        var lowered = new LoweredFunction(kernel.Function);
        if (!kernel.Exit.IsNone)
        {
            lowered.SideExits.Add(kernel.Exit);
        }

        var roots = new List<Value>();
        foreach (LaneStore store in kernel.Stores)
        {
            roots.Add(store.Value);
        }

        roots.AddRange(kernel.Updates);
        if (!kernel.UniformExit.IsNone)
        {
            roots.Add(kernel.UniformExit);
        }

        return Schedule.Create(lowered, roots);
    }

    private void Begin(GroupKind kind, int copies)
    {
        Code = new MachineFunction(Constants);
        Kind = kind;
        Copy = 0;
        _registers = new Register[copies * Function.Count];
        _activeLanes.Clear();
        _loadedPointers.Clear();
        _laneOffsets.Clear();
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

    private Register RegisterForUniform(Value value)
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
        return pinned.IsNone ? RegisterForUniform(value) : pinned;
    }

    private void LowerUniform(Value value, Register pinned)
    {
        _registers[value.Id] = pinned.IsNone ? _registers[value.Id] : pinned;
        Lower(value);
    }

    private void SelectStores()
    {
        for (int i = Plan.Kernel.Stores.Count - 1; i >= 0; i--)
        {
            LaneStore store = Plan.Kernel.Stores[i];
            Group(() => LowerStore(store, AddressOf(store.Span, 0), IsBuffered(store.Span)));
        }

        for (int r = Function.Reductions.Count - 1; r >= 0; r--)
        {
            SelectUpdate(r);
        }
    }

    /// <summary>Asks for a reduction's next value where its accumulator is.</summary>
    private void SelectUpdate(int reduction)
    {
        Value update = Plan.Kernel.Updates[reduction];
        IrType type = Function.TypeOf(update);
        Value accumulator = Function.FindReduced(reduction, type);
        if (update == accumulator)
        {
            return;
        }

        Register pinned = accumulator.IsNone ? Register.None : PinnedRegisterOf(accumulator);
        bool masked = Kind == GroupKind.Tail;
        if (!pinned.IsNone && !masked)
        {
            _registers[Copy * Function.Count + update.Id] = pinned;
            return;
        }

        Group(() =>
        {
            Register next = Use(update);
            Register stored = next;
            if (masked)
            {
                stored = pinned.IsNone ? NewRegister(type) : pinned;
                LowerMerge(stored, type, next, Use(accumulator));
            }

            if (pinned.IsNone)
            {
                LowerStoreVector(AccumulatorAddress(reduction, type), stored, Plan.BytesOf(type));
            }
        });
    }

    private void SelectStoresOf(int copies)
    {
        for (Copy = copies - 1; Copy >= 0; Copy--)
        {
            SelectStores();
        }
    }

    private void SelectComputation()
    {
        for (int i = _schedule.Items.Count - 1; i >= 0; i--)
        {
            SelectItem(_schedule.Items[i]);
        }
    }

    /// <summary>Each node of all copies: neighbours that do not wait for each other keep more of the processor busy.</summary>
    private void SelectInterleaved(int copies)
    {
        for (int i = _schedule.Items.Count - 1; i >= 0; i--)
        {
            for (Copy = copies - 1; Copy >= 0; Copy--)
            {
                SelectItem(_schedule.Items[i]);
            }
        }
    }

    private void SelectItem(int item)
    {
        if (item < 0)
        {
            Group(() => LowerExit(Plan.Kernel.Exit, Operand.Label(_exitLabel)));
        }
        else if (!_registers[Copy * Function.Count + item].IsNone)
        {
            var value = new Value(item);
            Group(() => LowerNode(value));
        }
    }

    /// <summary>
    /// Whether what all copies compute at a time fits the registers, and no two copies update the same accumulator, which the later
    /// would read too early.
    /// </summary>
    private bool Interleaves(int copies)
    {
        bool sharesAccumulator = Function.Reductions.Exists(
            reduction => copies * Plan.BytesOf(ElementTypes.IrTypeOf(reduction.Type)) > KernelPlan.AccumulatorBytes);
        return copies > 1 && !sharesAccumulator && copies * MostLive() < Plan.Convention.FloatingAllocation.Length;
    }

    /// <summary>The most values of one copy, apart from uniform ones, that are between their computation and their last use at a time.</summary>
    private int MostLive()
    {
        var lastUses = new int[Function.Count];
        IReadOnlyList<int> items = _schedule.Items;
        for (int i = 0; i < items.Count; i++)
        {
            for (int k = 0; k < 3 && items[i] >= 0; k++)
            {
                if (Function.Operand(new Value(items[i]), k) is { IsNone: false } operand)
                {
                    lastUses[operand.Id] = i;
                }
            }
        }

        foreach (LaneStore store in Plan.Kernel.Stores)
        {
            lastUses[store.Value.Id] = items.Count;
        }

        var ends = new int[items.Count + 1];
        int live = 0;
        int most = 0;
        for (int i = 0; i < items.Count; i++)
        {
            // A result can take the register of an operand that is used last.
            live -= ends[i];
            if (items[i] >= 0 && !Plan.Uniforms.Contains(new Value(items[i])))
            {
                live++;
                ends[lastUses[items[i]]]++;
                most = Math.Max(most, live);
            }
        }

        return most;
    }

    private void LowerNode(Value value)
    {
        Register register = _registers[Copy * Function.Count + value.Id];
        if (Plan.Uniforms.Contains(value) && Plan.OffsetOf(value) is > 0 and int offset)
        {
            LowerLoadVector(register, Operand.Memory(Plan.Block, offset), VectorBytes);
        }
        else if (Function.OpcodeOf(value) == Opcode.Reduced)
        {
            IrType type = Function.TypeOf(value);
            LowerLoadVector(register, AccumulatorAddress((int)Function.BitsOf(value), type), Plan.BytesOf(type));
        }
        else
        {
            Lower(value);
        }
    }

    /// <summary>What the groups of a section share, before all of them.</summary>
    private void SelectShared()
    {
        for (int i = 0; i < _activeLanes.Count; i++)
        {
            (IrType type, Register register) = _activeLanes[i];
            Group(() => LowerActiveLanes(register, type));
        }

        foreach ((int shift, Register register) in _laneOffsets)
        {
            Group(() => LowerLaneAddress(register, shift));
        }

        foreach ((int parameter, Register register) in _loadedPointers)
        {
            Group(() => LowerLoadPointer(register, Operand.Memory(Plan.Block, Plan.Signature.ParameterOffset(parameter))));
        }
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

    private Register PinnedRegisterOf(Value accumulator)
    {
        int reduction = (int)Function.BitsOf(accumulator);
        Register[] registers = Plan.Accumulators[reduction].Registers;
        return PinnedAccumulators && registers.Length > 0 ? registers[Copy % registers.Length] : Register.None;
    }

    /// <summary>In the main loop the copy says which lanes; elsewhere the index does.</summary>
    private Operand AccumulatorAddress(int reduction, IrType type)
    {
        int offset = Plan.Accumulators[reduction].Offset;
        if (PinnedAccumulators)
        {
            return Operand.Memory(Plan.Block, offset + Copy * Plan.BytesOf(type) % KernelPlan.AccumulatorBytes);
        }

        int shift = IrTypes.Bits(type) == 64 ? 3 : 2;
        foreach ((int known, Register register) in _laneOffsets)
        {
            if (known == shift)
            {
                return Operand.Memory(register, offset);
            }
        }

        Register address = NewInteger();
        _laneOffsets.Add((shift, address));
        return Operand.Memory(address, offset);
    }

    private void Combine(int reduction, Func<KernelPlan, VectorSelector> selectorOf)
    {
        Reduction source = Function.Reductions[reduction];
        IrType type = Function.TypeOf(source.Value);
        int bytes = Plan.BytesOf(type);
        Accumulators accumulators = Plan.Accumulators[reduction];
        VectorSelector combination = CombinationOf(source, selectorOf);
        var values = new List<Register>();
        for (int i = 0; i * bytes < KernelPlan.AccumulatorBytes; i++)
        {
            Register register = accumulators.Registers.Length > 0 ? accumulators.Registers[i] : NewVector();
            if (accumulators.Registers.Length == 0)
            {
                LowerLoadVector(register, Operand.Memory(Plan.Block, accumulators.Offset + i * bytes), bytes);
            }

            values.Add(register);
        }

        while (values.Count > 1)
        {
            int half = values.Count / 2;
            for (int j = 0; j < half; j++)
            {
                values[j] = combination.AppendCombination(Code, values[j], values[j + half]);
            }

            values.RemoveRange(half, half);
        }

        int laneBytes = IrTypes.Bits(type) / 8;
        for (int width = bytes; width > laneBytes; width /= 2)
        {
            Register upper = NewVector();
            LowerUpperHalf(upper, values[0], width);
            values[0] = combination.AppendCombination(Code, values[0], upper);
        }

        LowerStoreVector(Operand.Memory(Plan.Block, Plan.Signature.ResultOffset(reduction)), values[0], laneBytes);
    }

    /// <summary>The selector of a kernel that is nothing but the operation of a reduction on Reduced 0 and Reduced 1.</summary>
    private VectorSelector CombinationOf(Reduction reduction, Func<KernelPlan, VectorSelector> selectorOf)
    {
        VectorFunction kernel = Combinations.Of(reduction, Target);
        return selectorOf(new KernelPlan(kernel, Plan.Signature, Plan.GroupSize, copies: 1) { Block = Plan.Block, Convention = Plan.Convention });
    }

    /// <summary>Appends the operation on two registers to code in the order of execution; returns the register of the result.</summary>
    private Register AppendCombination(MachineFunction code, Register a, Register b)
    {
        Begin(GroupKind.Full, 1);
        int start = code.InstructionCount;
        Code = code;
        _selectsLoops = false;
        Value result = Plan.Kernel.Updates[0];
        IrType type = Function.TypeOf(result);
        SetLeaf(Function.FindReduced(0, type), a);
        SetLeaf(Function.FindReduced(1, type), b);
        Register combined = Use(result);
        for (int i = _schedule.Items.Count - 1; i >= 0; i--)
        {
            int item = _schedule.Items[i];
            var value = new Value(item);
            if (item >= 0 && !_registers[item].IsNone && Function.OpcodeOf(value) != Opcode.Reduced)
            {
                Group(() => Lower(value));
            }
        }

        code.ReverseFrom(start);
        return combined;
    }

    private void SetLeaf(Value leaf, Register register)
    {
        if (!leaf.IsNone)
        {
            _registers[leaf.Id] = register;
        }
    }
}
