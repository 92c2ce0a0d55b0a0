using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>A case of the corpus with its rows of arguments and what C# makes of each.</summary>
internal sealed record Case(Formula Formula, ulong[][] Rows, Outcome[] Expected);

/// <summary>About a thousand cases that are compiled together.</summary>
internal sealed class Batch
{
    private readonly Lazy<Case[]> _cases;

    public Batch(string name, IReadOnlyList<Formula> candidates, bool dropRefused)
    {
        Name = name;
        _cases = new Lazy<Case[]>(() => CSharpOracle.Evaluate(candidates, dropRefused));
    }

    public string Name { get; }

    /// <summary>The cases, evaluated by C# at the first use.</summary>
    public IReadOnlyList<Case> Cases => _cases.Value;

    /// <summary>Consecutive parts of a corpus.</summary>
    public static IEnumerable<Batch> Split(string name, IReadOnlyList<Formula> formulas, int size, bool dropRefused) =>
        formulas.Chunk(size).Select((part, i) => new Batch($"{name} {i * size}..{i * size + part.Length - 1}", part, dropRefused));
}
