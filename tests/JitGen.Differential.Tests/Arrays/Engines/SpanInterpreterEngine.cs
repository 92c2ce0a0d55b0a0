using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
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
                var interpreter = new KernelInterpreter(function);
                answers[i] = [.. cases[i].Runs.Select(run => Run(interpreter, function, cases[i].Formula, run))];
            }
        }

        return answers!;
    }

    /// <summary>Computes a call by the interpreter of a graph of the formula.</summary>
    public static SpanAnswer Run(KernelInterpreter interpreter, Function function, SpanFormula formula, SpanRun run)
    {
        ulong[][] spans = Elements(formula, run);
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
            byte[] bytes = (run.Homes[n] == n ? run.Contents[n] : null) ?? [];
            int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
            spans[n] = new ulong[bytes.Length / size];
            for (int row = 0; row < spans[n].Length; row++)
            {
                bytes.AsSpan(row * size, size).CopyTo(MemoryMarshal.AsBytes(spans[n].AsSpan(row, 1)));
            }
        }

        return [.. run.Homes.Select(home => spans[home])];
    }

    /// <summary>The bytes of each span; those of the call itself, where nothing is stored into it.</summary>
    private static byte[]?[] Bytes(SpanFormula formula, SpanRun run, ulong[][] spans)
    {
        byte[]?[] contents = [.. run.Contents];
        for (int n = 0; n < contents.Length; n++)
        {
            if (formula.Parameters[n].Kind == ParameterKind.Span)
            {
                int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
                var bytes = new byte[spans[n].Length * size];
                for (int row = 0; row < spans[n].Length; row++)
                {
                    MemoryMarshal.AsBytes(spans[n].AsSpan(row, 1))[..size].CopyTo(bytes.AsSpan(row * size));
                }

                contents[run.Homes[n]] = bytes;
            }
        }

        return [.. run.Homes.Select(home => contents[home])];
    }
}
