using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;
using Move = JitGen.Compiler.Targets.X64.VectorMoveInstructions;
using Shuffle = JitGen.Compiler.Targets.X64.VectorShuffleInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Division of 64-bit integers, which no vector instruction does: element by element.</summary>
internal sealed partial class X64VectorSelector
{
    private void LowerDivision(Value value, Value a, Value b)
    {
        if (Kind == GroupKind.Single)
        {
            Register quotient = EmitScalarDivision(Is(value, Opcode.DivS), Use(a), Use(b), 0);
            Emit(Float.FromInteger.Wide, Use(value), quotient);
            return;
        }

        int bytes = BytesOf(value);
        int parts = bytes / PartBytes;
        Register dividend = Use(a);
        Register divisor = Use(b);
        Register result = Register.None;
        for (int part = 0; part < parts; part++)
        {
            bool isLast = part == parts - 1;
            Register quotients = EmitPartDivision(Is(value, Opcode.DivS), Part(dividend, part, bytes), Part(divisor, part, bytes));
            if (part == 0)
            {
                result = quotients;
                continue;
            }

            Register combined = isLast ? Use(value) : NewVector();
            Emit(Shuffle.Insert16.For(bytes), combined, result, quotients, Operand.Immediate(part));
            result = combined;
        }
    }

    /// <summary>16 bytes of a vector, by their index.</summary>
    private Register Part(Register vector, int part, int bytes)
    {
        if (part == 0)
        {
            return vector;
        }

        Register extracted = NewVector();
        Emit(Shuffle.Extract16.For(bytes), extracted, vector, Operand.Immediate(part));
        return extracted;
    }

    /// <summary>The two quotients of 16 bytes.</summary>
    private Register EmitPartDivision(bool signed, Register dividends, Register divisors)
    {
        Register low = EmitScalarDivision(signed, dividends, divisors, 0);
        Register lowVector = NewVector();
        Emit(Float.FromInteger.Wide, lowVector, low);
        Register high = EmitScalarDivision(signed, dividends, divisors, 1);
        Register quotients = NewVector();
        Emit(Move.Insert64.For(PartBytes), quotients, lowVector, high, Operand.Immediate(1));
        return quotients;
    }

    private Register EmitScalarDivision(bool signed, Register dividends, Register divisors, int lane)
    {
        Register dividend = EmitElement(dividends, lane);
        Register divisor = EmitElement(divisors, lane);
        Register upper = NewInteger();
        Register quotient = NewInteger();
        Register remainder = NewInteger();
        if (signed)
        {
            Emit(Int.SignOfRax.Wide, upper, dividend);
        }
        else
        {
            Emit(Int.MovImmediate32, upper, Operand.Immediate(0));
        }

        Emit((signed ? Int.Idiv : Int.Div).Wide, divisor, quotient, remainder, dividend, upper);
        return quotient;
    }

    private Register EmitElement(Register vector, int lane)
    {
        Register element = NewInteger();
        if (lane == 0)
        {
            Emit(Float.ToInteger.Wide, element, vector);
        }
        else
        {
            Emit(Move.Extract64.For(PartBytes), element, vector, Operand.Immediate(lane));
        }

        return element;
    }
}
