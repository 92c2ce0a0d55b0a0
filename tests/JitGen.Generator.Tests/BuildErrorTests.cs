using System.Linq;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>
/// A method without a body stops the C# compiler before it asks any analyzer, so in a build the generator reports errors;
/// in an editor, where both run, it leaves that to the analyzer.
/// </summary>
public class BuildErrorTests
{
    private const string WrongFormula = "\"a + bb\"";

    [Theory]
    [InlineData(WrongFormula, "static partial long F(long a, long b);", true)]
    [InlineData("\"a + b\"", "partial long F(long a, long b);", true)]
    [InlineData("\"a + b\"", "static long F(long a, long b) => 0;", true)]
    [InlineData("\"a + b\"", "static partial void F(long a, long b);", true)]
    [InlineData("\"a + b\"", "static partial long F(long a, long b);", false)]
    public void InABuildTheGeneratorReportsTheErrorsOfTheAnalyzer(string formula, string declaration, bool allowUnsafe)
    {
        Project project = Create(formula, declaration, allowUnsafe);

        Diagnostic[] expected = [.. project.Analyze().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(Describe), project.Generate().GeneratorDiagnostics.Select(Describe));
    }

    [Fact]
    public void InAnEditorTheGeneratorLeavesThatToTheAnalyzer()
    {
        Project project = Create(WrongFormula, "static partial long F(long a, long b);", true, ("jitgen_design_time", "true"));

        Assert.NotEmpty(project.Analyze());
        Assert.Empty(project.Generate().GeneratorDiagnostics);
    }

    [Fact]
    public void WarningsAreTheAnalyzers()
    {
        Project project = Create("\"a * a * a * a * a * a\"", "static partial long F(long a, long b);", true);

        Assert.Equal(["JG0016"], project.Analyze().Select(diagnostic => diagnostic.Id));
        Assert.Empty(project.Generate().GeneratorDiagnostics);
    }

    private static Project Create(
        string formula, string declaration, bool allowUnsafe, params (string Name, string Value)[] properties) => new(
        $$"""
        using JitGen;

        public static partial class Kernels
        {
            [NativeExpression({{formula}})]
            public {{declaration}}
        }
        """)
    {
        AllowUnsafe = allowUnsafe,
        Properties = properties.ToDictionary(property => property.Name, property => property.Value),
    };

    private static (string Id, FileLinePositionSpan Place, string Message) Describe(Diagnostic diagnostic) =>
        (diagnostic.Id, diagnostic.Location.GetLineSpan(), diagnostic.GetMessage());
}
