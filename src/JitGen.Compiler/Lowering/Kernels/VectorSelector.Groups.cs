using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>Sections that compute groups of elements.</summary>
internal abstract partial class VectorSelector
{
    /// <summary>The code of one or more groups.</summary>
    /// <param name="copies">How many groups, one after the other.</param>
    /// <param name="kind">How they access elements.</param>
    /// <param name="pinnedAccumulators">Whether accumulators are where the plan has them for the main loop, or in the argument block.</param>
    public MachineFunction SelectGroups(int copies, GroupKind kind, bool pinnedAccumulators)
    {
        Begin(kind, copies);
        PinnedAccumulators = pinnedAccumulators;
        _selectsLoops = true;
        SelectCopies(copies, copies == Plan.Copies ? Plan.Width : 1);
        SelectShared();
        return End();
    }

    /// <summary>Copies, so many at a time node by node; behind an exit all stores follow the last computation.</summary>
    private void SelectCopies(int copies, int width)
    {
        bool storesLast = !Plan.Kernel.Exit.IsNone;
        if (storesLast)
        {
            SelectStoresOf(0, copies);
        }

        for (int first = copies - width; first >= 0; first -= width)
        {
            if (!storesLast)
            {
                SelectStoresOf(first, width);
            }

            SelectComputation(first, width);
        }
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

    private void SelectStoresOf(int first, int copies)
    {
        for (Copy = first + copies - 1; Copy >= first; Copy--)
        {
            SelectStores();
        }
    }

    /// <summary>Each node of all copies: neighbours that do not wait for each other keep more of the processor busy.</summary>
    private void SelectComputation(int first, int copies)
    {
        for (int i = Plan.Schedule.Items.Count - 1; i >= 0; i--)
        {
            for (Copy = first + copies - 1; Copy >= first; Copy--)
            {
                SelectItem(Plan.Schedule.Items[i]);
            }
        }
    }

    private void SelectItem(int item)
    {
        if (item < 0)
        {
            Group(() => LowerExit(Plan.Kernel.Exit, Operand.Label(_exitLabel)));
        }
        else if (!_registers[Copy * Function.Count + item].IsNone && !IsLoadedAhead(new Value(item)))
        {
            var value = new Value(item);
            Group(() => LowerNode(value));
        }
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
        else if (Function.OpcodeOf(value) == Opcode.Alternate)
        {
            // The alternative is computed where the value is wanted; nothing else uses it.
            Value alternative = Function.Operand(value, Copy % 2);
            _registers[Copy * Function.Count + alternative.Id] = register;
        }
        else if (IsCut(value))
        {
            Neighbour neighbour = Plan.Neighbours[value];
            Register low = Use(neighbour.Base);
            Copy++;
            Register high = Use(neighbour.Base);
            Copy--;
            LowerCut(register, Function.TypeOf(value), low, high, neighbour.Distance);
        }
        else if (ScanOf(value) is { } scan)
        {
            LowerScan(scan);
        }
        else
        {
            Lower(value);
        }
    }

    /// <summary>Whether the element is loaded before all computation of the section, since two copies use it.</summary>
    private bool IsLoadedAhead(Value value) => SharesLoads && Plan.NeighbourBases.Contains(value);

    /// <summary>Whether the element of the current copy is made of what this and the next have loaded.</summary>
    private bool IsCut(Value value) => SharesLoads && Copy + 1 < _copies && Plan.Neighbours.ContainsKey(value);

    private bool SharesLoads => Kind == GroupKind.Full && _copies > 1 && Plan.Neighbours.Count > 0;

    private void SelectLoadsAhead()
    {
        for (Copy = _copies - 1; Copy >= 0 && SharesLoads; Copy--)
        {
            foreach (Value value in Plan.NeighbourBases)
            {
                if (IsUsed(value))
                {
                    Group(() => Lower(value));
                }
            }
        }
    }

    /// <summary>What the groups of a section share, before all of them.</summary>
    private void SelectShared()
    {
        SelectLoadsAhead();
        for (int i = 0; i < _activeLanes.Count; i++)
        {
            (Copy, IrType type, Register register) = _activeLanes[i];
            Group(() => LowerActiveLanes(register, type));
        }

        Copy = 0;

        foreach ((int shift, Register register) in _laneOffsets)
        {
            Group(() => LowerLaneAddress(register, shift));
        }

        foreach ((int parameter, Register register) in _loadedPointers)
        {
            Group(() => LowerLoadPointer(register, Operand.Memory(Plan.Block, Plan.Signature.ParameterOffset(parameter))));
        }
    }
}
