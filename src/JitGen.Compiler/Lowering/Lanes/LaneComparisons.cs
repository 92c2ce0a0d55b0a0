using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Comparisons where there is only equality and the signed less: others are the opposite of one with exchanged operands, or of
/// constants the neighbour.
/// </summary>
internal static class LaneComparisons
{
    /// <summary>Of numbers and of conditions.</summary>
    public static Value NotEqual(LaneBuilder b, IrType type, Value x, Value y, Value unused) =>
        IrTypes.IsMask(b.TypeOf(x)) ? b.Xor(x, y) : b.Not(b.Compare(Opcode.Eq, x, y));

    public static Value LessOrEqualS(LaneBuilder b, Value x, Value y)
    {
        ulong mask = Function.Mask(b.TypeOf(x));
        if (IsConstantBut(b, y, mask >> 1, out ulong bound))
        {
            return b.Compare(Opcode.LtS, x, b.Like(x, bound + 1));
        }

        return IsConstantBut(b, x, (mask >> 1) + 1, out bound)
            ? b.Compare(Opcode.LtS, b.Like(y, bound - 1), y)
            : b.Not(b.Compare(Opcode.LtS, y, x));
    }

    public static Value LessU(LaneBuilder b, Value x, Value y)
    {
        ulong mask = Function.Mask(b.TypeOf(x));
        if (b.TypeOf(x) == IrType.I64)
        {
            return b.Compare(Opcode.LtS, FlipSign(b, x), FlipSign(b, y));
        }

        if (IsConstantBut(b, y, 0, out ulong bound))
        {
            return LessOrEqualU(b, x, b.Like(x, bound - 1));
        }

        return IsConstantBut(b, x, mask, out bound)
            ? LessOrEqualU(b, b.Like(y, bound + 1), y)
            : b.Not(LessOrEqualU(b, y, x));
    }

    /// <summary>x is at most y if it is the lesser, or y the greater.</summary>
    public static Value LessOrEqualU(LaneBuilder b, Value x, Value y)
    {
        IrType type = b.TypeOf(x);
        if (type == IrType.I64)
        {
            return b.Compare(Opcode.LeS, FlipSign(b, x), FlipSign(b, y));
        }

        return b.Function.IsConstant(x)
            ? b.Compare(Opcode.Eq, b.Node(Opcode.MaxU, type, x, y), y)
            : b.Compare(Opcode.Eq, b.Node(Opcode.MinU, type, x, y), x);
    }

    private static Value FlipSign(LaneBuilder b, Value x) => b.Xor(x, b.SignBit(b.TypeOf(x)));

    private static bool IsConstantBut(LaneBuilder b, Value value, ulong except, out ulong bits)
    {
        bits = b.Function.BitsOf(value);
        return b.Function.IsConstant(value) && bits != except;
    }
}
