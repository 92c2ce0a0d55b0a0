using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using System.Threading;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Engines;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>A call of which an engine makes something else than C#.</summary>
/// <param name="Case">The case.</param>
/// <param name="Run">The call; null if the engine has no answers at all.</param>
/// <param name="Difference">What differs, first.</param>
internal sealed record SpanMismatch(SpanCase Case, SpanRun? Run, string Difference)
{
    public override string ToString() => $"{Case.Formula}\n    {(Run is null ? "" : Run + "\n    ")}{Difference}";
}

/// <summary>Compares an engine with C# on every call, and adds up what it has seen.</summary>
internal sealed class SpanComparison(SpanEngine engine)
{
    private readonly List<SpanMismatch> _mismatches = [];
    private long _formulas;
    private long _calls;
    private long _bailOuts;
    private ulong _hash;
    private long _ticks;

    public SpanEngine Engine => engine;

    /// <summary>How long the engine has run, all threads together.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(0, _ticks);

    /// <summary>What differs, by the names of formulas.</summary>
    public IReadOnlyList<SpanMismatch> Mismatches => [.. _mismatches.OrderBy(mismatch => mismatch.Case.Formula.Name, StringComparer.Ordinal)];

    /// <summary>A hash of all answers, equal for engines that agree on the same cases.</summary>
    public ulong Hash => _hash;

    public override string ToString() => $"{engine.Name}: {_formulas} formulas, {_calls} calls, {_bailOuts} bail-outs, hash {_hash:X16}";

    /// <summary>Runs cases, and tells the first difference of each. Called from several threads at once.</summary>
    public List<SpanMismatch> Compare(IReadOnlyList<SpanCase> cases)
    {
        long start = Stopwatch.GetTimestamp();
        SpanAnswer[][] answers = engine.Run(cases);
        Interlocked.Add(ref _ticks, Stopwatch.GetTimestamp() - start);
        List<SpanMismatch> mismatches = [.. cases.Select((source, i) => Find(source, answers[i])).OfType<SpanMismatch>()];
        lock (_mismatches)
        {
            _mismatches.AddRange(mismatches);
        }

        return mismatches;
    }

    private SpanMismatch? Find(SpanCase source, SpanAnswer[] answers)
    {
        Interlocked.Increment(ref _formulas);
        if (answers.Length != source.Runs.Length)
        {
            return new SpanMismatch(source, null, answers.FirstOrDefault()?.Error ?? "no answer");
        }

        for (int n = 0; n < answers.Length; n++)
        {
            Interlocked.Increment(ref _calls);
            Interlocked.Add(ref _bailOuts, answers[n].BailOuts);
            if (Difference(source.Formula, source.Runs[n], answers[n]) is { } difference)
            {
                return new SpanMismatch(source, source.Runs[n], difference);
            }
        }

        return null;
    }

    private string? Difference(SpanFormula formula, SpanRun run, SpanAnswer answer)
    {
        if (answer.Error is not null)
        {
            return answer.Error;
        }

        if (answer.Exception != run.Exception)
        {
            return $"C#: {run.Exception ?? "no exception"}{At(run)}; here: {answer.Exception ?? "no exception"}";
        }

        ulong hash = Mix(Mix((ulong)run.Seed, formula.Name), answer.Exception ?? "");
        for (int n = 0; n < run.Contents.Length; n++)
        {
            bool isResult = formula.Parameters[n].Kind == ParameterKind.Span;
            if (run.Expected[n] is { } expected && (isResult || !expected.AsSpan().SequenceEqual(answer.Contents[n])))
            {
                if (DifferenceOf(formula, n, expected, answer.Contents[n]!) is { } difference)
                {
                    return difference + (run.Exception is null ? "" : $" ({run.Exception}{At(run)})");
                }

                hash = isResult ? HashOf(formula.Parameters[n].Type, answer.Contents[n]!, hash) : hash;
            }
        }

        ulong result = formula.IsMap || formula.CanonicalNaN ? answer.Result : ResultBits.Canonical(formula.ResultType, answer.Result);
        if (!formula.IsMap && run.Exception is null && result != run.Result)
        {
            return $"C#: 0x{run.Result:X}, here: 0x{answer.Result:X}";
        }

        Interlocked.Add(ref _hash, Mix(hash, result.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    /// <summary>Whether an answer is another than C#'s.</summary>
    public static bool Differ(SpanFormula formula, SpanRun run, SpanAnswer answer) =>
        new SpanComparison(new SpanInterpreterEngine()).Difference(formula, run, answer) is not null;

    private static string At(SpanRun run) => run.Exception is null ? "" : $" at {run.Reached}";

    private static string? DifferenceOf(SpanFormula formula, int number, byte[] expected, byte[] actual)
    {
        Parameter parameter = formula.Parameters[number];
        int size = SpanFormula.SizeOf(parameter.Type);
        for (int start = 0; start < expected.Length; start += size)
        {
            ulong here = Bits(parameter.Type, actual, start, size, formula.CanonicalNaN);
            ulong there = Bits(parameter.Type, expected, start, size, formula.CanonicalNaN);
            if (here != there)
            {
                return $"{parameter.Name}[{start / size}]: C#: 0x{there:X}, here: 0x{here:X}";
            }
        }

        return null;
    }

    /// <summary>Adds the elements of a result to a hash, every NaN as one.</summary>
    private static ulong HashOf(ElementType type, byte[] contents, ulong hash)
    {
        int size = SpanFormula.SizeOf(type);
        for (int start = 0; start < contents.Length; start += size)
        {
            hash = (hash ^ Bits(type, contents, start, size, isExact: false)) * 0x100000001B3;
        }

        return hash;
    }

    private static ulong Bits(ElementType type, byte[] bytes, int start, int size, bool isExact)
    {
        ulong bits = size switch
        {
            1 => bytes[start],
            2 => BitConverter.ToUInt16(bytes, start),
            4 => BitConverter.ToUInt32(bytes, start),
            _ => BitConverter.ToUInt64(bytes, start),
        };
        return isExact || type == ElementType.Bool ? bits : ResultBits.Canonical(type, bits);
    }

    private static ulong Mix(ulong hash, string text)
    {
        foreach (char c in text)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return hash ^ (hash >> 29);
    }
}
