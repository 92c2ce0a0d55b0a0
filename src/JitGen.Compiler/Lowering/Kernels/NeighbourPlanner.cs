using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// An element that is read a little behind another one of its span: two registers of the other, of a copy and of the next, hold it.
/// </summary>
/// <param name="Base">The other one.</param>
/// <param name="Distance">How many elements it is behind it, less than a group.</param>
internal readonly record struct Neighbour(Value Base, int Distance);

/// <summary>
/// Finds the reads of a group that need no access to memory. Most vectors of a span that is read at several offsets lie across two
/// cache lines, where a load takes twice as long; of each copy in the main loop only the first is loaded, and the others are cut out of
/// what two copies have loaded (a third off the time of x[i-1] + x[i+1], measured). The last copy loads all, so that nothing is read
/// that the formula does not.
/// </summary>
internal static class NeighbourPlanner
{
    /// <summary>Fills <see cref="KernelPlan.Neighbours"/> if what all copies load fits the registers that are left.</summary>
    public static void Choose(KernelPlan plan, Target target, int freeRegisters)
    {
        Function function = plan.Kernel.Function;
        KernelBackend kernels = target.Backend.Kernels;
        var elements = new List<Value>();
        for (int id = 0; id < function.Count; id++)
        {
            var value = new Value(id);
            if (function.OpcodeOf(value) == Opcode.Element
                && plan.BytesOf(function.TypeOf(value)) == kernels.VectorBytes(target.Level)
                && kernels.CanCutLanes(target.Level, IrTypes.Bits(function.TypeOf(value)) / 8))
            {
                elements.Add(value);
            }
        }

        elements.Sort((a, b) => function.SpanOf(a) != function.SpanOf(b)
            ? function.SpanOf(a).CompareTo(function.SpanOf(b))
            : function.OffsetOf(a).CompareTo(function.OffsetOf(b)));
        var found = new Dictionary<Value, Neighbour>();
        var bases = new HashSet<Value>();
        Value first = Value.None;
        foreach (Value element in elements)
        {
            int distance = first.IsNone || function.SpanOf(first) != function.SpanOf(element)
                ? plan.GroupSize
                : function.OffsetOf(element) - function.OffsetOf(first);
            if (distance < plan.GroupSize)
            {
                found.Add(element, new Neighbour(first, distance));
                bases.Add(first);
            }
            else
            {
                first = element;
            }
        }

        if (plan.Copies > 1 && bases.Count * plan.Copies <= freeRegisters)
        {
            plan.Neighbours = found;
            plan.NeighbourBases = bases;
        }
    }
}
