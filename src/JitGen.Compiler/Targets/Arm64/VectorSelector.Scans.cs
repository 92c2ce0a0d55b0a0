using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>What scans of linear recurrences are made of.</summary>
internal sealed partial class Arm64VectorSelector
{
    protected override void LowerShiftLanes(Register into, IrType type, Register value, int lanes)
    {
        Register zeros = NewVector();
        LowerConstant(zeros, type, 0);
        Emit(VectorMoves.Window[Arrangement.B16], into, zeros, value, Operand.Immediate(RegisterBytes - lanes * IrTypes.Bits(type) / 8));
    }

    protected override void LowerBroadcastFirst(Register into, IrType type, Register value) => LowerBroadcastOf(0, into, type, value);

    protected override void LowerBroadcastLast(Register into, IrType type, Register value) =>
        LowerBroadcastOf(Plan.GroupSize - 1, into, type, value);

    protected override void LowerKeepFirst(Register into, IrType type, Register value)
    {
        Register mask = NewVector();
        EmitFirstLane(mask, type);
        Emit(VectorBits.And[Arrangement.B16], into, value, mask);
    }

    protected override void LowerProduct(Register into, IrType type, Register a, Register b) =>
        Emit(VectorFloats.Mul[ArrangementOf(type)], into, a, b);

    protected override void LowerProductSum(Register into, IrType type, Register a, Register b, Register addend) =>
        EmitTied(VectorFloats.MulAdd[ArrangementOf(type)], into, addend, a, b);

    /// <summary>The bound is compared with the magnitude: less, or not comparable, is larger.</summary>
    protected override void LowerExitIfLarger(Register value, IrType type, ulong bound, Operand label)
    {
        bool isWide = IrTypes.Bits(type) == 64;
        Register magnitude = NewVector();
        Register limit = NewVector();
        Emit(FloatingInstructions.Abs[isWide], magnitude, value);
        LowerConstant(limit, type, bound);
        Emit(FloatingInstructions.Compare[isWide], limit, magnitude);
        Emit(ControlInstructions.BranchIf, Operand.Immediate((long)Condition.SignedLess), label);
    }

    private void LowerBroadcastOf(int lane, Register into, IrType type, Register value) =>
        Emit(VectorMoves.BroadcastLane[ArrangementOf(type)], into, value, Operand.Immediate(lane));

    /// <summary>Ones in the first lane, zeros in the others.</summary>
    private void EmitFirstLane(Register into, IrType type)
    {
        ulong ones = ulong.MaxValue >> (64 - IrTypes.Bits(type));
        Emit(MemoryInstructions.LoadVectorLiteral, into, Operand.Constant(Code.Constants.Add(RegisterBytes, ones, 0)));
    }
}
