using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// The instruction table. A row gives the mnemonic, the operands (see <see cref="OperandSyntax"/>) and the fixed bits; from it follow
/// encoding, printing and what register allocation needs to know. Where the assembler prefers an alias (<c>cmp</c> for a <c>subs</c>
/// without result), the alias has a row of its own.
/// </summary>
internal static class Instructions
{
    /// <summary>All rows.</summary>
    public static IReadOnlyList<InstructionDescription> All { get; } =
        IntegerInstructions.All
            .Concat(BitInstructions.All)
            .Concat(ConditionInstructions.All)
            .Concat(FloatingInstructions.All)
            .Concat(MemoryInstructions.All)
            .Concat(VectorArithmetic.Rows)
            .Concat(VectorBits.Rows)
            .Concat(VectorFloats.Rows)
            .Concat(VectorMoves.Rows)
            .Concat(VectorMemory.Rows)
            .Concat(ControlInstructions.Rows)
            .ToArray();
}
