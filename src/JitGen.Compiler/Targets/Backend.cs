using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets;

/// <summary>
/// What an architecture supplies to the shared stages. A backend has no state; one instance serves all targets of its
/// architecture.
/// </summary>
internal abstract class Backend
{
    /// <summary>Whether an integer division by zero, or of the minimum by -1, raises a processor exception.</summary>
    public abstract bool DivisionFaults { get; }

    /// <summary>The byte between methods: one that faults if it is executed.</summary>
    public abstract byte Padding { get; }

    /// <summary>
    /// Legalization: the value to use instead of a node that the architecture has no instructions for, built in
    /// <paramref name="context"/> from legal nodes; none if the node is legal as it is. Operands are legal already.
    /// </summary>
    public abstract Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c);

    /// <summary>Selection: machine code over virtual registers for a scheduled function.</summary>
    public abstract MachineFunction Select(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level);

    /// <summary>The instruction that copies a register to another of the same file.</summary>
    public abstract InstructionDescription Move(RegisterClass registerClass, int size);

    /// <summary>The instruction that loads a register (operand 0) from a spill slot or an incoming argument (operand 1).</summary>
    public abstract InstructionDescription Reload(RegisterClass registerClass, int size);

    /// <summary>The instruction that stores a register (operand 1) to a spill slot (operand 0).</summary>
    public abstract InstructionDescription Spill(RegisterClass registerClass, int size);

    /// <summary>
    /// Asked when operand 0 of an instruction with a tied operand cannot take the tied operand's register: an equivalent
    /// instruction without the tie (<c>lea</c> for <c>add</c>), with its operands in place; null if there is none.
    /// </summary>
    /// <param name="description">The instruction with the tie.</param>
    /// <param name="operands">Its operands over virtual registers; replaced by those of the equivalent.</param>
    public abstract InstructionDescription? Untie(InstructionDescription description, Operand[] operands);

    /// <summary>What the architecture supplies for array kernels.</summary>
    public abstract KernelBackend Kernels { get; }

    /// <summary>Emission: bytes of an allocated function, with its prologue, epilogue, side exits and constants.</summary>
    /// <param name="function">The code over physical registers and spill slots.</param>
    /// <param name="target">Its target.</param>
    /// <param name="listing">Receives a line per instruction, if not null.</param>
    public abstract MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing);

    /// <summary>The rows of the architecture's instruction table, for printing and for tests.</summary>
    public abstract IReadOnlyList<InstructionDescription> Instructions { get; }

    /// <summary>The assembler name of a register as an operand of <paramref name="size"/> bytes.</summary>
    public abstract string RegisterName(Register register, int size);
}
