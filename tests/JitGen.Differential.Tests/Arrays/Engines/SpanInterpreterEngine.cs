using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The compiler's interpreter of kernels, on the graph as it was bound; some reductions are split at block boundaries.</summary>
internal sealed class SpanInterpreterEngine : SpanEngine
{
    public override string Name => "interpreter";

    public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases)
    {
        var answers = new SpanAnswer[]?[cases.Count];
        BoundFormula?[] bound = Bind(cases, answers);
        for (int i = 0; i < answers.Length; i++)
        {
            if (bound[i]?.Function is { } function)
            {
                answers[i] = [.. cases[i].Runs.Select(run => Run(function, cases[i].Formula, run))];
            }
        }

        return answers!;
    }

    /// <summary>Computes a call by a graph of the formula.</summary>
    public static SpanAnswer Run(Function function, SpanFormula formula, SpanRun run)
    {
        ulong[][] spans = Elements(formula, run);
        var interpreter = new KernelInterpreter(function);
        KernelOutcome outcome = formula.IsMap || run.Seed % 2 == 0 ? interpreter.Run(run.Values, spans) : interpreter.RunSplit(run.Values, spans, 1 << run.Seed % 6 / 2);
        (ulong result, string? exception) = Describe(function, run, spans, outcome);
        return new SpanAnswer(Bytes(formula, run, spans), result, exception);
    }

    /// <summary>The outcome as outcomes are written down; the element that throws is evaluated again for the details.</summary>
    private static (ulong Result, string? Exception) Describe(Function function, SpanRun run, ulong[][] spans, KernelOutcome outcome)
    {
        if (outcome.Outcome.Trap is null)
        {
            return function.Finish is null ? (0, null) : (ResultOf(function.Finish, outcome.Outcome.Result), null);
        }

        foreach (Function? part in new[] { function, function.Finish })
        {
            foreach (Trap trap in part?.Traps ?? [])
            {
                if (trap.Kind == outcome.Outcome.Trap)
                {
                    return (0, JitGen.Differential.Tests.Engines.ExpectedException.Of(trap.Kind, DetailType(function, run, spans, outcome, trap), outcome.Outcome.Detail1, outcome.Outcome.Detail2));
                }
            }
        }

        return (0, outcome.Outcome.Trap.ToString());
    }

    private static ElementType DetailType(Function function, SpanRun run, ulong[][] spans, KernelOutcome outcome, Trap trap)
    {
        if (trap.DetailType == ElementType.Void || outcome.Index >= run.Length)
        {
            return trap.DetailType;
        }

        var element = new Interpreter(function);
        element.Run(new Leaves(run.Values, spans, outcome.Index, run.Length));
        return function.Traps.First(t => element.BitsOf(t.Predicate) != 0).DetailType;
    }

    private static ulong ResultOf(Function finish, ulong bits) => JitGen.Differential.Tests.Engines.ResultBits.Exact(finish.Results[0].Type, bits);

    /// <summary>The elements of each span; spans that share memory share an array.</summary>
    public static ulong[][] Elements(SpanFormula formula, SpanRun run)
    {
        var spans = new ulong[formula.Parameters.Count][];
        for (int n = 0; n < spans.Length; n++)
        {
            int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
            byte[]? bytes = run.Homes[n] == n ? run.Contents[n] : null;
            spans[n] = bytes is null ? [] : [.. Enumerable.Range(0, bytes.Length / size).Select(row => Word(bytes, row * size, size))];
        }

        return [.. run.Homes.Select(home => spans[home])];
    }

    private static byte[]?[] Bytes(SpanFormula formula, SpanRun run, ulong[][] spans)
    {
        byte[]?[] contents = [.. run.Contents];
        for (int n = 0; n < contents.Length; n++)
        {
            if (run.Homes.Where((home, other) => home == run.Homes[n] && formula.Parameters[other].Kind == ParameterKind.Span).Any())
            {
                int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
                contents[n] = [.. spans[n].SelectMany(word => BitConverter.GetBytes(word).Take(size))];
            }
        }

        return contents;
    }

    private static ulong Word(byte[] bytes, int start, int size)
    {
        ulong word = 0;
        for (int i = size - 1; i >= 0; i--)
        {
            word = word << 8 | bytes[start + i];
        }

        return word;
    }
}
