using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Array kernels on x64, with the registers of AVX2 or AVX-512.</summary>
internal sealed class X64KernelBackend : KernelBackend
{
    private X64KernelBackend()
    {
    }

    public static X64KernelBackend Instance { get; } = new();

    public override bool IndexesElements => true;

    public override bool MayExecuteInOrder => false;

    public override bool TakesMemory => true;

    public override int VectorBytes(IsaLevel level) => level == IsaLevel.X64V4 ? 64 : 32;

    /// <summary>AVX-512 masks every access, AVX2 those of 4 and 8 bytes.</summary>
    public override bool CanMaskMemory(IsaLevel level, int elementBytes) => HasMaskRegisters(level) || elementBytes >= 4;

    public override bool HasMaskRegisters(IsaLevel level) => level == IsaLevel.X64V4;

    public override bool CanCutLanes(IsaLevel level, int laneBytes) => level == IsaLevel.X64V4 && laneBytes >= 4;

    public override Register[] Temporaries(bool bufferedTails, bool elementWise) =>
        bufferedTails ? [Registers.Rax, Registers.Rdx, Registers.R(8)]
        : elementWise ? [Registers.Rax, Registers.Rdx]
        : [Registers.Rax];

    public override VectorSelector CreateSelector(
        KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel) =>
        new X64VectorSelector(plan, target, level, constants, exitLabel);

    public override KernelControl CreateControl(MachineFunction code) => new X64KernelControl(code);
}
