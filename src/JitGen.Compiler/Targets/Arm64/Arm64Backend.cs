using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The backend for Armv8-A in its 64-bit state.</summary>
internal sealed class Arm64Backend : Backend
{
    private Arm64Backend()
    {
    }

    public static Arm64Backend Instance { get; } = new();

    public override bool DivisionFaults => false;

    /// <summary>Zero bytes: udf #0, which is never executed.</summary>
    public override byte Padding => 0;

    public override IReadOnlyList<InstructionDescription> Instructions => Arm64.Instructions.All;

    public override Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c) =>
        Legalization.Legalize(context, opcode, type, a, b, c);

    public override MachineFunction Select(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level) =>
        new Arm64Selector(schedule, signature, target, level).Run();

    public override InstructionDescription Move(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? IntegerInstructions.Move[size == 8]
        : size == 16 ? FloatingInstructions.MoveVector
        : FloatingInstructions.Move[size == 8];

    public override InstructionDescription Reload(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? MemoryInstructions.Load[size == 8]
        : size == 16 ? MemoryInstructions.LoadVector
        : MemoryInstructions.LoadFloat[size == 8];

    public override InstructionDescription Spill(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? MemoryInstructions.Store[size == 8]
        : size == 16 ? MemoryInstructions.StoreVector
        : MemoryInstructions.StoreFloat[size == 8];

    /// <summary>The few tied instructions keep bits of what they overwrite; none has a form without the tie.</summary>
    public override InstructionDescription? Untie(InstructionDescription description, Operand[] operands) => null;

    public override KernelBackend Kernels => Arm64KernelBackend.Instance;

    public override MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing) =>
        Emitter.Emit(function, target, listing);

    public override string RegisterName(Register register, int size) => Registers.Name(register, size);
}
