using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
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

    public override KernelBackend Kernels => X64KernelBackend.Instance;

    public override MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing) =>
        Emitter.Emit(function, target.Convention, listing);

    public override string RegisterName(Register register, int size) => Registers.Name(register, size);
}
