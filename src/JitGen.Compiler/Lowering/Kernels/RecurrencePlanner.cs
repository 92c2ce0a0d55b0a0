using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

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
    private const int SmallElement = 10;
    private const int MediumElement = 20;
    private const int LargeElement = 40;

    /// <summary>Copies of a group that is scanned.</summary>
    private const int ScanCopies = 4;

    /// <summary>Copies in the main loop.</summary>
    public static int CopiesOf(KernelPlan plan)
    {
        if (plan.Scans.Count > 0)
        {
            return ScanCopies;
        }

        // Before an exit all copies wait for each other with what they will store.
        int nodes = KernelInterleaving.NodesOf(plan.Kernel) * (plan.Kernel.Exit.IsNone ? 1 : 2);
        return nodes <= SmallElement ? 8 : nodes <= MediumElement ? 4 : nodes <= LargeElement ? 2 : 1;
    }

    /// <summary>The scans of a recurrence, if there are registers for them.</summary>
    public static List<LinearScan> FindScans(VectorFunction kernel, int groupSize, int budget)
    {
        List<LinearScan> scans = LinearScan.Find(kernel);
        return scans.Count * (LinearScan.RegisterCount(groupSize) + 1) <= budget ? scans : [];
    }

    /// <summary>Gives registers to past results, and to what scans keep across sections.</summary>
    public static void PlaceVectors(KernelPlan plan, int budget, Func<Register> pin)
    {
        int most = plan.Scans.Count > 0 ? plan.Scans.Count : budget / 2;
        foreach (CarriedElement element in FindCarried(plan.Kernel, most))
        {
            plan.Carried.Add(element with { Register = pin() });
        }

        foreach (LinearScan scan in plan.Scans)
        {
            scan.Last = plan.Carried.Find(carried => carried.Span == scan.Span).Register;
            for (int step = 1; step < plan.GroupSize; step *= 2)
            {
                scan.StepPowers.Add(pin());
            }

            scan.GroupPower = pin();
            scan.LanePowers = pin();
        }
    }

    /// <summary>The past results to carry, nearest first, at most so many; still without registers.</summary>
    private static List<CarriedElement> FindCarried(VectorFunction kernel, int most)
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
    public static int FarthestOf(Function function, int span)
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
