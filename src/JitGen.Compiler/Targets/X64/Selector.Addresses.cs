using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Sums, differences, products and left shifts: what <c>lea</c> computes as an address.</summary>
internal sealed partial class X64Selector
{
    private const int MaximumScale = 3;

    // The sum that is being collected: two terms at most, shifted left, and a constant.
    private Value _term1;
    private Value _term2;
    private int _scale1;
    private int _scale2;
    private long _displacement;

    /// <summary>Addition, subtraction, multiplication or left shift.</summary>
    private void LowerSum(Value value, Value a, Value b)
    {
        if ((Is(value, Opcode.Mul) && TryPairProduct(value))
            || (Folds && (TryEmitAddress(value) || TryEmitMultiple(value, a, b) || TryEmitMultiple(value, b, a))))
        {
            return;
        }

        switch (Function.OpcodeOf(value))
        {
            case Opcode.Add when Folds && Function.IsConstant(b, 1UL << 31):
                Emit(Int.Sub.For(IsWide(value)), Use(value), Read(a), Operand.Immediate(int.MinValue));
                break;
            case Opcode.Add:
                EmitCommutative(Int.Add, value, a, b);
                break;
            case Opcode.Sub when TryLowerRemainder(value, a, b):
                break;
            case Opcode.Sub:
                Emit(Int.Sub.For(IsWide(value)), Use(value), Read(a), Source(b));
                break;
            case Opcode.Shl:
                LowerShift(value, a, b);
                break;
            default:
                LowerProduct(value, a, b);
                break;
        }
    }

    /// <summary>x * 2^n + x, or - x: one multiplication instead of two or three instructions.</summary>
    private bool TryEmitMultiple(Value sum, Value shifted, Value x)
    {
        bool isSum = Is(sum, Opcode.Add);
        bool isMultiple = (isSum || (Is(sum, Opcode.Sub) && x == Function.Operand(sum, 1)))
            && CanFold(shifted) && Is(shifted, Opcode.Shl) && Function.Operand(shifted, 0) == x
            && Function.IsConstant(Function.Operand(shifted, 1));
        if (!isMultiple)
        {
            return false;
        }

        int shift = (int)ConstantCount(shifted, Function.Operand(shifted, 1)).Value;
        if (shift < 31)
        {
            Operand factor = Operand.Immediate((1L << shift) + (isSum ? 1 : -1));
            Emit(Int.ImulImmediate.For(IsWide(sum)), Use(sum), ReadOrMemory(x), factor);
        }

        return shift < 31;
    }

    private void LowerProduct(Value value, Value a, Value b)
    {
        if (IsImmediate(a, out _))
        {
            (a, b) = (b, a);
        }

        if (IsImmediate(b, out long factor))
        {
            Emit(Int.ImulImmediate.For(IsWide(value)), Use(value), ReadOrMemory(a), Operand.Immediate(factor));
        }
        else
        {
            EmitCommutative(Int.Imul, value, a, b);
        }
    }

    /// <summary>Emits <c>lea</c> if it does the work of several instructions, or of a multiplication.</summary>
    private bool TryEmitAddress(Value root)
    {
        _term1 = root;
        _term2 = Value.None;
        _scale1 = _scale2 = 0;
        _displacement = 0;
        int folded = 0;
        while (TryExpand(ref _term1, ref _scale1, root) || (!_term2.IsNone && TryExpand(ref _term2, ref _scale2, root)))
        {
            folded++;
        }

        bool isProduct = folded == 1 && Is(root, Opcode.Mul);
        if ((folded < 2 && !isProduct) || _term1 == root)
        {
            return false;
        }

        bool wide = IsWide(root);
        Emit(Int.Lea.For(wide), Use(root), Address());
        return true;
    }

    private Operand Address()
    {
        if (_term2.IsNone)
        {
            // x * 2 as x + x: without a base an address takes four more bytes.
            return _scale1 switch
            {
                0 => Operand.Memory(Read(_term1), _displacement),
                1 => Operand.Memory(Read(_term1), Read(_term1), 0, _displacement),
                _ => Operand.Memory(Register.None, Read(_term1), _scale1, _displacement),
            };
        }

        return _scale1 == 0
            ? Operand.Memory(Read(_term1), Read(_term2), _scale2, _displacement)
            : Operand.Memory(Read(_term2), Read(_term1), _scale1, _displacement);
    }

    /// <summary>Replaces a term by its operands if the sum remains an address.</summary>
    private bool TryExpand(ref Value term, ref int scale, Value root)
    {
        if (term != root && !CanFold(term))
        {
            return false;
        }

        Value a = Function.Operand(term, 0);
        Value b = Function.Operand(term, 1);
        switch (Function.OpcodeOf(term))
        {
            case Opcode.Add when Function.IsConstant(b):
                return TryAddConstant(ref term, scale, a, SignedConstant(b));
            case Opcode.Sub when Function.IsConstant(b):
                return TryAddConstant(ref term, scale, a, unchecked(-SignedConstant(b)));
            case Opcode.Add when scale == 0 && _term2.IsNone && !Function.IsConstant(a):
                term = a;
                _term2 = b;
                _scale2 = 0;
                return true;
            case Opcode.Shl when Function.IsConstant(b):
                return TryScale(ref term, ref scale, a, (int)Function.BitsOf(b) & (IsWide(term) ? 63 : 31));
            case Opcode.Mul when Function.IsConstant(b):
                return TryMultiply(ref term, ref scale, a, Function.BitsOf(b));
            default:
                return false;
        }
    }

    private bool TryAddConstant(ref Value term, int scale, Value operand, long constant)
    {
        if (Function.IsConstant(operand))
        {
            return false;
        }

        long sum = unchecked(_displacement + (constant << scale));
        sum = IsWide(term) ? sum : (int)sum;
        if (sum != (int)sum || constant != (int)constant)
        {
            return false;
        }

        _displacement = sum;
        term = operand;
        return true;
    }

    private bool TryScale(ref Value term, ref int scale, Value operand, int shift)
    {
        int otherScale = _term2.IsNone ? 0 : _scale1 + _scale2 - scale;
        if (scale + shift > MaximumScale || (otherScale > 0 && scale + shift > 0) || Function.IsConstant(operand))
        {
            return false;
        }

        scale += shift;
        term = operand;
        return true;
    }

    /// <summary>A factor of 3, 5 or 9 is a base and the same register as index; of 2, 4 or 8, a scale.</summary>
    private bool TryMultiply(ref Value term, ref int scale, Value operand, ulong factor)
    {
        switch (factor)
        {
            case 2 or 4 or 8:
                return TryScale(ref term, ref scale, operand, factor == 8 ? 3 : (int)factor / 2);
            case 3 or 5 or 9 when scale == 0 && _term2.IsNone:
                term = operand;
                _term2 = operand;
                _scale2 = factor == 9 ? 3 : (int)factor / 2;
                return true;
            default:
                return false;
        }
    }
}
