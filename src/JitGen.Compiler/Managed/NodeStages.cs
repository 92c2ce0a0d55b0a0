using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// In which order a function's nodes are written: each before the first trap or result, its stage, that needs it; nodes that
/// none needs are in no stage.
/// </summary>
internal sealed class NodeStages
{
    private readonly Function _function;
    private readonly List<int> _reached;
    private readonly List<int> _ends = new();
    private readonly int[] _useCounts;

    public NodeStages(Function function)
    {
        _function = function;
        _reached = new List<int>(function.Count);
        _useCounts = new int[function.Count];
    }

    /// <summary>The number of stages.</summary>
    public int Count => _ends.Count;

    /// <summary>By how many nodes, traps and results a node is used.</summary>
    public int UseCount(Value node) => _useCounts[node.Id];

    /// <summary>The nodes of a stage, operands before users.</summary>
    public IEnumerable<Value> Nodes(int stage)
    {
        for (int index = stage == 0 ? 0 : _ends[stage - 1]; index < _ends[stage]; index++)
        {
            yield return new Value(_reached[index]);
        }
    }

    /// <summary>Adds the stage of a trap, whose nodes are none if it cannot happen.</summary>
    public void Add(Trap trap)
    {
        if (CanThrow(_function, trap))
        {
            Reach(trap.Predicate);
            Reach(trap.Detail1);
            Reach(trap.Detail2);
        }

        End();
    }

    /// <summary>Adds the stage of a result.</summary>
    public void Add(Value result)
    {
        Reach(result);
        End();
    }

    public static bool CanThrow(Function function, Trap trap) => !function.IsConstant(trap.Predicate, 0);

    private void Reach(Value value)
    {
        if (!value.IsNone && _useCounts[value.Id]++ == 0)
        {
            _reached.Add(value.Id);
        }
    }

    private void End()
    {
        int start = _ends.Count == 0 ? 0 : _ends[_ends.Count - 1];
        for (int done = start; done < _reached.Count; done++)
        {
            var node = new Value(_reached[done]);
            for (int index = 0; index < OpcodeTable.Arity(_function.OpcodeOf(node)); index++)
            {
                Reach(_function.Operand(node, index));
            }
        }

        _reached.Sort(start, _reached.Count - start, Comparer<int>.Default);
        _ends.Add(_reached.Count);
    }
}
