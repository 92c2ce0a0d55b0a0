using System.Collections.Generic;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Engines;

/// <summary>What an engine made of a case.</summary>
/// <param name="Outcomes">An outcome per row of arguments; null where there are none.</param>
/// <param name="Error">Why there are none, or what the code did beside computing; null if all is well.</param>
/// <param name="BailOuts">The calls that left to the managed fallback.</param>
internal sealed record EngineResult(Outcome[]? Outcomes, string? Error = null, int BailOuts = 0)
{
    /// <summary>Whether the formula has code on the engine at all.</summary>
    public bool HasCode { get; init; } = true;
}

/// <summary>A way to compute formulas.</summary>
internal abstract class Engine
{
    /// <summary>What reports call it.</summary>
    public abstract string Name { get; }

    /// <summary>Computes all rows of all cases. Called from several threads at once.</summary>
    public abstract EngineResult[] Run(IReadOnlyList<Case> cases);
}
