using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.VectorFloatInstructions;
using Move = JitGen.Compiler.Targets.X64.VectorMoveInstructions;
using Scalar = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Shuffle = JitGen.Compiler.Targets.X64.VectorShuffleInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>What scans of linear recurrences are made of.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>Zeros in the lower half, the lower half of the source in the upper.</summary>
    private const int LowerHalfUp = 0x08;

    /// <summary>Without AVX-512 in each 16 bytes, with the 16 before them, which are put together first.</summary>
    protected override void LowerShiftLanes(Register into, IrType type, Register value, int lanes)
    {
        int laneBytes = LaneBytes(type);
        int bytes = Math.Max(Plan.BytesOf(type), PartBytes);
        int moved = lanes * laneBytes;
        if (!IsV4 && bytes > PartBytes)
        {
            Register before = moved == PartBytes ? into : NewVector();
            Emit(Shuffle.PermuteHalves.For(bytes), before, value, value, Operand.Immediate(LowerHalfUp));
            if (moved < PartBytes)
            {
                Emit(Shuffle.AlignBytes.For(bytes), into, value, before, Operand.Immediate(PartBytes - moved));
            }

            return;
        }

        Register zeros = NewVector();
        Emit(Float.Zero.For(SmallestVector), zeros);
        if (IsV4)
        {
            Emit(Shuffle.Cut.For(laneBytes, bytes), into, value, zeros, Operand.Immediate(bytes / laneBytes - lanes));
        }
        else
        {
            Emit(Shuffle.AlignBytes.For(bytes), into, value, zeros, Operand.Immediate(PartBytes - moved));
        }
    }

    protected override void LowerBroadcastFirst(Register into, IrType type, Register value) =>
        Emit(Move.Broadcast.For(LaneBytes(type), Plan.BytesOf(type)), into, value);

    protected override void LowerBroadcastLast(Register into, IrType type, Register value)
    {
        int laneBytes = LaneBytes(type);
        int bytes = Plan.BytesOf(type);
        int last = Plan.GroupSize - 1;
        Register moved = NewVector();
        if (IsV4)
        {
            Emit(Shuffle.Cut.For(laneBytes, bytes), moved, value, value, Operand.Immediate(last));
            LowerBroadcastFirst(into, type, moved);
        }
        else if (bytes > PartBytes)
        {
            bool isWide = laneBytes == sizeof(long);
            Emit(Shuffle.PermuteParts.For(bytes), isWide ? into : moved, value, Operand.Immediate(-1));
            if (!isWide)
            {
                Emit(Shuffle.Words32.For(bytes), into, moved, Operand.Immediate(0x55));
            }
        }
        else
        {
            int words = laneBytes == sizeof(long) ? 0xEE : 0x55 * last;
            Emit(Shuffle.Words32.For(bytes), into, value, Operand.Immediate(unchecked((sbyte)words)));
        }
    }

    protected override void LowerKeepFirst(Register into, IrType type, Register value)
    {
        int bytes = Math.Max(Plan.BytesOf(type), PartBytes);
        var mask = new ulong[bytes / sizeof(ulong)];
        mask[0] = ulong.MaxValue >> (64 - IrTypes.Bits(type));
        Emit(Float.And.For(LaneBytes(type), bytes), into, value, Operand.Constant(Constants.Add(mask)));
    }

    protected override void LowerProduct(Register into, IrType type, Register a, Register b) =>
        Emit(Float.Mul.For(LaneBytes(type), Plan.BytesOf(type)), into, a, b);

    protected override void LowerProductSum(Register into, IrType type, Register a, Register b, Register addend)
    {
        int laneBytes = LaneBytes(type);
        int bytes = Plan.BytesOf(type);
        if (into == b)
        {
            EmitTied(Float.FusedAdd.Form213.For(laneBytes, bytes), into, b, a, addend);
        }
        else
        {
            EmitTied(Float.FusedAdd.Form231.For(laneBytes, bytes), into, addend, a, b);
        }
    }

    /// <summary>The bound is compared with the magnitude, so that NaN counts as larger.</summary>
    protected override void LowerExitIfLarger(Register value, IrType type, ulong bound, Operand label)
    {
        bool isWide = LaneBytes(type) == sizeof(ulong);
        ulong magnitudeMask = ulong.MaxValue >> (65 - IrTypes.Bits(type));
        Register magnitude = NewVector();
        Register limit = NewVector();
        Emit(Float.And.For(LaneBytes(type), PartBytes), magnitude, value, Operand.Constant(Constants.Add(PartBytes, magnitudeMask)));
        Emit(Scalar.LoadConstant.For(isWide), limit, Operand.Constant(Constants.Add(LaneBytes(type), bound)));
        Emit(Scalar.Compare.For(isWide), limit, magnitude);
        Emit(ControlInstructions.Branch[(int)Condition.Below], label);
    }
}
