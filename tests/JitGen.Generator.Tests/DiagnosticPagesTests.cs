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
    /// <summary>The message that MSBuild gives: it has a page, but no row; the tests of the package make it.</summary>
    private const string OfBuild = "JG0065";

    private static readonly FormulaCompiler s_defective = new(_ => throw new InvalidOperationException("defect"), 1000);

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
        string severity = Assert.Single(DiagnosticTable.All, row => row.Id == id).Severity.ToString();
        ImmutableArray<Diagnostic> diagnostics = ProjectOf(page, "Example", id == DiagnosticTable.InternalError.Id ? s_defective : FormulaCompiler.Shared).Analyze();
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == id && diagnostic.Severity.ToString() == severity);
        Assert.All(diagnostics, diagnostic => Assert.True(diagnostic.Id == id || IsBeside(diagnostic, id), diagnostic.ToString()));

        ImmutableArray<Diagnostic> afterFix = ProjectOf(page, "Fix", FormulaCompiler.Shared).Analyze();
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
        IEnumerable<string> known = DiagnosticTable.All.Select(row => row.Id).Append(OfBuild).Append("README");
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
    public void TheMessageOfTheBuildHasAnExample()
    {
        string page = Page(OfBuild);
        Assert.Matches("\n## Example\n\n```json\n(?s:.*)\n## Fix\n(?s:.*)\n```json\n", page);
    }

    [Fact]
    public void ADefectOfTheCompilerIsReportedByTheAnalyzerAndTheGenerator()
    {
        var project = new Project(Wrap(Method("a * 41"))) { Compiler = s_defective };
        Diagnostic[] diagnostics = [Assert.Single(project.Analyze()), Assert.Single(project.Generate().GeneratorDiagnostics)];
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.Equal("JG0064", diagnostic.Id);
            Assert.Contains("defect", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            Assert.Contains("a * 41", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        Assert.Contains(project.Generate().Diagnostics(DiagnosticSeverity.Error), diagnostic => diagnostic.Id == "CS8795");
    }

    private static string Method(string formula) => "[NativeExpression(\"" + formula + "\")]\npublic static partial int F(int a);";

    private static string Wrap(string code) =>
        "using JitGen;\n" + (TypeDeclaration().IsMatch(code) ? code : "public partial class Kernels\n{\n" + code + "\n}");

    /// <summary>Information, which is about what is right, and the error of the formula that an example's own message points to.</summary>
    private static bool IsBeside(Diagnostic diagnostic, string id) =>
        diagnostic.Severity == DiagnosticSeverity.Info || id == DiagnosticTable.InlinedMethodInvalid.Id;

    /// <summary>The project of a section: its C#, and the properties of its project file if it shows some.</summary>
    private static Project ProjectOf(string page, string section, FormulaCompiler compiler)
    {
        string properties = Code(page, section, "xml") ?? "";
        string? version = Property(properties, "LangVersion");
        return new Project(Wrap(Assert.IsType<string>(Code(page, section, "csharp"))))
        {
            Compiler = compiler,
            AllowUnsafe = Property(properties, "AllowUnsafeBlocks") != "false",
            LanguageVersion = LanguageVersionFacts.TryParse(version, out LanguageVersion parsed) && version is not null ? parsed : LanguageVersion.CSharp12,
        };
    }

    private static string? Property(string xml, string name)
    {
        Match match = Regex.Match(xml, "<" + name + ">(.*?)</" + name + ">");
        return match.Success ? match.Groups[1].Value : null;
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(Root, "docs/diagnostics", id + ".md"));

    /// <summary>The first code block of a section in a language, or null.</summary>
    private static string? Code(string page, string section, string language)
    {
        Match match = Regex.Match(page, "\n## " + section + "\n(?:(?!\n## ).)*?```" + language + "\n(.*?)```", RegexOptions.Singleline);
        return match.Success ? match.Groups[1].Value : null;
    }

    [GeneratedRegex("(class|interface) ")]
    private static partial Regex TypeDeclaration();
}
