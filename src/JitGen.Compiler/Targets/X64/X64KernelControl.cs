using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.ControlInstructions;
using static JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The scalar instructions around a kernel's sections on x64.</summary>
internal sealed class X64KernelControl : KernelControl
{
    /// <summary>
    /// The bits of MXCSR that change results or trap: denormals-are-zero, exception masks, rounding, flush-to-zero. The others say
    /// which exceptions have happened.
    /// </summary>
    private const int StateMask = 0xFFC0;

    /// <summary>All exceptions masked, round to nearest, nothing flushed.</summary>
    private const int DefaultState = 0x1F80;

    /// <summary>Behind the caller's state in the 8 bytes for it: the default, to be loaded.</summary>
    private const int DefaultOffset = 4;

    public X64KernelControl(MachineFunction code)
        : base(code)
    {
    }

    /// <summary>System V's entry moves its argument to where Windows has it, and falls into the entry of Windows.</summary>
    public override void Enter() => Code.Append(Mov.Wide, Registers.Rcx, Registers.Rdi);

    public override void Return(Register result)
    {
        Code.Append(ClearUpperHalves);
        Code.Append(ControlInstructions.Return.Wide, result);
    }

    public override void Label(int label) => Code.Append(ControlInstructions.Label, Operand.Label(label));

    public override void BranchIfLess(Register a, Register b, int label)
    {
        Code.Append(Cmp.Wide, a, b);
        BranchIf(Condition.Less, label);
    }

    public override void BranchIfNotLess(Register a, Register b, int label)
    {
        Code.Append(Cmp.Wide, a, b);
        BranchIf(Condition.GreaterOrEqual, label);
    }

    public override void BranchIfZero(Register a, int label)
    {
        Code.Append(Test.Wide, a, a);
        BranchIf(Condition.Equal, label);
    }

    public override void BranchIfAnyBit(Register a, long mask, int label)
    {
        Code.Append(TestImmediate.Narrow, a, Operand.Immediate(mask));
        BranchIf(Condition.NotEqual, label);
    }

    public override void Move(Register into, Register from) => Code.Append(Mov.Wide, into, from);

    public override void AddImmediate(Register into, Register from, long value)
    {
        if (into == from)
        {
            Code.Append(Add.Wide, into, into, Operand.Immediate(value));
        }
        else
        {
            Code.Append(Lea.Wide, into, Operand.Memory(from, value));
        }
    }

    public override void Subtract(Register into, Register a, Register b)
    {
        if (into != a)
        {
            Move(into, a);
        }

        Code.Append(Sub.Wide, into, into, b);
    }

    public override void AddShifted(Register into, Register a, Register index, int shift) =>
        Code.Append(Lea.Wide, into, Operand.Memory(a, index, shift));

    public override void Load(Register into, Operand address) => Code.Append(Mov.Wide, into, address);

    public override void Store(Operand address, Register value) => Code.Append(IntegerInstructions.Store.Wide, address, value);

    public override void Save(Operand address, Register register)
    {
        if (register.PhysicalClass == RegisterClass.Integer)
        {
            Store(address, register);
        }
        else
        {
            Code.Append(FloatingInstructions.Store128, address, register);
        }
    }

    public override void Restore(Register register, Operand address)
    {
        if (register.PhysicalClass == RegisterClass.Integer)
        {
            Load(register, address);
        }
        else
        {
            Code.Append(FloatingInstructions.Load128, register, address);
        }
    }

    /// <summary>
    /// <code>
    ///     vstmxcsr [state]
    ///     mov      eax, [state]
    ///     and      eax, mask
    ///     cmp      eax, default
    ///     je       usual
    ///     mov      dword [state + 4], default
    ///     vldmxcsr [state + 4]
    /// usual:
    /// </code>
    /// </summary>
    public override void EnterFloatingState(Operand address, Register[] temporaries, int label)
    {
        Code.Append(StoreFloatingControl, address);
        BranchIfUsual(address, temporaries[0], label);
        Operand standard = address with { Value = address.Value + DefaultOffset };
        Code.Append(StoreImmediate32, standard, Operand.Immediate(DefaultState));
        Code.Append(LoadFloatingControl, standard);
        Label(label);
    }

    public override void LeaveFloatingState(Operand address, Register[] temporaries, int label)
    {
        BranchIfUsual(address, temporaries[0], label);
        Code.Append(LoadFloatingControl, address);
        Label(label);
    }

    public override void Fence() => Code.Append(StoreFence);

    public override void CopyElements(
        Register pointer, long displacement, int bufferOffset, Register count, int elementBytes, bool toBuffer, Register[] temporaries, int label)
    {
        int shift = elementBytes == 1 ? 0 : elementBytes == 2 ? 1 : elementBytes == 4 ? 2 : 3;
        Operand element = Operand.Memory(pointer, count, shift, displacement - elementBytes);
        Operand copy = Operand.Memory(Registers.Rcx, count, shift, bufferOffset - elementBytes);
        (X64Instruction load, X64Instruction store) = elementBytes switch
        {
            1 => (ZeroExtend8, Store8),
            2 => (ZeroExtend16, Store16),
            4 => (Mov.Narrow, IntegerInstructions.Store.Narrow),
            _ => (Mov.Wide, IntegerInstructions.Store.Wide),
        };
        Label(label);
        Code.Append(load, temporaries[0], toBuffer ? element : copy);
        Code.Append(store, toBuffer ? copy : element, temporaries[0]);
        Code.Append(Sub.Wide, count, count, Operand.Immediate(1));
        BranchIf(Condition.NotEqual, label);
    }

    private void BranchIfUsual(Operand address, Register temporary, int label)
    {
        Code.Append(Mov.Narrow, temporary, address);
        Code.Append(And.Narrow, temporary, temporary, Operand.Immediate(StateMask));
        Code.Append(CmpImmediate.Narrow, temporary, Operand.Immediate(DefaultState));
        BranchIf(Condition.Equal, label);
    }

    private void BranchIf(Condition condition, int label) => Code.Append(Branch[(int)condition], Operand.Label(label));
}
