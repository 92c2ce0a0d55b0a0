using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Arithmetic that leaves to the fallback if it overflows, and overflow as a condition.</summary>
internal sealed partial class Arm64Selector
{
    /// <summary>The upper half of a 64-bit register as an immediate.</summary>
    private const long UpperHalf = unchecked((long)0xFFFF_FFFF_0000_0000);

    /// <summary>One instruction yields the value and the condition of the exit behind it.</summary>
    private void LowerFusedArithmetic(Opcode predicate, Value fused)
    {
        IrType type = Function.TypeOf(fused);
        Value a = Function.Operand(fused, 0);
        Value b = Function.Operand(fused, 1);
        Register into = Use(fused);
        Condition condition = Comparison.Of(predicate).Condition;
        switch (Function.OpcodeOf(fused))
        {
            case Opcode.Add:
                EmitAddition(AdditionForms.AddFlags, into, type, a, b, commutes: true);
                break;
            case Opcode.Sub when TryConstant(a, out long zero) && zero == 0:
                Emit(IntegerInstructions.NegFlags[type], into, Read(b));
                break;
            case Opcode.Sub:
                EmitAddition(AdditionForms.SubFlags, into, type, a, b, commutes: false);
                break;
            default:
                MultiplyAndCompare(predicate, into, type, a, b);
                break;
        }

        if (predicate == Opcode.MulOverflowU && type == IrType.I64)
        {
            Register high = NewInteger(wide: true);
            Emit(IntegerInstructions.MulHighU, high, Read(a), Read(b));
            Emit(ConditionInstructions.ExitIfNotZero.Wide, high, BailOutPointer);
        }
        else
        {
            Emit(ConditionInstructions.ExitIf, Immediate(condition), BailOutPointer);
        }
    }

    /// <summary>
    /// A product, and flags that are not equal if it does not fit: the upper half is compared with what the lower half says that it is.
    /// Of unsigned 64-bit numbers the caller compares the upper half with 0.
    /// </summary>
    /// <param name="predicate">The overflow.</param>
    /// <param name="into">The product; none if it is not wanted.</param>
    /// <param name="type">Its type.</param>
    /// <param name="a">The first factor.</param>
    /// <param name="b">The second.</param>
    private void MultiplyAndCompare(Opcode predicate, Register into, IrType type, Value a, Value b)
    {
        bool signed = predicate == Opcode.MulOverflowS;
        if (type == IrType.I64)
        {
            Register low = into.IsNone ? NewInteger(wide: true) : into;
            Emit(IntegerInstructions.Mul.Wide, low, Read(a), Read(b));
            if (signed)
            {
                Register high = NewInteger(wide: true);
                Emit(IntegerInstructions.MulHighS, high, Read(a), Read(b));
                Emit(ConditionInstructions.CompareShifted.Wide, high, low, Modifier.Shift(ShiftKind.ArithmeticRight, 63));
            }
        }
        else
        {
            // The product has 64 bits, of which a register for an int would lose the upper half in a spill slot.
            Register product = NewInteger(wide: true);
            Emit(signed ? IntegerInstructions.MulLongS : IntegerInstructions.MulLongU, product, Read(a), Read(b));
            if (signed)
            {
                Emit(ConditionInstructions.CompareExtended.Wide, product, product, Modifier.Extend(ExtensionKind.SignExtend32, 0));
            }
            else
            {
                Emit(ConditionInstructions.TestImmediate.Wide, product, Operand.Immediate(UpperHalf));
            }

            if (!into.IsNone)
            {
                Emit(IntegerInstructions.Move.Narrow, into, product);
            }
        }
    }

    /// <summary>Overflow of a product as a condition: two registers, or one and 0, that are equal if it fits.</summary>
    private Condition FlagsOfMultiplication(Value value, Link link)
    {
        bool signed = Function.OpcodeOf(value) == Opcode.MulOverflowS;
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        bool isWide = Function.TypeOf(a) == IrType.I64;
        if (link.Guard is null && (signed || !isWide))
        {
            MultiplyAndCompare(Function.OpcodeOf(value), Register.None, Function.TypeOf(a), a, b);
            return link.Of(Condition.NotEqual);
        }

        Register high = NewInteger(wide: true);
        Register expected = default;
        if (isWide)
        {
            Emit(signed ? IntegerInstructions.MulHighS : IntegerInstructions.MulHighU, high, Read(a), Read(b));
            if (signed)
            {
                Register low = NewInteger(wide: true);
                expected = NewInteger(wide: true);
                Emit(IntegerInstructions.Mul.Wide, low, Read(a), Read(b));
                Emit(BitInstructions.ShrSImmediate.Wide, expected, low, Operand.Immediate(63));
            }
        }
        else
        {
            Register product = NewInteger(wide: true);
            Emit(signed ? IntegerInstructions.MulLongS : IntegerInstructions.MulLongU, product, Read(a), Read(b));
            if (signed)
            {
                expected = NewInteger(wide: true);
                Emit(BitInstructions.SignExtend32, expected, product);
                high = product;
            }
            else
            {
                Emit(BitInstructions.ShrUImmediate.Wide, high, product, Operand.Immediate(32));
            }
        }

        return expected.IsNone
            ? CompareImmediate(ComparisonForms.Subtraction, IrType.I64, high, 0, Condition.NotEqual, link)
            : CompareRegisters(ComparisonForms.Subtraction, IrType.I64, high, expected, Condition.NotEqual, link);
    }
}
