using System;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// The few scalar instructions around a kernel's sections, over physical registers: what an architecture supplies so that
/// <see cref="KernelLowering"/> can build entries, loops and exits. Comparisons are signed, of 64 bits.
/// </summary>
internal abstract class KernelControl
{
    protected KernelControl(MachineFunction code) => Code = code;

    protected MachineFunction Code { get; }

    /// <summary>What stores that bypass the caches need; null if the architecture's are not worth a loop of their own.</summary>
    public virtual StreamingControl? Streaming => null;

    /// <summary>Appends the first instructions: the pointer to the argument block goes to its register. No register else is written.</summary>
    public abstract void Enter();

    /// <summary>Leaves, without vector state that slows down the caller's code, with <paramref name="result"/> as the result.</summary>
    public abstract void Return(Register result);

    public abstract void Label(int label);

    /// <summary>The label that a loop branches back to, where the processor fetches best if it makes a difference.</summary>
    public virtual void LoopLabel(int label) => Label(label);

    public abstract void BranchIfLess(Register a, Register b, int label);

    public abstract void BranchIfNotLess(Register a, Register b, int label);

    public abstract void BranchIfZero(Register a, int label);

    public abstract void Move(Register into, Register from);

    public abstract void AddImmediate(Register into, Register from, long value);

    public abstract void Subtract(Register into, Register a, Register b);

    /// <summary>into = a + (index &lt;&lt; shift).</summary>
    public abstract void AddShifted(Register into, Register a, Register index, int shift);

    /// <summary>Loads, or stores, 8 bytes of the argument block into an integer register.</summary>
    public abstract void Load(Register into, Operand address);

    public abstract void Store(Operand address, Register value);

    /// <summary>
    /// Saves, or restores, a register that a caller expects back: 8 bytes of an integer one, the 16 bytes of a vector register that
    /// conventions save. The place is memory; for an integer register also one of <see cref="CallingConvention.Keepers"/>.
    /// </summary>
    public abstract void Save(Operand place, Register register);

    public abstract void Restore(Register register, Operand place);

    /// <summary>
    /// If the caller's floating-point state rounds or flushes differently from the default, or traps, keeps it in 8 bytes at an
    /// address and sets the default; <see cref="LeaveFloatingState"/> undoes it. Both may write the temporaries and use the label.
    /// </summary>
    public abstract void EnterFloatingState(Operand address, Register[] temporaries, int label);

    public abstract void LeaveFloatingState(Operand address, Register[] temporaries, int label);

    /// <summary>Copies elements, at least one, between a span and a buffer in the argument block, which do not overlap.</summary>
    /// <param name="pointer">A register; with <paramref name="displacement"/> the address of the first element.</param>
    /// <param name="displacement">In bytes.</param>
    /// <param name="bufferOffset">The buffer's offset in the argument block, in bytes.</param>
    /// <param name="count">A register with the number of elements; it is overwritten.</param>
    /// <param name="elementBytes">The size of an element.</param>
    /// <param name="toBuffer">Whether the buffer is the destination.</param>
    /// <param name="temporaries">Registers to use.</param>
    /// <param name="newLabel">Makes labels to use.</param>
    public abstract void CopyElements(
        Register pointer, long displacement, int bufferOffset, Register count, int elementBytes, bool toBuffer, Register[] temporaries,
        Func<int> newLabel);
}
