using System.Collections.Concurrent;
using System.Collections.Generic;
using JitGen.Generator.Models;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Symbols;

/// <summary>A formula that another one may call: a method, its attribute, and the text in that.</summary>
internal readonly record struct CalledFormula(IMethodSymbol Method, AttributeData Attribute, string Text);

/// <summary>What one formula says, without what it calls.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Calls">The formulas that it mentions by name.</param>
internal sealed record FormulaReading(FormulaModel Formula, IReadOnlyList<CalledFormula> Calls);

/// <summary>
/// The readings of all called formulas of one compilation, each made once, whoever calls it: in a chain of n formulas, every one
/// calls all before it. Any thread may ask.
/// </summary>
internal sealed class CalledFormulas
{
    private readonly ConcurrentDictionary<IMethodSymbol, FormulaReading> _readings = new(SymbolEqualityComparer.Default);

    /// <summary>The reading, by <paramref name="reader"/> if there is none yet; of two threads' readings, which are equal, one stays.</summary>
    public FormulaReading Read(CalledFormula called, FormulaReader reader) =>
        _readings.TryGetValue(called.Method, out FormulaReading? reading)
            ? reading
            : _readings.GetOrAdd(called.Method, reader.ReadAlone(called.Method, called.Text, called.Attribute));
}
