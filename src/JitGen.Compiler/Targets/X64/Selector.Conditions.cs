using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Conditions as 0 or 1, in a register or in its low byte.</summary>
internal sealed partial class X64Selector
{
    /// <summary>How deep trees of conditions are computed as one: a bound on the recursion.</summary>
    private const int MaximumTreeDepth = 6;

    /// <summary>A comparison as 0 or 1.</summary>
    private void LowerCondition(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        if (Function.OpcodeOf(value) is Opcode.EqF or Opcode.NeF && a != b)
        {
            EmitMaskAsCondition(value);
        }
        else if (Folds && Is(value, Opcode.LtS) && Function.IsConstant(b, 0))
        {
            Emit(Int.Shr.For(IsWide(a)), Use(value), Read(a), Operand.Immediate(IsWide(a) ? 63 : 31));
        }
        else
        {
            Register zero = NewRegister(false);
            EmitConstant(zero, IrType.I32, 0);
            FlagTest test = EmitComparison(value);
            Emit(Int.Set[(int)test.First], Use(value), zero);
        }
    }

    /// <summary>A Bool operation on conditions that are computed for it alone, without extending each of them to a register.</summary>
    private bool TryLowerConditionTree(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        if (!IsFoldableCondition(a) && (b.IsNone || !IsFoldableCondition(b)))
        {
            return false;
        }

        if (IsMaskTree(value, 0))
        {
            EmitMaskAsCondition(value);
        }
        else
        {
            Emit(Int.ZeroExtend8, Use(value), EmitByte(value, 0));
        }

        return true;
    }

    private bool IsFoldableCondition(Value value) => IsFoldableCondition(value, 0);

    /// <summary>Whether a condition is computed for its user alone, and not only from conditions that are in registers.</summary>
    private bool IsFoldableCondition(Value value, int depth)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (!CanFold(value) || IsComparison(opcode))
        {
            return CanFold(value);
        }

        return depth < MaximumTreeDepth && opcode is Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not
            && (IsFoldableCondition(Function.Operand(value, 0), depth + 1)
                || (opcode != Opcode.Not && IsFoldableCondition(Function.Operand(value, 1), depth + 1)));
    }

    /// <summary>A condition as 0 or 1 in the low byte of a register.</summary>
    private Register EmitByte(Value condition, int depth)
    {
        bool folds = (depth == 0 || IsFoldableCondition(condition)) && depth < MaximumTreeDepth;
        Opcode opcode = Function.OpcodeOf(condition);
        if (folds && (IsComparison(opcode) || opcode == Opcode.Not) && IsTestable(condition))
        {
            return EmitSetByte(EmitTestOfTree(condition));
        }

        if (!folds || IsComparison(opcode))
        {
            return Read(condition);
        }

        Register result = NewRegister(false);
        Register first = EmitByte(Function.Operand(condition, 0), depth + 1);
        if (opcode == Opcode.Not)
        {
            Emit(Int.Xor.Narrow, result, first, Operand.Immediate(1));
            return result;
        }

        Register second = EmitByte(Function.Operand(condition, 1), depth + 1);
        Emit((opcode == Opcode.And ? Int.And : opcode == Opcode.Or ? Int.Or : Int.Xor).Narrow, result, first, second);
        return result;
    }

    /// <summary>Whether a condition is a comparison under any number of negations.</summary>
    private bool IsTestable(Value condition)
    {
        while (Is(condition, Opcode.Not) && IsFoldableCondition(Function.Operand(condition, 0)))
        {
            condition = Function.Operand(condition, 0);
        }

        return IsComparison(Function.OpcodeOf(condition));
    }

    private FlagTest EmitTestOfTree(Value condition)
    {
        bool negated = false;
        for (; Is(condition, Opcode.Not); condition = Function.Operand(condition, 0))
        {
            negated = !negated;
        }

        FlagTest test = EmitComparison(condition);
        return negated ? test.Negated : test;
    }

    private Register EmitSetByte(FlagTest test)
    {
        Register first = NewRegister(false);
        Condition condition = test.IsNeither ? Conditions.Not(test.First) : test.First;
        Emit(Int.SetByte[(int)condition], first);
        if (test.Second is not { } otherCondition)
        {
            return first;
        }

        Register second = NewRegister(false);
        Register both = NewRegister(false);
        Emit(Int.SetByte[(int)(test.IsNeither ? Conditions.Not(otherCondition) : otherCondition)], second);
        Emit((test.IsNeither ? Int.And : Int.Or).Narrow, both, first, second);
        return both;
    }
}
