using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>What formulas mean: the same texts compiled by Roslyn and called.</summary>
internal static class CSharpOracle
{
    /// <summary>Evaluates formulas on the rows of arguments that belong to them.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="dropRefused">Whether a formula that C# refuses is left out, rather than an error.</param>
    /// <param name="rowsFor">The rows of a formula; null for those of the pool.</param>
    public static Case[] Evaluate(IReadOnlyList<Formula> formulas, bool dropRefused, Func<Formula, ulong[][]>? rowsFor = null)
    {
        string source = CSharpSource.Class(formulas);
        IReadOnlyList<(int Line, string Message)> errors = CSharpCompiler.Errors(source);
        if (errors.Count > 0)
        {
            if (!dropRefused)
            {
                throw new InvalidOperationException(string.Join('\n', errors.Select(e => $"{source.Split('\n')[e.Line]}\n{e.Message}")));
            }

            formulas = Accepted(formulas, source, errors);
            source = CSharpSource.Class(formulas);
        }

        nint[] addresses = CSharpCompiler.Compile(source, formulas.Count);
        var cases = new Case[formulas.Count];
        for (int i = 0; i < cases.Length; i++)
        {
            ulong[][] rows = (rowsFor ?? ArgumentPool.RowsFor)(formulas[i]);
            cases[i] = new Case(formulas[i], rows, Adapters.CallEach(addresses[i], rows));
        }

        return cases;
    }

    /// <summary>The formulas whose methods, a line each, have no error.</summary>
    private static List<Formula> Accepted(IReadOnlyList<Formula> formulas, string source, IReadOnlyList<(int Line, string Message)> errors)
    {
        string[] lines = source.Split('\n');
        int first = Array.FindIndex(lines, line => line.Contains(" F0(", StringComparison.Ordinal));
        var refused = errors.Select(error => error.Line - first).ToHashSet();
        return [.. formulas.Where((_, i) => !refused.Contains(i))];
    }
}
