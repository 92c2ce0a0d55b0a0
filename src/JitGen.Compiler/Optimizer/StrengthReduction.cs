using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Multiplications, divisions and remainders by constants as cheaper operations. No division by a constant is left. Of the
/// multiplications those stay that take more than two operations, and those by 3, 5 and 9, which addressing modes compute.
/// </summary>
internal static class StrengthReduction
{
    /// <summary>Whether the opcode is one of those that can be reduced.</summary>
    public static bool Concerns(Opcode opcode) => opcode is Opcode.Mul or Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU;

    /// <summary>Whether an operation of such an opcode with this second operand may be reduced: no need to try otherwise.</summary>
    public static bool Applies(Function function, Opcode opcode, Value second)
    {
        if (!function.IsConstant(second))
        {
            return opcode is Opcode.RemS or Opcode.RemU;
        }

        ulong mask = Function.Mask(function.TypeOf(second));
        return opcode != Opcode.Mul || IsReducibleFactor(function.BitsOf(second), mask);
    }

    /// <summary>The value of the operation by other means, or none.</summary>
    public static Value Reduce(Simplifier s, Opcode opcode, IrType type, Value x, ulong constant) => opcode switch
    {
        Opcode.Mul => Multiply(s, type, x, constant),
        Opcode.DivU => DivideUnsigned(s, type, x, constant),
        Opcode.DivS => DivideSigned(s, type, x, constant),
        Opcode.RemU => Remainder(s, type, x, DivideUnsigned(s, type, x, constant), constant),
        _ => RemainderSigned(s, type, x, constant),
    };

    /// <summary>x - quotient * divisor.</summary>
    public static Value Remainder(Simplifier s, IrType type, Value x, Value quotient, ulong divisor)
    {
        Value product = Multiply(s, type, quotient, divisor);
        return s.Node(Opcode.Sub, type, x, product.IsNone ? s.Node(Opcode.Mul, type, quotient, s.Constant(type, divisor)) : product);
    }

    /// <summary>
    /// Whether x % d == 0, without the remainder; none if d is 0. For odd d a multiplication by its inverse modulo 2^w permutes
    /// all values, and takes the multiples of d to 0, 1, ... floor(max / d). A factor 2^n of d is tested at the same time: a
    /// rotation brings the n low bits, which have to be zeros, to the top. Signed quotients lie around 0 and are moved up.
    /// </summary>
    public static Value IsMultiple(Simplifier s, IrType type, Value x, ulong divisor, bool signed)
    {
        if (divisor == 0)
        {
            return Value.None;
        }

        ulong mask = Function.Mask(type);
        int twos = IntegerMath.TrailingZeroCount(divisor);
        ulong odd = divisor >> twos;
        Value quotient = s.Node(Opcode.Mul, type, x, s.Constant(type, Inverse(odd)));
        ulong greatest = mask / divisor;
        if (signed)
        {
            ulong offset = (mask >> 1) / divisor << twos;
            quotient = s.Node(Opcode.Add, type, quotient, s.Constant(type, offset));
            greatest = offset >> twos << 1;
        }

        Value rotated = s.Node(Opcode.RotR, type, quotient, Count(s, twos));
        return s.Node(Opcode.LeU, IrType.Bool, rotated, s.Constant(type, greatest));
    }

    /// <summary>Factors next to a power of two, but for 3, 5 and 9, 0 and -1.</summary>
    private static bool IsReducibleFactor(ulong factor, ulong mask)
    {
        ulong negated = (0 - factor) & mask;
        return negated > 1
            && (IntegerMath.IsPowerOfTwo(negated + 1)
                || (factor > 5 && IntegerMath.IsPowerOfTwo(factor + 1))
                || (factor > 9 && IntegerMath.IsPowerOfTwo(factor - 1)));
    }

    private static Value Multiply(Simplifier s, IrType type, Value x, ulong factor)
    {
        ulong mask = Function.Mask(type);
        if (!IsReducibleFactor(factor, mask))
        {
            return Value.None;
        }

        if (IntegerMath.IsPowerOfTwo(factor - 1))
        {
            return s.Node(Opcode.Add, type, ShiftLeft(s, type, x, factor - 1), x);                       // x * (2^n + 1)
        }

        return IntegerMath.IsPowerOfTwo(factor + 1)
            ? s.Node(Opcode.Sub, type, ShiftLeft(s, type, x, factor + 1), x)                             // x * (2^n - 1)
            : s.Node(Opcode.Sub, type, x, ShiftLeft(s, type, x, (1 - factor) & mask));                   // x * (1 - 2^n)
    }

