using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Selects: conditional moves for integers, blends for floating-point numbers.</summary>
internal sealed partial class X64Selector
{
    private void LowerSelect(Value value)
    {
        Value condition = Function.Operand(value, 0);
        Value x = Function.Operand(value, 1);
        Value y = Function.Operand(value, 2);
        if (IsFloating(Function.TypeOf(value)))
        {
            LowerFloatingSelect(value, condition, x, y);
        }
        else if (Folds && IsConditionAsInteger(value))
        {
            Emit(Int.ZeroExtend32, Use(value), Read(condition));
        }
        else if (Folds && Function.IsConstant(x, 0) && Function.IsConstant(y, 1))
        {
            LowerOpposite(value, condition);
        }
        else
        {
            EmitSelect(Use(value), condition, new Choice(x), new Choice(y), Function.TypeOf(value), 0);
        }
    }

    /// <summary>The opposite of a condition as an integer.</summary>
    private void LowerOpposite(Value value, Value condition)
    {
        if (!CanRepeat(condition) || !IsComparison(Function.OpcodeOf(condition)))
        {
            Emit(Int.Xor.Narrow, Use(value), Read(condition), Operand.Immediate(1));
            return;
        }

        Register zero = NewRegister(false);
        EmitConstant(zero, IrType.I32, 0);
        FlagTest test = EmitTest(condition).Negated;
        if (test.Second is null)
        {
            Emit(Int.Set[(int)test.First], Use(value), zero);
        }
        else
        {
            Emit(Int.ZeroExtend8, Use(value), EmitSetByte(test));
        }
    }

    /// <summary>
    /// Conditional moves: the register that is overwritten holds one choice, and the other is moved there by the condition. A
    /// conjunction or disjunction of comparisons is a chain of them.
    /// </summary>
    private void EmitSelect(Register into, Value condition, Choice x, Choice y, IrType type, int depth)
    {
        Opcode opcode = Function.OpcodeOf(condition);
        bool wide = IsWide(type);
        if (opcode is Opcode.And or Opcode.Or && CanFold(condition) && depth < MaximumTreeDepth
            && IsFoldableCondition(Function.Operand(condition, 0)) && IsFoldableCondition(Function.Operand(condition, 1)))
        {
            var common = new Choice(EmitChoice(opcode == Opcode.And ? y : x, type, mayBeMemory: false).Register);
            var other = new Choice(EmitChoice(opcode == Opcode.And ? x : y, type, mayBeMemory: false).Register);
            Register inner = NewRegister(wide);
            Value first = Function.Operand(condition, 0);
            Value second = Function.Operand(condition, 1);
            EmitSelect(inner, second, opcode == Opcode.And ? other : common, opcode == Opcode.And ? common : other, type, depth + 1);
            var result = new Choice(inner);
            EmitSelect(into, first, opcode == Opcode.And ? result : common, opcode == Opcode.And ? common : result, type, depth + 1);
            return;
        }

        bool xIsFree = IsOverwritable(x);
        bool yIsFree = IsOverwritable(y);
        Operand whenTrue = EmitChoice(x, type, mayBeMemory: true);
        Operand whenFalse = EmitChoice(y, type, mayBeMemory: !whenTrue.IsMemory);
        FlagTest test = EmitTest(condition);
        bool exchange = test.Second is null ? whenFalse.IsMemory || (xIsFree && !yIsFree && whenTrue.IsRegister) : test.IsNeither;
        if (exchange)
        {
            (whenTrue, whenFalse) = (whenFalse, whenTrue);
            test = test.Negated;
        }

        Register kept = whenFalse.Register;
        if (whenFalse.IsMemory)
        {
            kept = NewRegister(wide);
            Emit(Int.Mov.For(wide), kept, whenFalse);
        }

        if (test.Second is { } otherCondition)
        {
            Register either = NewRegister(wide);
            Emit(ConditionalMove(test.First, wide), either, kept, whenTrue);
            Emit(ConditionalMove(otherCondition, wide), into, either, whenTrue);
        }
        else
        {
            Emit(ConditionalMove(test.First, wide), into, kept, whenTrue);
        }
    }

