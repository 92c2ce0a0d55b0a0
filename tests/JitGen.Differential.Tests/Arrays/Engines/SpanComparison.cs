using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
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

    /// <summary>What differs, in the order of the corpus.</summary>
    public IReadOnlyList<SpanMismatch> Mismatches => _mismatches;

    /// <summary>A hash of all answers, equal for engines that agree on the same cases.</summary>
    public ulong Hash => _hash;

    public override string ToString() => $"{engine.Name}: {_formulas} formulas, {_calls} calls, {_bailOuts} bail-outs, hash {_hash:X16}";

    /// <summary>Runs the batches, several at once.</summary>
    public void Run(IReadOnlyList<SpanBatch> batches)
    {
        var results = new List<SpanMismatch>[batches.Count];
        Parallel.ForEach(batches, (batch, _, index) => results[index] = Compare(batch.Cases));
        _mismatches.AddRange(results.SelectMany(list => list));
    }

    /// <summary>Runs cases, and tells the first difference of each.</summary>
    public List<SpanMismatch> Compare(IReadOnlyList<SpanCase> cases)
    {
        var mismatches = new List<SpanMismatch>();
        SpanAnswer[][] answers = engine.Run(cases);
        for (int i = 0; i < answers.Length; i++)
        {
            if (Find(cases[i], answers[i]) is { } mismatch)
            {
                mismatches.Add(mismatch);
            }
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
            if (run.Expected[n] is { } expected)
            {
                if (DifferenceOf(formula.Parameters[n], expected, answer.Contents[n]!, ref hash) is { } difference)
                {
                    return difference + (run.Exception is null ? "" : $" ({run.Exception}{At(run)})");
                }
            }
        }

        if (!formula.IsMap && run.Exception is null && answer.Result != run.Result)
        {
            return $"C#: 0x{run.Result:X}, here: 0x{answer.Result:X}";
        }

        Interlocked.Add(ref _hash, Mix(hash, answer.Result.ToString(CultureInfo.InvariantCulture)));
        return null;
    }

    private static string At(SpanRun run) => run.Exception is null ? "" : $" at {run.Reached}";

    private static string? DifferenceOf(Parameter parameter, byte[] expected, byte[] actual, ref ulong hash)
    {
        int size = SpanFormula.SizeOf(parameter.Type);
        for (int start = 0; start < expected.Length; start += size)
        {
            ulong here = Bits(parameter.Type, actual, start, size);
            ulong there = Bits(parameter.Type, expected, start, size);
            if (here != there)
            {
                return $"{parameter.Name}[{start / size}]: C#: 0x{there:X}, here: 0x{here:X}";
            }

            hash = (hash ^ here) * 0x100000001B3;
        }

        return null;
    }

    private static ulong Bits(ElementType type, byte[] bytes, int start, int size)
    {
        ulong bits = size switch
        {
            1 => bytes[start],
            2 => BitConverter.ToUInt16(bytes, start),
            4 => BitConverter.ToUInt32(bytes, start),
            _ => BitConverter.ToUInt64(bytes, start),
        };
        return type == ElementType.Bool ? bits : ResultBits.Canonical(type, bits);
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
