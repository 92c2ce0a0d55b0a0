using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Conditions as masks in floating-point registers: all ones or all zeros in the lowest 32 or 64 bits.</summary>
internal sealed partial class X64Selector
{
    /// <summary>The comparisons to a mask, in the order EqF, NeF, LtF, LeF.</summary>
    private static readonly MaskRow[] s_maskRows =
    {
        new(Opcode.EqF, Float.MaskEqual, Float.MaskNotEqual, Float.MaskEqual, Float.MaskNotEqual),
        new(Opcode.NeF, Float.MaskNotEqual, Float.MaskEqual, Float.MaskNotEqual, Float.MaskEqual),
        new(Opcode.LtF, Float.MaskLess, Float.MaskNotLess, Float.MaskGreater, Float.MaskNotGreater),
        new(Opcode.LeF, Float.MaskLessOrEqual, Float.MaskNotLessOrEqual, Float.MaskGreaterOrEqual, Float.MaskNotGreaterOrEqual),
    };

    /// <summary>Whether a condition consists of floating-point comparisons that are computed for it alone.</summary>
    private bool IsMaskTree(Value condition, int depth)
    {
        Opcode opcode = Function.OpcodeOf(condition);
        if (IsFloatingComparison(opcode))
        {
            return depth == 0 || CanRepeat(condition);
        }

        bool isOperation = opcode is Opcode.And or Opcode.Or or Opcode.Not;
        return isOperation && depth < MaximumTreeDepth && (depth == 0 || CanFold(condition))
            && IsMaskTree(Function.Operand(condition, 0), depth + 1)
            && (opcode == Opcode.Not || IsMaskTree(Function.Operand(condition, 1), depth + 1));
    }

    /// <summary>The mask of such a condition, or of its opposite.</summary>
    private Mask EmitMask(Value condition, bool negated)
    {
        Value a = Function.Operand(condition, 0);
        Value b = Function.Operand(condition, 1);
        Opcode opcode = Function.OpcodeOf(condition);
        if (IsFloatingComparison(opcode))
        {
            return EmitComparisonMask(opcode, a, b, negated);
        }

        if (opcode == Opcode.Not)
        {
            return EmitMask(a, !negated);
        }

        Mask first = EmitMask(a, negated);
        Mask second = EmitMask(b, negated);
        bool wide = first.Wide || second.Wide;
        Register result = NewFloatingRegister(wide);
        X64Instruction row = (opcode == Opcode.And) != negated ? Float.And : Float.Or;
        Emit(row, result, EmitWidened(first, wide), EmitWidened(second, wide));
        return new Mask(result, wide);
    }

    private Mask EmitComparisonMask(Opcode opcode, Value a, Value b, bool negated)
    {
        bool wide = IsWide(a);
        MaskRow row = s_maskRows[(int)opcode - (int)Opcode.EqF];
        bool exchanged = IsInMemory(a) && !IsInMemory(b);
        if (exchanged)
        {
            (a, b) = (b, a);
        }

        Register result = NewFloatingRegister(wide);
        Emit(row.Select(exchanged, negated).For(wide), result, Read(a), a == b ? Read(b) : ReadOrMemory(b));
        return new Mask(result, wide);
    }

    /// <summary>A mask of 32 bits as one of 64, if that is asked for; the lower half of one of 64 bits serves as it is.</summary>
    private Register EmitWidened(Mask mask, bool wide)
    {
        if (mask.Wide || !wide)
        {
            return mask.Register;
        }

        Register result = NewFloatingRegister(true);
        Emit(Float.InterleaveLow32, result, mask.Register, mask.Register);
        return result;
    }

    /// <summary>A condition as 0 or 1, by its mask: equality of floating-point numbers would need two conditions.</summary>
    private void EmitMaskAsCondition(Value condition)
    {
        Mask mask = EmitMask(condition, false);
        Register bits = NewRegister(false);
        Emit(Float.ToInteger.Narrow, bits, mask.Register);
        Emit(Int.And.Narrow, Use(condition), bits, Operand.Immediate(1));
    }

    /// <summary>Whether vectors of signed integers can be compared as the condition wants.</summary>
    private bool IsVectorComparison(Value condition) =>
        CanRepeat(condition) && Function.OpcodeOf(condition) is Opcode.Eq or Opcode.Ne or Opcode.LtS or Opcode.LeS
        && Function.TypeOf(Function.Operand(condition, 0)) != IrType.Bool;

    /// <summary>The mask of such a comparison, or of its opposite.</summary>
    private Mask EmitVectorComparison(Value condition, out bool isOpposite)
    {
        Value a = Function.Operand(condition, 0);
        Value b = Function.Operand(condition, 1);
        bool wide = IsWide(a);
        Opcode opcode = Function.OpcodeOf(condition);
        isOpposite = opcode is Opcode.Ne or Opcode.LeS;
        if (opcode == Opcode.LtS && IsImmediate(b, out long limit) && limit != int.MinValue)
        {
            // x < c is not (x > c - 1), whose constant can stay in memory.
            isOpposite = true;
            return EmitVectorMask(Float.MaskIntegersGreater, wide, a, VectorConstant(wide, limit - 1));
        }

        if (opcode == Opcode.LtS)
        {
            (a, b) = (b, a);
        }

        InstructionPair row = opcode is Opcode.Eq or Opcode.Ne ? Float.MaskIntegersEqual : Float.MaskIntegersGreater;
        Operand second = Folds && Function.IsConstant(b) ? VectorConstant(wide, SignedConstant(b)) : EmitToVector(b);
        return EmitVectorMask(row, wide, a, second);
    }

    private Mask EmitVectorMask(InstructionPair row, bool wide, Value a, Operand b)
    {
        Register first = EmitToVector(a);
        Register result = NewFloatingRegister(wide);
        Emit(row.For(wide), result, first, b);
        return new Mask(result, wide);
    }

    private Operand VectorConstant(bool wide, long value) => Constant(16, unchecked(wide ? (ulong)value : (uint)value));

    private Register EmitToVector(Value value)
    {
        bool wide = IsWide(value);
        Register result = NewFloatingRegister(wide);
        Emit(Float.FromInteger.For(wide), result, ReadOrMemory(value));
        return result;
    }

    /// <summary>A mask and whether it has 64 bits.</summary>
    private readonly record struct Mask(Register Register, bool Wide);

    /// <summary>The instructions for a comparison, with operands as they are and exchanged.</summary>
    private readonly record struct MaskRow(
        Opcode Opcode, InstructionPair Plain, InstructionPair Negated, InstructionPair Exchanged, InstructionPair NegatedExchanged)
    {
        public InstructionPair Select(bool exchanged, bool negated) =>
            exchanged ? (negated ? NegatedExchanged : Exchanged) : negated ? Negated : Plain;
    }
}
