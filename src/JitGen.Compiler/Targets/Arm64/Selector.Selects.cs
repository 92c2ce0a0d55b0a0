using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What conditions are for: values 0 and 1, selections, side exits.</summary>
internal sealed partial class Arm64Selector
{
    /// <summary>tbz and tbnz reach 8191 instructions: not more nodes than this, of a few instructions each.</summary>
    private const int MostItemsForBitExits = 1000;

    private void LowerComparison(Register into, Value value)
    {
        Opcode opcode = Function.OpcodeOf(value);
        Value a = Function.Operand(value, 0);
        IrType type = Function.TypeOf(a);
        if (opcode == Opcode.LtS && TryConstant(Function.Operand(value, 1), out long constant) && constant == 0)
        {
            Emit(BitInstructions.ShrUImmediate[type], into, Read(a), Operand.Immediate(Width(type) - 1));
        }
        else if (opcode == Opcode.Ne && TrySingleBit(value, out Value tested, out int bit) && bit > 0 && bit < Width(type) - 1)
        {
            Emit(BitInstructions.FieldU[type], into, Read(tested), Operand.Immediate(bit), Operand.Immediate(1));
        }
        else
        {
            Emit(ConditionInstructions.Set.Narrow, into, Immediate(FlagsOfNode(value)));
        }
    }

    private void LowerBoolNot(Register into, Value a)
    {
        if (IsComparison(a))
        {
            Emit(ConditionInstructions.Set.Narrow, into, Immediate(Flags(a, negated: true)));
        }
        else
        {
            Emit(BitInstructions.XorImmediate.Narrow, into, Read(a), Operand.Immediate(1));
        }
    }

    private void LowerSelect(Register into, IrType type, Value condition, Value a, Value b)
    {
        if (IsFloating(type))
        {
            Register first = Read(a);
            Register second = Read(b);
            Emit(FloatingInstructions.Select[type], into, first, second, Immediate(Flags(condition)));
        }
        else
        {
            EmitSelect(into, type, Flags(condition), a, b);
        }
    }

    /// <summary>Selects between integers by flags that are set: <paramref name="a"/> if the condition holds.</summary>
    private void EmitSelect(Register into, IrType type, Condition condition, Value a, Value b)
    {
        if (type != IrType.Bool && (TrySelectConstants(into, type, condition, a, b)
            || TrySelectChanged(into, type, condition, a, b) || TrySelectChanged(into, type, Conditions.Not(condition), b, a)))
        {
            return;
        }

        Emit(ConditionInstructions.Select[type], into, ReadOrZero(a), ReadOrZero(b), Immediate(condition));
    }

    /// <summary>Two constants of which one is the other plus 1, complemented or negated.</summary>
    private bool TrySelectConstants(Register into, IrType type, Condition condition, Value a, Value b)
    {
        if (!TryConstant(a, out long first) || !TryConstant(b, out long second))
        {
            return false;
        }

        if (first == 0 || (second != 0 && first == second + 1))
        {
            (a, b, first, second, condition) = (b, a, second, first, Conditions.Not(condition));
        }

        if (second == 0 && first is 1 or -1 && second == 0)
        {
            Emit((first == 1 ? ConditionInstructions.Set : ConditionInstructions.SetMask)[type], into, Immediate(condition));
            return true;
        }

        Sized? changed = second == first + 1 ? ConditionInstructions.Increment
            : second == ~first ? ConditionInstructions.Invert
            : second == -first ? ConditionInstructions.Negate
            : null;
        if (changed is not { } row)
        {
            return false;
        }

        Emit(row[type], into, Read(a), Immediate(Conditions.Not(condition)));
        return true;
    }

