using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>How reductions combine values, in lanes. An accumulator is a leaf <see cref="Opcode.Reduced"/>.</summary>
internal static class Combinations
{
    /// <summary>A kernel whose only update combines the leaves Reduced 0 and Reduced 1.</summary>
    public static VectorFunction Of(Reduction reduction, Target target)
    {
        IrType type = ElementTypes.IrTypeOf(reduction.Type);
        var builder = new LaneBuilder(new Function([]), target.Level);
        Value other = builder.Function.Leaf(Opcode.Reduced, type, 1);
        var built = new VectorFunction(builder.Function);
        built.Updates.Add(Update(builder, reduction.Operation, 0, other));
        return LaneCompaction.Compact(built, builder.Function);
    }

    /// <summary>The next value of the accumulator of a reduction.</summary>
    public static Value Update(LaneBuilder builder, Opcode operation, int reduction, Value value)
    {
        IrType type = builder.TypeOf(value);
        Value accumulator = builder.Function.Leaf(Opcode.Reduced, type, (ulong)reduction);
        return builder.Node(operation, type, accumulator, value);
    }
}
