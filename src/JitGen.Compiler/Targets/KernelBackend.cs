using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets;

/// <summary>What an architecture supplies to the stages of array kernels; like a <see cref="Backend"/> it has no state.</summary>
internal abstract class KernelBackend
{
    /// <summary>
    /// Whether elements are addressed as pointer + index * size; else the pointers of spans advance with the index.
    /// </summary>
    public abstract bool IndexesElements { get; }

    /// <summary>Whether some processors of the architecture wait for an instruction with all that follow it.</summary>
    public abstract bool MayExecuteInOrder { get; }

    /// <summary>Whether vector instructions take operands from memory as from registers.</summary>
    public abstract bool TakesMemory { get; }

    /// <summary>Bytes of a vector register at a level.</summary>
    public abstract int VectorBytes(IsaLevel level);

    /// <summary>Whether single lanes of that size can be loaded and stored, so that nothing beyond a span's end is touched.</summary>
    public abstract bool CanMaskMemory(IsaLevel level, int elementBytes);

    /// <summary>Whether masks of lanes have registers of their own, so that any access can be masked.</summary>
    public abstract bool HasMaskRegisters(IsaLevel level);

    /// <summary>Whether an instruction cuts lanes of that size out of two registers, and is worth it.</summary>
    public virtual bool CanCutLanes(IsaLevel level, int laneBytes) => false;

    /// <summary>
    /// Integer registers, of the kernel convention's, that only the code between sections uses, and sections if an instruction insists:
    /// at least one, three if tails are buffered.
    /// </summary>
    public abstract Register[] Temporaries(bool bufferedTails, bool elementWise);

    /// <summary>Selection.</summary>
    /// <param name="plan">What the sections share.</param>
    /// <param name="target">The target.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="constants">Where constants go.</param>
    /// <param name="exitLabel">Where a section goes that leaves elements to the managed fallback.</param>
    public abstract VectorSelector CreateSelector(
        KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel);

    /// <summary>The scalar instructions around a kernel's sections, appended to <paramref name="code"/>.</summary>
    public abstract KernelControl CreateControl(MachineFunction code);
}
