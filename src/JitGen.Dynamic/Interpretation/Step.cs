using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Interpretation;

/// <summary>
/// One operation on blocks of values. A slot is a row of a frame: the values of one node for all elements of the block, one after
/// the other, of the size of their type.
/// </summary>
internal unsafe struct Step
{
    /// <summary>The operation; null where <see cref="Callee"/> or the table of opcodes does it.</summary>
    public delegate*<byte*, byte*, byte*, byte*, int, void> Operation;

    /// <summary>The mathematical function that is applied to <see cref="X"/> and <see cref="Y"/>; of a Rare only where its predicate is true.</summary>
    public BlockProgram? Callee;

    public Opcode Opcode;

    /// <summary>The types of the first operand and of the result.</summary>
    public IrType From, To;

    /// <summary>Slots: of the result, the operands, and what a function is applied to.</summary>
    public int Result, A, B, C, X, Y;
}
