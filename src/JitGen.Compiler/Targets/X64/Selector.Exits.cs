using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Conditions as exits to the fallback.</summary>
internal sealed partial class X64Selector
{
    protected override void LowerSideExit(Value predicate, Value fused)
    {
        if (!fused.IsNone)
        {
            EmitExit(EmitOverflow(predicate, Use(fused)));
        }
        else if (Function.IsConstant(predicate, 1))
        {
            Emit(ControlInstructions.Exit, BailOutPointer);
        }
        else
        {
            LowerExit(predicate, false, 0);
        }
    }

    /// <summary>An exit for a condition, or for its opposite: one for each part of a disjunction.</summary>
    private void LowerExit(Value predicate, bool negated, int depth)
    {
        Opcode opcode = Function.OpcodeOf(predicate);
        if (!CanRepeat(predicate) || depth == MaximumTreeDepth || opcode is not (Opcode.Not or Opcode.And or Opcode.Or))
        {
            FlagTest test = EmitTest(predicate);
            EmitExit(negated ? test.Negated : test);
        }
        else if (opcode == Opcode.Not)
        {
            LowerExit(Function.Operand(predicate, 0), !negated, depth + 1);
        }
        else if (opcode == Opcode.Or != negated)
        {
            LowerExit(Function.Operand(predicate, 0), negated, depth + 1);
            LowerExit(Function.Operand(predicate, 1), negated, depth + 1);
        }
        else if (opcode == Opcode.And)
        {
            LowerConjunctionExit(predicate);
        }
        else
        {
            EmitExit(EmitTest(predicate).Negated);
        }
    }

    /// <summary>An exit if two conditions hold.</summary>
    private void LowerConjunctionExit(Value conjunction)
    {
        Value a = Function.Operand(conjunction, 0);
        Value b = Function.Operand(conjunction, 1);
        if (IsIntegerEquality(a) && IsIntegerEquality(b) && IsWide(Function.Operand(a, 0)) == IsWide(Function.Operand(b, 0)))
        {
            // Both differences are zero if and only if their union is.
            bool wide = IsWide(Function.Operand(a, 0));
            Register difference = EmitDifference(a);
            Emit(Int.Or.For(wide), NewRegister(wide), difference, EmitDifference(b));
            EmitExit(new FlagTest(Condition.Equal));
            return;
        }

        Register first = EmitByte(a, 1);
        Register second = EmitByte(b, 1);
        Emit(Int.TestBytes, first, second);
        EmitExit(new FlagTest(Condition.NotEqual));
    }

    private bool IsIntegerEquality(Value condition) =>
        CanRepeat(condition) && Is(condition, Opcode.Eq) && Function.TypeOf(Function.Operand(condition, 0)) != IrType.Bool;

    /// <summary>A register that is zero if the operands of a comparison are equal.</summary>
    private Register EmitDifference(Value equality)
    {
        Value a = Function.Operand(equality, 0);
        Value b = Function.Operand(equality, 1);
        bool wide = IsWide(a);
        if (Function.IsConstant(b, 0))
        {
            return Read(a);
        }

        Register difference = NewRegister(wide);
        if (wide && Function.IsConstant(b, 1UL << 63))
        {
            Emit(Int.Btc.Wide, difference, Read(a), Operand.Immediate(63));
        }
        else
        {
            Emit(Int.Sub.For(wide), difference, Read(a), Source(b));
        }

        return difference;
    }

    private void EmitExit(FlagTest test)
    {
        if (test.IsNeither)
        {
            Register both = EmitSetByte(test);
            Emit(Int.TestBytes, both, both);
            test = new FlagTest(Condition.NotEqual);
        }

        Emit(ControlInstructions.ExitIf[(int)test.First], BailOutPointer);
        if (test.Second is { } second)
        {
            Emit(ControlInstructions.ExitIf[(int)second], BailOutPointer);
        }
    }
}
