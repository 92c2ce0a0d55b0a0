using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Collects the written formulas of one topic; a formula is taken once.</summary>
internal sealed class Topic(string name)
{
    private readonly HashSet<string> _seen = [];

    public List<Formula> Formulas { get; } = [];

    /// <summary>Adds a formula.</summary>
    /// <param name="signature">Such as <c>int (int a, long b)</c>.</param>
    /// <param name="text">The formula.</param>
    /// <param name="checkedByDefault">Whether the project checks for overflow.</param>
    public void Add(string signature, string text, bool checkedByDefault = false)
    {
        if (_seen.Add(signature + text + checkedByDefault))
        {
            Formulas.Add(Formula.Parse($"{name} {Formulas.Count}", signature, text, checkedByDefault));
        }
    }

    /// <summary>Adds a formula of one parameter x.</summary>
    public void Unary(ElementType result, ElementType x, string text) =>
        Add($"{ElementTypes.Keyword(result)} ({ElementTypes.Keyword(x)} x)", text);

    /// <summary>Adds a formula of two parameters a and b.</summary>
    public void Binary(ElementType result, ElementType a, ElementType b, string text) =>
        Add($"{ElementTypes.Keyword(result)} ({ElementTypes.Keyword(a)} a, {ElementTypes.Keyword(b)} b)", text);
}
