using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Products that no instruction computes, from those of 32-bit halves.</summary>
internal static class LaneMultiplication
{
    private const ulong LowHalf = uint.MaxValue;

    /// <summary>The low half of a product of bytes, by 16-bit lanes, or of 64-bit numbers.</summary>
    public static Value Multiply(LaneBuilder b, IrType type, Value x, Value y, Value unused) =>
        type == IrType.I64
            ? Multiply64(b, x, y)
            : b.Narrow(b.Mul(b.ExtendU(x, IrType.I16), b.ExtendU(y, IrType.I16)), type);

    /// <summary>The upper half of an unsigned product of 8 to 64 bits.</summary>
    public static Value HighU(LaneBuilder b, Value x, Value y) =>
        b.TypeOf(x) == IrType.I64 ? High64U(b, x, y) : HighByWiderProduct(b, false, x, y);

    /// <summary>The upper half of a signed product of 8 to 64 bits.</summary>
    public static Value HighS(LaneBuilder b, Value x, Value y) =>
        b.TypeOf(x) == IrType.I64 ? High64S(b, x, y) : HighByWiderProduct(b, true, x, y);

    private static Value Product(LaneBuilder b, Value x, Value y) => b.Node(Opcode.MulLowU, IrType.I64, x, y);

    /// <summary>Modulo 2^64 the product of the upper halves does not count; halves known to be zero neither.</summary>
    private static Value Multiply64(LaneBuilder b, Value x, Value y)
    {
        if (IsExtended(b, Opcode.ExtendS, x) && IsExtended(b, Opcode.ExtendS, y))
        {
            return b.Node(Opcode.MulLowS, IrType.I64, x, y);
        }

        Value cross = Value.None;
        if (!IsExtended(b, Opcode.ExtendU, y))
        {
            cross = Product(b, x, b.ShrU(y, 32));
        }

        if (!IsExtended(b, Opcode.ExtendU, x))
        {
            Value other = Product(b, b.ShrU(x, 32), y);
            cross = cross.IsNone ? other : b.Add(cross, other);
        }

        Value low = Product(b, x, y);
        return cross.IsNone ? low : b.Add(low, b.Shl(cross, 32));
    }

    /// <summary>Whether 64-bit lanes are the 32-bit ones extended by sign, respectively zeros.</summary>
    private static bool IsExtended(LaneBuilder b, Opcode extend, Value value)
    {
        Function function = b.Function;
        if (function.IsConstant(value))
        {
            ulong bits = function.BitsOf(value);
            return extend == Opcode.ExtendU ? bits <= LowHalf : unchecked((ulong)(int)bits) == bits;
        }

        return function.OpcodeOf(value) switch
        {
            Opcode.ExtendS or Opcode.ExtendU when function.OpcodeOf(value) == extend => true,
            Opcode.ExtendU => IrTypes.Bits(b.TypeOf(function.Operand(value, 0))) < 32,
            Opcode.And => extend == Opcode.ExtendU && function.IsConstant(function.Operand(value, 1))
                && function.BitsOf(function.Operand(value, 1)) <= LowHalf,
            _ => false,
        };
    }

    private static Value HighByWiderProduct(LaneBuilder b, bool signed, Value x, Value y)
    {
        IrType type = b.TypeOf(x);
        int width = IrTypes.Bits(type);
        IrType wide = LaneBuilder.Integer(2 * width);
        Opcode extend = signed ? Opcode.ExtendS : Opcode.ExtendU;
        Opcode multiply = wide != IrType.I64 ? Opcode.Mul : signed ? Opcode.MulLowS : Opcode.MulLowU;
        Value product = b.Node(multiply, wide, b.Node(extend, wide, x), b.Node(extend, wide, y));
        return b.Narrow(b.ShrU(product, width), type);
    }

    /// <summary>The four products of halves, added from the lowest digit up; no sum exceeds 64 bits.</summary>
    private static Value High64U(LaneBuilder b, Value x, Value y)
    {
        Value xHigh = b.ShrU(x, 32);
        Value yHigh = b.ShrU(y, 32);
        Value carry = b.Add(Product(b, xHigh, y), b.ShrU(Product(b, x, y), 32));
        Value middle = b.Add(Product(b, x, yHigh), b.And(carry, LowHalf));
        return b.Add(b.Add(Product(b, xHigh, yHigh), b.ShrU(carry, 32)), b.ShrU(middle, 32));
    }

    /// <summary>A negative factor, read as unsigned, is 2^64 too large, which makes the upper half the other factor too large.</summary>
    private static Value High64S(LaneBuilder b, Value x, Value y)
    {
        Value zero = b.Constant(IrType.I64, 0);
        Value high = b.Sub(High64U(b, x, y), b.Select(b.IsNegative(x), y, zero));
        return b.Sub(high, b.Select(b.IsNegative(y), x, zero));
    }
}
