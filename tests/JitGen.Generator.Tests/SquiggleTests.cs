using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using JitGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Tests;

/// <summary>Messages about a formula mark the exact characters in the user's file.</summary>
public class SquiggleTests
{
    [Theory]
    [InlineData("\"a + [|c|]\"")]
    [InlineData("\"\\u0061 + [|c|]\"")]
    [InlineData("\"a\\n+\\t[|\\u0063|]\"")]
    [InlineData("\"a + [|\\x63|] + b\"")]
    [InlineData("\"a /* \\\" */ + [|c\\u0063|]\"")]
    [InlineData("@\"a /* \"\"quoted\"\" */ + [|c|]\"")]
    [InlineData("@\"a +\n  [|c|]\"")]
    [InlineData("\"\"\"a /* \"quoted\" */ + [|c|]\"\"\"")]
    [InlineData("\"\"\"\n        var t = a *\n            b;\n\n        t + [|c|]\n        \"\"\"")]
    [InlineData("\"\"\"\"\r\n    var t = a; // \"\"\"\r\n\r\n    [|c|] + t\r\n    \"\"\"\"")]
    [InlineData("(\"a + [|c|]\")")]
    [InlineData("expression: \"a + [|c|]\"")]
    [InlineData("\"a + [|c|]\", Optimization = OptimizationLevel.None")]
    [InlineData("\"a + [|no|]\"")]
    public void TheExactCharactersAreMarked(string argument) => Check(argument, "JG0010");

    [Theory]
    [InlineData("[|\"a + \" + \"c\"|]", 5)]
    [InlineData("[|Text|]", 5)]
    [InlineData("[|$\"a + c\"|]", 5)]
    [InlineData("[|nameof(c)|]", 1)]
    [InlineData("expression: [|Text|]", 5)]
    public void WithoutALiteralTheWholeArgumentIsMarkedAndTheMessageSaysWhere(string argument, int character)
    {
        Diagnostic diagnostic = Check(argument, "JG0010");
        string message = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith("At character " + character + " of the formula: ", message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingEndIsMarkedAtTheClosingQuote() => Check("\"(a + b[||]\"", "JG0001");

    [Fact]
    public void SuggestionsComeWithTheMessage()
    {
        Diagnostic diagnostic = Assert.Single(
            Analyze(Sources.Method("sum / cuont", "int M(int sum, int count)")), diagnostic => diagnostic.Id == "JG0010");
        Assert.Contains("Did you mean 'count'?", diagnostic.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal("count", diagnostic.Properties[Finding.SuggestionProperty]);
        Assert.Equal("cuont", Markup.TextOf(diagnostic));
    }

    [Fact]
    public void AnUnusedParameterIsMarkedAtItsDeclaration()
    {
        ImmutableArray<Diagnostic> diagnostics = Analyze(
            Sources.Method("b * b * b * b * b * b", "int M(int a, int b, int @class)"));
        Assert.Equal(["a", "@class"], diagnostics.Select(Markup.TextOf));
        Assert.All(diagnostics, diagnostic => Assert.Equal(("JG0016", DiagnosticSeverity.Warning), (diagnostic.Id, diagnostic.Severity)));
    }

    [Fact]
    public void ACycleIsMarkedAtTheCall()
    {
        ImmutableArray<Diagnostic> diagnostics = Analyze(
            Sources.Method("B(a) + 1", "int A(int a)") + Sources.Method("2 * A(a)", "int B(int a)"));
        Assert.Contains(diagnostics, diagnostic => Markup.TextOf(diagnostic) == "B(a)");
        Assert.Contains(diagnostics, diagnostic => Markup.TextOf(diagnostic) == "A(a)");
        Assert.Contains(diagnostics, diagnostic => diagnostic.Id == "JG0040");
    }

    [Fact]
    public void TheCSharpCompilerHasTheWordWhereItRejectsTheArgument()
    {
        // Not a constant, not a string, no argument at all: CS0182, CS1503, CS7036.
        Assert.Empty(Analyze("static string T = \"a\"; [NativeExpression(T)] public static partial int M(int a);"));
        Assert.Empty(Analyze("[NativeExpression(1)] public static partial int M(int a);"));
        Assert.Empty(Analyze("[NativeExpression] public static partial int M(int a);"));
        Assert.Empty(Analyze("[NativeExpression(\"a\"u8)] public static partial int M(int a);"));
        Assert.Empty(Analyze("[NativeExpression(\"a)] public static partial int M(int a);"));
    }

    private static ImmutableArray<Diagnostic> Analyze(string member) => new Project(Sources.Class(member)).Analyze();

    private static Diagnostic Check(string argument, string id)
    {
        (string text, int start, int length) = Markup.Parse(Sources.Class(
            "    const string Text = \"a + c\";\n    static int c;\n", Sources.Argument(argument, "int M(int a, int b)")));
        Diagnostic diagnostic = Assert.Single(new Project(text).Analyze(), diagnostic => diagnostic.Id == id);
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        return diagnostic;
    }
}
