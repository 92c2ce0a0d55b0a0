using System;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The scalar instructions around a kernel's sections. The block's pointer stays in x0 until the return; x16 and x17 are free.</summary>
internal sealed class Arm64KernelControl : KernelControl
{
    private const int WordBytes = 8;

    /// <summary>The pointer to the argument block, where the caller left it.</summary>
    private static readonly Register s_block = Register.Integer(0);

    public Arm64KernelControl(MachineFunction code)
        : base(code)
    {
    }

    public override void Enter()
    {
    }

    public override void Return(Register result) => Code.Append(ConditionInstructions.Return.Wide, result);

    public override void Label(int label) => Code.Append(ControlInstructions.Label, Operand.Label(label));

    public override void BranchIfLess(Register a, Register b, int label) => CompareAndBranch(a, b, Condition.SignedLess, label);

    public override void BranchIfNotLess(Register a, Register b, int label) =>
        CompareAndBranch(a, b, Condition.SignedGreaterOrEqual, label);

    public override void BranchIfZero(Register a, int label) =>
        Code.Append(ControlInstructions.BranchIfZero.Wide, a, Operand.Label(label));

    public override void Move(Register into, Register from) => Code.Append(IntegerInstructions.Move.Wide, into, from);

    public override void AddImmediate(Register into, Register from, long value)
    {
        ulong magnitude = (ulong)Math.Abs(value);
        if (value == 0)
        {
            Move(into, from);
            return;
        }

        if (ArithmeticImmediate.IsEncodable(magnitude))
        {
            Sized row = value < 0 ? IntegerInstructions.SubImmediate : IntegerInstructions.AddImmediate;
            Code.Append(row.Wide, into, from, Operand.Immediate((long)magnitude));
            return;
        }

        Operand constant = Operand.Constant(Code.Constants.Add(8, unchecked((ulong)value)));
        Code.Append(MemoryInstructions.LoadLiteral.Wide, Registers.Scratch, constant);
        Code.Append(IntegerInstructions.Add.Wide, into, from, Registers.Scratch);
    }

    public override void Subtract(Register into, Register a, Register b) => Code.Append(IntegerInstructions.Sub.Wide, into, a, b);

    public override void AddShifted(Register into, Register a, Register index, int shift) =>
        Code.Append(IntegerInstructions.AddShifted.Wide, into, a, index, Modifier.Shift(ShiftKind.Left, shift));

    public override void Load(Register into, Operand address) => Code.Append(MemoryInstructions.Load.Wide, into, address);

    public override void Store(Operand address, Register value) => Code.Append(MemoryInstructions.Store.Wide, address, value);

    /// <summary>Kernels use no register that a caller expects back.</summary>
    public override void Save(Operand address, Register register) => throw new NotSupportedException();

    /// <inheritdoc cref="Save"/>
    public override void Restore(Register register, Operand address) => throw new NotSupportedException();

    /// <summary>The default of the control register is 0; to write it takes much longer than to see that it is 0.</summary>
    public override void EnterFloatingState(Operand address, Register[] temporaries, int label)
    {
        Code.Append(ControlInstructions.ReadFloatingControl, temporaries[0], Operand.Immediate(0));
        Store(address, temporaries[0]);
        BranchIfZero(temporaries[0], label);
        Code.Append(ControlInstructions.WriteFloatingControl, Operand.Immediate(0), Registers.Zero);
        Label(label);
    }

    public override void LeaveFloatingState(Operand address, Register[] temporaries, int label)
    {
        Load(temporaries[0], address);
        BranchIfZero(temporaries[0], label);
        Code.Append(ControlInstructions.WriteFloatingControl, Operand.Immediate(0), temporaries[0]);
        Label(label);
    }

    /// <summary>
    /// From the last byte to the first, the bits of their number deciding: one, two, four, then eights. The rest of the number is the index.
    /// </summary>
    public override void CopyElements(
        Register pointer,
        long displacement,
        int bufferOffset,
        Register count,
        int elementBytes,
        bool toBuffer,
        Register[] temporaries,
        Func<int> newLabel)
    {
        Register span = displacement == 0 ? pointer : Registers.Scratch2;
        Register buffer = Registers.Scratch;
        if (span != pointer)
        {
            AddImmediate(span, pointer, displacement);
        }

        AddImmediate(buffer, s_block, bufferOffset);
        int bit = VectorMemory.Log2(elementBytes);
        if (bit > 0)
        {
            Code.Append(BitInstructions.ShlImmediate.Wide, count, count, Operand.Immediate(bit));
        }

        (Register from, Register to) = toBuffer ? (span, buffer) : (buffer, span);
        for (; 1 << bit < WordBytes; bit++)
        {
            int without = newLabel();
            Code.Append(ControlInstructions.BranchIfBitZero, count, Operand.Immediate(bit), Operand.Label(without));
            CopyBack(from, to, count, bit, temporaries[0]);
            Label(without);
        }

        int loop = newLabel();
        int end = newLabel();
        if (elementBytes < WordBytes)
        {
            BranchIfZero(count, end);
        }

        Label(loop);
        CopyBack(from, to, count, bit, temporaries[0]);
        Code.Append(ControlInstructions.BranchIfNotZero.Wide, count, Operand.Label(loop));
        Label(end);
    }

    /// <summary>Copies the last bytes before an index, which is moved before them.</summary>
    private void CopyBack(Register from, Register to, Register index, int bytesLog2, Register temporary)
    {
        (Arm64Instruction load, Arm64Instruction store) = VectorMemory.Copy(bytesLog2);
        Code.Append(IntegerInstructions.SubImmediate.Wide, index, index, Operand.Immediate(1 << bytesLog2));
        Code.Append(load, temporary, Operand.Memory(from, index, 0));
        Code.Append(store, Operand.Memory(to, index, 0), temporary);
    }

    private void CompareAndBranch(Register a, Register b, Condition condition, int label)
    {
        Code.Append(ConditionInstructions.Compare.Wide, a, b);
        BranchIf(condition, label);
    }

    private void BranchIf(Condition condition, int label) =>
        Code.Append(ControlInstructions.BranchIf, Operand.Immediate((long)condition), Operand.Label(label));
}