    private static Value DivideUnsigned(Simplifier s, IrType type, Value x, ulong divisor)
    {
        int width = Function.Width(type);
        if (divisor > Function.Mask(type) >> 1)
        {
            Value once = s.Node(Opcode.LeU, IrType.Bool, s.Constant(type, divisor), x);
            return s.Node(Opcode.Select, type, once, s.Constant(type, 1), s.Constant(type, 0));
        }

        if (IntegerMath.IsPowerOfTwo(divisor))
        {
            return Shift(s, Opcode.ShrU, type, x, IntegerMath.TrailingZeroCount(divisor));
        }

        // From here on some x reaches the divisor, so that the shift is less than the bits of the product.
        int bits = s.Range(x).UnsignedBits;
        if (s.Range(x).UnsignedMax < divisor)
        {
            return s.Constant(type, 0);
        }

        DivisionMagic magic = DivisionMagic.For(divisor, bits);
        int multiplierBits = magic.HasBit64 ? 65 : 64 - IntegerMath.LeadingZeroCount(magic.Multiplier);
        if (bits + multiplierBits <= width)
        {
            Value product = s.Node(Opcode.Mul, type, x, s.Constant(type, magic.Multiplier));
            return Shift(s, Opcode.ShrU, type, product, magic.Shift);
        }

        if (width == 32)
        {
            Value wide = DivideWide(s, s.Node(Opcode.ZeroExtend32, IrType.I64, x), magic, multiplierBits);
            return s.Node(Opcode.Truncate, type, wide);
        }

        if (!magic.HasBit64)
        {
            return HighProduct(s, x, magic);
        }

        // An even divisor needs one bit less for each bit that is shifted out first.
        int twos = IntegerMath.TrailingZeroCount(divisor);
        if (twos > 0)
        {
            return DivideUnsigned(s, type, Shift(s, Opcode.ShrU, type, x, twos), divisor >> twos);
        }

        // x + t has 65 bits: halve it without the carry, as (x - t) / 2 + t.
        Value t = s.Node(Opcode.MulHighU, type, x, s.Constant(type, magic.Multiplier));
        Value half = Shift(s, Opcode.ShrU, type, s.Node(Opcode.Sub, type, x, t), 1);
        return Shift(s, Opcode.ShrU, type, s.Node(Opcode.Add, type, half, t), magic.Shift - 65);
    }

    /// <summary>The quotient of a number of 32 bits in 64: a low product if it fits, else a high one.</summary>
    private static Value DivideWide(Simplifier s, Value x, DivisionMagic magic, int multiplierBits)
    {
        if (multiplierBits > 32)
        {
            return HighProduct(s, x, magic);
        }

        Value product = s.Node(Opcode.Mul, IrType.I64, x, s.Constant(IrType.I64, magic.Multiplier));
        return Shift(s, Opcode.ShrU, IrType.I64, product, magic.Shift);
    }

    /// <summary>x * m >> k from the upper half of the product; m is less than 2^k, so that it can be shifted up if k is below 64.</summary>
    private static Value HighProduct(Simplifier s, Value x, DivisionMagic magic)
    {
        int up = magic.Shift < 64 ? 64 - magic.Shift : 0;
        Value high = s.Node(Opcode.MulHighU, IrType.I64, x, s.Constant(IrType.I64, magic.Multiplier << up));
        return Shift(s, Opcode.ShrU, IrType.I64, high, magic.Shift + up - 64);
    }

    private static Value DivideSigned(Simplifier s, IrType type, Value x, ulong constant)
    {
        int width = Function.Width(type);
        bool isNegative = constant >> (width - 1) != 0;
        ulong divisor = (isNegative ? 0 - constant : constant) & Function.Mask(type);
        if (IntegerMath.IsPowerOfTwo(divisor))
        {
            Value quotient = DivideByPowerOfTwo(s, type, x, IntegerMath.TrailingZeroCount(divisor));
            return isNegative ? s.Node(Opcode.Neg, type, quotient) : quotient;
        }

        ref readonly ValueRange range = ref s.Range(x);
        if (range.SignedMax < (long)divisor && range.SignedMin > -(long)divisor)
        {
            return s.Constant(type, 0);
        }

        // The floor is one less than the quotient for negative x.
        Value floor = FloorOfSigned(s, type, x, divisor);
        Value sign = Shift(s, Opcode.ShrS, type, x, width - 1);
        return isNegative ? s.Node(Opcode.Sub, type, sign, floor) : s.Node(Opcode.Sub, type, floor, sign);
    }

