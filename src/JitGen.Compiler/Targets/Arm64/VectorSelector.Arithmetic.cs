using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Products, alone and in sums; what widens on the way; division lane by lane.</summary>
internal sealed partial class Arm64VectorSelector
{
    /// <summary>The sum of, or the difference from, a product: mla and mls, or their widening forms.</summary>
    private bool TryMultiplyAdd(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        if (opcode == Opcode.Add && !IsProduct(b))
        {
            (a, b) = (b, a);
        }

        if (!IsProduct(b))
        {
            return false;
        }

        Value x = Function.Operand(b, 0);
        Value y = Function.Operand(b, 1);
        bool adds = opcode == Opcode.Add;
        if (TryNarrowOperands(Function.OpcodeOf(b), ref x, ref y, out bool signed))
        {
            VectorRow row = signed
                ? adds ? VectorArithmetic.MulAddLongS : VectorArithmetic.MulSubLongS
                : adds ? VectorArithmetic.MulAddLongU : VectorArithmetic.MulSubLongU;
            EmitTied(row[Narrow(x)], into, Use(a), Use(x), Use(y));
            return true;
        }

        if (Function.OpcodeOf(b) != Opcode.Mul)
        {
            return false;
        }

        EmitTied((adds ? VectorArithmetic.MulAdd : VectorArithmetic.MulSub)[ArrangementOf(type)], into, Use(a), Use(x), Use(y));
        return true;
    }

    private bool IsProduct(Value value) => Folds(value, Opcode.Mul) || Folds(value, Opcode.MulLowS) || Folds(value, Opcode.MulLowU);

    /// <summary>A product, sum or difference of lanes that are widened for it alone.</summary>
    private bool TryLong(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        if (!TryNarrowOperands(opcode, ref a, ref b, out bool signed))
        {
            return false;
        }

        VectorRow row = (opcode, signed) switch
        {
            (Opcode.Mul, true) => VectorArithmetic.MulLongS,
            (Opcode.Mul, false) => VectorArithmetic.MulLongU,
            (Opcode.Add, true) => VectorArithmetic.AddLongS,
            (Opcode.Add, false) => VectorArithmetic.AddLongU,
            (_, true) => VectorArithmetic.SubLongS,
            (_, false) => VectorArithmetic.SubLongU,
        };
        Emit(row[Narrow(a)], into, Use(a), Use(b));
        return true;
    }

    /// <summary>
    /// Whether both operands are extended from half the width in the same way, which does not matter where only the low halves are read;
    /// then they are replaced by what is extended.
    /// </summary>
    private bool TryNarrowOperands(Opcode opcode, ref Value a, ref Value b, out bool signed)
    {
        bool readsLowHalves = opcode is Opcode.MulLowS or Opcode.MulLowU;
        signed = readsLowHalves ? opcode == Opcode.MulLowS : Function.OpcodeOf(a) == Opcode.ExtendS;
        if (!IsPassingExtension(a) || !IsPassingExtension(b)
            || (!readsLowHalves && Function.OpcodeOf(a) != Function.OpcodeOf(b)))
        {
            return false;
        }

        a = Function.Operand(a, 0);
        b = Function.Operand(b, 0);
        return true;
    }

    /// <summary>An extension that no one wants in a register, so that its users may make it their own.</summary>
    private bool IsPassingExtension(Value value) =>
        IsFull && Function.OpcodeOf(value) is Opcode.ExtendS or Opcode.ExtendU && !IsUsed(value) && !Plan.Uniforms.Contains(value);

    /// <summary>The product of the low halves of lanes of 8 bytes.</summary>
    private void LowerMulLow(Register into, Opcode opcode, Value a, Value b)
    {
        Register x = LowHalf(a);
        Register y = a == b ? x : LowHalf(b);
        VectorRow row = opcode == Opcode.MulLowS ? VectorArithmetic.MulLongS : VectorArithmetic.MulLongU;
        Emit(row[Arrangement.S2], into, x, y);
    }

    /// <summary>The low halves of lanes of 8 bytes as lanes of 4.</summary>
    private Register LowHalf(Value value)
    {
        if (IsPassingExtension(value))
        {
            return Use(Function.Operand(value, 0));
        }

        Register half = NewVector();
        Emit(VectorBits.Narrow[Arrangement.S2], half, Use(value));
        return half;
    }

    /// <summary>The division of 8-byte lanes in integer registers, one after the other.</summary>
    private void LowerDivision(Register into, Opcode opcode, Value a, Value b)
    {
        Arm64Instruction divide = (opcode == Opcode.DivS ? IntegerInstructions.DivS : IntegerInstructions.DivU).Wide;
        Register first = DivideLane(divide, a, b, 0);
        if (Kind == GroupKind.Single)
        {
            Emit(FloatingInstructions.MoveVector, into, first);
            return;
        }

        Register second = DivideLane(divide, a, b, 1);
        Emit(VectorMoves.ZipLow[Arrangement.D2], into, first, second);
    }

    /// <summary>The quotient of two lanes, in lane 0.</summary>
    private Register DivideLane(Arm64Instruction divide, Value a, Value b, int lane)
    {
        Register dividend = ExtractLane(a, lane);
        Register divisor = ExtractLane(b, lane);
        Register quotient = NewInteger();
        Register result = NewVector();
        Emit(divide, quotient, dividend, divisor);
        Emit(FloatingInstructions.FromInteger.Wide, result, quotient);
        return result;
    }

    private Register ExtractLane(Value value, int lane)
    {
        Register result = NewInteger();
        Emit(VectorMoves.Extract[Arrangement.D2], result, Use(value), Operand.Immediate(lane));
        return result;
    }

    /// <summary>a * b + c, rounded once; a negation of a factor makes it c - a * b.</summary>
    private void LowerFusedMultiplyAdd(Register into, IrType type, Value a, Value b, Value c)
    {
        bool negatesFirst = TakeNegation(ref a);
        bool negates = TakeNegation(ref b) != negatesFirst;
        EmitTied((negates ? VectorFloats.MulSub : VectorFloats.MulAdd)[ArrangementOf(type)], into, Use(c), Use(a), Use(b));
    }

    private bool TakeNegation(ref Value value)
    {
        if (!Folds(value, Opcode.NegF))
        {
            return false;
        }

        value = Function.Operand(value, 0);
        return true;
    }

    private bool TryAbsDifference(Register into, IrType type, Value a)
    {
        if (!Folds(a, Opcode.SubF))
        {
            return false;
        }

        Emit(VectorFloats.AbsDifference[ArrangementOf(type)], into, Use(Function.Operand(a, 0)), Use(Function.Operand(a, 1)));
        return true;
    }
}
