using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using Compare = JitGen.Compiler.Targets.X64.VectorCompareInstructions;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;
using Mask = JitGen.Compiler.Targets.X64.MaskInstructions;
using Move = JitGen.Compiler.Targets.X64.VectorMoveInstructions;
using Shuffle = JitGen.Compiler.Targets.X64.VectorShuffleInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Leaves, loads and stores; what the skeleton of a kernel asks for.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>The least that is loaded and stored as a vector; less is the low part of an xmm register.</summary>
    private const int SmallestVector = 16;

    /// <summary>The bits of a mask register.</summary>
    private const int MostLanes = 64;

    /// <summary>Indexed by the iteration's index; the address of the span stays as it is.</summary>
    protected override Operand ElementAddress(Register pointer, long element, int elementBytes, bool isLoaded)
    {
        int scale = elementBytes switch { 1 => 0, 2 => 1, 4 => 2, _ => 3 };
        return Operand.Memory(pointer, Plan.Index, scale, element * elementBytes);
    }

    protected override void LowerLoadVector(Register into, Operand address, int bytes) =>
        Emit(IsMaskRegister(into) ? Mask.Load.For(MostLanes) : LoadRow(bytes), into, address);

    protected override void LowerStoreVector(Operand address, Register value, int bytes) =>
        Emit(IsMaskRegister(value) ? Mask.Store.For(MostLanes) : StoreRow(bytes), address, value);

    /// <summary>Small elements go through an integer register: there is no load of theirs into a vector.</summary>
    protected override void LowerLoadElement(Register into, IrType type, Operand address)
    {
        int bytes = LaneBytes(type);
        if (bytes >= sizeof(int))
        {
            Emit(LoadRow(bytes), into, address);
            return;
        }

        Register bits = NewInteger();
        Emit(bytes == sizeof(byte) ? Int.ZeroExtend8 : Int.ZeroExtend16, bits, address);
        Emit(Float.FromInteger.Narrow, into, bits);
    }

    protected override void LowerCut(Register into, IrType type, Register low, Register high, int firstLane) =>
        Emit(Shuffle.Cut.For(LaneBytes(type), VectorBytes), into, high, low, Operand.Immediate(firstLane));

    protected override void LowerLoadPointer(Register into, Operand address) => Emit(Int.Mov.Wide, into, address);

    protected override void LowerLaneAddress(Register into, int shift)
    {
        Register scaled = NewInteger();
        Register masked = NewInteger();
        Emit(Int.Lea.Wide, scaled, Operand.Memory(Register.None, Plan.Index, shift));
        Emit(Int.And.Wide, masked, scaled, Operand.Immediate(KernelPlan.AccumulatorBytes - 1));
        Emit(Int.Lea.Wide, into, Operand.Memory(Plan.Block, masked, 0));
    }

    protected override void LowerUpperHalf(Register into, Register value, int bytes)
    {
        switch (bytes)
        {
            case 64:
                Emit(Shuffle.Extract32.For(bytes), into, value, Operand.Immediate(1));
                break;
            case 32:
                Emit(Shuffle.Extract16.For(bytes), into, value, Operand.Immediate(1));
                break;
            case 16:
                Emit(Shuffle.Words32.For(bytes), into, value, Operand.Immediate(unchecked((sbyte)0xEE)));
                break;
            default:
                Emit(Shuffle.Words32.For(bytes), into, value, Operand.Immediate(0x55));
                break;
        }
    }

    protected override void LowerStore(LaneStore store, Operand address, bool buffered)
    {
        IrType type = Function.TypeOf(store.Value);
        int bytes = Plan.BytesOf(type);
        Register value = Use(store.Value);
        if (Kind == GroupKind.Single)
        {
            EmitStoreElement(address, value, LaneBytes(type));
        }
        else if (Kind != GroupKind.Tail || buffered)
        {
            bool isStreaming = Kind == GroupKind.Streaming && bytes == VectorBytes;
            Emit(isStreaming ? Move.StoreStreaming.For(bytes) : StoreRow(bytes), address, value);
        }
        else if (IsV4)
        {
            Emit(Move.MaskedStore.For(LaneBytes(type), bytes, Masking.Merging), address, ActiveLanes(IrType.Bool), value);
        }
        else
        {
            Emit(Move.StoreWhereNegative.For(LaneBytes(type), bytes), address, ActiveLanes(VectorMaskOf(type)), value);
        }
    }

    private void EmitStoreElement(Operand address, Register value, int bytes)
    {
        if (bytes >= sizeof(int))
        {
            Emit(StoreRow(bytes), address, value);
            return;
        }

        Register bits = NewInteger();
        Emit(Float.ToInteger.Narrow, bits, value);
        Emit(bytes == sizeof(byte) ? Int.Store8 : Int.Store16, address, bits);
    }

    /// <summary>The first lanes, as many as the limit says.</summary>
    protected override void LowerActiveLanes(Register into, IrType type)
    {
        if (Kind == GroupKind.Single)
        {
            EmitFirstLane(into, type);
            return;
        }

        if (type == IrType.Bool && Copy > 0)
        {
            Emit(Mask.ShiftRight, into, ActiveLanes(copy: 0, type), Operand.Immediate(FirstElement));
            return;
        }

        if (type == IrType.Bool)
        {
            Register ones = NewInteger();
            Register bits = NewInteger();
            Emit(Int.MovImmediateSigned, ones, Operand.Immediate(-1));
            Emit(Int.Bzhi.Wide, bits, ones, Plan.Limit);
            Emit(Mask.FromInteger, into, bits);
            return;
        }

        // Lanes above those of the group have numbers that are not less than the limit, so they become zeros too.
        int laneBytes = LaneBytes(type);
        int bytes = Math.Max(SmallestVector, Plan.BytesOf(type));
        Register count = NewVector();
        EmitBroadcastInteger(count, Plan.Limit, laneBytes, bytes);
        Emit(Compare.Greater.For(laneBytes, bytes), into, count, LaneNumbers(laneBytes, bytes, 0));
    }

    private void EmitFirstLane(Register into, IrType type)
    {
        if (type == IrType.Bool)
        {
            Register bit = NewInteger();
            Emit(Int.MovImmediate32, bit, Operand.Immediate(1));
            Emit(Mask.FromInteger, into, bit);
            return;
        }

        int size = Math.Max(LaneBytes(type), sizeof(uint));
        ulong ones = ulong.MaxValue >> (64 - IrTypes.Bits(type));
        Emit(Float.LoadConstant.For(size == sizeof(ulong)), into, Operand.Constant(Constants.Add(size, ones)));
    }

    protected override void LowerConstant(Register into, IrType type, ulong bits) => EmitConstant(into, type, bits);

    private bool IsMaskRegister(Register register) => Code.ClassOf(register) == RegisterClass.Mask;

    private static X64Instruction LoadRow(int bytes) => bytes < SmallestVector ? Float.Load.For(bytes == sizeof(long)) : Move.Load.For(bytes);

    private static X64Instruction StoreRow(int bytes) => bytes < SmallestVector ? Float.Store.For(bytes == sizeof(long)) : Move.Store.For(bytes);

    /// <summary>Whether some of a group's elements may not be accessed.</summary>
    private bool IsPartial(int span) => HasIdleLanes && !IsBuffered(span);

    private void LowerLoad(Value element)
    {
        IrType type = Function.TypeOf(element);
        int bytes = Plan.BytesOf(type);
        Register into = Use(element);
        Operand address = AddressOf(element);
        if (Kind == GroupKind.Single)
        {
            LowerLoadElement(into, type, address);
        }
        else if (!IsPartial(Function.SpanOf(element)))
        {
            Emit(LoadRow(bytes), into, address);
        }
        else if (IsV4)
        {
            Emit(Move.MaskedLoad.For(LaneBytes(type), bytes, Masking.Zeroing), into, ActiveLanes(IrType.Bool), address);
        }
        else
        {
            Emit(Move.LoadWhereNegative.For(LaneBytes(type), bytes), into, ActiveLanes(VectorMaskOf(type)), address);
        }
    }

    /// <summary>A constant in all lanes; of a condition, bit 0 stands for them.</summary>
    private void EmitConstant(Register into, IrType type, ulong bits)
    {
        if (type == IrType.Bool)
        {
            Emit((bits == 0 ? Mask.Zero : Mask.Ones).For(Plan.GroupSize), into);
            return;
        }

        ulong repeated = IrTypes.IsMask(type) ? (ulong)-(long)(bits & 1) : Repeat(type, bits);
        if (repeated == 0)
        {
            Emit(VectorFloatInstructions.Zero.For(SmallestVector), into);
        }
        else if (repeated == ulong.MaxValue && !IsV4)
        {
            Emit(VectorIntegerInstructions.Ones.For(VectorBytes), into);
        }
        else
        {
            int size = (uint)repeated == (uint)(repeated >> 32) ? sizeof(uint) : sizeof(ulong);
            Operand constant = Operand.Constant(Constants.Add(size, LowPart(repeated, size)));
            Emit(Move.BroadcastConstant.For(size, Plan.BytesOf(type)), into, constant);
        }
    }

    /// <summary>The low bits of 8 bytes in the argument block to all lanes.</summary>
    private void EmitBroadcast(Register into, IrType type, int offset)
    {
        int bytes = Plan.BytesOf(type);
        bool isFloat = IrTypes.IsFloating(type) && Move.BroadcastFloat.Has(LaneBytes(type), bytes);
        Emit((isFloat ? Move.BroadcastFloat : Move.Broadcast).For(LaneBytes(type), bytes), into, Operand.Memory(Plan.Block, offset));
    }

    /// <summary>The index of the iteration plus the number of the lane.</summary>
    private void LowerIndex(Value value)
    {
        int laneBytes = LaneBytes(value);
        int bytes = BytesOf(value);
        Register first = NewVector();
        EmitBroadcastInteger(first, Plan.Index, laneBytes, bytes);
        Emit(VectorIntegerInstructions.Add.For(laneBytes, bytes), Use(value), first, LaneNumbers(laneBytes, bytes, FirstElement));
    }

    private void EmitBroadcastInteger(Register into, Register value, int laneBytes, int bytes)
    {
        if (IsV4)
        {
            Emit(Move.BroadcastInteger.For(laneBytes, bytes), into, value);
            return;
        }

        Register low = NewVector();
        Emit(Float.FromInteger.For(laneBytes == sizeof(long)), low, value);
        Emit(Move.Broadcast.For(laneBytes, bytes), into, low);
    }

    /// <summary>A constant of the numbers of the lanes, from <paramref name="first"/> on.</summary>
    private Operand LaneNumbers(int laneBytes, int bytes, int first)
    {
        var words = new ulong[bytes / sizeof(ulong)];
        int lanesPerWord = sizeof(ulong) / laneBytes;
        for (int lane = 0; lane < bytes / laneBytes; lane++)
        {
            words[lane / lanesPerWord] |= (ulong)(first + lane) << (8 * laneBytes * (lane % lanesPerWord));
        }

        return Operand.Constant(Constants.Add(words));
    }
}
