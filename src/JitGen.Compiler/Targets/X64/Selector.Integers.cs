using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Bitwise operations, shifts, extensions, minimum and maximum of integers.</summary>
internal sealed partial class X64Selector
{
    /// <summary>A commutative operation with the operand that can be an immediate or memory last.</summary>
    private void EmitCommutative(InstructionPair row, Value value, Value a, Value b)
    {
        if (IsImmediate(a, out _) || (IsInMemory(a) && !IsImmediate(b, out _) && !IsInMemory(b)))
        {
            (a, b) = (b, a);
        }

        Emit(row.For(IsWide(value)), Use(value), Read(a), Source(b));
    }

    private void LowerBitwise(Value value, Value a, Value b)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (Function.TypeOf(value) == IrType.Bool && TryLowerConditionTree(value))
        {
            return;
        }

        // On conditions too: the upper bits of ~y are cleared by those of x.
        if (Folds && (TryLowerMask(value, a, b) || TryLowerBitTrick(value, a, b) || TryLowerBitTrick(value, b, a)))
        {
            return;
        }

        EmitCommutative(opcode == Opcode.And ? Int.And : opcode == Opcode.Or ? Int.Or : Int.Xor, value, a, b);
    }

    /// <summary>And with the mask of a part of a register is a zero extension; single bits beyond immediates have instructions.</summary>
    private bool TryLowerMask(Value value, Value a, Value b)
    {
        if (!Function.IsConstant(b))
        {
            return false;
        }

        Opcode opcode = Function.OpcodeOf(value);
        ulong mask = Function.BitsOf(b);
        X64Instruction? extension = opcode != Opcode.And ? null : mask switch
        {
            byte.MaxValue => Int.ZeroExtend8,
            ushort.MaxValue => Int.ZeroExtend16,
            uint.MaxValue when IsWide(value) => Int.ZeroExtend32,
            _ => null,
        };
        if (extension is not null)
        {
            Emit(extension, Use(value), Read(a));
            return true;
        }

        ulong bit = opcode == Opcode.And ? ~mask : mask;
        if (!IsWide(value) || IsImmediate(b, out _) || bit == 0 || (bit & (bit - 1)) != 0)
        {
            return false;
        }

        InstructionPair row = opcode == Opcode.And ? Int.Btr : opcode == Opcode.Or ? Int.Bts : Int.Btc;
        Emit(row.Wide, Use(value), Read(a), Operand.Immediate(BitNumber(bit)));
        return true;
    }

    /// <summary>x &amp; ~y, x &amp; -x, x &amp; (x - 1), x ^ (x - 1), with the second operand computed for this alone.</summary>
    private bool TryLowerBitTrick(Value value, Value x, Value other)
    {
        bool isAnd = Is(value, Opcode.And);
        if (!CanFold(other) || Is(value, Opcode.Or))
        {
            return false;
        }

        Value inner = Function.Operand(other, 0);
        bool wide = IsWide(value);
        if (isAnd && Is(other, Opcode.Not) && !Function.IsConstant(x))
        {
            Emit(Int.Andn.For(wide), Use(value), Read(inner), ReadOrMemory(x));
            return true;
        }

        if (isAnd && TryLowerLowBits(value, x, other))
        {
            return true;
        }

        InstructionPair? row = IsDecrement(other, x) ? (isAnd ? Int.Blsr : Int.Blsmsk)
            : isAnd && Is(other, Opcode.Neg) && inner == x ? Int.Blsi
            : null;
        if (row is { } trick)
        {
            Emit(trick.For(wide), Use(value), Read(x));
        }

        return row is not null;
    }

    /// <summary>Whether a node that is computed for this alone is x - 1.</summary>
    private bool IsDecrement(Value value, Value x) =>
        CanFold(value) && Is(value, Opcode.Add) && Function.Operand(value, 0) == x
        && Function.IsConstant(Function.Operand(value, 1), Function.Mask(Function.TypeOf(x)));

    /// <summary>x &amp; ((1 &lt;&lt; n) - 1). The instruction does not take n modulo the width.</summary>
    private bool TryLowerLowBits(Value value, Value x, Value mask)
    {
        Value power = Function.Operand(mask, 0);
        if (!Is(mask, Opcode.Add) || !Function.IsConstant(Function.Operand(mask, 1), Function.Mask(Function.TypeOf(mask)))
            || !CanFold(power) || !Is(power, Opcode.Shl) || !Function.IsConstant(Function.Operand(power, 0), 1))
        {
            return false;
        }

        bool wide = IsWide(value);
        Register count = NewRegister(false);
        Emit(Int.And.Narrow, count, Read(CountOf(power, Function.Operand(power, 1))), Operand.Immediate(wide ? 63 : 31));
        Emit(Int.Bzhi.For(wide), Use(value), ReadOrMemory(x), count);
        return true;
    }

    private static int BitNumber(ulong bit)
    {
        int number = 0;
        while (bit > 1)
        {
            bit >>= 1;
            number++;
        }

        return number;
    }

    private void LowerNot(Value value, Value a)
    {
        if (Function.TypeOf(value) == IrType.Bool)
        {
            if (!TryLowerConditionTree(value))
            {
                Emit(Int.Xor.Narrow, Use(value), Read(a), Operand.Immediate(1));
            }

            return;
        }

        Emit(Int.Not.For(IsWide(value)), Use(value), Read(a));
    }

    /// <summary>A right shift, or a left shift by a variable.</summary>
    private void LowerShift(Value value, Value a, Value count)
    {
        bool wide = IsWide(value);
        Opcode opcode = Function.OpcodeOf(value);
        if (Folds && Function.IsConstant(count))
        {
            bool dropsUpperHalf = opcode == Opcode.Shl && wide && ConstantCount(value, count).Value >= 32;
            if (dropsUpperHalf && CanRepeat(a) && Function.OpcodeOf(a) is Opcode.ZeroExtend32 or Opcode.SignExtend32)
            {
                a = Function.Operand(a, 0);
            }

            InstructionPair row = opcode == Opcode.Shl ? Int.Shl : opcode == Opcode.ShrS ? Int.Sar : Int.Shr;
            Emit(row.For(wide), Use(value), Read(a), ConstantCount(value, count));
            return;
        }

        InstructionPair free = opcode == Opcode.Shl ? Int.Shlx : opcode == Opcode.ShrS ? Int.Sarx : Int.Shrx;
        Emit(free.For(wide), Use(value), ReadOrMemory(a), Read(CountOf(value, count)));
    }

    private void LowerRotation(Value value, Value a, Value count)
    {
        bool wide = IsWide(value);
        bool left = Is(value, Opcode.RotL);
        if (Folds && Function.IsConstant(count))
        {
            Operand right = ConstantCount(value, count);
            int width = wide ? 64 : 32;
            Emit(
                Int.Rorx.For(wide), Use(value), ReadOrMemory(a), left ? Operand.Immediate((width - right.Value) & (width - 1)) : right);
            return;
        }

        Emit((left ? Int.Rol : Int.Ror).For(wide), Use(value), Read(a), Read(CountOf(value, count)));
    }

    private Operand ConstantCount(Value value, Value count) =>
        Operand.Immediate((long)Function.BitsOf(count) & (IsWide(value) ? 63 : 31));

    /// <summary>The count without a mask that the instruction applies anyway.</summary>
    private Value CountOf(Value value, Value count) =>
        Folds && Is(count, Opcode.And) && !IsUsed(count) && Function.IsConstant(Function.Operand(count, 1), IsWide(value) ? 63UL : 31UL)
            ? Function.Operand(count, 0)
            : count;

    private void LowerNarrow(Value value, Value a) =>
        Emit(
            Function.OpcodeOf(value) switch
            {
                Opcode.SignExtend8 => Int.SignExtend8.Narrow,
                Opcode.SignExtend16 => Int.SignExtend16.Narrow,
                Opcode.ZeroExtend8 => Int.ZeroExtend8,
                _ => Int.ZeroExtend16,
            },
            Use(value),
            ReadOrMemory(a));

    /// <summary>Extends a byte or word in one step to 64 bits.</summary>
    private void LowerSignExtend(Value value, Value a)
    {
        bool narrow = CanFold(a) && Function.OpcodeOf(a) is Opcode.SignExtend8 or Opcode.SignExtend16;
        X64Instruction row = !narrow ? Int.SignExtend32 : (Is(a, Opcode.SignExtend8) ? Int.SignExtend8 : Int.SignExtend16).Wide;
        Emit(row, Use(value), ReadOrMemory(narrow ? Function.Operand(a, 0) : a));
    }

    private void LowerExtremum(Value value, Value a, Value b)
    {
        Condition aIsTheResult = Function.OpcodeOf(value) switch
        {
            Opcode.MinS => Condition.LessOrEqual,
            Opcode.MinU => Condition.BelowOrEqual,
            Opcode.MaxS => Condition.GreaterOrEqual,
            _ => Condition.AboveOrEqual,
        };
        if (IsImmediate(a, out _) || (!IsImmediate(b, out _) && IsUsed(Resolve(b))))
        {
            // The conditions hold for equal operands too, so the operands can be exchanged: the second is overwritten.
            (a, b) = (b, a);
        }

        bool wide = IsWide(value);
        Operand limit = Source(b);
        Register x = Read(a);
        Register other = limit.IsRegister ? limit.Register : NewRegister(wide);
        if (!limit.IsRegister)
        {
            EmitCopy(other, limit, Function.TypeOf(value));
        }

        EmitCompare(wide, x, limit.Kind == OperandKind.Immediate ? limit : other);
        Emit(ConditionalMove(aIsTheResult, wide), Use(value), other, x);
    }

    /// <summary>A constant or a value from memory into a register.</summary>
    private void EmitCopy(Register into, Operand source, IrType type)
    {
        if (source.Kind == OperandKind.Immediate)
        {
            EmitConstant(into, type, unchecked((ulong)source.Value) & Function.Mask(type));
        }
        else
        {
            Emit(Int.Mov.For(IsWide(type)), into, source);
        }
    }

    /// <summary>The negation, or the value itself if that is negative; of the minimum it is the minimum either way.</summary>
    private void LowerAbsolute(Value value, Value a)
    {
        bool wide = IsWide(value);
        Register x = Read(a);
        Register negated = NewRegister(wide);
        Emit(Int.Neg.For(wide), negated, x);
        Emit(ConditionalMove(Condition.Sign, wide), Use(value), negated, x);
    }

    private static X64Instruction ConditionalMove(Condition condition, bool wide) =>
        (wide ? Int.Cmov64 : Int.Cmov32)[(int)condition];
}
