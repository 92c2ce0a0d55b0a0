using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Engines;

/// <summary>A case of which an engine makes something else than C#.</summary>
/// <param name="Case">The case.</param>
/// <param name="Row">The index of the row of arguments; -1 if the engine has no outcomes.</param>
/// <param name="Actual">What the engine gave, or what is wrong.</param>
internal sealed record Mismatch(Case Case, int Row, string Actual)
{
    public override string ToString() => Row < 0
        ? $"{Case.Formula}\n    {Actual}"
        : $"{Case.Formula}\n    of {string.Join(", ", Case.Rows[Row].Select(Describe))}\n    C#: {Case.Expected[Row]}\n    here: {Actual}";

    private string Describe(ulong bits, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{Case.Formula.Parameters[index].Name} = {ArgumentPool.Describe(Case.Formula.Parameters[index].Type, bits)}");
}

/// <summary>Compares an engine with C# on every case, and adds up what it has seen.</summary>
internal sealed class Comparison(Engine engine)
{
    private readonly List<Mismatch> _mismatches = [];
    private long _formulas;
    private long _calls;
    private long _bailOuts;
    private long _unneededBailOuts;
    private long _withoutCode;
    private ulong _hash;

    /// <summary>What differs, in the order of the corpus.</summary>
    public IReadOnlyList<Mismatch> Mismatches => _mismatches;

    /// <summary>The formulas of which there is no machine code, because they are too large.</summary>
    public long WithoutCode => _withoutCode;

    /// <summary>A hash of all outcomes, equal for engines that agree on the same cases.</summary>
    public ulong Hash => _hash;

    public override string ToString() =>
        $"{engine.Name}: {_formulas} formulas, {_calls} calls, {_bailOuts} bail-outs ({_unneededBailOuts} without an exception), {_withoutCode} too large, hash {_hash:X16}";

    /// <summary>Runs the batches, several at once.</summary>
    public void Run(IEnumerable<Batch> batches)
    {
        var results = new List<Mismatch>[batches.Count()];
        Parallel.ForEach(batches, (batch, _, index) => results[index] = Compare(batch.Cases));
        _mismatches.AddRange(results.SelectMany(list => list));
    }

    /// <summary>Runs cases, and tells the first difference of each.</summary>
    public List<Mismatch> Compare(IReadOnlyList<Case> cases)
    {
        var mismatches = new List<Mismatch>();
        EngineResult[] results = engine.Run(cases);
        for (int i = 0; i < results.Length; i++)
        {
            if (Find(cases[i], results[i]) is { } mismatch)
            {
                mismatches.Add(mismatch);
            }
        }

        return mismatches;
    }

    private Mismatch? Find(Case c, EngineResult result)
    {
        if (result.Outcomes is null || result.Error is not null)
        {
            return new Mismatch(c, -1, result.Error ?? "no result");
        }

        int thrown = c.Expected.Count(outcome => outcome.Exception is not null);
        Interlocked.Increment(ref _formulas);
        Interlocked.Add(ref _withoutCode, result.HasCode ? 0 : 1);
        Interlocked.Add(ref _calls, c.Rows.Length);
        Interlocked.Add(ref _bailOuts, result.BailOuts);
        Interlocked.Add(ref _unneededBailOuts, Math.Max(0, result.BailOuts - thrown));
        for (int row = 0; row < c.Rows.Length; row++)
        {
            if (result.Outcomes[row] != c.Expected[row])
            {
                return new Mismatch(c, row, result.Outcomes[row].ToString());
            }

            AddToHash(c.Formula.Name, row, result.Outcomes[row]);
        }

        return null;
    }

    /// <summary>Adds an outcome to a sum, so that the order in which batches end does not matter.</summary>
    private void AddToHash(string name, int row, Outcome outcome)
    {
        ulong value = Mix(Mix(Mix((ulong)row, name), outcome.Exception ?? ""), outcome.Bits.ToString(CultureInfo.InvariantCulture));
        Interlocked.Add(ref _hash, value);
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
