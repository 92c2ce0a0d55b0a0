using System;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.ControlInstructions;
using static JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The scalar instructions around a kernel's sections on x64.</summary>
internal sealed class X64KernelControl : KernelControl
{
    /// <summary>MXCSR: all exceptions masked, round to nearest, nothing flushed.</summary>
    private const int DefaultState = 0x1F80;

    /// <summary>Behind the caller's state in the 8 bytes for it: the default, to be loaded.</summary>
    private const int DefaultOffset = 4;

    private const int VectorBytes = 16;
    private const int FloatBytes = 4;

    /// <summary>
    /// Sums of four pairs of floats that show the state. Reading MXCSR would wait for all arithmetic before it: 5 ns a call
    /// (measured).
    /// <code>
    ///     1 + 2^-30                     is 1, rounded up the next number
    ///     1 - 2^-30                     is 1, rounded down or toward zero the number before it
    ///     3/2 least - 1 least normal    is subnormal, flushed 0
    ///     subnormal + 0                 is itself, with subnormal operands taken as zero 0
    /// </code>
    /// </summary>
    private static readonly ulong[] s_addends = [0x3F800000_3F800000, 0x00400000_00C00000];
    private static readonly ulong[] s_otherAddends = [0xB0800000_30800000, 0x00000000_80800000];
    private static readonly ulong[] s_usualSums = [0x3F800000_3F800000, 0x00400000_00400000];

    public X64KernelControl(MachineFunction code)
        : base(code)
    {
        Streaming = new X64StreamingControl(code);
    }

    public override StreamingControl Streaming { get; }

    /// <summary>System V's entry moves its argument to where Windows has it, and falls into the entry of Windows.</summary>
    public override void Enter() => Code.Append(Mov.Wide, Registers.Rcx, Registers.Rdi);

    public override void Return(Register result)
    {
        Code.Append(ClearUpperHalves);
        Code.Append(ControlInstructions.Return.Wide, result);
    }

    public override void Label(int label) => Code.Append(ControlInstructions.Label, Operand.Label(label));

    public override void LoopLabel(int label) => Code.Append(ControlInstructions.LoopLabel, Operand.Label(label));

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

    public override void Move(Register into, Register from) => Code.Append(Mov.Wide, into, from);

    public override void AddImmediate(Register into, Register from, long value)
    {
        if (into == from)
        {
            Code.Append(IntegerInstructions.Add.Wide, into, into, Operand.Immediate(value));
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

    public override void Save(Operand place, Register register)
    {
        if (place.Kind == OperandKind.Register)
        {
            Code.Append(FloatingInstructions.FromInteger.Wide, place, register);
        }
        else if (register.PhysicalClass == RegisterClass.Integer)
        {
            Store(place, register);
        }
        else
        {
            Code.Append(FloatingInstructions.Store128, place, register);
        }
    }

    public override void Restore(Register register, Operand place)
    {
        if (place.Kind == OperandKind.Register)
        {
            Code.Append(FloatingInstructions.ToInteger.Wide, register, place);
        }
        else if (register.PhysicalClass == RegisterClass.Integer)
        {
            Load(register, place);
        }
        else
        {
            Code.Append(FloatingInstructions.Load128, register, place);
        }
    }

    /// <summary>
    /// <code>
    ///     xmm0 = addends + other addends
    ///     [state] = 0
    ///     if xmm0 is not the usual sums
    ///         [state] = mxcsr, mxcsr = default
    /// </code>
    /// </summary>
    public override void EnterFloatingState(Operand address, Register[] temporaries, int label)
    {
        Register sums = Registers.Xmm(0);
        Code.Append(FloatingInstructions.Load128, sums, Constant(s_addends));
        Code.Append(VectorFloatInstructions.Add.For(FloatBytes, VectorBytes), sums, sums, Constant(s_otherAddends));
        Code.Append(StoreImmediate32, address, Operand.Immediate(0));
        Code.Append(FloatingInstructions.Xor, sums, sums, Constant(s_usualSums));
        Code.Append(VectorCompareInstructions.Test.For(VectorBytes), sums, sums);
        BranchIf(Condition.Equal, label);
        Operand standard = address with { Value = address.Value + DefaultOffset };
        Code.Append(StoreFloatingControl, address);
        Code.Append(StoreImmediate32, standard, Operand.Immediate(DefaultState));
        Code.Append(LoadFloatingControl, standard);
        Label(label);
    }

    public override void LeaveFloatingState(Operand address, Register[] temporaries, int label)
    {
        Code.Append(CmpImmediate.Narrow, address, Operand.Immediate(0));
        BranchIf(Condition.Equal, label);
        Code.Append(LoadFloatingControl, address);
        Label(label);
    }

    public override void CopyElements(
        Register pointer, long displacement, int bufferOffset, Register count, int elementBytes, bool toBuffer, Register[] temporaries,
        Func<int> newLabel)
    {
        int shift = elementBytes switch { 1 => 0, 2 => 1, 4 => 2, _ => 3 };
        if (shift > 0)
        {
            Code.Append(Shl.Wide, count, count, Operand.Immediate(shift));
        }

        Operand span = Operand.Memory(pointer, displacement);
        Operand buffer = Operand.Memory(Registers.Rcx, bufferOffset);
        new ElementCopy(Code, toBuffer ? span : buffer, toBuffer ? buffer : span, count, temporaries[0]).Append(elementBytes, newLabel);
    }

    private Operand Constant(ulong[] words) => Operand.Constant(Code.Constants.Add(words));

    private void BranchIf(Condition condition, int label) => Code.Append(Branch[(int)condition], Operand.Label(label));
}
