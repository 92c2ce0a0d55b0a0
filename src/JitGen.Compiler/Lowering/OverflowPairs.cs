using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>Which arithmetic an overflow predicate is about.</summary>
internal static class OverflowPairs
{
    /// <summary>The operation whose overflow the opcode tells, or null if it is not an overflow predicate.</summary>
    public static Opcode? ArithmeticOf(Opcode predicate) => predicate switch
    {
        Opcode.AddOverflowS or Opcode.AddOverflowU => Opcode.Add,
        Opcode.SubOverflowS or Opcode.SubOverflowU => Opcode.Sub,
        Opcode.MulOverflowS or Opcode.MulOverflowU => Opcode.Mul,
        _ => null,
    };
}
