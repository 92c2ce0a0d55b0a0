using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// Chooses what the loop of a recurrence looks like. Its time is that of the path from one result to the next, so nothing else may be on
/// that path: results are carried in registers, and there are copies enough that the loop itself does not show.
/// </summary>
internal static class RecurrencePlanner
{
    /// <summary>The bytes of a group, of which a recurrence uses the first lane: the least that every architecture computes with.</summary>
    public const int GroupBytes = 16;

    /// <summary>Results of further away are loaded: by then they are in the cache.</summary>
    private const int MostCarried = 4;

    // Nodes of an element up to which it has that many copies.
    private const int SmallElement = 8;
    private const int MediumElement = 20;
    private const int LargeElement = 40;

    /// <summary>Copies in the main loop.</summary>
    public static int CopiesOf(VectorFunction kernel)
    {
        // Before an exit all copies wait for each other with what they will store.
        int nodes = KernelInterleaving.NodesOf(kernel) * (kernel.Exit.IsNone ? 1 : 2);
        return nodes <= SmallElement ? 8 : nodes <= MediumElement ? 4 : nodes <= LargeElement ? 2 : 1;
    }

    /// <summary>The past results to carry, nearest first, at most so many; still without registers.</summary>
    public static List<CarriedElement> FindCarried(VectorFunction kernel, int most)
    {
        var carried = new List<CarriedElement>();
        for (int distance = 1; distance <= MostCarried; distance++)
        {
            foreach (LaneStore store in kernel.Stores)
            {
                if (carried.Count < most && FarthestOf(kernel.Function, store.Span) >= distance)
                {
                    carried.Add(new CarriedElement(store.Span, distance, kernel.Function.TypeOf(store.Value), default));
                }
            }
        }

        return carried;
    }

    /// <summary>How far before its own element an iteration reads a result; 0 if it does not.</summary>
    private static int FarthestOf(Function function, int span)
    {
        int farthest = 0;
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            if (function.OpcodeOf(node) == Opcode.Element && function.SpanOf(node) == span)
            {
                farthest = Math.Max(farthest, -function.OffsetOf(node));
            }
        }

        return farthest;
    }
}
