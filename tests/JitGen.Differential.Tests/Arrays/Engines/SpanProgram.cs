using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Oracle;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>A case compiled to machine code.</summary>
internal sealed class SpanProgram
{
    /// <summary>An element that throws may end a call so many elements earlier at most.</summary>
    private const int MostElementsEarlier = 1024;

    public SpanProgram(SpanCase source, Function function, CompiledKernel kernel)
    {
        Case = source;
        Function = function;
        Kernel = kernel;
        Signature = new KernelSignature(function);
        HasRarePaths = JitGen.Differential.Tests.Engines.RarePaths.AreIn(function);
    }

    public SpanCase Case { get; }

    public Function Function { get; }

    public CompiledKernel Kernel { get; }

    public KernelSignature Signature { get; }

    /// <summary>Whether managed code may have to compute what does not throw.</summary>
    public bool HasRarePaths { get; }

    /// <summary>Compiles the cases that the compiler accepts; for the others there are answers already.</summary>
    public static SpanProgram?[] Compile(IReadOnlyList<SpanCase> cases, BoundFormula?[] bound, Target target, Level level, SpanAnswer[]?[] answers)
    {
        var programs = new SpanProgram?[cases.Count];
        for (int i = 0; i < programs.Length; i++)
        {
            if (bound[i] is not { } formula)
            {
                continue;
            }

            try
            {
                CompiledKernel kernel = Compilation.CompileKernel(formula, target, level);
                if (kernel.Code.Bytes.Length > 0)
                {
                    programs[i] = new SpanProgram(cases[i], formula.Function!, kernel);
                }
                else
                {
                    answers[i] = [new SpanAnswer([], 0, null, "no code")];
                }
            }
            catch (Exception exception)
            {
                answers[i] = [new SpanAnswer([], 0, null, "the compiler threw " + exception)];
            }
        }

        return programs;
    }

    /// <summary>
    /// What is wrong with a map's leaving at an element: nothing, if one throws right behind it, or there may be rare ones.
    /// </summary>
    /// <param name="run">The call.</param>
    /// <param name="left">The first element that was not computed.</param>
    /// <param name="start">The first that was to be computed.</param>
    /// <param name="end">One past the last.</param>
    public string? FindFault(SpanRun run, long left, long start, long end) =>
        left < start || left > end ? $"returns {left} for elements {start} to {end}"
        : HasRarePaths || (run.Exception is not null && run.Reached >= left && run.Reached < left + MostElementsEarlier) ? null
        : $"leaves at {left}, though no element behind it throws";

    /// <summary>
    /// What is wrong with a result where a call has left: nothing, if no element from there on has been stored. Managed code computes
    /// them from what was before, or throws, and then they stay.
    /// </summary>
    /// <param name="run">The call.</param>
    /// <param name="parameter">The index of the parameter.</param>
    /// <param name="contents">The bytes of its span afterwards.</param>
    /// <param name="left">The first element that was not computed.</param>
    /// <param name="end">One past the last that was to be computed.</param>
    public string? FindStoreBehind(SpanRun run, int parameter, ReadOnlySpan<byte> contents, long left, long end)
    {
        Parameter span = Case.Formula.Parameters[parameter];
        if (span.Kind != ParameterKind.Span || left == end)
        {
            return null;
        }

        int size = SpanFormula.SizeOf(span.Type);
        Range bytes = ((int)left * size)..((int)end * size);
        int same = contents[bytes].CommonPrefixLength(run.Contents[run.Homes[parameter]].AsSpan(bytes));
        return same == (int)(end - left) * size ? null : $"leaves at {left}, and has stored {span.Name}[{left + same / size}]";
    }

    /// <summary>The results of a block whose native code left, by the interpreter.</summary>
    public ulong[] Interpret(SpanRun run, long start, long end)
    {
        ulong[][] spans = SpanInterpreterEngine.Elements(Case.Formula, run);
        var interpreter = new Interpreter(Function);
        return [.. Function.Reductions.Select(Reduce)];

        ulong Reduce(Reduction reduction)
        {
            Func<ulong, ulong, ulong> combine = (x, y) => Combination.Of(reduction, x, y);
            Func<long, ulong> element = k =>
            {
                interpreter.Run(new Leaves(run.Values, spans, start + k, run.Length));
                return interpreter.BitsOf(reduction.Value);
            };
            ulong neutral = NeutralElement.Of(reduction);
            return ElementTypes.Bits(reduction.Type) == 32
                ? Pass.Blocks(end - start, k => (uint)element(k), (uint)neutral, (x, y) => (uint)combine(x, y))[0]
                : Pass.Blocks(end - start, element, neutral, combine)[0];
        }
    }
}