    /// <summary>The second operand is another value plus 1, complemented or negated, or such a constant.</summary>
    private bool TrySelectChanged(Register into, IrType type, Condition condition, Value a, Value b)
    {
        Opcode opcode = Function.OpcodeOf(b);
        Value source = Function.Operand(b, 0);
        if (TryConstant(b, out long constant) && constant is 1 or -1)
        {
            Sized row = constant == 1 ? ConditionInstructions.SelectIncrement : ConditionInstructions.SelectInvert;
            Emit(row[type], into, Read(a), Registers.Zero, Immediate(condition));
            return true;
        }

        bool isIncrement = opcode == Opcode.Add && TryConstant(Function.Operand(b, 1), out constant) && constant == 1;
        if (!Folds(b, opcode) || !(isIncrement || opcode is Opcode.Not or Opcode.Neg))
        {
            return false;
        }

        Operand kept = ReadOrZero(a);
        Register changed = Read(source);
        bool isSame = kept.IsRegister && kept.Register == changed;
        Sized instruction = isIncrement ? ConditionInstructions.SelectIncrement
            : opcode == Opcode.Not ? ConditionInstructions.SelectInvert
            : ConditionInstructions.SelectNegate;
        if (!isSame)
        {
            Emit(instruction[type], into, kept, changed, Immediate(condition));
            return true;
        }

        Sized conditional = isIncrement ? ConditionInstructions.Increment
            : opcode == Opcode.Not ? ConditionInstructions.Invert
            : ConditionInstructions.Negate;
        Emit(conditional[type], into, changed, Immediate(Conditions.Not(condition)));
        return true;
    }

    protected override void LowerSideExit(Value predicate, Value fused)
    {
        if (!fused.IsNone)
        {
            LowerFusedArithmetic(Function.OpcodeOf(predicate), fused);
        }
        else if (Function.IsConstant(predicate))
        {
            Emit(ConditionInstructions.Exit, BailOutPointer);
        }
        else if (Repeats(predicate, Opcode.Not))
        {
            EmitExit(Function.Operand(predicate, 0), negated: true);
        }
        else
        {
            EmitExit(predicate, negated: false);
        }
    }

    private void EmitExit(Value condition, bool negated)
    {
        if (IsComparison(condition) && !TryExitByRegister(condition, negated))
        {
            Emit(ConditionInstructions.ExitIf, Immediate(Flags(condition, negated)), BailOutPointer);
        }
        else if (!IsComparison(condition))
        {
            Sized row = negated ? ConditionInstructions.ExitIfZero : ConditionInstructions.ExitIfNotZero;
            Emit(row.Narrow, Read(condition), BailOutPointer);
        }
    }

    /// <summary>Leaves by what is in a register, without flags: zero or not, a bit, the sign.</summary>
    private bool TryExitByRegister(Value condition, bool negated)
    {
        Opcode opcode = Function.OpcodeOf(condition);
        Value a = Function.Operand(condition, 0);
        IrType type = Function.TypeOf(a);
        if (!TryConstant(Function.Operand(condition, 1), out long constant) || constant != 0)
        {
            return false;
        }

        bool bitsReach = Schedule.Items.Count <= MostItemsForBitExits;
        if (bitsReach && TrySingleBit(condition, out Value tested, out int bit))
        {
            EmitBitExit(type, tested, bit, (opcode == Opcode.Ne) != negated);
        }
        else if (bitsReach && opcode == Opcode.LtS)
        {
            EmitBitExit(type, a, Width(type) - 1, !negated);
        }
        else if (opcode is Opcode.Eq or Opcode.Ne && !IsTest(condition))
        {
            Sized row = (opcode == Opcode.Eq) != negated ? ConditionInstructions.ExitIfZero : ConditionInstructions.ExitIfNotZero;
            Emit(row[type], Read(a), BailOutPointer);
        }
        else
        {
            return false;
        }

        return true;
    }

    private void EmitBitExit(IrType type, Value tested, int bit, bool ifSet)
    {
        Sized row = ifSet ? ConditionInstructions.ExitIfBitNotZero : ConditionInstructions.ExitIfBitZero;
        Emit(row[type == IrType.I64 && bit >= 32], Read(tested), Operand.Immediate(bit), BailOutPointer);
    }

    /// <summary>The comparison asks for one bit of a value.</summary>
    private bool TrySingleBit(Value comparison, out Value tested, out int bit)
    {
        tested = Function.Operand(comparison, 0);
        bit = 0;
        if (!IsTest(comparison) || !TryConstant(Function.Operand(tested, 1), out long mask))
        {
            return false;
        }

        ulong bits = (ulong)mask & Function.Mask(Function.TypeOf(tested));
        tested = Function.Operand(tested, 0);
        bit = TrailingZeros(bits);
        return bits != 0 && (bits & (bits - 1)) == 0;
    }
}
