using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>The opcodes of one operation by the kind of its operands' type; <see cref="Opcode.Constant"/> where there is none.</summary>
internal readonly record struct OpcodeSet(Opcode Signed, Opcode Unsigned, Opcode Floating = Opcode.Constant, Opcode Bool = Opcode.Constant)
{
    /// <summary>The opcode for operands of a type; its row in the overloads guarantees that there is one.</summary>
    public Opcode For(ElementType type) =>
        type == ElementType.Bool ? Bool
        : ElementTypes.IsFloating(type) ? Floating
        : ElementTypes.IsSigned(type) ? Signed
        : Unsigned;
}
