using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Targets;
using JitGen.Generator.Compilations;
using Microsoft.CodeAnalysis;
using FloatMode = JitGen.FloatMode;
using MathPrecision = JitGen.MathPrecision;

namespace JitGen.Generator.Tests;

/// <summary>What is said of formulas over spans beside their errors: what they became, and what they should not have become.</summary>
public class KernelDiagnosticTests
{
    private const string Saxpy = "void Saxpy(float a, System.ReadOnlySpan<float> x, System.ReadOnlySpan<float> y, System.Span<float> result)";

    private const string Divide = "void Divide(System.ReadOnlySpan<long> a, System.ReadOnlySpan<long> b, System.Span<long> result)";

    [Fact]
    public void WhatWasCompiledIsToldAtTheFormula()
    {
        Diagnostic diagnostic = Assert.Single(new Project(Sources.Class(Sources.Method("a * x + y", Saxpy))).Analyze());
        Assert.Equal("JG0083", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Info, diagnostic.Severity);
        Assert.Equal("\"a * x + y\"", Markup.TextOf(diagnostic));
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.All(TargetTable.Kernels, target => Assert.Contains(target.Name + " (", message, StringComparison.Ordinal));
        Assert.Contains("16-byte vectors", message, StringComparison.Ordinal);
        Assert.Contains("32-byte vectors", message, StringComparison.Ordinal);
        Assert.Contains("64-byte vectors", message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyTheTargetsOfTheProjectAreTold()
    {
        var project = new Project(Sources.Class(Sources.Method("a * x + y", Saxpy), "    public static void Main() { }\n"))
        {
            Output = OutputKind.ConsoleApplication,
            Properties = { ["RuntimeIdentifier"] = "linux-arm64" },
        };
        string message = Assert.Single(project.Analyze()).GetMessage(CultureInfo.InvariantCulture);
        Assert.Contains("arm64", message, StringComparison.Ordinal);
        Assert.DoesNotContain("x64", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnOperationThatIsDoneElementByElementCanBeAnError()
    {
        var project = new Project(Sources.Class(Sources.Argument("\"a / b\", RequireVectorized = true", Divide)));
        Diagnostic[] errors = [.. project.Analyze().Where(diagnostic => diagnostic.Id == "JG0084")];
        Assert.NotEmpty(errors);
        Assert.All(errors, error => Assert.Equal("\"a / b\"", Markup.TextOf(error)));
        Assert.All(errors, error => Assert.Contains("division", error.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal));

        // In a build the generator says so, and gives the method no body.
        Generated generated = project.Generate();
        Assert.Equal(errors.Select(error => error.ToString()), generated.GeneratorDiagnostics.Select(error => error.ToString()));
        Assert.Empty(generated.Files);
    }

    [Theory]
    [InlineData("\"a / b\"", Divide)]
    [InlineData("\"a / b\", RequireVectorized = false", Divide)]
    [InlineData("\"a * x + y\", RequireVectorized = true", Saxpy)]
    [InlineData("\"a * x + y\", RequireVectorized = true, FloatMode = FloatMode.Fast, CanonicalNaN = true", Saxpy)]
    public void OtherwiseItIsNone(string argument, string signature) =>
        Assert.DoesNotContain(
            new Project(Sources.Class(Sources.Argument(argument, signature))).Analyze(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    [Fact]
    public void CalledFormulasKeepTheirPrecision()
    {
        var sources = new ConcurrentBag<FormulaSource>();
        var compiler = new FormulaCompiler(
            source =>
            {
                sources.Add(source);
                return Compiler.Compilation.Bind(source);
            },
            weight: 1 << 20);
        string fast = Sources.Argument("\"exp(x)\", MathPrecision = MathPrecision.Fast", "float G(float x)");
        new Project(Sources.Class(fast, Sources.Method("exp(x) + G(x)", "float F(float x)"))) { Compiler = compiler }.Generate().AssertClean();
        FormulaSource caller = Assert.Single(sources, source => source.MethodName == "F");
        Assert.Equal(
            (MathPrecision.Strict.ToString(), MathPrecision.Fast.ToString()),
            (caller.MathPrecision.ToString(), Assert.Single(caller.Methods).MathPrecision.ToString()));
    }

    [Theory]
    [InlineData("", FloatMode.Strict, MathPrecision.Strict, false)]
    [InlineData(", FloatMode = FloatMode.Strict, CanonicalNaN = false", FloatMode.Strict, MathPrecision.Strict, false)]
    [InlineData(", FloatMode = FloatMode.Fast", FloatMode.Fast, MathPrecision.Strict, false)]
    [InlineData(", MathPrecision = MathPrecision.Fast", FloatMode.Strict, MathPrecision.Fast, false)]
    [InlineData(", CanonicalNaN = true", FloatMode.Strict, MathPrecision.Strict, true)]
    public void TheCompilerIsToldHowExactToBe(string properties, FloatMode mode, MathPrecision precision, bool canonicalNaN)
    {
        var sources = new ConcurrentBag<FormulaSource>();
        var compiler = new FormulaCompiler(
            source =>
            {
                sources.Add(source);
                return Compiler.Compilation.Bind(source);
            },
            weight: 1 << 20);
        new Project(Sources.Class(Sources.Argument("\"a * x + y\"" + properties, Saxpy))) { Compiler = compiler }.Generate().AssertClean();
        FormulaSource source = Assert.Single(sources);
        Assert.Equal(
            (mode.ToString(), precision.ToString(), canonicalNaN),
            (source.FloatMode.ToString(), source.MathPrecision.ToString(), source.CanonicalNaN));
    }
}
