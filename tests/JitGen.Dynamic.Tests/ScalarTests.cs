using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen.Dynamic.Tests;

/// <summary>Formulas of values: the results and exceptions of the same text in C#, in each tier.</summary>
public class ScalarTests
{
    private const int Calls = 300;

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void ADelegateOfDoublesComputes(FormulaTier tier)
    {
        using NativeFormula<Payoff> payoff = NativeFormula.Compile<Payoff>("max(spot - strike, 0)", Tiers.Of(tier));
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal(Math.Max(i - 100.0, 0), payoff.Invoke(i, 100));
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void IntegersWrapAndThrow(FormulaTier tier)
    {
        using NativeFormula<Integers> quotient = NativeFormula.Compile<Integers>("(a + 1) / b", Tiers.Of(tier));
        for (int i = 0; i < Calls; i++)
        {
            Assert.Equal((i + 1) / 7, quotient.Invoke(i, 7));
            Assert.Throws<DivideByZeroException>(() => quotient.Invoke(i, 0));
            Assert.Throws<OverflowException>(() => quotient.Invoke(int.MaxValue, -1));
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void SmallTypesAreWidened(FormulaTier tier)
    {
        using NativeFormula<Flags> flags = NativeFormula.Compile<Flags>("p == (s + b < h - u)", Tiers.Of(tier));
        foreach ((bool p, sbyte s, byte b, short h, ushort u) in new[] { (true, (sbyte)-128, (byte)255, (short)-32768, (ushort)65535), (false, (sbyte)-1, (byte)0, (short)1, (ushort)1) })
        {
            Assert.Equal(p == (s + b < h - u), flags.Invoke(p, s, b, h, u));
            Assert.Equal(!p == (s + b < h - u), flags.Invoke(!p, s, b, h, u));
        }
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void WideTypesConvert(FormulaTier tier)
    {
        using NativeFormula<Wide> wide = NativeFormula.Compile<Wide>("(ulong)(a ^ c) + b * (ulong)d", Tiers.Of(tier));
        Assert.Equal(unchecked((ulong)(long.MinValue ^ 5u) + ulong.MaxValue * (ulong)3.7f), wide.Invoke(long.MinValue, ulong.MaxValue, 5, 3.7f));
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void ManyParametersGoThroughMemory(FormulaTier tier)
    {
        using NativeFormula<Ten> ten = NativeFormula.Compile<Ten>("a + 2*b + 3*c + 4*d + 5*e + 6*f + 7*g + 8*h + 9*j + 10*k", Tiers.Of(tier));
        Assert.Equal(385, ten.Invoke(1, 2, 3, 4, 5, 6, 7, 8, 9, 10));
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void ParametersCanHaveTheNamesOfGeneratedOnes(FormulaTier tier)
    {
        using NativeFormula<Named> named = NativeFormula.Compile<Named>("code - bailOut * result + @this - Invoke * Interpret", Tiers.Of(tier));
        Assert.Equal((1f - (2f * 3f)) + 4f - (5f * 6f), named.Invoke(1, 2, 3, 4, 5, 6));
    }

    [Theory]
    [MemberData(nameof(Tiers.All), MemberType = typeof(Tiers))]
    public void FuncsOfDoublesNeedNoDeclaration(FormulaTier tier)
    {
        NativeFormulaOptions options = Tiers.Of(tier);
        Assert.Equal(9, NativeFormula.Compile<Func<double, double>>("x * x", options).Invoke(3));
        Assert.Equal(8, NativeFormula.Compile<Func<double, double, double>>("pow(x, y)", options).Invoke(2, 3));
        Assert.Equal(7, NativeFormula.Compile<Func<double, double, double, double>>("fma(x, y, z)", options).Invoke(2, 3, 1));
        Assert.Equal(10, NativeFormula.Compile<Func<double, double, double, double, double>>("x + y + z + x4", options).Invoke(1, 2, 3, 4));
        Assert.Equal(
            28,
            NativeFormula.Compile<Func<double, double, double, double, double, double, double, double>>("x + y + z + x4 + x5 + x6 + x7", options)
                .Invoke(1, 2, 3, 4, 5, 6, 7));
        Assert.Equal(
            36,
            NativeFormula.Compile<Func<double, double, double, double, double, double, double, double, double>>(
                "x + y + z + x4 + x5 + x6 + x7 + x8", options).Invoke(1, 2, 3, 4, 5, 6, 7, 8));
    }

    [Fact]
    public void ParametersCanBeRenamed()
    {
        var options = new NativeFormulaOptions { ParameterNames = ["a", "b"] };
        Assert.Equal(5, NativeFormula.Compile<Func<double, double, double>>("a + b", options).Invoke(2, 3));
        Assert.Throws<ArgumentException>(() => NativeFormula.Compile<Func<double, double>>("a", options));
    }

    [Theory]
    [InlineData("exp(x) - log(abs(x) + 1)")]
    [InlineData("sin(x) * cos(x) + tan(x)")]
    [InlineData("atan2(x, 2) + pow(abs(x), 0.3) - tanh(x)")]
    [InlineData("x % 0.7 + floor(x) - round(x) * sqrt(abs(x))")]
    public void TheTiersAgreeOnMathematicalFunctions(string text)
    {
        using NativeFormula<Func<double, double>> interpreted = NativeFormula.Compile<Func<double, double>>(text, Tiers.Of(FormulaTier.Interpreter));
        using NativeFormula<Func<double, double>> native = NativeFormula.Compile<Func<double, double>>(text, Tiers.Of(FormulaTier.Native));
        double[] special = [0, -0.0, 1, -1, 1e300, -1e300, 1e22, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        var random = new Random(1);
        foreach (double x in special.Concat(Enumerable.Range(0, 2000).Select(_ => (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 20)))))
        {
            double expected = interpreted.Invoke(x), actual = native.Invoke(x);
            Assert.True(
                BitConverter.DoubleToInt64Bits(expected) == BitConverter.DoubleToInt64Bits(actual) || (double.IsNaN(expected) && double.IsNaN(actual)),
                $"{text} of {x:R}: {expected:R} and {actual:R}");
        }
    }

    [Fact]
    public void RealNumbersAreDoubles()
    {
        var real = new NativeFormulaOptions { Numbers = Numbers.Real };
        Assert.Equal(1.0 / 3 * 6, NativeFormula.Compile<Func<double, double>>("1/3*x", real).Invoke(6));
        Assert.Equal(0, NativeFormula.Compile<Func<double, double>>("1/3*x").Invoke(6));
        Assert.Equal(-2147483648.0 - 7, NativeFormula.Compile<Func<double, double>>("-2147483648 - x", real).Invoke(7));
        double[] y = [1, 2, 0, 0];
        NativeFormula.Compile<Filter>("y[i] = y[i-1]/2 + a*x[i] + b*y[i-2]", real).Invoke([1, 1, 1, 1], y, 1, 0);
        Assert.Equal([1, 2, 2, 2], y);
    }

    [Fact]
    public void ErrorsAreShownInTheText()
    {
        NativeFormulaException exception = Assert.Throws<NativeFormulaException>(() => NativeFormula.Compile<Payoff>("max(spot - strik, 0)"));
        FormulaDiagnostic diagnostic = Assert.Single(exception.Diagnostics, diagnostic => diagnostic.Severity == FormulaSeverity.Error);
        Assert.Equal(("JG0010", 11, 5, "strike"), (diagnostic.Id, diagnostic.Position, diagnostic.Length, diagnostic.Suggestion));
        Assert.Contains("\n  max(spot - strik, 0)\n             ^~~~~", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryCompileDoesNotThrow()
    {
        Assert.False(NativeFormula.TryCompile("spot +", null, out NativeFormula<Payoff>? wrong, out IReadOnlyList<FormulaDiagnostic> errors));
        Assert.Null(wrong);
        Assert.NotEmpty(errors);
        Assert.True(NativeFormula.TryCompile("spot", null, out NativeFormula<Payoff>? right, out IReadOnlyList<FormulaDiagnostic> warnings));
        Assert.Equal(["spot"], right.Variables);
        Assert.Equal("JG0016", Assert.Single(warnings).Id);
    }

    [Fact]
    public void LimitsBoundTheWork()
    {
        string deep = new string('(', 100_000) + "spot" + new string(')', 100_000);
        Assert.False(NativeFormula.TryCompile(deep, null, out NativeFormula<Payoff>? _, out _));
        var small = new NativeFormulaOptions { MaximumTextLength = 20, MaximumNodes = 10 };
        Assert.Equal("JG0007", Errors("spot + strike + spot + strike", small));
        Assert.Equal("JG0009", Errors("sqrt(spot*2.5+1.5)/3.5+strike", small with { MaximumTextLength = 100, MaximumNodes = 3 }));

        static string Errors(string text, NativeFormulaOptions options)
        {
            Assert.False(NativeFormula.TryCompile(text, options, out NativeFormula<Payoff>? _, out IReadOnlyList<FormulaDiagnostic> diagnostics));
            return diagnostics[0].Id;
        }
    }

    [Fact]
    public void AnUnknownDelegateTypeIsExplained() =>
        Assert.Contains(
            "[NativeFormula]",
            Assert.Throws<ArgumentException>(() => NativeFormula.Compile<Action>("1")).Message,
            StringComparison.Ordinal);
}
