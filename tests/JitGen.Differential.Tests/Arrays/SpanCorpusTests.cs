using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Corpus;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>The corpus of formulas over spans is what the other tests take it for, and the compiler takes all of it.</summary>
public class SpanCorpusTests(ITestOutputHelper output)
{
    private const int Shown = 20;

    [Fact]
    public void WrittenFormulasAreManyAndAcceptedByCSharp()
    {
        output.WriteLine($"{WrittenSpanFormulas.All.Count} written formulas");
        Assert.True(WrittenSpanFormulas.All.Count >= 500);
        Assert.Equal(WrittenSpanFormulas.All.Count, SpanCorpus.Written.Sum(batch => batch.Cases.Count));
    }

    [Fact]
    public void RandomFormulasAreManyAndMostlyGiveResults()
    {
        Parallel.ForEach(SpanCorpus.Random, batch => _ = batch.Cases);
        SpanCase[] cases = [.. SpanCorpus.Random.SelectMany(batch => batch.Cases)];
        int calls = cases.Sum(c => c.Runs.Length);
        int thrown = cases.Sum(c => c.Runs.Count(run => run.Exception is not null));
        output.WriteLine($"{cases.Length} random formulas, {cases.Count(c => !c.Formula.IsMap)} of them reductions; {calls} calls, {thrown} exceptions");
        Assert.True(cases.Length >= 5_000);
        Assert.InRange(thrown, calls / 50, calls / 3);
    }

    [Fact]
    public void EveryLengthOccurs()
    {
        SpanCase[] cases = [.. SpanCorpus.Written.Concat(SpanCorpus.Random).SelectMany(batch => batch.Cases)];
        int longest = cases.Max(c => SpanData.LongestSmallOf(c.Formula));
        Assert.Equal([], Enumerable.Range(0, longest + 1).Except(cases.SelectMany(c => c.Runs.Select(run => run.Length))));
    }

    [Fact]
    public void EachElementOfAMapThatCanThrowDoes()
    {
        SpanCase[] cases = [.. SpanPlans.Exceptions.AsParallel().SelectMany(batch => batch.Evaluate()).Where(c => c.Formula.IsMap && c.Runs.Length > 0)];
        output.WriteLine($"{cases.Length} maps can throw");
        Assert.True(cases.Length >= 100);
        Assert.All(cases, c =>
        {
            (int least, int greatest) = c.Formula.Offsets;
            IEnumerable<long> elements = Enumerable.Range(-least, SpanData.LongestSmallOf(c.Formula) - greatest + least).Select(i => (long)i);
            Assert.Equal([], elements.Except(c.Runs.Where(run => run.Exception is not null).Select(run => run.Reached)));
        });
    }

    [Fact]
    public void RandomFormulasUseEverySpanFeature()
    {
        SpanFormula[] formulas = Formulas(SpanCorpus.Random);
        string text = string.Join('\n', formulas.Select(formula => formula.ToString()));
        IEnumerable<string> wanted =
        [
            "[i - 1]", "[i + 2]", "[i + 40]", "[i]", "length(", "checked(sum(", "product(", "min(", "max(", "mean(", "any(", "all(", "count(",
            .. CSharpTypes.All.Select(type => $"in {ElementTypes.Keyword(type)} "), .. CSharpTypes.All.Select(type => $"ref {ElementTypes.Keyword(type)} "),
        ];
        AssertContains(text, wanted);
        Assert.Contains(formulas, formula => formula.UpdatedSpans.Count > 1);
        Assert.Contains(formulas, formula => formula.Parameters.Count(p => p.Kind == ParameterKind.Span) == 3);
        Assert.Contains(formulas, formula => formula.IsMap && Regex.IsMatch(formula.Text, @"\bi\b"));
        Assert.Contains(formulas, formula => !formula.IsMap && Regex.IsMatch(formula.Text, @"\bi\b"));
    }

    /// <summary>What scalar formulas are made of is in maps as well as in reductions.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RandomFormulasUseEveryOperatorFunctionAndType(bool isMap)
    {
        SpanFormula[] formulas = [.. Formulas(SpanCorpus.Random).Where(formula => formula.IsMap == isMap)];
        string text = string.Join('\n', formulas.Select(formula => formula.ToString()));
        IEnumerable<string> wanted =
        [
            .. "+ - * / % << >> >>> < <= > >= == != & | ^ && ||".Split(' ').Select(operation => $" {operation} "),
            .. FunctionCatalog.All.Select(overload => overload.Name[(overload.Name.IndexOf('.', StringComparison.Ordinal) + 1)..] + "("),
            .. CSharpTypes.Numeric.Select(type => $"({ElementTypes.Keyword(type)})"),
            "checked(", "unchecked(", " ? ", "!", "~", "-", "var ", "0x", "0b", "Mix(", "SafeDivide(", "Golden", "double.NaN", "int.MinValue", "true",
        ];
        AssertContains(text, wanted);
        Assert.Contains(formulas, formula => formula.CheckedByDefault);
    }

    /// <summary>Elements of any two types meet in a formula, and any type is made an element of any other; every kind of reduction has every type.</summary>
    [Fact]
    public void TypesMeet()
    {
        SpanFormula[] formulas = [.. Formulas(SpanCorpus.Random), .. Formulas(SpanCorpus.Written)];
        var together = formulas.SelectMany(formula => Pairs(formula, ParameterKind.ReadOnlySpan)).ToHashSet();
        var stored = formulas.SelectMany(formula => Pairs(formula, ParameterKind.Span)).ToHashSet();
        IEnumerable<(ElementType, ElementType)> all = from x in CSharpTypes.All from y in CSharpTypes.All select (x, y);
        Assert.Equal([], all.Except(together));
        Assert.Equal([], all.Except(stored));

        string[] kinds = ["sum", "product", "min", "max", "mean"];
        var reduced = formulas.Where(formula => !formula.IsMap && formula.Parameters.Count == 1)
            .Select(formula => $"{formula.Written} of {ElementTypes.Keyword(formula.Parameters[0].Type)}").ToHashSet();
        Assert.Equal([], from kind in kinds from type in CSharpTypes.Promoted select $"{kind}{{x}} of {ElementTypes.Keyword(type)}" into wanted where !reduced.Contains(wanted) select wanted);
    }

    [Fact]
    public void TheCompilerTakesWhatCSharpTakes()
    {
        string[] refused =
        [
            .. from batch in SpanCorpus.Written.Concat(SpanCorpus.Random).AsParallel()
               from c in batch.Cases
               let bound = Compilation.Bind(c.Formula.ToSource())
               where bound.Function is null
               select $"{c.Formula}\n    {string.Join("; ", bound.Diagnostics)}",
        ];
        Assert.True(refused.Length == 0, $"{refused.Length} formulas are refused:\n{string.Join('\n', refused.Take(Shown))}");
    }

    private static SpanFormula[] Formulas(IReadOnlyList<SpanBatch> batches) =>
        [.. batches.AsParallel().AsOrdered().SelectMany(batch => batch.Cases).Select(c => c.Formula)];

    /// <summary>The types of the inputs of a formula, with those of other inputs or of its results.</summary>
    private static IEnumerable<(ElementType Input, ElementType Other)> Pairs(SpanFormula formula, ParameterKind kind) =>
        from input in formula.Parameters
        where input.Kind == ParameterKind.ReadOnlySpan
        from other in formula.Parameters
        where other != input && other.Kind == kind
        select (input.Type, other.Type);

    private static void AssertContains(string text, IEnumerable<string> wanted) =>
        Assert.Equal([], wanted.Where(part => !text.Contains(part, StringComparison.Ordinal)));
}
