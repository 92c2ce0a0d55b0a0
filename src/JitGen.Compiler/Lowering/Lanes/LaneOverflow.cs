using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Whether a result does not fit.</summary>
internal static class LaneOverflow
{
    /// <summary>The sum's sign differs from that of both operands.</summary>
    public static Value AddS(LaneBuilder b, Value x, Value y)
    {
        Value sum = b.Add(x, y);
        return b.IsNegative(b.And(b.Xor(x, sum), b.Xor(y, sum)));
    }

    /// <summary>The operands' signs differ, and the difference has not the first one's.</summary>
    public static Value SubS(LaneBuilder b, Value x, Value y) =>
        b.IsNegative(b.And(b.Xor(x, y), b.Xor(x, b.Sub(x, y))));

    /// <summary>The upper half is not the sign of the lower.</summary>
    public static Value MulS(LaneBuilder b, Value x, Value y)
    {
        IrType type = b.TypeOf(x);
        Value high = b.Node(Opcode.MulHighS, type, x, y);
        return b.Compare(Opcode.Ne, high, b.ShrS(b.Mul(x, y), IrTypes.Bits(type) - 1));
    }

    public static Value MulU(LaneBuilder b, Value x, Value y) => b.Not(b.IsEqual(b.Node(Opcode.MulHighU, b.TypeOf(x), x, y), 0));
}
