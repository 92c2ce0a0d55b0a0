using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for extensions, truncation, and conversions between integers and floating point.</summary>
internal static class ConversionRules
{
    public static Value SignExtend8(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Range(a).SignedMin >= sbyte.MinValue && s.Range(a).SignedMax <= sbyte.MaxValue) return a;  // nothing is cut off
        return SameLowBits(s, a, byte.MaxValue, out Value x) ? s.Node(Opcode.SignExtend8, type, x) : Value.None;
    }

    public static Value SignExtend16(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Range(a).SignedMin >= short.MinValue && s.Range(a).SignedMax <= short.MaxValue) return a;
        return SameLowBits(s, a, ushort.MaxValue, out Value x) ? s.Node(Opcode.SignExtend16, type, x) : Value.None;
    }

    public static Value ZeroExtend8(Simplifier s, IrType type, Value a, Value b, Value c) =>
        ZeroExtend(s, Opcode.ZeroExtend8, type, a, byte.MaxValue);

    public static Value ZeroExtend16(Simplifier s, IrType type, Value a, Value b, Value c) =>
        ZeroExtend(s, Opcode.ZeroExtend16, type, a, ushort.MaxValue);

    public static Value SignExtend32(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.Truncate, out Value x) && s.Range(x).SignedMin >= int.MinValue && s.Range(x).SignedMax <= int.MaxValue) return x;
        return s.Range(a).IsNonNegative ? s.Node(Opcode.ZeroExtend32, type, a) : Value.None;             // the sign is a zero
    }

    public static Value ZeroExtend32(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Is(a, Opcode.Truncate, out Value x) && s.Range(x).UnsignedMax <= uint.MaxValue ? x : Value.None;

    public static Value Truncate(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.SignExtend32, out Value x) || s.Is(a, Opcode.ZeroExtend32, out x)) return x;  // truncate(extend(x)) = x
        if (s.IsWithConstant(a, Opcode.And, out x, out ulong mask) && (uint)mask == uint.MaxValue) return s.Node(Opcode.Truncate, type, x);

        // The low half of a result needs only the low halves of the operands, if those are at hand.
        Opcode opcode = s.OpcodeOf(a);
        Value first = s.Function.Operand(a, 0);
        Value second = s.Function.Operand(a, 1);
        switch (opcode)
        {
            case Opcode.Add or Opcode.Sub or Opcode.Mul or Opcode.And or Opcode.Or or Opcode.Xor:
                return HasLowHalf(s, first, out Value left) && HasLowHalf(s, second, out Value right)
                    ? s.Node(opcode, type, left, right)
                    : Value.None;
            case Opcode.Neg or Opcode.Not:
                return HasLowHalf(s, first, out left) ? s.Node(opcode, type, left) : Value.None;
            case Opcode.Shl:
                return s.IsConstant(second, out ulong count) && count < 32 && HasLowHalf(s, first, out left)
                    ? s.Node(opcode, type, left, second)
                    : Value.None;
            case Opcode.ShrU or Opcode.ShrS:
                return s.IsConstant(second, out count) ? TruncateShift(s, type, opcode, first, (int)count & 63) : Value.None;
            case Opcode.Select:
                Value third = s.Function.Operand(a, 2);
                return HasLowHalf(s, second, out left) && HasLowHalf(s, third, out right)
                    ? s.Node(opcode, type, first, left, right)
                    : Value.None;
            default:
                return Value.None;
        }
    }

    public static Value IntToFloatS(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Is(a, Opcode.SignExtend32, out Value x) ? s.Node(Opcode.IntToFloatS, type, x) : Value.None;    // the same number

    public static Value IntToFloatU(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Range(a).IsNonNegative ? s.Node(Opcode.IntToFloatS, type, a) : Value.None;                     // the same number

    public static Value FloatToIntS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.IntToFloatS, out Value n) && IsExactInDouble(s, a, n))
        {
            if (type == IrType.I64) return s.Node(Opcode.SignExtend32, type, n);                         // every int is a double
            return n;
        }

        if (type == IrType.I64 && s.Is(a, Opcode.IntToFloatU, out n) && IsExactInDouble(s, a, n))
        {
            return s.Node(Opcode.ZeroExtend32, type, n);
        }

        return FloatToInt(s, Opcode.FloatToIntS, type, a);
    }

    public static Value FloatToIntU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (s.Is(a, Opcode.IntToFloatU, out Value n) && IsExactInDouble(s, a, n))
        {
            return type == IrType.I64 ? s.Node(Opcode.ZeroExtend32, type, n) : n;                        // every uint is a double
        }

        return FloatToInt(s, Opcode.FloatToIntU, type, a);
    }

    public static Value Promote(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        // Integers of up to 24 bits are floats.
        const long exact = 1 << 24;
        return s.Is(a, Opcode.IntToFloatS, out Value n) && s.Range(n).SignedMin >= -exact && s.Range(n).SignedMax <= exact
            ? s.Node(Opcode.IntToFloatS, type, n)
            : Value.None;
    }

    public static Value Demote(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        Opcode opcode = s.OpcodeOf(a);
        Value first = s.Function.Operand(a, 0);
        Value second = s.Function.Operand(a, 1);
        switch (opcode)
        {
            case Opcode.Promote:
                return first;                                                                            // every float is a double
            case Opcode.IntToFloatS or Opcode.IntToFloatU when s.TypeOf(first) == IrType.I32 || IsExactLong(s.Range(first), opcode):
                return s.Node(opcode, type, first);                                                      // exact in double, so rounded once
            case Opcode.Select:
                return IsSingle(s, second, out Value left) && IsSingle(s, s.Function.Operand(a, 2), out Value right)
                    ? s.Node(opcode, type, first, left, right)
                    : Value.None;

            // 53 bits are at least twice 24 and two more, so that rounding to double first does not change the nearest float
            // (Figueroa); the others are exact.
            case Opcode.AddF or Opcode.SubF or Opcode.MulF or Opcode.DivF or Opcode.RemF or Opcode.MinF or Opcode.MaxF or Opcode.CopySignF:
                return IsSingle(s, first, out left) && IsSingle(s, second, out right) ? s.Node(opcode, type, left, right) : Value.None;
            case Opcode.SqrtF or Opcode.NegF or Opcode.AbsF
                or Opcode.FloorF or Opcode.CeilingF or Opcode.TruncateF or Opcode.RoundEvenF:
                return IsSingle(s, first, out left) ? s.Node(opcode, type, left) : Value.None;
            default:
                return Value.None;
        }
    }

    public static Value Bitcast(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Is(a, Opcode.Bitcast, out Value x) ? x : Value.None;

    /// <summary>Whether a double is the value of a float: that float.</summary>
    public static bool IsSingle(Simplifier s, Value value, out Value single)
    {
        if (s.Is(value, Opcode.Promote, out single)) return true;
        if (!s.IsConstant(value, out ulong bits)) return false;
        ulong rounded = OpcodeTable.Evaluate(Opcode.Demote, IrType.F64, IrType.F32, bits);
        single = s.Constant(IrType.F32, rounded);
        return OpcodeTable.Evaluate(Opcode.Promote, IrType.F32, IrType.F64, rounded) == bits || BinaryFormat.Double.IsNaN(bits);
    }

    /// <summary>Whether an I64 is an extended I32 or a constant: its low half.</summary>
    private static bool HasLowHalf(Simplifier s, Value value, out Value low)
    {
        if (s.Is(value, Opcode.SignExtend32, out low) || s.Is(value, Opcode.ZeroExtend32, out low)) return true;
        if (!s.IsConstant(value, out ulong bits)) return false;
        low = s.Constant(IrType.I32, bits);
        return true;
    }

    private static Value TruncateShift(Simplifier s, IrType type, Opcode opcode, Value value, int count)
    {
        if (count < 32 && s.Is(value, Opcode.ZeroExtend32, out Value x))
        {
            return s.Node(Opcode.ShrU, type, x, s.Constant(IrType.I32, (ulong)count));
        }

        if (opcode == Opcode.ShrS && s.Is(value, Opcode.SignExtend32, out x)) return s.Node(Opcode.ShrS, type, x, s.Constant(IrType.I32, (ulong)(count < 31
            ? count
            : 31)));
        if (count != 32 || !s.Is(value, Opcode.Mul, out Value left, out Value right)) return Value.None;
        if (s.Is(left, Opcode.SignExtend32, out x) && s.Is(right, Opcode.SignExtend32, out Value y))
        {
            return s.Node(Opcode.MulHighS, type, x, y);
        }

        return s.Is(left, Opcode.ZeroExtend32, out x) && s.Is(right, Opcode.ZeroExtend32, out y)
            ? s.Node(Opcode.MulHighU, type, x, y)
            : Value.None;
    }

    private static Value ZeroExtend(Simplifier s, Opcode opcode, IrType type, Value a, ulong mask)
    {
        if (s.Range(a).UnsignedMax <= mask) return a;                                                    // nothing is cut off
        if (s.IsWithConstant(a, Opcode.And, out Value x, out ulong m)) return s.Node(Opcode.And, type, x, s.Constant(type, m & mask));
        return SameLowBits(s, a, mask, out x) ? s.Node(opcode, type, x) : Value.None;
    }

    /// <summary>Whether the operation only changes bits above the mask of low bits: its operand.</summary>
    private static bool SameLowBits(Simplifier s, Value value, ulong mask, out Value operand)
    {
        operand = s.Function.Operand(value, 0);
        return s.OpcodeOf(value) switch
        {
            Opcode.SignExtend8 or Opcode.ZeroExtend8 => mask == byte.MaxValue,
            Opcode.SignExtend16 or Opcode.ZeroExtend16 => true,
            Opcode.And => s.IsConstant(s.Function.Operand(value, 1), out ulong kept) && (kept & mask) == mask,
            _ => false,
        };
    }

    private static Value FloatToInt(Simplifier s, Opcode opcode, IrType type, Value a) =>
        s.Is(a, Opcode.Promote, out Value x) || s.Is(a, Opcode.TruncateF, out x) ? s.Node(opcode, type, x) : Value.None; // truncated anyway

    private static bool IsExactInDouble(Simplifier s, Value number, Value integer) =>
        s.TypeOf(number) == IrType.F64 && s.TypeOf(integer) == IrType.I32;

    /// <summary>Whether a double holds every integer of the range, read as signed or unsigned as the conversion does.</summary>
    private static bool IsExactLong(in ValueRange range, Opcode conversion) =>
        conversion == Opcode.IntToFloatU
            ? range.UnsignedMax <= 1UL << 53
            : range.SignedMin >= -(1L << 53) && range.SignedMax <= 1L << 53;
}
