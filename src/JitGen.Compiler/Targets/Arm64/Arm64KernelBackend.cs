using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Array kernels with NEON.</summary>
internal sealed class Arm64KernelBackend : KernelBackend
{
    private Arm64KernelBackend()
    {
    }

    public static Arm64KernelBackend Instance { get; } = new();

    public override bool IndexesElements => false;

    public override bool MayExecuteInOrder => true;

    public override bool TakesMemory => false;

    public override int VectorBytes(IsaLevel level) => 16;

    /// <summary>There is no masked access: the tail is copied.</summary>
    public override bool CanMaskMemory(IsaLevel level, int elementBytes) => false;

    public override bool HasMaskRegisters(IsaLevel level) => false;

    public override Register[] Temporaries(bool bufferedTails, bool elementWise) =>
        [Register.Integer(15), Register.Integer(14), Register.Integer(13)];

    public override VectorSelector CreateSelector(
        KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel) =>
        new Arm64VectorSelector(plan, target, level, constants, exitLabel);

    public override KernelControl CreateControl(MachineFunction code) => new Arm64KernelControl(code);
}
