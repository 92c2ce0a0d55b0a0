using System;
using System.Linq;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JitGen.Generator.Tests;

/// <summary>Generated code in projects where everything that the C# compiler can warn about is an error.</summary>
public class StrictProjectTests
{
    private const string Header = """
        using System;
        using JitGen;
        [assembly: CLSCompliant(true)]
        namespace Strict;
        /// <summary>Documented.</summary>
        public static partial class Kernels
        {

        """;

    /// <summary>Formulas of all kinds of nodes, with constants where C# warns about them.</summary>
    public static TheoryData<string, string> Methods { get; } = new()
    {
        { "int M(int a, int b)", "a + b" },
        { "int M(int a, int b)", "a / b + a % b" },
        { "int M(int a, int b)", "checked(a * b) + unchecked(a - b)" },
        { "int M(int a)", "a / 0" },
        { "bool M(int a)", "a == a" },
        { "bool M(byte a)", "a >= 0 && a < 300" },
        { "bool M(uint a)", "a >= 0" },
        { "int M(int a)", "true ? a : a / a" },
        { "int M(int a)", "false && a / a > 0 ? 1 : 2" },
        { "long M(int a)", "a | (long)a << 32" },
        { "ulong M(sbyte a)", "(ulong)a | (ulong)(int)a" },
        { "int M(int a)", "(int)2147483647.0 + a" },
        { "byte M(double a)", "(byte)a" },
        { "ulong M(float a)", "(ulong)a + (uint)a" },
        { "float M(ulong a)", "a" },
        { "double M(double a, double b)", "a % b" },
        { "double M(double a, double b)", "Math.Min(a, b) + Math.Max(a, b) + copysign(a, b) + sqrt(a) + floor(b)" },
        { "int M(double a)", "isNaN(a) ? -1 : sign(a)" },
        { "int M(int a)", "abs(a) + popcount((uint)a) + leadingZeroCount((uint)a) + (int)rotateLeft((uint)a, 3)" },
        { "int M(int a, int b, int c)", "clamp(a, b, c)" },
        { "double M(double a)", "double.NaN + double.PositiveInfinity + -0.0 + 1e308 + a" },
        { "int M()", "int.MinValue" },
        { "long M()", "long.MinValue" },
        { "bool M(bool a, bool b)", "a & !b | a ^ b" },
        { "int M(int @class)", "@class << 40 >> -1 >>> 3" },
        { "void M(ReadOnlySpan<float> x, Span<float> y, float a, bool b)", "y = b ? a * x + y : 0" },
        { "void M(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, Span<int> low, Span<byte> high)", "low = x / y; high = checked((byte)(x[i+1] - y[i-1]))" },
        { "void M(Span<double> result)", "clamp(i, 5L, 3L)" },
        { "double M(ReadOnlySpan<int> x, ReadOnlySpan<bool> y, double a)", "mean(y ? x : 1) + a + max(x) / length(x)" },
        { "bool M(ReadOnlySpan<bool> x)", "any(x) & !all(x)" },
        { "int M(ReadOnlySpan<ushort> x)", "length(x) + 1" },
        { "long M(ReadOnlySpan<long> x)", "checked(sum(x)) / count(x > 0)" },
    };

    [Theory]
    [MemberData(nameof(Methods))]
    public void GeneratedCodeHasNoWarnings(string signature, string formula)
    {
        string other = signature.Replace(" M(", " N(", StringComparison.Ordinal);
        foreach (LanguageVersion version in new[] { LanguageVersion.CSharp12, LanguageVersion.Preview })
        {
            foreach (bool checkOverflow in new[] { false, true })
            {
                var project = new Project(
                    Header
                    + "    /// <summary>Documented.</summary>\n    [CLSCompliant(false)]\n" + Sources.Method(formula, signature)
                    + Sources.Method(formula, other).Replace("public", "internal", StringComparison.Ordinal) + "}\n")
                {
                    LanguageVersion = version,
                    CheckOverflow = checkOverflow,
                    IsStrict = true,
                };
                project.Generate().AssertClean();
            }
        }
    }

    /// <summary>The remarks hold any formula, and the user's documentation stays what it is.</summary>
    [Theory]
    [InlineData("\"a < b && b > a & true ? 1 : 2 /* </code> & <b> */\"")]
    [InlineData("\"a + // end of line\\n b\"")]
    [InlineData("\"a + // end\\u2028 b\"")]
    [InlineData("\"a + // end\\u0085 b\"")]
    [InlineData("\"a + // end\\r b\"")]
    [InlineData("\"a /* \\0 \\u0001 \\uFFFF \\uD800 \\U0001F600 \\f */ + b\"")]
    [InlineData("@\"a /* \\ \"\" */ + b\"")]
    [InlineData("\"\"\"\n    a\n    /* */ + b\n    \"\"\"")]
    public void AnyFormulaCanBeShown(string literal)
    {
        foreach (string documentation in new[] { "", "/// <summary>Documented.</summary>\n" })
        {
            string source = Header + documentation + Sources.Argument(literal, "int M(int a, int b)") + "}\n";
            var project = new Project(source) { IsStrict = true };
            Generated generated = project.Generate().AssertClean();
            ISymbol method = generated.Compilation.GetTypeByMetadataName("Strict.Kernels")!.GetMembers("M").Single();
            string? xml = method.GetDocumentationCommentXml();
            Assert.NotNull(xml);
            Assert.Contains(documentation.Length > 0 ? "<summary>Documented.</summary>" : "<code>", xml, StringComparison.Ordinal);
            Assert.Equal("M:Strict.Kernels.M(System.Int32,System.Int32)", XElement.Parse(xml).Attribute("name")!.Value);
        }
    }

    /// <summary>The C# compiler stops before analyzers run, so in a build the generator has the word, in an editor the analyzer.</summary>
    [Theory]
    [InlineData("", "JG0010")]
    [InlineData("true", "")]
    public void AWrongFormulaStopsTheBuildThoughNoAnalyzerRuns(string isDesignTime, string reported)
    {
        Generated generated = new Project(Sources.Class(Sources.Method("a + c", "int M(int a)"), Sources.Method("a", "int N(int a)")))
        {
            Properties = { ["jitgen_design_time"] = isDesignTime },
        }.Generate();
        Assert.Equal(reported, string.Join(" ", generated.GeneratorDiagnostics.Select(diagnostic => diagnostic.Id)));
        Assert.All(
            generated.GeneratorDiagnostics,
            diagnostic => Assert.Equal("File0.cs: (4,27)-(4,28)", diagnostic.Location.GetLineSpan().ToString()));
        Diagnostic error = Assert.Single(generated.Diagnostics(DiagnosticSeverity.Error));
        Assert.Equal("CS8795", error.Id);
        Assert.Contains("N(int a)", generated.File, StringComparison.Ordinal);
    }

    [Fact]
    public void ABodyOfOnesOwnStopsTheBuildThoughNoAnalyzerRuns()
    {
        Generated generated = new Project(
            "using JitGen; public static partial class K { [NativeExpression(\"a + 1\")] public static int M(int a) => a; }").Generate();
        Diagnostic error = Assert.Single(generated.GeneratorDiagnostics);
        Assert.Equal(("JG0050", DiagnosticSeverity.Error), (error.Id, error.Severity));
    }

    [Fact]
    public void WarningsAreLeftToTheAnalyzer() =>
        Assert.Empty(new Project(Sources.Class(Sources.Method("a", "int M(int a, int b)"))).Generate().AssertClean().GeneratorDiagnostics);
}
