using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;
using Row = JitGen.Compiler.Text.DiagnosticDescriptor;

namespace JitGen.Generator.Tests;

/// <summary>Every message has a help page whose example gives it and whose fix does not, and a row of release tracking.</summary>
public partial class DiagnosticPagesTests
{
    /// <summary>Messages whose example is too long for a page, or is no source: the tests below are for each of them.</summary>
    private static readonly ImmutableHashSet<string> s_withoutExample =
    [
        "JG0007", "JG0008", "JG0009", "JG0056", "JG0061", "JG0064",
    ];

    public static TheoryData<string> Ids => [.. DiagnosticTable.All.Select(row => row.Id)];

    private static string Root => ExternalEngine.RepositoryDirectory;

    [Theory]
    [MemberData(nameof(Ids))]
    public void ThePageNamesTheMessage(string id)
    {
        Row row = Assert.Single(DiagnosticTable.All, row => row.Id == id);
        string page = Page(id);
        string severity = row.Severity == Compiler.Text.DiagnosticSeverity.Info ? "Information" : row.Severity.ToString();
        Assert.StartsWith("# " + id + ": " + row.Title + "\n\n" + severity + ".\n", page, StringComparison.Ordinal);
        Assert.Contains("\n## Fix\n", page, StringComparison.Ordinal);
        Assert.Contains("| [" + id + "](" + id + ".md) | ", Page("README"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheExampleGivesTheMessageAndTheFixDoesNot(string id)
    {
        string page = Page(id);
        string? example = Code(page, "Example");
        Assert.Equal(s_withoutExample.Contains(id), example is null);
        if (example is null)
        {
            return;
        }

        string severity = Assert.Single(DiagnosticTable.All, row => row.Id == id).Severity.ToString();
        Assert.Contains(Analyze(example), diagnostic => diagnostic.Id == id && diagnostic.Severity.ToString() == severity);
        ImmutableArray<Diagnostic> afterFix = Analyze(Code(page, "Fix")!);
        Assert.DoesNotContain(afterFix, diagnostic => diagnostic.Id == id || diagnostic.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void ReleaseTrackingHasARow(string id)
    {
        Row row = Assert.Single(DiagnosticTable.All, row => row.Id == id);
        string releases = File.ReadAllText(Path.Combine(Root, "src/JitGen.Generator/AnalyzerReleases.Shipped.md"))
            + File.ReadAllText(Path.Combine(Root, "src/JitGen.Generator/AnalyzerReleases.Unshipped.md"));
        Assert.Contains("\n" + id + " | JitGen | " + row.Severity + " | " + row.Title + "\n", releases, StringComparison.Ordinal);
    }

    [Fact]
    public void NoPageIsLeftOver()
    {
        // The message that MSBuild gives has a page, but no row.
        IEnumerable<string> known = DiagnosticTable.All.Select(row => row.Id).Append("JG0065").Append("README");
        Assert.Equal(
            known.Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Root, "docs/diagnostics"))
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EveryDescriptorLinksToItsPage() => Assert.All(
        new NativeExpressionAnalyzer().SupportedDiagnostics,
        descriptor => Assert.True(File.Exists(Path.Combine(Root, descriptor.HelpLinkUri))));

    [Fact]
    public void TheLimitsOfAFormulaAreReported()
    {
        AssertReported("JG0007", Method("a + " + new string(' ', CompilationLimits.Default.TextLength) + "1"));
        AssertReported("JG0008", Method(new string('(', 300) + "a" + new string(')', 300)));
        AssertReported("JG0009", Method(string.Join(" ^ ", Enumerable.Range(0, 10_001).Select(i => "a * " + (2 * i + 3)))));
    }

    [Fact]
    public void AProjectWithoutUnsafeCodeIsReported() =>
        Assert.Contains(new Project(Wrap(Method("a"))) { AllowUnsafe = false }.Analyze(), diagnostic => diagnostic.Id == "JG0056");

    [Fact]
    public void AnOldLanguageIsReported() =>
        Assert.Contains(
            new Project(Wrap(Method("a"))) { LanguageVersion = LanguageVersion.CSharp9 }.Analyze(),
            diagnostic => diagnostic.Id == "JG0061");

    [Fact]
    public void ADefectOfTheCompilerIsReportedByTheAnalyzerAndTheGenerator()
    {
        var compiler = new FormulaCompiler(_ => throw new InvalidOperationException("defect"), 1000);
        var project = new Project(Wrap(Method("a * 41"))) { Compiler = compiler };
        Diagnostic[] diagnostics = [Assert.Single(project.Analyze()), Assert.Single(project.Generate().GeneratorDiagnostics)];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.Equal("JG0064", diagnostic.Id);
            Assert.Contains("defect", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Contains("a * 41", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        Assert.Contains(project.Generate().Diagnostics(DiagnosticSeverity.Error), diagnostic => diagnostic.Id == "CS8795");
    }

    private static void AssertReported(string id, string source) => Assert.Contains(Analyze(source), diagnostic => diagnostic.Id == id);

    private static string Method(string formula) => "[NativeExpression(\"" + formula + "\")]\npublic static partial int F(int a);";

    private static string Wrap(string code) =>
        "using JitGen;\n" + (TypeDeclaration().IsMatch(code) ? code : "public partial class Kernels\n{\n" + code + "\n}");

    private static ImmutableArray<Diagnostic> Analyze(string code) => new Project(Wrap(code)).Analyze();

    private static string Page(string id) => File.ReadAllText(Path.Combine(Root, "docs/diagnostics", id + ".md"));

    /// <summary>The code block of a section, or null.</summary>
    private static string? Code(string page, string section)
    {
        Match match = Regex.Match(page, "\n## " + section + "\n(?:(?!\n## ).)*?```csharp\n(.*?)```", RegexOptions.Singleline);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("(class|interface) ")]
    private static partial Regex TypeDeclaration();
}
