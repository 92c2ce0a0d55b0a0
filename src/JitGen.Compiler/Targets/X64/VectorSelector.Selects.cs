using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Compare = JitGen.Compiler.Targets.X64.VectorCompareInstructions;
using Float = JitGen.Compiler.Targets.X64.VectorFloatInstructions;
using Int = JitGen.Compiler.Targets.X64.VectorIntegerInstructions;
using Move = JitGen.Compiler.Targets.X64.VectorMoveInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Choices between two values by a condition.</summary>
internal sealed partial class X64VectorSelector
{
    protected override void LowerMerge(Register into, IrType type, Register active, Register inactive)
    {
        int bytes = Plan.BytesOf(type);
        if (IsV4)
        {
            Emit(Compare.BlendMask.For(LaneBytes(type), bytes), into, ActiveLanes(IrType.Bool), inactive, active);
        }
        else
        {
            Emit(VectorBlend(type), into, inactive, active, ActiveLanes(VectorMaskOf(type)));
        }
    }

    /// <summary>The type of conditions in vector registers on lanes of a type.</summary>
    private static IrType VectorMaskOf(IrType type) => LaneBytes(type) switch
    {
        1 => IrType.M8,
        2 => IrType.M16,
        4 => IrType.M32,
        _ => IrType.M64,
    };

    /// <summary>The blend by the sign bits of lanes; small lanes byte by byte.</summary>
    private X64Instruction VectorBlend(IrType type) =>
        Compare.Blend.For(LaneBytes(type) == 2 ? 1 : LaneBytes(type), Plan.BytesOf(type));

    private void LowerSelect(Value value)
    {
        Value condition = Function.Operand(value, 0);
        Value whenTrue = Function.Operand(value, 1);
        Value whenFalse = Function.Operand(value, 2);
        if (Folds && ExtremumOf(condition, whenTrue, whenFalse) is { } extremum)
        {
            X64Instruction row = RowFor(extremum, value);
            Emit(row, Use(value), Use(whenTrue), Source(whenFalse, row, 2));
            return;
        }

        if (Is(condition, Opcode.Not) && CanFold(condition))
        {
            condition = Function.Operand(condition, 0);
            (whenTrue, whenFalse) = (whenFalse, whenTrue);
        }

        if (IsV4)
        {
            LowerMaskedSelect(value, condition, whenTrue, whenFalse);
        }
        else
        {
            LowerVectorSelect(value, condition, whenTrue, whenFalse);
        }
    }

    /// <summary>
    /// The minimum or maximum that a choice by a comparison of the same operands is: also for NaN and two zeros, where both take the
    /// second operand. Null for other choices.
    /// </summary>
    private VectorOperation? ExtremumOf(Value condition, Value whenTrue, Value whenFalse)
    {
        if (!Is(condition, Opcode.LtF))
        {
            return null;
        }

        Value less = Function.Operand(condition, 0);
        Value greater = Function.Operand(condition, 1);
        return less == whenTrue && greater == whenFalse ? Float.Min
            : less == whenFalse && greater == whenTrue ? Float.Max
            : null;
    }

    /// <summary>With a mask register: zeros by the mask, an operation under it, or a blend.</summary>
    private void LowerMaskedSelect(Value value, Value condition, Value whenTrue, Value whenFalse)
    {
        bool canNegate = IsComparison(condition) && CanFold(condition);
        bool prefersOther = IsZero(whenTrue) || (IsMaskable(whenFalse) && !IsMaskable(whenTrue) && !IsZero(whenFalse));
        bool negated = canNegate && prefersOther;
        if (negated)
        {
            (whenTrue, whenFalse) = (whenFalse, whenTrue);
        }

        Register mask = negated ? NewRegister(IrType.Bool) : Use(condition);
        Register into = Use(value);
        if (negated)
        {
            EmitComparison(mask, condition, negated: true, under: Register.None);
        }

        bool isZeroing = IsZero(whenFalse);
        if (IsMaskable(whenTrue))
        {
            EmitMasked(into, whenTrue, mask, isZeroing ? Value.None : whenFalse);
        }
        else if (isZeroing)
        {
            X64Instruction row = RowFor(Move.MaskedLoad, value, Masking.Zeroing);
            Emit(row, into, mask, Source(whenTrue, row, 2));
        }
        else
        {
            X64Instruction row = RowFor(Compare.BlendMask, value);
            Register other = Use(whenFalse);
            Emit(row, into, mask, other, Source(whenTrue, row, 3));
        }
    }

    private bool IsZero(Value value) => Folds && Function.IsConstant(value, 0);

    /// <summary>Whether a value is computed by one instruction that only its user needs, and that can be under a mask.</summary>
    private bool IsMaskable(Value value) =>
        CanFold(value) && VectorOperationTable.Binary(Function.OpcodeOf(value)) is { } operation
        && operation.Has(LaneBytes(value), BytesOf(value), Masking.Merging);

    /// <summary>An operation where the mask is set, elsewhere another value, or 0 if it is none.</summary>
    private void EmitMasked(Register into, Value operation, Register mask, Value other)
    {
        VectorOperation rows = VectorOperationTable.Binary(Function.OpcodeOf(operation))!;
        Value a = Function.Operand(operation, 0);
        Value b = Function.Operand(operation, 1);
        if (OpcodeTable.Commutes(Function.OpcodeOf(operation)) && IsInMemory(a) && !IsInMemory(b))
        {
            (a, b) = (b, a);
        }

        if (other.IsNone)
        {
            X64Instruction zeroing = RowFor(rows, operation, Masking.Zeroing);
            Register first = Use(a);
            Emit(zeroing, into, mask, first, Source(b, zeroing, 3));
        }
        else
        {
            X64Instruction merging = RowFor(rows, operation, Masking.Merging);
            Register merged = Use(other);
            Register first = Use(a);
            EmitTied(merging, into, merged, mask, first, Source(b, merging, 4));
        }
    }

    /// <summary>With a condition in a vector register: bits by the mask where one of the values is zero, or a blend.</summary>
    private void LowerVectorSelect(Value value, Value condition, Value whenTrue, Value whenFalse)
    {
        if (IsZero(whenFalse))
        {
            X64Instruction row = BitRow(Int.And, value);
            Register mask = Use(condition);
            Emit(row, Use(value), mask, Source(whenTrue, row, 2));
        }
        else if (IsZero(whenTrue))
        {
            X64Instruction row = BitRow(Int.AndNot, value);
            Register mask = Use(condition);
            Emit(row, Use(value), mask, Source(whenFalse, row, 2));
        }
        else
        {
            X64Instruction row = VectorBlend(Function.TypeOf(value));
            Register mask = Use(IsFoldedSignTest(condition) ? Function.Operand(condition, 0) : condition);
            Register other = Use(whenFalse);
            Emit(row, Use(value), other, Source(whenTrue, row, 2), mask);
        }
    }
}
