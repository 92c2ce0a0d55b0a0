using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>Accumulators: their neutral elements, their places, and how they are combined at the end.</summary>
internal abstract partial class VectorSelector
{
    /// <summary>
    /// The code that combines the accumulators of all reductions, in registers or the argument block as the main loop has them,
    /// by halves, and stores the results.
    /// </summary>
    public MachineFunction SelectCombination(Func<KernelPlan, VectorSelector> selectorOf)
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            Combine(r, selectorOf);
        }

        return Code;
    }

    /// <summary>The code that puts the neutral elements of all reductions where the main loop has their accumulators.</summary>
    public MachineFunction SelectNeutralElements()
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            Reduction reduction = Function.Reductions[r];
            IrType type = Function.TypeOf(reduction.Value);
            Accumulators accumulators = Plan.Accumulators[r];
            int bytes = Plan.BytesOf(type);
            Register first = default;
            for (int i = 0; i * bytes < KernelPlan.AccumulatorBytes; i++)
            {
                if (i < accumulators.Registers.Length)
                {
                    LowerConstant(accumulators.Registers[i], type, NeutralElement.Of(reduction));
                    continue;
                }

                if (first.IsNone)
                {
                    first = NewVector();
                    LowerConstant(first, type, NeutralElement.Of(reduction));
                }

                LowerStoreVector(Operand.Memory(Plan.Block, accumulators.Offset + i * bytes), first, bytes);
            }
        }

        return Code;
    }

    /// <summary>The code that copies the pinned accumulators to, or from, the argument block.</summary>
    public MachineFunction SelectAccumulatorCopies(bool toBlock)
    {
        Code = new MachineFunction(Constants);
        for (int r = 0; r < Function.Reductions.Count; r++)
        {
            int bytes = Plan.BytesOf(Function.TypeOf(Function.Reductions[r].Value));
            Accumulators accumulators = Plan.Accumulators[r];
            for (int i = 0; i < accumulators.Registers.Length; i++)
            {
                Operand address = Operand.Memory(Plan.Block, accumulators.Offset + i * bytes);
                if (toBlock)
                {
                    LowerStoreVector(address, accumulators.Registers[i], bytes);
                }
                else
                {
                    LowerLoadVector(accumulators.Registers[i], address, bytes);
                }
            }
        }

        return Code;
    }

    private Register PinnedRegisterOf(Value accumulator)
    {
        int reduction = (int)Function.BitsOf(accumulator);
        Register[] registers = Plan.Accumulators[reduction].Registers;
        return PinnedAccumulators && registers.Length > 0 ? registers[Copy % registers.Length] : Register.None;
    }

    /// <summary>In the main loop the copy says which lanes; elsewhere the index does.</summary>
    private Operand AccumulatorAddress(int reduction, IrType type)
    {
        int offset = Plan.Accumulators[reduction].Offset;
        if (PinnedAccumulators)
        {
            return Operand.Memory(Plan.Block, offset + Copy * Plan.BytesOf(type) % KernelPlan.AccumulatorBytes);
        }

        int shift = IrTypes.Bits(type) == 64 ? 3 : 2;
        foreach ((int known, Register register) in _laneOffsets)
        {
            if (known == shift)
            {
                return Operand.Memory(register, offset);
            }
        }

        Register address = NewInteger();
        _laneOffsets.Add((shift, address));
        return Operand.Memory(address, offset);
    }

    private void Combine(int reduction, Func<KernelPlan, VectorSelector> selectorOf)
    {
        Reduction source = Function.Reductions[reduction];
        IrType type = Function.TypeOf(source.Value);
        int bytes = Plan.BytesOf(type);
        Accumulators accumulators = Plan.Accumulators[reduction];
        VectorSelector combination = CombinationOf(source, selectorOf);
        var values = new List<Register>();
        for (int i = 0; i * bytes < KernelPlan.AccumulatorBytes; i++)
        {
            Register register = accumulators.Registers.Length > 0 ? accumulators.Registers[i] : NewVector();
            if (accumulators.Registers.Length == 0)
            {
                LowerLoadVector(register, Operand.Memory(Plan.Block, accumulators.Offset + i * bytes), bytes);
            }

            values.Add(register);
        }

        while (values.Count > 1)
        {
            int half = values.Count / 2;
            for (int j = 0; j < half; j++)
            {
                values[j] = combination.AppendCombination(Code, values[j], values[j + half]);
            }

            values.RemoveRange(half, half);
        }

        int laneBytes = IrTypes.Bits(type) / 8;
        for (int width = bytes; width > laneBytes; width /= 2)
        {
            Register upper = NewVector();
            LowerUpperHalf(upper, values[0], width);
            values[0] = combination.AppendCombination(Code, values[0], upper);
        }

        LowerStoreVector(Operand.Memory(Plan.Block, Plan.Signature.ResultOffset(reduction)), values[0], laneBytes);
    }

    /// <summary>The selector of a kernel that is nothing but the operation of a reduction on Reduced 0 and Reduced 1.</summary>
    private VectorSelector CombinationOf(Reduction reduction, Func<KernelPlan, VectorSelector> selectorOf)
    {
        VectorFunction kernel = Combinations.Of(reduction, Target);
        return selectorOf(new KernelPlan(kernel, Plan.Signature, Plan.GroupSize) { Block = Plan.Block, Convention = Plan.Convention });
    }

    /// <summary>Appends the operation on two registers to code in the order of execution; returns the register of the result.</summary>
    private Register AppendCombination(MachineFunction code, Register a, Register b)
    {
        Begin(GroupKind.Full, 1);
        int start = code.InstructionCount;
        Code = code;
        _selectsLoops = false;
        Value result = Plan.Kernel.Updates[0];
        IrType type = Function.TypeOf(result);
        SetLeaf(Function.FindReduced(0, type), a);
        SetLeaf(Function.FindReduced(1, type), b);
        Register combined = Use(result);
        for (int i = Plan.Schedule.Items.Count - 1; i >= 0; i--)
        {
            int item = Plan.Schedule.Items[i];
            var value = new Value(item);
            if (item >= 0 && !_registers[item].IsNone && Function.OpcodeOf(value) != Opcode.Reduced)
            {
                Group(() => Lower(value));
            }
        }

        code.ReverseFrom(start);
        return combined;
    }

    private void SetLeaf(Value leaf, Register register)
    {
        if (!leaf.IsNone)
        {
            _registers[leaf.Id] = register;
        }
    }
}