    /// <summary>Whether nothing else needs the register of a choice.</summary>
    private bool IsOverwritable(Choice choice) =>
        choice.Register.IsNone && ((Folds && Function.IsConstant(choice.Value)) || !IsUsed(Resolve(choice.Value)));

    private Operand EmitChoice(Choice choice, IrType type, bool mayBeMemory)
    {
        if (!choice.Register.IsNone)
        {
            return choice.Register;
        }

        if (Folds && Function.IsConstant(choice.Value))
        {
            Register constant = NewRegister(IsWide(type));
            EmitConstant(constant, type, Function.BitsOf(choice.Value));
            return constant;
        }

        return mayBeMemory ? ReadOrMemory(choice.Value) : Read(choice.Value);
    }

    /// <summary>
    /// a &lt; b ? a : b and b &lt; a ? a : b are what the instructions for minimum and maximum compute. Otherwise a condition becomes
    /// a mask; what makes it is chosen by where its operands are.
    /// </summary>
    private void LowerFloatingSelect(Value value, Value condition, Value x, Value y)
    {
        if (TryLowerAsExtremum(value, condition, x, y))
        {
            return;
        }

        bool wide = IsWide(value);
        if (Folds && CanRepeat(condition) && IsMaskTree(condition, 1))
        {
            // The blend's second choice may be in memory.
            bool isOpposite = IsInMemory(y) && !IsInMemory(x);
            Register mask = EmitWidened(EmitMask(condition, isOpposite), wide);
            EmitBlend(value, mask, isOpposite ? y : x, isOpposite ? x : y, isWholeMask: true);
        }
        else if (Folds && IsVectorComparison(condition))
        {
            Register mask = EmitWidened(EmitVectorComparison(condition, out bool isOpposite), wide);
            EmitBlend(value, mask, isOpposite ? y : x, isOpposite ? x : y, isWholeMask: true);
        }
        else
        {
            Register bit = NewFloatingRegister(false);
            Register sign = NewFloatingRegister(wide);
            Emit(Float.FromInteger.Narrow, bit, Read(condition));
            Emit(Float.ShiftLeft.For(wide), sign, bit, Operand.Immediate(wide ? 63 : 31));
            EmitBlend(value, sign, x, y, isWholeMask: false);
        }
    }

    private bool TryLowerAsExtremum(Value value, Value condition, Value x, Value y)
    {
        if (CanRepeat(condition) && Is(condition, Opcode.Not))
        {
            condition = Function.Operand(condition, 0);
            (x, y) = (y, x);
        }

        if (!CanRepeat(condition) || !Is(condition, Opcode.LtF))
        {
            return false;
        }

        Value a = Function.Operand(condition, 0);
        Value b = Function.Operand(condition, 1);
        bool isMinimum = x == a && y == b;
        if (!isMinimum && (x != b || y != a))
        {
            return false;
        }

        Emit((isMinimum ? Float.Min : Float.Max).For(IsWide(value)), Use(value), Read(x), x == y ? Read(y) : ReadOrMemory(y));
        return true;
    }

    /// <summary>x where the mask is set, else y. Only the sign of a mask counts unless it is whole; then zero needs no blend.</summary>
    private void EmitBlend(Value value, Register mask, Value x, Value y, bool isWholeMask)
    {
        bool wide = IsWide(value);
        if (isWholeMask && Folds && Function.IsConstant(y, 0))
        {
            Emit(Float.And, Use(value), mask, WholeOperand(x));
        }
        else if (isWholeMask && Folds && Function.IsConstant(x, 0))
        {
            Emit(Float.AndNot, Use(value), mask, WholeOperand(y));
        }
        else
        {
            Emit(Float.Blend.For(wide), Use(value), Read(y), WholeOperand(x), mask);
        }
    }

    /// <summary>A register, or a constant of 16 bytes: what instructions on whole registers read.</summary>
    private Operand WholeOperand(Value value) =>
        Folds && Function.IsConstant(value) ? Constant(16, Function.BitsOf(value)) : Read(value);

    /// <summary>What is selected: a node, or a register with a part of a chain.</summary>
    private readonly record struct Choice(Value Value, Register Register)
    {
        public Choice(Value value)
            : this(value, default)
        {
        }

        public Choice(Register register)
            : this(default, register)
        {
        }
    }
}
