using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>
/// Repeats nodes of the graph that finishes a reduction in the graph of its elements: a local of scalars, a condition. Only what
/// depends on no reduction is known that early.
/// </summary>
internal sealed class GraphImporter(Function from, Function to)
{
    private readonly Stack<int> _pending = new();
    private Value[] _copies = [];
    private bool[] _isLate = [];
    private int _classified;

    /// <summary>Whether the node depends on a reduction, so that it cannot be imported.</summary>
    public bool IsLate(Value value)
    {
        Grow();
        for (; _classified < from.Count; _classified++)
        {
            var node = new Value(_classified);
            bool isLate = from.OpcodeOf(node) == Opcode.Reduced;
            for (int index = 0; index < OpcodeTable.Arity(from.OpcodeOf(node)); index++)
            {
                isLate |= _isLate[from.Operand(node, index).Id];
            }

            _isLate[_classified] = isLate;
        }

        return !value.IsNone && _isLate[value.Id];
    }

    /// <summary>The copy of a node that is not late; none of none.</summary>
    public Value Import(Value value)
    {
        if (value.IsNone)
        {
            return value;
        }

        Grow();
        _pending.Push(value.Id);
        while (_pending.Count > 0)
        {
            var node = new Value(_pending.Peek());
            if (_copies[node.Id].IsNone && !PushMissingOperands(node))
            {
                _copies[node.Id] = Copy(node);
            }

            if (!_copies[node.Id].IsNone)
            {
                _pending.Pop();
            }
        }

        return _copies[value.Id];
    }

    /// <summary>The trap with its nodes copied, none of which is late.</summary>
    public Trap Import(Trap trap) =>
        trap with { Predicate = Import(trap.Predicate), Detail1 = Import(trap.Detail1), Detail2 = Import(trap.Detail2) };

    private void Grow()
    {
        if (_copies.Length < from.Count)
        {
            int capacity = Math.Max(from.Count, 2 * _copies.Length);
            Array.Resize(ref _copies, capacity);
            Array.Resize(ref _isLate, capacity);
        }
    }

    private bool PushMissingOperands(Value node)
    {
        int count = _pending.Count;
        for (int index = 0; index < OpcodeTable.Arity(from.OpcodeOf(node)); index++)
        {
            Value operand = from.Operand(node, index);
            if (_copies[operand.Id].IsNone)
            {
                _pending.Push(operand.Id);
            }
        }

        return _pending.Count > count;
    }

    private Value Copy(Value node)
    {
        Opcode opcode = from.OpcodeOf(node);
        return OpcodeTable.Arity(opcode) == 0
            ? to.Leaf(opcode, from.TypeOf(node), from.BitsOf(node))
            : to.Node(opcode, from.TypeOf(node), CopyOf(node, 0), CopyOf(node, 1), CopyOf(node, 2));
    }

    private Value CopyOf(Value node, int index) => from.Operand(node, index) is { IsNone: false } operand ? _copies[operand.Id] : Value.None;
}
