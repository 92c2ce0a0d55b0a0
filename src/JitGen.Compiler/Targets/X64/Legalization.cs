using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Compiler.Targets.X64;

/// <summary>What x64 computes by other nodes.</summary>
internal static class Legalization
{
    private const int Half = 32;
    private const ulong TwoToThe32 = 0x41F0_0000_0000_0000;

    /// <summary>Bits of the fraction of a float.</summary>
    private const int FractionBits = 23;

    /// <summary>The value to use instead of a node; none if the node is legal as it is.</summary>
    public static Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c)
    {
        switch (opcode)
        {
            case Opcode.MulHighS or Opcode.MulHighU when type == IrType.I32:
                return HighProduct(context, opcode == Opcode.MulHighS, a, b);
            case Opcode.ShrS or Opcode.ShrU when type == IrType.I32:
                return ShiftedUpperHalf(context, opcode, a, b);
            case Opcode.IntToFloatU when context.Function.TypeOf(a) == IrType.I32:
                return context.Node(Opcode.IntToFloatS, type, Extend(context, false, a));
            case Opcode.IntToFloatU:
                return type == IrType.F32 ? UnsignedToFloat(context, a) : UnsignedToDouble(context, a);
            case Opcode.Rare:
                context.AddSideExit(a);
                return b;
            default:
                return Value.None;
        }
    }

    /// <summary>The upper half of a product of 32 bits, from the product of 64.</summary>
    private static Value HighProduct(LegalizationContext context, bool signed, Value a, Value b)
    {
        Value product = context.Node(Opcode.Mul, IrType.I64, Extend(context, signed, a), Extend(context, signed, b));
        return UpperHalf(context, signed ? Opcode.ShrS : Opcode.ShrU, product, Half);
    }

    private static Value UpperHalf(LegalizationContext context, Opcode shift, Value product, int count) =>
        context.Node(
            Opcode.Truncate, IrType.I32, context.Node(shift, IrType.I64, product, context.Constant(IrType.I32, (ulong)count)));

    private static Value Extend(LegalizationContext context, bool signed, Value value)
    {
        if (context.Function.IsConstant(value))
        {
            ulong bits = context.Function.BitsOf(value);
            return context.Constant(IrType.I64, signed ? unchecked((ulong)(int)bits) : bits);
        }

        return context.Node(signed ? Opcode.SignExtend32 : Opcode.ZeroExtend32, IrType.I64, value);
    }

    /// <summary>A shift of an upper half, as divisions by constants have it, is one shift of the whole.</summary>
    private static Value ShiftedUpperHalf(LegalizationContext context, Opcode opcode, Value half, Value count)
    {
        Function function = context.Function;
        if (function.OpcodeOf(half) != Opcode.Truncate || !function.IsConstant(count))
        {
            return Value.None;
        }

        Value shift = function.Operand(half, 0);
        if (function.OpcodeOf(shift) != opcode || !function.IsConstant(function.Operand(shift, 1), Half))
        {
            return Value.None;
        }

        return UpperHalf(context, opcode, function.Operand(shift, 0), Half + ((int)function.BitsOf(count) & (Half - 1)));
    }

    /// <summary>ulong to double: both halves are exact as numbers, and the fused sum of them is rounded once.</summary>
    private static Value UnsignedToDouble(LegalizationContext context, Value value)
    {
        Value upper = context.Node(Opcode.ShrU, IrType.I64, value, context.Constant(IrType.I32, Half));
        Value lower = Extend(context, false, context.Node(Opcode.Truncate, IrType.I32, value));
        return context.Node(
            Opcode.FmaF,
            IrType.F64,
            context.Node(Opcode.IntToFloatS, IrType.F64, upper),
            context.Constant(IrType.F64, TwoToThe32),
            context.Node(Opcode.IntToFloatS, IrType.F64, lower));
    }

    /// <summary>
    /// ulong to float, rounded once: from 2^63 on, half the number with its lost bit kept as a sticky one, and the exponent of the
    /// result one higher.
    /// </summary>
    private static Value UnsignedToFloat(LegalizationContext context, Value value)
    {
        Value isLarge = context.Node(Opcode.ShrU, IrType.I64, value, context.Constant(IrType.I32, 63));
        Value count = context.Node(Opcode.Truncate, IrType.I32, isLarge);
        Value halved = context.Node(
            Opcode.Or,
            IrType.I64,
            context.Node(Opcode.ShrU, IrType.I64, value, count),
            context.Node(Opcode.And, IrType.I64, value, isLarge));
        Value converted = context.Node(Opcode.Bitcast, IrType.I32, context.Node(Opcode.IntToFloatS, IrType.F32, halved));
        Value exponent = context.Node(Opcode.Shl, IrType.I32, count, context.Constant(IrType.I32, FractionBits));
        return context.Node(Opcode.Bitcast, IrType.F32, context.Node(Opcode.Add, IrType.I32, converted, exponent));
    }
}
