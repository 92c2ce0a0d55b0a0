using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using JitGen.Differential.Tests.Corpus;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests;

/// <summary>The corpus is what the other tests take it for: large, varied, and mostly not throwing.</summary>
public class CorpusTests(ITestOutputHelper output)
{
    [Fact]
    public void WrittenFormulasAreManyAndAcceptedByCSharp()
    {
        output.WriteLine($"{WrittenFormulas.All.Count} written formulas");
        Assert.True(WrittenFormulas.All.Count >= 2000);
        Assert.True(WrittenFormulas.All.Select(formula => formula.Signature + formula.Text).Distinct().Count() >= 2000);
        Assert.Equal(WrittenFormulas.All.Count, TestCorpus.Written.Sum(batch => batch.Cases.Count));
    }

    [Fact]
    public void RandomFormulasAreManyAndMostlyGiveResults()
    {
        Parallel.ForEach(TestCorpus.Random, batch => _ = batch.Cases);
        int count = TestCorpus.Random.Sum(batch => batch.Cases.Count);
        int rows = TestCorpus.Random.Sum(batch => batch.Cases.Sum(c => c.Rows.Length));
        int thrown = TestCorpus.Random.Sum(batch => batch.Cases.Sum(c => c.Expected.Count(outcome => outcome.Exception is not null)));
        output.WriteLine($"{count} random formulas, {rows} calls, {thrown} exceptions");
        Assert.True(count >= 20_000);
        Assert.True(thrown < rows / 3);
    }

    [Fact]
    public void RandomFormulasUseEveryOperatorFunctionAndType()
    {
        Parallel.ForEach(TestCorpus.Random, batch => _ = batch.Cases);
        string text = string.Join('\n', TestCorpus.Random.SelectMany(batch => batch.Cases).Select(c => c.Formula.ToString()));
        IEnumerable<string> wanted =
        [
            .. "+ - * / % << >> >>> < <= > >= == != & | ^ && ||".Split(' ').Select(operation => $" {operation} "),
            .. FunctionCatalog.All.Select(overload => overload.Name + "("),
            .. CSharpTypes.Numeric.Select(type => $"({Compiler.IR.ElementTypes.Keyword(type)})"),
            "checked(", "unchecked(", " ? ", "!", "~", "-", "var ", "0x", "0b", "Mix(", "SafeDivide(", "Golden", "double.NaN", "int.MinValue", "true",
        ];
        string[] missing = [.. wanted.Where(part => !text.Contains(part, StringComparison.Ordinal))];
        Assert.Equal([], missing);
    }
}