    private static Value FloorOfSigned(Simplifier s, IrType type, Value x, ulong divisor)
    {
        // Magnitudes are at most 2^bits.
        ref readonly ValueRange range = ref s.Range(x);
        long extreme = range.SignedMin < ~range.SignedMax ? ~range.SignedMin : range.SignedMax;
        int bits = 64 - IntegerMath.LeadingZeroCount((ulong)extreme);
        DivisionMagic magic = DivisionMagic.For(divisor, bits);
        int productBits = bits + 64 - IntegerMath.LeadingZeroCount(magic.Multiplier);
        if (productBits < Function.Width(type))
        {
            Value product = s.Node(Opcode.Mul, type, x, s.Constant(type, magic.Multiplier));
            return Shift(s, Opcode.ShrS, type, product, magic.Shift);
        }

        if (type == IrType.I32)
        {
            Value product = s.Node(
                Opcode.Mul, IrType.I64, s.Node(Opcode.SignExtend32, IrType.I64, x), s.Constant(IrType.I64, magic.Multiplier));
            return s.Node(Opcode.Truncate, type, Shift(s, Opcode.ShrS, IrType.I64, product, magic.Shift));
        }

        // The multiplier is below 2^64. From 2^63 on it is read as negative, 2^64 too little: x is added to the upper half.
        int up = magic.Shift < 64 ? 64 - magic.Shift : 0;
        ulong multiplier = magic.Multiplier << up;
        Value high = s.Node(Opcode.MulHighS, type, x, s.Constant(type, multiplier));
        high = multiplier >> 63 != 0 ? s.Node(Opcode.Add, type, high, x) : high;
        return Shift(s, Opcode.ShrS, type, high, magic.Shift + up - 64);
    }

    /// <summary>A shift rounds down; negative numbers are made 2^n - 1 greater first, to round toward zero.</summary>
    private static Value DivideByPowerOfTwo(Simplifier s, IrType type, Value x, int n)
    {
        Value biased;
        if (n == 1)
        {
            biased = s.Node(Opcode.Add, type, x, Shift(s, Opcode.ShrU, type, x, Function.Width(type) - 1));
        }
        else
        {
            Value negative = s.Node(Opcode.LtS, IrType.Bool, x, s.Constant(type, 0));
            Value greater = s.Node(Opcode.Add, type, x, s.Constant(type, (1UL << n) - 1));
            biased = s.Node(Opcode.Select, type, negative, greater, x);
        }

        return Shift(s, Opcode.ShrS, type, biased, n);
    }

    private static Value RemainderSigned(Simplifier s, IrType type, Value x, ulong divisor)
    {
        if (!IntegerMath.IsPowerOfTwo(divisor))
        {
            return Remainder(s, type, x, DivideSigned(s, type, x, divisor), divisor);
        }

        // ((x + bias) & (2^n - 1)) - bias, where the bias is 2^n - 1 for negative x, else 0.
        int n = IntegerMath.TrailingZeroCount(divisor);
        int width = Function.Width(type);
        Value sign = n == 1 ? x : Shift(s, Opcode.ShrS, type, x, width - 1);
        Value bias = Shift(s, Opcode.ShrU, type, sign, width - n);
        Value masked = s.Node(Opcode.And, type, s.Node(Opcode.Add, type, x, bias), s.Constant(type, divisor - 1));
        return s.Node(Opcode.Sub, type, masked, bias);
    }

    /// <summary>The inverse of an odd number modulo 2^64: each step of Newton's iteration doubles the right bits, from 3.</summary>
    private static ulong Inverse(ulong odd)
    {
        ulong inverse = odd;
        for (int correct = 3; correct < 64; correct *= 2)
        {
            inverse *= 2 - odd * inverse;
        }

        return inverse;
    }

    private static Value ShiftLeft(Simplifier s, IrType type, Value x, ulong power) =>
        Shift(s, Opcode.Shl, type, x, IntegerMath.TrailingZeroCount(power));

    private static Value Shift(Simplifier s, Opcode opcode, IrType type, Value x, int count) => s.Node(opcode, type, x, Count(s, count));

    private static Value Count(Simplifier s, int count) => s.Constant(IrType.I32, (ulong)count);
}
