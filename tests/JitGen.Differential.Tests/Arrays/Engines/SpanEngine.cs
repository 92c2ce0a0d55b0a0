using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>What an engine made of a call.</summary>
/// <param name="Contents">The bytes of each span afterwards, by parameter.</param>
/// <param name="Result">The bits of a reduction's result, zero-extended.</param>
/// <param name="Exception">What it threw, as outcomes hold it, or null.</param>
/// <param name="Error">What it did beside computing; null if all is well.</param>
/// <param name="BailOuts">How often the code left to the managed one.</param>
internal sealed record SpanAnswer(byte[]?[] Contents, ulong Result, string? Exception, string? Error = null, int BailOuts = 0);

/// <summary>A way to compute formulas over spans.</summary>
internal abstract class SpanEngine
{
    /// <summary>What reports call it.</summary>
    public abstract string Name { get; }

    /// <summary>What it needs outside of .NET, where a run on it is noted; null for nothing.</summary>
    public virtual ExternalEngine? Requirement => null;

    /// <summary>Computes all calls of all cases; a case for which there are no answers has one with an error. Called from several threads at once.</summary>
    public abstract SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases);

    /// <summary>The answer of a case that cannot be computed at all.</summary>
    protected static SpanAnswer[] Failure(string error) => [new SpanAnswer([], 0, null, error)];

    /// <summary>The graphs of the formulas; for one that is refused there is an answer already.</summary>
    protected static BoundFormula?[] Bind(IReadOnlyList<SpanCase> cases, SpanAnswer[]?[] answers)
    {
        var bound = new BoundFormula?[cases.Count];
        for (int i = 0; i < bound.Length; i++)
        {
            BoundFormula formula = Compilation.Bind(cases[i].Formula.ToSource());
            bound[i] = formula.Function is null ? null : formula;
            answers[i] = formula.Function is null ? Failure("refused: " + string.Join("; ", formula.Diagnostics)) : null;
        }

        return bound;
    }

    /// <summary>What the formula makes of the merged results of its reductions.</summary>
    public static (ulong Result, string? Exception) Finish(Function function, SpanRun run, ulong[] reduced)
    {
        var interpreter = new Interpreter(function.Finish!);
        return Describe(function.Finish!, interpreter, interpreter.Run(new Leaves(run.Values, null, 0, run.Length, reduced)));
    }

    /// <summary>An outcome of the interpreter as the oracle would write it down.</summary>
    protected static (ulong Result, string? Exception) Describe(Function function, Interpreter interpreter, Outcome outcome)
    {
        if (outcome.Trap is { } kind)
        {
            ElementType detailType = function.Traps.First(trap => interpreter.BitsOf(trap.Predicate) != 0).DetailType;
            return (0, ExpectedException.Of(kind, detailType, outcome.Detail1, outcome.Detail2));
        }

        return (function.Results.Count == 0 ? 0 : ResultBits.Exact(function.Results[0].Type, outcome.Result), null);
    }

    /// <summary>Merges the results of blocks, of each a slot per reduction.</summary>
    public static ulong[] Merge(Function function, IReadOnlyList<ulong[]> blocks) =>
    [
        .. function.Reductions.Select((reduction, n) => Pass.Merge([.. blocks.Select(block => block[n])], (x, y) => Combination.Of(reduction, x, y))),
    ];

    /// <summary>The blocks of a reduction: the first element and one past the last of each; an empty one of no elements.</summary>
    public static IEnumerable<(long Start, long End)> Blocks(SpanFormula formula, SpanRun run)
    {
        (int least, int greatest) = formula.Offsets;
        long count = Math.Max(0, run.Length - (greatest - least));
        for (long start = 0; start == 0 || start < count; start += Pass.BlockLength)
        {
            yield return (start, Math.Min(count, start + Pass.BlockLength));
        }
    }
}
