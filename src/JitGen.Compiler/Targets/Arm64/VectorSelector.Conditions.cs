using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Comparisons, which make masks, and selections by them.</summary>
internal sealed partial class Arm64VectorSelector
{
    private void LowerComparison(Register into, Opcode opcode, Value a, Value b)
    {
        VectorComparison comparison = VectorComparison.Of(opcode);
        Arrangement arrangement = ArrangementOf(Function.TypeOf(a));
        if (comparison.WithZero is { } withZero && IsZeroOfEitherSign(b))
        {
            Emit(withZero[arrangement], into, Use(a), Operand.Immediate(0));
        }
        else if (comparison.ZeroWith is { } zeroWith && IsZeroOfEitherSign(a))
        {
            Emit(zeroWith[arrangement], into, Use(b), Operand.Immediate(0));
        }
        else if (comparison.Magnitudes is { } magnitudes && Folds(a, Opcode.AbsF) && Folds(b, Opcode.AbsF))
        {
            Emit(magnitudes[arrangement], into, Use(Function.Operand(b, 0)), Use(Function.Operand(a, 0)));
        }
        else
        {
            Emit(comparison.Row![arrangement], into, Use(comparison.Swaps ? b : a), Use(comparison.Swaps ? a : b));
        }
    }

    /// <summary>The value is zero in all lanes; of a floating-point one the sign does not matter.</summary>
    private bool IsZeroOfEitherSign(Value value)
    {
        ulong bits = Function.BitsOf(value);
        IrType type = Function.TypeOf(value);
        ulong sign = IrTypes.IsFloating(type) ? 1UL << (IrTypes.Bits(type) - 1) : 0;
        return IsFull && Function.IsConstant(value) && (bits & ~sign) == 0;
    }

    /// <summary>Whether lanes are not zero, or have a bit in common.</summary>
    private bool TryTest(Register into, Value a)
    {
        if (!Folds(a, Opcode.Eq) || !IsZero(Function.Operand(a, 1)))
        {
            return false;
        }

        Value tested = Function.Operand(a, 0);
        bool isConjunction = Folds(tested, Opcode.And);
        Value x = isConjunction ? Function.Operand(tested, 0) : tested;
        Value y = isConjunction ? Function.Operand(tested, 1) : tested;
        Emit(VectorArithmetic.Test[ArrangementOf(Function.TypeOf(tested))], into, Use(x), Use(y));
        return true;
    }

    /// <summary>
    /// Bits of one value where the mask has ones, of the other where it has zeros. Three instructions do it, which differ in the operand
    /// that they overwrite: the result's own register, or one that is not used after.
    /// </summary>
    private void LowerSelect(Register into, IrType type, Value mask, Value yes, Value no)
    {
        bool overwritesYes = Dies(yes);
        bool overwritesNo = Dies(no);
        (Register m, bool overwritesMask, bool swaps) = MaskOf(mask);
        if (swaps)
        {
            (yes, no) = (no, yes);
            (overwritesYes, overwritesNo) = (overwritesNo, overwritesYes);
        }

        Arrangement bytes = BytesOf(type);
        if (IsZero(no))
        {
            Emit(VectorBits.And[bytes], into, Use(yes), m);
            return;
        }

        if (IsZero(yes))
        {
            Emit(VectorBits.AndNot[bytes], into, Use(no), m);
            return;
        }

        Register y = Use(yes);
        Register n = Use(no);
        if (into == n || (into != y && !overwritesMask && overwritesNo))
        {
            EmitTied(VectorBits.InsertIfTrue[bytes], into, n, y, m);
        }
        else if (into == y || (!overwritesMask && overwritesYes))
        {
            EmitTied(VectorBits.InsertIfFalse[bytes], into, y, n, m);
        }
        else
        {
            EmitTied(VectorBits.Select[bytes], into, m, y, n);
        }
    }

    /// <summary>The register of a condition or of its complement, whichever is less work, and whether it may be overwritten.</summary>
    private (Register Mask, bool Dies, bool IsComplement) MaskOf(Value mask)
    {
        bool isComplement = Folds(mask, Opcode.Not);
        mask = isComplement ? Function.Operand(mask, 0) : mask;
        if (Folds(mask, Opcode.Eq) && Folds(Function.Operand(mask, 0), Opcode.And) && IsZero(Function.Operand(mask, 1)))
        {
            Register test = NewVector();
            TryTest(test, mask);
            return (test, true, !isComplement);
        }

        bool dies = Dies(mask);
        return (Use(mask), dies, isComplement);
    }

    /// <summary>Whether no instruction after this one reads the value: selection runs backwards, so it has no register yet.</summary>
    private bool Dies(Value value) => !IsUsed(value) && !Plan.Uniforms.Contains(value);

    protected override void LowerExit(Value condition, Operand label)
    {
        IrType type = Function.TypeOf(condition);
        Register mask = Use(condition);
        if (HasIdleLanes)
        {
            Register active = NewVector();
            Emit(VectorBits.And[BytesOf(type)], active, mask, ActiveLanes(type));
            mask = active;
        }

        if (SizeOf(type) == 16)
        {
            // The larger of each pair of words: in half as many bytes, and not zero either.
            Register half = NewVector();
            Emit(VectorArithmetic.MaxPairsU[Arrangement.S4], half, mask, mask);
            mask = half;
        }

        Register bits = NewInteger();
        switch (SizeOf(type))
        {
            case 2:
                Emit(VectorMoves.ExtractU[Arrangement.H4], bits, mask, Operand.Immediate(0));
                break;
            case 4:
                Emit(FloatingInstructions.ToInteger.Narrow, bits, mask);
                break;
            default:
                Emit(FloatingInstructions.ToInteger.Wide, bits, mask);
                break;
        }

        Emit(ControlInstructions.BranchIfNotZero[SizeOf(type) > 4], bits, label);
    }

    protected override void LowerActiveLanes(Register into, IrType type)
    {
        if (Kind == GroupKind.Single)
        {
            EmitFirstLane(into, type);
            return;
        }

        Register limit = NewVector();
        Register numbers = NewVector();
        Arrangement arrangement = ArrangementOf(type);
        Emit(VectorMoves.Broadcast[arrangement], limit, Plan.Limit);
        LowerNumbers(numbers, IrTypes.Bits(type), first: 0);
        Emit(VectorArithmetic.GreaterS[arrangement], into, limit, numbers);
    }

    protected override void LowerMerge(Register into, IrType type, Register active, Register inactive) =>
        EmitTied(VectorBits.InsertIfTrue[BytesOf(type)], into, inactive, active, ActiveLanes(MaskTypeOf(type)));

    private static IrType MaskTypeOf(IrType type) => LaneLegality.MaskType(IsaLevel.Armv8, type);
}
