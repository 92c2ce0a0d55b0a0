using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// Chooses how many copies of a group an iteration of the main loop has, and how many of them are computed node by node, so that
/// neighbours do not wait for each other.
/// </summary>
/// <remarks>
/// A processor that executes out of order finds by itself what does not wait, as far as its schedulers reach. Operations in a long
/// chain fill them: then copies take turns, six if products and sums are rounded by themselves (a third faster than copy after copy,
/// measured for polynomials of degree 3 to 10; other numbers keep the pipes less evenly busy), four if both are one instruction. What
/// loads and stores limit is fastest copy after copy: lines are accessed one after the other.
/// </remarks>
internal sealed class KernelInterleaving
{
    // Nodes up to which a map's group is copied that often: beyond, the loop's own cost no longer shows.
    private const int SmallGroup = 20;
    private const int MediumGroup = 40;

    /// <summary>Operations one after the other, from which on copies take turns; a fused product and sum is two.</summary>
    private const int LongChain = 6;
    private const int SeparateWidth = 6;
    private const int FusedWidth = 4;

    /// <summary>Operations of all copies up to which there are more of them only to take turns.</summary>
    private const int MostOperations = 480;

    private readonly KernelPlan _plan;
    private readonly bool _executesInOrder;
    private readonly int _mostLive;

    /// <summary>Vector registers that are not kept for what lives across sections.</summary>
    private readonly int _registers;

    private KernelInterleaving(KernelPlan plan, bool executesInOrder, int registers)
    {
        _plan = plan;
        _executesInOrder = executesInOrder;
        _registers = registers;
        _mostLive = MostLive();
    }

    private Function Function => _plan.Kernel.Function;

    /// <summary>Sets copies, width and neighbours of a plan that has placed its registers.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="target">The target.</param>
    public static void Choose(KernelPlan plan, Target target)
    {
        var choice = new KernelInterleaving(plan, target.Backend.Kernels.MayExecuteInOrder, plan.Convention.FloatingAllocation.Length);
        if (plan.Kernel.Function.Reductions.Count > 0)
        {
            choice.ChooseForReduction();
        }
        else
        {
            choice.ChooseForMap();
        }

        NeighbourPlanner.Choose(plan, target, choice._registers - plan.Width * choice._mostLive);
    }

    /// <summary>
    /// How many uniform values of a map have registers. Where instructions take operands from memory, copies that take turns come first:
    /// a constant in memory costs next to nothing (Black-Scholes in double: 21 to 15 microseconds of 4096 options, measured).
    /// </summary>
    /// <param name="plan">A plan that has no vectors in registers yet.</param>
    /// <param name="target">The target.</param>
    /// <param name="least">The fewest, if there are so many.</param>
    /// <param name="most">The most.</param>
    public static int UniformRegisters(KernelPlan plan, Target target, int least, int most)
    {
        if (!target.Backend.Kernels.TakesMemory)
        {
            return most;
        }

        int registers = plan.Convention.FloatingAllocation.Length;
        var choice = new KernelInterleaving(plan, target.Backend.Kernels.MayExecuteInOrder, registers - least);
        choice.ChooseForMap();
        return Math.Min(most, Math.Max(least, registers - 1 - plan.Width * choice._mostLive));
    }

    /// <summary>
    /// An iteration covers the lanes of all accumulators, each of its own. Copies take turns unless two would update the same
    /// accumulator, which the later would read too early.
    /// </summary>
    private void ChooseForReduction()
    {
        int copies = 1;
        bool sharesAccumulator = false;
        foreach (Reduction reduction in Function.Reductions)
        {
            copies = Math.Max(copies, 8 * KernelPlan.AccumulatorBytes / ElementTypes.Bits(reduction.Type) / _plan.GroupSize);
        }

        foreach (Reduction reduction in Function.Reductions)
        {
            sharesAccumulator |= copies * _plan.BytesOf(ElementTypes.IrTypeOf(reduction.Type)) > KernelPlan.AccumulatorBytes;
        }

        _plan.Copies = copies;
        _plan.Width = sharesAccumulator || !FitsRegisters(copies) ? 1 : copies;
    }

    private void ChooseForMap()
    {
        // Before an exit all copies wait for each other with what they will store.
        int nodes = NodesOf(_plan.Kernel) * (_plan.Kernel.Exit.IsNone ? 1 : 2);
        int copies = nodes <= SmallGroup ? 4 : nodes <= MediumGroup ? 2 : 1;
        int width = copies;
        int operations = 0;
        if (!_executesInOrder)
        {
            (operations, int chain, bool isFused) = Measure();
            width = chain < LongChain ? 1 : isFused ? FusedWidth : SeparateWidth;
        }

        while (width > 1 && (!FitsRegisters(width) || (width > copies && width * operations > MostOperations)))
        {
            width = Math.Max(width - 2, 1);
        }

        _plan.Copies = Math.Max(copies, width);
        _plan.Width = width;
    }

    /// <summary>The nodes that one group computes: of two alternatives the first.</summary>
    public static int NodesOf(VectorFunction kernel)
    {
        int nodes = 0;
        foreach (bool isUsed in LaneCompaction.FindUsed(kernel, alternatives: false))
        {
            nodes += isUsed ? 1 : 0;
        }

        return nodes;
    }

    /// <summary>The operations of a group, the most of them that wait for one another, and whether some are products fused with sums.</summary>
    private (int Operations, int Chain, bool IsFused) Measure()
    {
        var chains = new int[Function.Count];
        int operations = 0;
        int longest = 0;
        bool isFused = false;
        foreach (int item in _plan.Schedule.Items)
        {
            if (item < 0 || _plan.Uniforms.Contains(new Value(item)) || OpcodeTable.Arity(Function.OpcodeOf(new Value(item))) == 0)
            {
                continue;
            }

            var value = new Value(item);
            bool fuses = Function.OpcodeOf(value) == Opcode.FmaF;
            for (int i = 0; i < OpcodeTable.Arity(Function.OpcodeOf(value)); i++)
            {
                chains[item] = Math.Max(chains[item], chains[Function.Operand(value, i).Id]);
            }

            chains[item] += fuses ? 2 : 1;
            operations++;
            longest = Math.Max(longest, chains[item]);
            isFused |= fuses;
        }

        return (operations, longest, isFused);
    }

    private bool FitsRegisters(int copies) => copies * _mostLive < _registers;

    /// <summary>The most values of one copy, apart from uniform ones, that are between their computation and their last use at a time.</summary>
    private int MostLive()
    {
        var lastUses = new int[Function.Count];
        IReadOnlyList<int> items = _plan.Schedule.Items;
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

        foreach (LaneStore store in _plan.Kernel.Stores)
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
            var value = new Value(items[i]);

            // Conditions of AVX-512 have registers of their own.
            if (items[i] >= 0 && !_plan.Uniforms.Contains(value) && Function.TypeOf(value) != IrType.Bool)
            {
                live++;
                ends[lastUses[items[i]]]++;
                most = Math.Max(most, live);
            }
        }

        return most;
    }
}
