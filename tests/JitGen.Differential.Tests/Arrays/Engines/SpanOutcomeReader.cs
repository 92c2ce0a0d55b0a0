using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Reads what a program outside of this process has written: what is in it is written down in <c>spans.c</c>.</summary>
/// <param name="output">The output, which ends early after a fault.</param>
/// <param name="preserved">What the numbers say that registers are reported by.</param>
/// <param name="fault">Why it ends early.</param>
internal sealed class SpanOutcomeReader(byte[] output, IReadOnlyList<string> preserved, string? fault)
{
    private int _next;
    private string? _fault;

    /// <summary>The answer of the next call.</summary>
    public SpanAnswer Read(SpanProgram program, SpanRun run)
    {
        SpanFormula formula = program.Case.Formula;
        Placement placement = Placement.Of(formula, run);
        (long Start, long End)[] parts = SpanCallFile.Parts(program, run, placement);
        var block = new byte[program.Signature.ScratchOffset];
        var blocks = new List<ulong[]>();
        long[] left = new long[parts.Length];
        string? error = null;
        for (int part = 0; part < parts.Length && _fault is null; part++)
        {
            left[part] = (long)Word();
            int damage = (int)Word();
            error ??= damage == 0 ? null : preserved[damage - 1] + " is not preserved";
            Read(block);
            if (formula.IsMap)
            {
                bool isOver = run.Exception is not null && run.Reached < parts[part].Start;
                error ??= left[part] == parts[part].End || isOver ? null : program.FindFault(run, left[part], parts[part].Start, parts[part].End);
            }
            else
            {
                blocks.Add(ReadReductions(program, run, block, left[part], parts[part], ref error));
            }
        }

        int beside = (int)Word();
        error ??= beside == 0 ? null : $"writes beside, or into, {formula.Parameters[SpanCallFile.Spans(formula)[beside - 1]].Name}";
        byte[]?[] contents = ReadContents(formula, run);
        if (_fault is not null)
        {
            return new SpanAnswer([], 0, null, _fault);
        }

        bool hasLeft = left.Where((index, part) => index != parts[part].End).Any();
        int bailOuts = hasLeft ? 1 : 0;
        if (formula.IsMap)
        {
            error ??= Complete(program, run, parts, left, contents);
            return new SpanAnswer(contents, 0, hasLeft ? run.Exception : null, error, bailOuts);
        }

        (ulong result, string? exception) = hasLeft && run.Exception is not null
            ? (0, run.Exception)
            : SpanEngine.Finish(program.Function, run, SpanEngine.Merge(program.Function, blocks));
        return new SpanAnswer(contents, result, exception, error, bailOuts);
    }

    /// <summary>The results of a block, by managed code where the kernel has left, as wrappers do.</summary>
    private static ulong[] ReadReductions(
        SpanProgram program, SpanRun run, byte[] block, long left, (long Start, long End) part, ref string? error)
    {
        if (left == part.End)
        {
            return [.. program.Function.Reductions.Select((reduction, n) => KernelBlock.Result(block, program.Signature, reduction, n))];
        }

        if (run.Exception is not null)
        {
            return [];
        }

        error ??= program.FindFault(run, left, part.Start, part.End);
        return program.Interpret(run, part.Start, part.End);
    }

    private byte[]?[] ReadContents(SpanFormula formula, SpanRun run)
    {
        var contents = new byte[]?[formula.Parameters.Count];
        Span<byte> padding = stackalloc byte[8];
        foreach (int n in SpanCallFile.Spans(formula).Where(n => run.Homes[n] == n))
        {
            if (!SpanCallFile.IsStored(formula, run, n))
            {
                contents[n] = run.Contents[n];
                continue;
            }

            contents[n] = new byte[run.Contents[n]!.Length];
            Read(contents[n]);
            Read(padding[..((8 - contents[n]!.Length % 8) % 8)]);
        }

        return [.. run.Homes.Select(home => contents[home])];
    }

    /// <summary>
    /// Stores what managed code would, where calls have left. Parts behind an element that throws would not have been computed:
    /// there, what was before is put back. Returns what is wrong with what calls that left have stored.
    /// </summary>
    private static string? Complete(SpanProgram program, SpanRun run, (long Start, long End)[] parts, long[] left, byte[]?[] contents)
    {
        string? error = null;
        bool throws = false;
        for (int part = 0; part < parts.Length; part++)
        {
            (long start, long end) = parts[part];
            if (left[part] < start || left[part] > end)
            {
                return error;
            }

            for (int n = 0; n < contents.Length; n++)
            {
                error ??= program.FindStoreBehind(run, n, contents[n], left[part], end);
            }

            throws |= left[part] != end && run.Exception is not null && run.Reached < end;
            long first = throws && run.Reached < start ? start : left[part];
            for (int n = 0; n < contents.Length; n++)
            {
                if (program.Case.Formula.Parameters[n].Kind == ParameterKind.Span)
                {
                    int size = SpanFormula.SizeOf(program.Case.Formula.Parameters[n].Type);
                    Range bytes = ((int)first * size)..((int)end * size);
                    run.Expected[n].AsSpan(bytes).CopyTo(contents[n].AsSpan(bytes));
                }
            }
        }

        return error;
    }

    private ulong Word()
    {
        Span<byte> bytes = stackalloc byte[8];
        Read(bytes);
        return BitConverter.ToUInt64(bytes);
    }

    private void Read(Span<byte> bytes)
    {
        if (_fault is not null || _next + bytes.Length > output.Length)
        {
            _fault ??= fault ?? "no output";
            bytes.Clear();
            return;
        }

        output.AsSpan(_next, bytes.Length).CopyTo(bytes);
        _next += bytes.Length;
    }
}
