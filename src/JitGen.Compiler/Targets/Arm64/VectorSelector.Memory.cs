using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Constants, loads and stores, and what else comes from outside of a group's computation.</summary>
internal sealed partial class Arm64VectorSelector
{
    private const int RegisterBytes = 16;

    protected override void LowerConstant(Register into, IrType type, ulong bits)
    {
        int width = IrTypes.Bits(type);
        if (IrTypes.IsMask(type))
        {
            bits = 0 - bits;
        }

        VectorConstant constant = VectorConstant.Find(bits, width);
        if (constant.Row is not { } row)
        {
            ulong repeated = VectorConstant.Repeat(bits, width);
            Emit(MemoryInstructions.LoadVectorLiteral, into, Operand.Constant(Code.Constants.Add(RegisterBytes, repeated, repeated)));
        }
        else if (constant.HasShift)
        {
            Emit(row, into, Operand.Immediate((long)constant.Immediate), Operand.Immediate(constant.Shift));
        }
        else
        {
            Emit(row, into, Operand.Immediate((long)constant.Immediate));
        }
    }

    /// <summary>The low bits of 8 bytes of the argument block in all lanes.</summary>
    private void LowerBroadcast(Register into, IrType type, int offset)
    {
        Register lane = NewVector();
        LowerLoadVector(lane, Operand.Memory(Plan.Block, offset), IrTypes.Bits(type) / 8);
        Emit(VectorMoves.BroadcastLane[ArrangementOf(type)], into, lane, Operand.Immediate(0));
    }

    /// <summary>The index of each lane's element.</summary>
    private void LowerIndex(Register into, IrType type)
    {
        Register first = NewVector();
        Register numbers = NewVector();
        Emit(VectorMoves.Broadcast[ArrangementOf(type)], first, Plan.Index);
        LowerNumbers(numbers, IrTypes.Bits(type), FirstElement);
        Emit(VectorArithmetic.Add[ArrangementOf(type)], into, first, numbers);
    }

    /// <summary>Ascending numbers in the lanes.</summary>
    private void LowerNumbers(Register into, int width, int first)
    {
        ulong low = 0;
        ulong high = 0;
        ulong mask = ulong.MaxValue >> (64 - width);
        for (int lane = 0; lane * width < 8 * RegisterBytes; lane++)
        {
            ulong number = (ulong)(first + lane) & mask;
            int position = lane * width;
            low |= position < 64 ? number << position : 0;
            high |= position >= 64 ? number << (position - 64) : 0;
        }

        Emit(MemoryInstructions.LoadVectorLiteral, into, Operand.Constant(Code.Constants.Add(RegisterBytes, low, high)));
    }

    protected override void LowerLoadVector(Register into, Operand address, int bytes)
    {
        MemoryForms forms = VectorMemory.LoadOf(bytes);
        (Arm64Instruction row, Operand near) = Reach(forms, address);
        Emit(row, into, near);
    }

    protected override void LowerStoreVector(Operand address, Register value, int bytes)
    {
        MemoryForms forms = VectorMemory.StoreOf(bytes);
        (Arm64Instruction row, Operand near) = Reach(forms, address);
        Emit(row, near, value);
    }

    protected override void LowerLoadElement(Register into, IrType type, Operand address) =>
        LowerLoadVector(into, address, IrTypes.Bits(type) / 8);

    /// <summary>
    /// The architecture's non-temporal stores are of pairs of registers and only a hint: groups are stored alike where the caches are too
    /// small. In the tail spans are always buffered.
    /// </summary>
    protected override void LowerStore(LaneStore store, Operand address, bool buffered) =>
        LowerStoreVector(address, Use(store.Value), AccessedBytes(Function.TypeOf(store.Value)));

    /// <summary>The bytes of a group's elements in memory.</summary>
    private int AccessedBytes(IrType type) => Kind == GroupKind.Single ? IrTypes.Bits(type) / 8 : SizeOf(type);

    protected override void LowerLoadPointer(Register into, Operand address)
    {
        (Arm64Instruction row, Operand near) = Reach(VectorMemory.LoadPointer, address);
        Emit(row, into, near);
    }

    protected override void LowerLaneAddress(Register into, int shift)
    {
        int widthLog2 = 8;
        Register offset = NewInteger();
        Emit(BitInstructions.FieldLeftU.Wide, offset, Plan.Index, Operand.Immediate(shift), Operand.Immediate(widthLog2 - shift));
        Emit(IntegerInstructions.Add.Wide, into, Plan.Block, offset);
    }

    protected override void LowerUpperHalf(Register into, Register value, int bytes) =>
        Emit(VectorMoves.Window[Arrangement.B16], into, value, value, Operand.Immediate(bytes / 2));

    protected override Operand ElementAddress(Register pointer, long element, int elementBytes, bool isLoaded)
    {
        if (isLoaded)
        {
            Register first = pointer;
            pointer = NewInteger();
            Emit(
                IntegerInstructions.AddShifted.Wide, pointer, first, Plan.Index,
                Modifier.Shift(ShiftKind.Left, VectorMemory.Log2(elementBytes)));
        }

        return Operand.Memory(pointer, element * elementBytes);
    }

    /// <summary>The form for an address, brought nearer by further instructions if no form reaches it.</summary>
    private (Arm64Instruction Row, Operand Address) Reach(MemoryForms forms, Operand address)
    {
        if (forms.For(address) is { } row)
        {
            return (row, address);
        }

        Register near = NewInteger();
        long distance = Math.Abs(address.Value);
        if (ArithmeticImmediate.IsEncodable((ulong)distance))
        {
            Sized add = address.Value < 0 ? IntegerInstructions.SubImmediate : IntegerInstructions.AddImmediate;
            Emit(add.Wide, near, address.Base, Operand.Immediate(distance));
        }
        else
        {
            Register displacement = NewInteger();
            Operand constant = Operand.Constant(Code.Constants.Add(8, unchecked((ulong)address.Value)));
            Emit(MemoryInstructions.LoadLiteral.Wide, displacement, constant);
            Emit(IntegerInstructions.Add.Wide, near, address.Base, displacement);
        }

        Operand exact = Operand.Memory(near);
        return (forms.For(exact)!, exact);
    }
}
