using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>The nodes that stores, reductions and the exit need, as the finished function.</summary>
internal static class LaneCompaction
{
    /// <summary>The kernel without what nothing uses, in the shape of its source.</summary>
    public static VectorFunction Compact(VectorFunction built, Function source)
    {
        Function lanes = built.Function;
        bool[] isUsed = FindUsed(built, alternatives: true);
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

        var result = new VectorFunction(target) { Exit = MappedExit(built.Exit), UniformExit = MappedExit(built.UniformExit) };
        built.Stores.ForEach(store => result.Stores.Add(store with { Value = map[store.Value.Id] }));
        built.Updates.ForEach(update => result.Updates.Add(map[update.Id]));
        lanes.Reductions.ForEach(reduction => target.Reductions.Add(reduction with { Value = map[reduction.Value.Id] }));
        result.ElementWise.AddRange(built.ElementWise);
        return result;

        Value MappedExit(Value exit) => exit.IsNone ? Value.None : map[exit.Id];

        Value Mapped(Value node, int index) => lanes.Operand(node, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
    }

    /// <summary>Per node, whether the kernel needs it.</summary>
    /// <param name="built">The kernel.</param>
    /// <param name="alternatives">Whether also the second of two alternatives counts.</param>
    public static bool[] FindUsed(VectorFunction built, bool alternatives)
    {
        Function lanes = built.Function;
        bool[] isUsed = new bool[lanes.Count];
        built.Stores.ForEach(store => isUsed[store.Value.Id] = true);
        built.Updates.ForEach(update => isUsed[update.Id] = true);
        lanes.Reductions.ForEach(reduction => isUsed[reduction.Value.Id] = true);
        foreach (Value exit in new[] { built.Exit, built.UniformExit })
        {
            if (!exit.IsNone)
            {
                isUsed[exit.Id] = true;
            }
        }

        for (int id = lanes.Count - 1; id >= 0; id--)
        {
            int operands = alternatives || lanes.OpcodeOf(new Value(id)) != Opcode.Alternate ? 3 : 1;
            for (int index = 0; index < operands && isUsed[id]; index++)
            {
                if (lanes.Operand(new Value(id), index) is { IsNone: false } operand)
                {
                    isUsed[operand.Id] = true;
                }
            }
        }

        return isUsed;
    }
}
