using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Integer division by floating-point division, which is exact for 8 and 16 bits in single precision, for 32 in double: the
/// numbers are exact, and a quotient just below an integer k, n/d &lt;= k - 1/d, is further from it, relative to k, than
/// 1 / (n + d), which is more than half a unit in the last place. So truncation finds the right integer. Division by zero gives 0,
/// the minimum divided by -1 itself. The 64-bit division is element-wise.
/// </summary>
internal static class LaneDivision
{
    /// <summary>What the user is told of the one operation without vector code.</summary>
    private const string ElementWiseName = "64-bit division";

    private const double TwoToThe52 = 4503599627370496.0;

    public static Value Quotient(LaneBuilder b, bool signed, Value x, Value y)
    {
        IrType type = b.TypeOf(x);
        Value quotient = type switch
        {
            IrType.I64 => ElementWise(b, signed, x, y),
            IrType.I32 => ByDouble(b, signed, x, y),
            _ => b.Narrow(BySingle(b, signed, x, y), type),
        };
        Value isByZero = b.IsEqual(y, 0);
        return b.IsExit(isByZero) ? quotient : b.Select(isByZero, b.Constant(type, 0), quotient);
    }

    public static Value Remainder(LaneBuilder b, bool signed, Value x, Value y) =>
        b.Sub(x, b.Mul(b.Node(signed ? Opcode.DivS : Opcode.DivU, b.TypeOf(x), x, y), y));

    /// <summary>The 32-bit quotient of 8 or 16 bits; by zero, anything.</summary>
    private static Value BySingle(LaneBuilder b, bool signed, Value x, Value y)
    {
        Opcode extend = signed ? Opcode.ExtendS : Opcode.ExtendU;
        Value quotient = b.Node(Opcode.DivF, IrType.F32, Single(x), Single(y));
        return b.Node(TruncationOf(b, IrType.F32), IrType.I32, quotient);

        Value Single(Value value) => b.Node(Opcode.IntToFloatS, IrType.F32, b.Node(extend, IrType.I32, value));
    }

    /// <summary>Where unsigned numbers have no conversion, 2^52 is added: it has its units in the last place.</summary>
    private static Value ByDouble(LaneBuilder b, bool signed, Value x, Value y)
    {
        Opcode convert = signed ? Opcode.IntToFloatS : Opcode.IntToFloatU;
        Value quotient = b.Node(Opcode.DivF, IrType.F64, b.Node(convert, IrType.F64, x), b.Node(convert, IrType.F64, y));
        if (signed && LaneLegality.IsLegal(b.Level, Opcode.FloatToIntOrMin, IrType.F64, IrType.I32))
        {
            return b.Node(Opcode.FloatToIntOrMin, IrType.I32, quotient);
        }

        if (!signed && LaneLegality.IsLegal(b.Level, Opcode.FloatToIntUOrMax, IrType.F64, IrType.I32))
        {
            return b.Node(Opcode.FloatToIntUOrMax, IrType.I32, quotient);
        }

        Value bits = TruncationOf(b, IrType.F64) == Opcode.FloatToIntS
            ? b.Node(Opcode.FloatToIntS, IrType.I64, quotient)
            : b.Bits(b.AddF(b.Node(Opcode.TruncateF, IrType.F64, quotient), b.Float(IrType.F64, TwoToThe52)));
        return b.Narrow(bits, IrType.I32);
    }

    /// <summary>Conversion toward zero, of numbers that fit.</summary>
    private static Opcode TruncationOf(LaneBuilder b, IrType from) =>
        LaneLegality.IsLegal(b.Level, Opcode.FloatToIntS, from, LaneBuilder.IntegerLike(from)) ? Opcode.FloatToIntS : Opcode.FloatToIntOrMin;

    /// <summary>With a divisor of 1 in place of those that would fault; the minimum divided by 1 is what -1 has to give.</summary>
    private static Value ElementWise(LaneBuilder b, bool signed, Value x, Value y)
    {
        b.AddElementWise(ElementWiseName);
        Value danger = b.IsEqual(y, 0);
        if (signed)
        {
            Value isMinimum = b.Compare(Opcode.Eq, x, b.SignBit(IrType.I64));
            danger = b.Or(danger, b.And(isMinimum, b.IsEqual(y, ulong.MaxValue)));
        }

        Value divisor = b.Select(danger, b.Constant(IrType.I64, 1), y);
        return b.Function.Node(signed ? Opcode.DivS : Opcode.DivU, IrType.I64, x, divisor);
    }
}
