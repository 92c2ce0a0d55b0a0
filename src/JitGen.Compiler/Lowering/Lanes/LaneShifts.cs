using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Shifts and rotations that the target lacks. Counts are less than the width.</summary>
internal static class LaneShifts
{
    /// <summary>
    /// By sign, from one by zeros: flipping the bit where the sign arrives and subtracting it again fills the bits above with
    /// copies.
    /// </summary>
    public static Value ShiftRightS(LaneBuilder b, IrType type, Value x, Value count, Value unused)
    {
        int places = (int)b.Function.BitsOf(count);
        Value sign = b.ShrU(b.SignBit(type), places);
        return b.Sub(b.Xor(b.ShrU(x, places), sign), sign);
    }

    public static Value RotateLeft(LaneBuilder b, IrType type, Value x, Value count, Value unused)
    {
        int places = (int)b.Function.BitsOf(count);
        return b.Or(b.Shl(x, places), b.ShrU(x, IrTypes.Bits(type) - places));
    }

    public static Value RotateRight(LaneBuilder b, IrType type, Value x, Value count, Value unused) =>
        b.Shift(Opcode.RotL, x, IrTypes.Bits(type) - (int)b.Function.BitsOf(count));

    /// <summary>By sign, by the same trick in lanes that have the shift by zeros; narrow ones in 32 bits.</summary>
    public static Value LaneShiftRightS(LaneBuilder b, IrType type, Value x, Value counts, Value unused)
    {
        if (type != IrType.I64)
        {
            return InWiderLanes(Opcode.LaneShrS, Opcode.ExtendS)(b, type, x, counts, unused);
        }

        Value sign = b.Node(Opcode.LaneShrU, type, b.SignBit(type), counts);
        return b.Sub(b.Xor(b.Node(Opcode.LaneShrU, type, x, counts), sign), sign);
    }

    /// <summary>The other part moves by the negated count modulo the width; by 0 both parts are the value itself.</summary>
    public static Value LaneRotateLeft(LaneBuilder b, IrType type, Value x, Value counts, Value unused)
    {
        Value others = b.And(b.Sub(b.Constant(type, 0), counts), (ulong)IrTypes.Bits(type) - 1);
        return b.Or(b.Node(Opcode.LaneShl, type, x, counts), b.Node(Opcode.LaneShrU, type, x, others));
    }

    /// <summary>A shift of 8 or 16 bits in 32-bit lanes.</summary>
    public static LaneExpansions.Expansion InWiderLanes(Opcode shift, Opcode extend) => (b, type, x, counts, _) =>
        b.Narrow(b.Node(shift, IrType.I32, b.Node(extend, IrType.I32, x), b.ExtendU(counts, IrType.I32)), type);
}
