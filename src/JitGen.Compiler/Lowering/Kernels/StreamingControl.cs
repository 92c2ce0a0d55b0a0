using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>The instructions around a loop whose stores bypass the caches, beside those of <see cref="KernelControl"/>.</summary>
internal abstract class StreamingControl
{
    protected StreamingControl(MachineFunction code) => Code = code;

    protected MachineFunction Code { get; }

    /// <summary>
    /// into = how many elements of 2^shift bytes there are from an address to the next aligned one; branches instead if none ever is,
    /// because the address is not a multiple of an element's size.
    /// </summary>
    /// <param name="into">A register other than the address's.</param>
    /// <param name="address">The address.</param>
    /// <param name="alignment">In bytes, a power of two, at least an element's size.</param>
    /// <param name="shift">The logarithm of an element's size in bytes.</param>
    /// <param name="never">Where to go if there is no aligned element.</param>
    public abstract void DistanceToAligned(Register into, Register address, int alignment, int shift, int never);

    /// <summary>Makes the stores visible before what follows.</summary>
    public abstract void Fence();
}
