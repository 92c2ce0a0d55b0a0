using System;
using System.Linq;
using JitGen.Compiler;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The front half of the compiler.</summary>
internal static class Front
{
    /// <summary>Binds the formula of a case; it is one that C# accepts.</summary>
    public static BoundFormula Bind(Formula formula) => Compilation.Bind(formula.ToSource(), CompilationLimits.Default);

    /// <summary>Computes each case, or reports why its formula is refused or what was thrown.</summary>
    public static EngineResult[] ForEach(System.Collections.Generic.IReadOnlyList<Case> cases, Func<Case, BoundFormula, EngineResult> compute)
    {
        var results = new EngineResult[cases.Count];
        for (int i = 0; i < results.Length; i++)
        {
            BoundFormula bound = Bind(cases[i].Formula);
            results[i] = bound.Function is null ? Refused(bound) : compute(cases[i], bound);
        }

        return results;
    }

    /// <summary>The result for a formula that the compiler refuses.</summary>
    public static EngineResult Refused(BoundFormula bound) =>
        new(null, "refused: " + string.Join("; ", bound.Diagnostics.Select(diagnostic => diagnostic.ToString())));
}
