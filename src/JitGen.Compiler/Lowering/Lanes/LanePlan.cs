using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// The width of the lanes in which each value is computed. A group has as many elements as the widest lane of the kernel lets a
/// register hold, and an operation costs the same for lanes of any width; so first the widest is made as narrow as can be, and
/// within it conversions are avoided.
/// </summary>
internal sealed class LanePlan
{
    /// <summary>The number of widths: 8, 16, 32, 64.</summary>
    private const int Widths = 4;

    /// <summary>Costs are in sixteenths of an instruction.</summary>
    private const int Instruction = 16;
    private const int Impossible = 1 << 24;

    private readonly Function _function;
    private readonly IsaLevel _level;
    private readonly LaneFacts _facts;

    /// <summary>By node and width: of the node with all that it is made of, each divided among its users.</summary>
    private readonly int[] _costs;
    private readonly int[] _useCounts;

    /// <summary>By node: the widths in which its users want it, a bit each.</summary>
    private readonly byte[] _wanted;
    private readonly int[] _chosen;

    private LanePlan(Function function, IsaLevel level, LaneFacts facts)
    {
        _function = function;
        _level = level;
        _facts = facts;
        _costs = new int[function.Count * Widths];
        _useCounts = new int[function.Count];
        _wanted = new byte[function.Count];
        _chosen = new int[function.Count];
    }

    /// <summary>The width by the id of each live node, in bits; of conditions in mask registers it means nothing.</summary>
    public static int[] Create(Function function, IsaLevel level, LaneFacts facts)
    {
        var plan = new LanePlan(function, level, facts);
        int widest = plan.FindWidest();
        plan.ComputeCosts(widest);
        plan.Choose();
        return plan._chosen;
    }

    private static int WidthAt(int index) => 8 << index;

    private static int IndexOf(int width) => width switch { 8 => 0, 16 => 1, 32 => 2, _ => 3 };

    /// <summary>The least width that no value has to exceed.</summary>
    private int FindWidest()
    {
        int widest = 8;
        for (int id = 0; id < _chosen.Length; id++)
        {
            int least = 64;
            var node = new Value(id);
            for (int index = 0; index < Widths && _facts.IsLive(node); index++)
            {
                least = Math.Min(least, _facts.IsFeasible(node, WidthAt(index)) ? _facts.WidestWithin(node, WidthAt(index)) : 64);
            }

            widest = Math.Max(widest, _facts.IsLive(node) ? least : 8);
        }

        return widest;
    }

    private void ComputeCosts(int widest)
    {
        for (int id = 0; id < _chosen.Length; id++)
        {
            for (int operand = 0; operand < 3 && _facts.IsLive(new Value(id)); operand++)
            {
                if (_function.Operand(new Value(id), operand) is { IsNone: false } value)
                {
                    _useCounts[value.Id]++;
                }
            }
        }

        for (int id = 0; id < _chosen.Length; id++)
        {
            var node = new Value(id);
            for (int index = 0; index < Widths && _facts.IsLive(node); index++)
            {
                int width = WidthAt(index);
                bool isPossible = _facts.IsFeasible(node, width) && _facts.WidestWithin(node, width) <= widest;
                _costs[id * Widths + index] = isPossible ? CostOf(node, width) : Impossible;
            }
        }
    }

    private int CostOf(Value node, int width)
    {
        int cost = _facts.OperationCost(node, width) * Instruction;
        for (int index = 0; index < 3; index++)
        {
            Value operand = _function.Operand(node, index);
            int wanted = operand.IsNone ? 0 : _facts.OperandWidth(node, index, width);
            if (wanted == 0)
            {
                continue;
            }

            int least = Impossible;
            for (int from = 0; from < Widths; from++)
            {
                int whole = _costs[operand.Id * Widths + from];
                least = Math.Min(least, whole / _useCounts[operand.Id] + ConversionCost(operand, WidthAt(from), wanted));
            }

            cost += least;
        }

        return Math.Min(cost, Impossible - 1);
    }

    /// <summary>From the users down, since a value is asked for in the widths that they were given.</summary>
    private void Choose()
    {
        foreach (Result result in _function.Results)
        {
            bool isCondition = _function.TypeOf(result.Value) == IrType.Bool;
            Want(result.Value, isCondition ? 8 : ElementTypes.Bits(result.Type));
        }

        foreach (Reduction reduction in _function.Reductions)
        {
            Want(reduction.Value, Function.Width(_function.TypeOf(reduction.Value)));
        }

        for (int id = _chosen.Length - 1; id >= 0; id--)
        {
            var node = new Value(id);
            if (!_facts.IsLive(node))
            {
                continue;
            }

            int width = CheapestWidth(node);
            _chosen[id] = width;
            for (int index = 0; index < 3; index++)
            {
                Value operand = _function.Operand(node, index);
                int wanted = operand.IsNone ? 0 : _facts.OperandWidth(node, index, width);
                if (wanted != 0)
                {
                    Want(operand, wanted);
                }
            }
        }
    }

    private void Want(Value value, int width) => _wanted[value.Id] |= (byte)(1 << IndexOf(width));

    private int CheapestWidth(Value node)
    {
        int best = Widths - 1;
        int least = int.MaxValue;
        for (int index = 0; index < Widths; index++)
        {
            int cost = _costs[node.Id * Widths + index];
            for (int wanted = 0; wanted < Widths; wanted++)
            {
                if ((_wanted[node.Id] >> wanted & 1) != 0)
                {
                    cost += ConversionCost(node, WidthAt(index), WidthAt(wanted));
                }
            }

            if (cost < least)
            {
                least = cost;
                best = index;
            }
        }

        return WidthAt(best);
    }

    /// <summary>
    /// x64 widens in one step and elements as they are loaded; without AVX-512 narrowing takes two. arm64 takes a step for each
    /// doubling or halving.
    /// </summary>
    private int ConversionCost(Value value, int from, int to)
    {
        bool isLeaf = _function.OpcodeOf(value) is Opcode.Constant or Opcode.Parameter;
        bool isMaskRegister = _level == IsaLevel.X64V4 && _function.TypeOf(value) == IrType.Bool;
        if (from == to || isLeaf || isMaskRegister || _facts.IsUniform(value))
        {
            return 0;
        }

        if (_level == IsaLevel.Armv8)
        {
            return Math.Abs(IndexOf(from) - IndexOf(to)) * Instruction;
        }

        if (to > from)
        {
            return _function.OpcodeOf(value) == Opcode.Element && _function.TypeOf(value) != IrType.Bool ? 0 : Instruction;
        }

        return _level == IsaLevel.X64V4 ? Instruction : 2 * Instruction;
    }
}
