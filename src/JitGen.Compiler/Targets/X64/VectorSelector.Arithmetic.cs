using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.VectorFloatInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Arithmetic and shifts of numbers.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>In the immediate of a rounding: no exception for a result that is not the operand.</summary>
    private const int Quiet = 8;

    /// <summary>The immediate of a choice of the greater by value and sign.</summary>
    private const int Greater = 5;

    private void LowerBinary(Value value, VectorOperation operation, Value a, Value b)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (opcode == Opcode.Add && IsZeroOrValue(a) && !IsZeroOrValue(b))
        {
            (a, b) = (b, a);
        }

        if (opcode is Opcode.Add or Opcode.Sub && IsZeroOrValue(b))
        {
            EmitConditionalSum(value, operation, a, b);
        }
        else
        {
            EmitBinary(Use(value), RowFor(operation, value), a, b);
        }
    }

    /// <summary>Whether a node is a choice between a value and zero that only its user needs.</summary>
    private bool IsZeroOrValue(Value value) => Is(value, Opcode.Select) && CanFold(value) && IsZero(Function.Operand(value, 2));

    /// <summary>
    /// A sum with, or a difference from, a value where a condition holds, and zero elsewhere: under a mask; of one in vector
    /// registers, whose lanes are -1 or 0, the opposite with the mask itself.
    /// </summary>
    private void EmitConditionalSum(Value value, VectorOperation operation, Value a, Value choice)
    {
        Value condition = Function.Operand(choice, 0);
        Value summand = Function.Operand(choice, 1);
        if (IsV4)
        {
            X64Instruction row = RowFor(operation, value, Masking.Merging);
            Register into = Use(value);
            Register mask = Use(condition);
            Register sum = Use(a);
            EmitTied(row, into, sum, mask, sum, Source(summand, row, 4));
        }
        else if (Function.IsConstant(summand, 1))
        {
            VectorOperation opposite = VectorOperationTable.Binary(Is(value, Opcode.Add) ? Opcode.Sub : Opcode.Add)!;
            Emit(RowFor(opposite, value), Use(value), Use(a), Use(condition));
        }
        else
        {
            EmitBinary(Use(value), RowFor(operation, value), a, choice);
        }
    }

    /// <summary>An instruction on two operands, of which the second may be memory.</summary>
    private void EmitBinary(Register into, X64Instruction row, Value a, Value b)
    {
        if (row.Has(InstructionTraits.Commutes) && IsInMemory(a) && !IsInMemory(b))
        {
            (a, b) = (b, a);
        }

        Emit(row, into, Use(a), Source(b, row, 2));
    }

    private void LowerUnary(Value value, VectorOperation operation, Value a)
    {
        X64Instruction row = RowFor(operation, value);
        Emit(row, Use(value), Source(a, row, 1));
    }

    private void LowerShift(Value value, Value a, ulong count) =>
        Emit(RowFor(VectorOperationTable.Shift(Function.OpcodeOf(value)), value), Use(value), Use(a), Operand.Immediate((long)count));

    /// <summary>The sign bit flipped or cleared; of a magnitude, set.</summary>
    private void LowerSign(Value value, Value a)
    {
        bool isMagnitude = Is(a, Opcode.AbsF) && CanFold(a);
        bool clears = Is(value, Opcode.AbsF);
        VectorOperation operation = clears ? Float.And : isMagnitude ? Float.Or : Float.Xor;
        IrType type = Function.TypeOf(value);
        ulong signBit = 1UL << (IrTypes.Bits(type) - 1);
        X64Instruction row = RowFor(operation, value);
        Register source = Use(isMagnitude ? Function.Operand(a, 0) : a);
        Emit(row, Use(value), source, ConstantSource(type, clears ? signBit - 1 : signBit, row, row.Operands[2].Size));
    }

    /// <summary>
    /// The form of a fused multiplication and addition by which operand may be overwritten and which is in memory; negations of
    /// a factor or of the addend are part of the instruction.
    /// </summary>
    private void LowerFused(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        Value c = Function.Operand(value, 2);
        bool negatesProduct = StripNegation(ref a) ^ StripNegation(ref b);
        bool negatesAddend = StripNegation(ref c);
        FusedVectorForms forms = negatesProduct
            ? (negatesAddend ? Float.FusedNegatedSub : Float.FusedNegatedAdd)
            : negatesAddend ? Float.FusedSub : Float.FusedAdd;
        if (IsInMemory(a) || (!IsInMemory(b) && !IsLastUse(a) && IsLastUse(b)))
        {
            (a, b) = (b, a);
        }

        // Now a is the factor to overwrite, and b the one that may be in memory.
        bool overwritesAddend = !IsInMemory(c) && IsLastUse(c) && c != a && c != b;
        if (overwritesAddend)
        {
            EmitFused(value, forms.Form231, c, a, b);
        }
        else if (IsInMemory(b) && !IsInMemory(c))
        {
            EmitFused(value, forms.Form132, a, c, b);
        }
        else
        {
            EmitFused(value, forms.Form213, a, b, c);
        }
    }

    private void EmitFused(Value value, VectorOperation form, Value overwritten, Value second, Value third)
    {
        X64Instruction row = RowFor(form, value);
        EmitTied(row, Use(value), Use(overwritten), Use(second), Source(third, row, 3));
    }

    /// <summary>Replaces a negation by its operand. Its sign bit matters to NaN results only, whose sign is free.</summary>
    private bool StripNegation(ref Value value)
    {
        if (!Folds || !Is(value, Opcode.NegF) || IsUsed(value) || Plan.Uniforms.Contains(value))
        {
            return false;
        }

        value = Function.Operand(value, 0);
        return true;
    }

    /// <summary>With AVX-512 the common result, but for values of which the table has another.</summary>
    private void LowerSpecial(Value value, Value x, Value common, Value table)
    {
        X64Instruction row = RowFor(Float.Fixup, value);
        Register into = Use(value);
        EmitTied(row, into, Use(common), Use(x), Source(table, row, 3), Operand.Immediate(0));
    }

    /// <summary>With AVX-512 the greater value, and the sum, a NaN, where one operand is NaN.</summary>
    private void LowerMaximum(Value value, Value a, Value b)
    {
        Register into = Use(value);
        Register x = Use(a);
        Register y = Use(b);
        Register greater = NewVector();
        Register isNaN = NewRegister(IrType.Bool);
        Emit(RowFor(Float.Range, value), greater, x, y, Operand.Immediate(Greater));
        Emit(RowFor(VectorCompareInstructions.FloatMasks[(int)VectorPredicate.Unordered], value), isNaN, x, y);
        EmitTied(RowFor(Float.Add, value, Masking.Merging), into, greater, isNaN, x, y);
    }

    private void LowerRounding(Value value, Value a)
    {
        int mode = Function.OpcodeOf(value) switch
        {
            Opcode.RoundEvenF => 0,
            Opcode.FloorF => 1,
            Opcode.CeilingF => 2,
            _ => 3,
        };
        X64Instruction row = RowFor(Float.Round, value);
        Emit(row, Use(value), Source(a, row, 1), Operand.Immediate(Quiet | mode));
    }
}
