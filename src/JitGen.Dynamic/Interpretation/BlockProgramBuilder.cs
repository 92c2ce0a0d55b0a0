using System;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Interpretation;

/// <summary>Lists the operations of a graph, and gives each value a slot: leaves one of their own, others one that is free again.</summary>
internal unsafe ref struct BlockProgramBuilder
{
    private readonly Function _function;

    /// <summary>By node, the last one that needs it; the number of nodes for what is needed at the end; -1 if nothing does.</summary>
    private readonly int[] _lastUse;

    private readonly int[] _freeSlots;
    private int _freeCount;

    public BlockProgramBuilder(Function function)
    {
        _function = function;
        int count = function.Count;
        _lastUse = new int[count];
        _freeSlots = new int[count];
        Slots = new int[count];
        (int steps, int leaves) = FindUses();
        Steps = new Step[steps];
        Leaves = new int[leaves];
        int leaf = 0, step = 0;
        for (int id = 0; id < count; id++)
        {
            Slots[id] = -1;
            if (_lastUse[id] >= 0 && IsLeaf(id))
            {
                Leaves[leaf++] = id;
                Slots[id] = SlotCount++;
            }
        }

        for (int id = 0; id < count; id++)
        {
            if (_lastUse[id] >= 0 && !IsLeaf(id))
            {
                Add(ref Steps[step++], id);
            }
        }
    }

    public Step[] Steps { get; }

    public int[] Slots { get; }

    public int[] Leaves { get; }

    public int SlotCount { get; private set; }

    private readonly bool IsLeaf(int id) => OpcodeTable.Arity(_function.OpcodeOf(new Value(id))) == 0;

    /// <summary>Whether a rare path is the application of a function, which is done where the path is taken, as a part of its Rare.</summary>
    private readonly bool TryFindDeferred(Value node, out Value application)
    {
        application = _function.OpcodeOf(node) == Opcode.Rare ? _function.Operand(node, 2) : Value.None;
        return !application.IsNone && MathFunctions.IsApplication(_function.OpcodeOf(application));
    }

    private readonly (int Steps, int Leaves) FindUses()
    {
        Array.Fill(_lastUse, -1);
        foreach (Value root in _function.Roots())
        {
            _lastUse[root.Id] = _function.Count;
        }

        int steps = 0, leaves = 0;
        for (int id = _function.Count - 1; id >= 0; id--)
        {
            if (_lastUse[id] < 0)
            {
                continue;
            }

            var node = new Value(id);
            int arity = OpcodeTable.Arity(_function.OpcodeOf(node));
            steps += arity > 0 ? 1 : 0;
            leaves += arity > 0 ? 0 : 1;
            bool isDeferring = TryFindDeferred(node, out Value application);
            UseOperands(node, id, isDeferring ? 2 : arity);
            if (isDeferring)
            {
                UseOperands(application, id, OpcodeTable.Arity(_function.OpcodeOf(application)));
            }
        }

        return (steps, leaves);
    }

    private readonly void UseOperands(Value node, int user, int arity)
    {
        // The first operand of an application is the function's number, which is no value.
        for (int index = MathFunctions.IsApplication(_function.OpcodeOf(node)) ? 1 : 0; index < arity; index++)
        {
            ref int lastUse = ref _lastUse[_function.Operand(node, index).Id];
            lastUse = Math.Max(lastUse, user);
        }
    }

    private void Add(ref Step step, int id)
    {
        var node = new Value(id);
        Opcode opcode = _function.OpcodeOf(node);
        bool isDeferring = TryFindDeferred(node, out Value application);
        Value called = isDeferring ? application : MathFunctions.IsApplication(opcode) ? node : Value.None;
        step.Opcode = opcode;
        step.To = _function.TypeOf(node);
        if (!called.IsNone)
        {
            step.Callee = FunctionPrograms.Of(MathFunctions.Of(_function, called), step.To);
            step.X = SlotOf(called, 1);
            step.Y = SlotOf(called, 2);
        }

        if (called != node)
        {
            Value first = _function.Operand(node, 0);
            step.From = _function.TypeOf(first);
            step.Operation = (delegate*<byte*, byte*, byte*, byte*, int, void>)OperationTable.Find(opcode, step.From, step.To);
            step.A = SlotOf(node, 0);
            step.B = SlotOf(node, 1);
            step.C = isDeferring ? 0 : SlotOf(node, 2);
        }

        // A slot that an operand leaves here is not free yet: operations on vectors may write before they have read.
        step.Result = _freeCount > 0 ? _freeSlots[--_freeCount] : SlotCount++;
        Slots[id] = step.Result;
        Free(node, id);
        if (isDeferring)
        {
            Free(application, id);
        }
    }

    private void Free(Value node, int user)
    {
        for (int index = 0; index < OpcodeTable.Arity(_function.OpcodeOf(node)); index++)
        {
            int operand = _function.Operand(node, index).Id;
            if (_lastUse[operand] == user && !IsLeaf(operand))
            {
                // Once, even if it is several operands.
                _lastUse[operand] = -1;
                _freeSlots[_freeCount++] = Slots[operand];
            }
        }
    }

    private readonly int SlotOf(Value node, int index)
    {
        Value operand = _function.Operand(node, index);
        return operand.IsNone ? 0 : Math.Max(0, Slots[operand.Id]);
    }
}
