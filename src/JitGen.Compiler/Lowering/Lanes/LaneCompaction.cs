using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>The nodes that stores, reductions and the exit need, as the finished function.</summary>
internal static class LaneCompaction
{
    /// <param name="source">The kernel as it was.</param>
    /// <param name="builder">What was built.</param>
    /// <param name="stores">What is stored.</param>
    /// <param name="reductions">What is combined.</param>
    /// <param name="updates">For each, the next value of its accumulator.</param>
    /// <param name="exit">The condition to leave, or none.</param>
    public static VectorFunction Compact(
        Function source, LaneBuilder builder, List<LaneStore> stores, List<Reduction> reductions, List<Value> updates, Value exit)
    {
        Function lanes = builder.Function;
        bool[] isUsed = new bool[lanes.Count];
        stores.ForEach(store => isUsed[store.Value.Id] = true);
        reductions.ForEach(reduction => isUsed[reduction.Value.Id] = true);
        updates.ForEach(update => isUsed[update.Id] = true);
        if (!exit.IsNone)
        {
            isUsed[exit.Id] = true;
        }

        for (int id = lanes.Count - 1; id >= 0; id--)
        {
            for (int index = 0; index < 3 && isUsed[id]; index++)
            {
                if (lanes.Operand(new Value(id), index) is { IsNone: false } operand)
                {
                    isUsed[operand.Id] = true;
                }
            }
        }

        var target = new Function(source.Parameters) { Shape = source.Shape, Finish = source.Finish };
        var map = new Value[lanes.Count];
        for (int id = 0; id < map.Length; id++)
        {
            var node = new Value(id);
            if (isUsed[id])
            {
                Opcode opcode = lanes.OpcodeOf(node);
                map[id] = OpcodeTable.Arity(opcode) == 0
                    ? target.Leaf(opcode, lanes.TypeOf(node), lanes.BitsOf(node))
                    : target.Node(opcode, lanes.TypeOf(node), Mapped(node, 0), Mapped(node, 1), Mapped(node, 2));
            }
        }

        var result = new VectorFunction(target) { Exit = exit.IsNone ? exit : map[exit.Id] };
        stores.ForEach(store => result.Stores.Add(store with { Value = map[store.Value.Id] }));
        reductions.ForEach(reduction => target.Reductions.Add(reduction with { Value = map[reduction.Value.Id] }));
        updates.ForEach(update => result.Updates.Add(map[update.Id]));
        result.ElementWise.AddRange(builder.ElementWise);
        return result;

        Value Mapped(Value node, int index) => lanes.Operand(node, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
    }
}
