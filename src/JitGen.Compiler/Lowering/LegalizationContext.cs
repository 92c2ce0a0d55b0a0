using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>Builds legal nodes: what a <c>Backend.Legalize</c> may do.</summary>
internal abstract class LegalizationContext
{
    /// <summary>The function that is being built.</summary>
    public abstract Function Function { get; }

    /// <summary>A node, itself legalized and, at level Full, simplified.</summary>
    public abstract Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default);

    /// <summary>Native code leaves to the managed fallback, which computes the right value, if the predicate is true.</summary>
    public abstract void AddSideExit(Value predicate);

    public Value Constant(IrType type, ulong bits) => Function.Constant(type, bits);
}
