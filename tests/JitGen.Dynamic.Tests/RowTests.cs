using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen.Dynamic.Tests;

/// <summary>Formulas whose parameters are known only at run time.</summary>
public class RowTests
{
    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void RowsAndColumnsAgree(FormulaTier tier)
    {
        using RowFormula formula = NativeFormula.Compile("var d = b - a; a > b ? sqrt(d * d) : exp(d) / c", ["a", "b", "c"], Tiers.Of(tier));
        Assert.Equal(["a", "b", "c"], formula.Variables);
        var random = new Random(3);
        double[] Column() => [.. Enumerable.Range(0, 1000).Select(_ => random.NextDouble())];
        double[] a = Column(), b = Column(), c = Column(), result = new double[1000];
        for (int round = 0; round < 30; round++)
        {
            formula.EvaluateColumns([a, b, c], result);
        }

        for (int i = 0; i < result.Length; i++)
        {
            Assert.Equal(result[i], formula.Evaluate([a[i], b[i], c[i]]));
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void OtherTypesAreCast(FormulaTier tier)
    {
        FormulaParameter[] parameters = [new("n", FormulaType.Int32), new("f", FormulaType.Single), new("u", FormulaType.Byte), new("p", FormulaType.Boolean)];
        using RowFormula formula = NativeFormula.Compile("p ? n / 2 + u : (int)f", parameters, FormulaType.Int32, Tiers.Of(tier));
        Assert.Equal(-3 + 255, formula.Evaluate([-7.9, 0, 255, 1]));
        Assert.Equal(12, formula.Evaluate([0, 12.75, 0, 0]));
        Assert.Equal(unchecked((uint)-3), (uint)formula.EvaluateBits([unchecked((uint)-7), 0, 0, 1]));

        int[] result = new int[3];
        formula.EvaluateColumns(
            [FormulaColumn.Of([1, 20, -7]), FormulaColumn.Of([1.5f, 2.5f, 3.5f]), FormulaColumn.Of<byte>([1, 2, 3]), FormulaColumn.Of([true, true, false])],
            FormulaColumn.Of(result));
        Assert.Equal([1, 12, 3], result);
        Assert.Throws<ArgumentException>(() => formula.EvaluateColumns([result.Select(n => (double)n).ToArray(), result.Select(n => 0.0).ToArray(), new double[3], new double[3]], FormulaColumn.Of(result)));
    }

    [Fact]
    public void MistakesAreExplained()
    {
        Assert.Throws<NativeFormulaException>(() => NativeFormula.Compile("a + c", ["a", "b"]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", ["a", "a"]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", ["a b"]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", ["int"]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", [""]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", ["a"]).Evaluate([1, 2]));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", [new FormulaParameter("a")], FormulaType.Void));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", [new FormulaParameter("a")], (FormulaType)99));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile("a", [new FormulaParameter("a", FormulaType.Double, FormulaParameterKind.Span)]));
    }

    [Fact]
    public void NoParameterIsMistakenForTheColumnOfResults()
    {
        foreach (string name in new[] { "result", "result0", "i", "Formula" })
        {
            using RowFormula formula = NativeFormula.Compile("x + 1", ["x", name, "y"]);
            double[] x = [1, 2], other = [7, 8], y = [5, 6], results = new double[2];
            formula.EvaluateColumns([x, other, y], results);
            Assert.Equal([2, 3], results);
            Assert.Equal([7, 8], other);

            using RowFormula used = NativeFormula.Compile(name + " * 2", [name]);
            used.EvaluateColumns([x], results);
            Assert.Equal([2, 4], results);
            Assert.Equal(6, used.Evaluate([3]));
        }
    }

    [Fact]
    public void WhatBecomesOfTheListOfParametersMakesNoDifference()
    {
        List<FormulaParameter> parameters = [new("a"), new("b")];
        using RowFormula formula = NativeFormula.Compile("a - b", parameters);
        parameters.RemoveAt(1);
        Assert.Throws<ArgumentException>(() => formula.Evaluate([1]));
        Assert.Equal(1, formula.Evaluate([3, 2]));
    }

    [Fact]
    public void ColumnsOfADisposedFormulaAreNotComputed()
    {
        RowFormula formula = NativeFormula.Compile("a", ["a"]);
        formula.Dispose();
        Assert.Throws<ObjectDisposedException>(() => formula.EvaluateColumns([new double[1]], new double[1]));
        Assert.Throws<ObjectDisposedException>(() => formula.Evaluate([1]));
    }

    [Fact]
    public void NamesOfADelegatesParametersAreCheckedAsWell()
    {
        foreach (string[] names in new string[][] { ["a", "a"], ["a", "b c"], ["a", ""], ["a", null!], ["a"] })
        {
            var options = new NativeFormulaOptions { ParameterNames = names };
            Assert.Throws<ArgumentException>(() => NativeFormula.Compile<Func<double, double, double>>("a", options));
        }
    }

    [Fact]
    public void ALineOfAFileCanHaveNoParameters()
    {
        using RowFormula formula = NativeFormula.Compile("1/4", [], new NativeFormulaOptions { Numbers = Numbers.Real });
        Assert.Equal(0.25, formula.Evaluate([]));
    }

    [Fact]
    public void TokensCoverTheText()
    {
        const string Text = "var t = max(x, 1.5e3); /* c */ true ? (int)t : y[i-1] § rest";
        FormulaToken[] tokens = [.. NativeFormula.Tokenize(Text)];
        Assert.Equal(
            "var t = max ( x , 1.5e3 ) ; true ? ( int ) t : y [ i - 1 ] § rest",
            string.Join(' ', tokens.Select(token => Text.Substring(token.Position, token.Length))));
        Assert.Equal(FormulaTokenKind.Function, tokens[3].Kind);
        Assert.Equal(FormulaTokenKind.Number, tokens[7].Kind);
        Assert.Equal(FormulaTokenKind.Keyword, tokens[10].Kind);
        Assert.Equal(FormulaTokenKind.Type, tokens[13].Kind);
        Assert.Equal(FormulaTokenKind.Error, tokens[^1].Kind);
        Assert.Empty(NativeFormula.Tokenize(""));
    }
}
