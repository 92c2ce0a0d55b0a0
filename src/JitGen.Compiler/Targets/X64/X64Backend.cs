using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The x64 architecture.</summary>
internal sealed class X64Backend : Backend
{
    private X64Backend()
    {
    }

    public static X64Backend Instance { get; } = new();

    public override bool DivisionFaults => true;

    /// <summary>int3.</summary>
    public override byte Padding => 0xCC;

    public override IReadOnlyList<InstructionDescription> Instructions => X64.Instructions.All;

    public override Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c) =>
        Legalization.Legalize(context, opcode, type, a, b, c);

    public override MachineFunction Select(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level) =>
        new X64Selector(schedule, signature, target, level).Run();

    public override InstructionDescription Move(RegisterClass registerClass, int size) => registerClass switch
    {
        RegisterClass.Integer => IntegerInstructions.Mov.For(size == 8),
        RegisterClass.Mask => MaskInstructions.Move.For(size * 8),
        _ => size <= 16 ? FloatingInstructions.Move : VectorMoveInstructions.Move.For(size),
    };

    public override InstructionDescription Reload(RegisterClass registerClass, int size) => registerClass switch
    {
        RegisterClass.Integer => IntegerInstructions.Mov.For(size == 8),
        RegisterClass.Mask => MaskInstructions.Load.For(size * 8),
        _ => size <= 8 ? FloatingInstructions.Load.For(size == 8) : VectorMoveInstructions.Load.For(size),
    };

    public override InstructionDescription Spill(RegisterClass registerClass, int size) => registerClass switch
    {
        RegisterClass.Integer => IntegerInstructions.Store.For(size == 8),
        RegisterClass.Mask => MaskInstructions.Store.For(size * 8),
        _ => size <= 8 ? FloatingInstructions.Store.For(size == 8) : VectorMoveInstructions.Store.For(size),
    };

    public override InstructionDescription? Untie(InstructionDescription description, Operand[] operands) =>
        Untying.Untie((X64Instruction)description, operands);

    public override int VectorBytes(IsaLevel level) => level == IsaLevel.X64V4 ? 64 : 32;

    public override bool IndexesElements => true;

    /// <summary>AVX-512 masks every access, AVX2 those of 4 and 8 bytes.</summary>
    public override bool CanMaskMemory(IsaLevel level, int elementBytes) => level == IsaLevel.X64V4 || elementBytes >= 4;

    public override bool HasStreamingStores => true;

    public override Register[] KernelTemporaries(bool bufferedTails, bool elementWise) =>
        bufferedTails ? [Registers.Rax, Registers.Rdx, Registers.R(8)]
        : elementWise ? [Registers.Rax, Registers.Rdx]
        : [Registers.Rax];

    public override VectorSelector CreateVectorSelector(
        KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel) =>
        new X64VectorSelector(plan, target, level, constants, exitLabel);

    public override KernelControl CreateKernelControl(MachineFunction code) => new X64KernelControl(code);

    public override MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing) =>
        Emitter.Emit(function, target.Convention, listing);

    public override string RegisterName(Register register, int size) => Registers.Name(register, size);
}
