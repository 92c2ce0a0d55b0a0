using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Conversions in the steps that a target has, and the choice of a rare path.</summary>
internal static class LaneConversions
{
    /// <summary>Widening by doubling the last time.</summary>
    public static LaneExpansions.Expansion ExtendByOneStep(Opcode extend) => (b, type, x, _, _) =>
        b.Function.Node(extend, type, b.Node(extend, LaneBuilder.Integer(IrTypes.Bits(type) / 2), x));

    /// <summary>Narrowing by halving the last time.</summary>
    public static Value NarrowByOneStep(LaneBuilder b, IrType type, Value x, Value unused, Value unused2) =>
        b.Function.Node(Opcode.Narrow, type, b.Narrow(x, LaneBuilder.Integer(IrTypes.Bits(type) * 2)));

    /// <summary>The common value; elements that need the rare one are not for native code.</summary>
    public static Value Rare(LaneBuilder b, IrType type, Value isRare, Value common, Value rare)
    {
        b.AddSideExit(isRare);
        return common;
    }
}
