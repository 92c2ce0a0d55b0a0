using System.Collections.Generic;
using JitGen.Compiler;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Managed;

namespace JitGen.Generator.Compilations;

/// <summary>What a formula becomes.</summary>
/// <param name="Bodies">The code for each target of a formula of single values; empty if the project needs none that exists.</param>
/// <param name="Fallback">
/// The statements of the managed fallback, each line indented and ended by a line feed; null if there is no code.
/// </param>
/// <param name="Failure">What the compiler threw, which is a defect in it; null if all went well.</param>
/// <param name="Kernel">The code of a formula over spans; null for one of single values.</param>
internal sealed record FormulaCode(IReadOnlyList<CompiledFormula> Bodies, string? Fallback, string? Failure, KernelCode? Kernel = null)
{
    /// <summary>The mathematical functions that the fallback calls.</summary>
    public IReadOnlyCollection<AppliedFunction> Functions { get; init; } = [];

    /// <summary>How the native code is called, for all targets alike; null if there is none.</summary>
    public ScalarSignature? Signature => Bodies.Count == 0 ? null : Bodies[0].Signature;

    /// <summary>What a formula with an error becomes: no body, so that the C# compiler stops the build.</summary>
    public static FormulaCode Nothing { get; } = new([], null, null);
}

/// <summary>What binding a formula says about it, for people.</summary>
/// <param name="Bound">The graph and the diagnostics; null if there was a failure.</param>
/// <param name="OperationCount">The operations of the graph: all nodes but constants and parameters.</param>
/// <param name="Failure">What the compiler threw, which is a defect in it; null if all went well.</param>
internal sealed record FormulaMeaning(BoundFormula? Bound, int OperationCount, string? Failure);
