using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitGen.Generator.Tests;

/// <summary>Methods, types and projects that cannot have formulas, and those that can.</summary>
public class ShapeTests
{
    /// <summary>Each wrong shape gives its message at its place, and no body; so the build stops without the analyzer too.</summary>
    [Theory]
    [InlineData("JG0050", "partial class K { [ONE] public static int [|M|]() => 1; }")]
    [InlineData("JG0050", "partial class K { [ONE] public static int [|M|]() { return 1; } }")]
    [InlineData("JG0050", "partial class K { public static partial int M(); [ONE] public static partial int [|M|]() => 1; }")]
    [InlineData("JG0050", "class K { static int F() { return M(); [ONE] static int [|M|]() => 1; } }")]
    [InlineData("JG0050", "class K { System.Func<int> F = [|[ONE] () => 1|]; }")]
    [InlineData("JG0050", "class K { static int P { [ONE] [|get|] => 1; } }")]
    [InlineData("JG0050", "class K { [ONE] public static int operator [|+|](K k) => 1; }")]
    [InlineData("JG0051", "partial class K { [ONE] public partial int [|M|](); }")]
    [InlineData("JG0052", "partial class K { [ONE] public static partial int [|M|]<T>(); }")]
    [InlineData("JG0052", "partial class K<T> { [ONE] public static partial int [|M|](); }")]
    [InlineData("JG0052", "partial class O<T> { partial class K { [ONE] public static partial int [|M|](); } }")]
    [InlineData("JG0053", "partial class K { [NativeExpression(\"a\")] public static partial int M(ref int [|a|]); }")]
    [InlineData("JG0053", "partial class K { [NativeExpression(\"a\")] public static partial int M(in int [|a|]); }")]
    [InlineData("JG0053", "partial class K { [ONE] public static partial int M(out int [|a|]); }")]
    [InlineData("JG0053", "partial class K { [NativeExpression(\"a\")] public static partial int M(ref readonly int [|a|]); }")]
    [InlineData("JG0054", "partial class K { [ONE] public static partial int M(string [|a|]); }")]
    [InlineData("JG0054", "partial class K { [ONE] public static partial int M(nint [|a|]); }")]
    [InlineData("JG0054", "partial class K { [ONE] public static partial int M(int? [|a|]); }")]
    [InlineData("JG0054", "partial class K { [ONE] public static partial int M(decimal [|a|]); }")]
    [InlineData("JG0054", "partial class K { [ONE] public static partial int M(params int[] [|a|]); }")]
    [InlineData("JG0055", "partial class K { [ONE] public static partial [|object|] M(); }")]
    [InlineData("JG0055", "partial class K { [ONE] public static partial [|void|] M(int a); }")]
    [InlineData("JG0055", "partial class K { [ONE] public static partial [|ref int|] M(); }")]
    [InlineData("JG0057", "class K { [ONE] public static partial int [|M|](); }")]
    [InlineData("JG0057", "class O { partial class K { [ONE] public static partial int [|M|](); } }")]
    [InlineData("JG0054", "partial class K { [NativeExpression(\"1\")] public static partial int M(System.Span<char> [|a|]); }")]
    [InlineData("JG0054", "partial class K { [NativeExpression(\"1\")] public static partial void M(System.Span<string> [|a|]); }")]
    [InlineData("JG0053", "partial class K { [NativeExpression(\"1\")] public static partial void M(ref System.Span<int> [|a|]); }")]
    [InlineData("JG0070", "partial class K { [NativeExpression(\"[|a|]\")] public static partial void M(System.ReadOnlySpan<int> a); }")]
    [InlineData("JG0076", "partial class K { [NativeExpression(\"[|a|]\")] public static partial int M(System.ReadOnlySpan<int> a); }")]
    [InlineData("JG0060", "partial class K { [[|NativeExpression(null)|]] public static partial int M(); }")]
    [InlineData("JG0062", "partial interface I { [ONE] static virtual partial int [|M|](); }")]
    [InlineData("JG0063", "file partial class K { [ONE] public static partial int [|M|](); }")]
    public void AWrongShapeIsReportedAndNotGenerated(string id, string source)
    {
        (string text, int start, int length) = Markup.Parse(
            "using JitGen; " + source.Replace("[ONE]", "[NativeExpression(\"1\")]", StringComparison.Ordinal));
        var project = new Project(text);
        Diagnostic diagnostic = Assert.Single(project.Analyze(), diagnostic => diagnostic.Id == id);
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Generated generated = project.Generate();
        Assert.DoesNotContain(generated.Files.Values, file => file.Contains("class KImage", StringComparison.Ordinal));
        Assert.Contains(generated.GeneratorDiagnostics, error => error.ToString() == diagnostic.ToString());
    }

    /// <summary>Everything that can contain such a method; the whole must compile without any warning.</summary>
    [Theory]
    [InlineData("namespace N; public static partial class K { METHOD }", "N.K")]
    [InlineData("namespace N.@event.M { public static partial class K { METHOD } }", "N.event.M.K")]
    [InlineData("public partial struct K { METHOD }", "K")]
    [InlineData("public readonly partial struct K { METHOD }", "K")]
    [InlineData("public ref partial struct K { METHOD }", "K")]
    [InlineData("public partial record K(int X) { METHOD }", "K")]
    [InlineData("public partial record struct K(int X) { METHOD }", "K")]
    [InlineData("public partial interface K { METHOD }", "K")]
    [InlineData("public sealed partial class K { METHOD }", "K")]
    [InlineData("public abstract partial class K { METHOD }", "K")]
    [InlineData("namespace N { public partial class O { internal partial struct P { public partial class K { METHOD } } } }", "N.O+P+K")]
    [InlineData("public static partial class @class { METHOD }", "class")]
    [InlineData("namespace N { public static partial class K { METHOD class KImage { } static int global; } class System { } }", "N.K")]
    public void EveryContainerIsGenerated(string source, string type)
    {
        string text = "using JitGen;\n" + source.Replace(
            "METHOD", Sources.Method("a + b", "int Add(int a, int b)"), StringComparison.Ordinal);
        string caller = source.StartsWith("namespace N;", StringComparison.Ordinal) ? "N.Caller" : "Caller";
        string qualified = type.Replace('+', '.')
            .Replace(".event", ".@event", StringComparison.Ordinal)
            .Replace("class", "@class", StringComparison.Ordinal);
        text += " public static class Caller { public static int Call() => " + qualified + ".Add(40, 2); }";
        Generated generated = new Project(text).Generate();
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Error));
        Assert.Equal(42, generated.Call(caller, "Call"));
    }

    [Theory]
    [InlineData("public static partial int M(int a, int b);")]
    [InlineData("internal static partial int M(int a, int b);")]
    [InlineData("private static partial int M(int a, int b);")]
    [InlineData("protected static partial int M(int a, int b);")]
    [InlineData("protected internal static partial int M(int a, int b);")]
    [InlineData("private protected static partial int M(int a, int b);")]
    [InlineData("static public unsafe partial int M(int a, int b);")]
    [InlineData("public new static partial int M(int a, int b);")]
    [InlineData("/// <summary>Documented.</summary>\n public static partial int M(int a, int b = 2);")]
    [InlineData("public static partial System.Int32 M([System.Diagnostics.CodeAnalysis.AllowNull] int a, int b = 2);", true)]
    [InlineData("[System.CodeDom.Compiler.GeneratedCode(\"\", \"\")] public static partial int M(int a, int b);", true)]
    [InlineData("[return: System.Diagnostics.CodeAnalysis.NotNull] public static partial int M(int a, int b);", true)]
    [InlineData("[System.Runtime.CompilerServices.SkipLocalsInit] public static partial int M(int a, int b);")]
    [InlineData("public static partial int M(int entry, int result);")]
    [InlineData("public static partial int M(int M, int KImage);")]
    [InlineData("public static partial int M(int @class, int @record);")]
    [InlineData("public static partial int @class(int a, int b);")]
    public void EveryDeclarationIsRepeatedExactly(string declaration, bool isOdd = false)
    {
        string name = declaration.Contains("@class(", StringComparison.Ordinal) ? "class" : "M";
        string formula = isOdd ? "a + b" : string.Join(" + ", Parameters(declaration));
        var project = new Project(
            "using JitGen; public partial class B { public static int M(int a, int b) => 0; }\n"
            + "public partial class K : B { [NativeExpression(\"" + formula + "\")] " + declaration + " }");
        Generated generated = project.Generate();
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Error).Select(diagnostic => diagnostic + generated.File));
        Assert.DoesNotContain(
            generated.Diagnostics(DiagnosticSeverity.Warning),
            diagnostic => diagnostic.Location.SourceTree?.FilePath.EndsWith(".g.cs", StringComparison.Ordinal) == true);
        Assert.Equal(42, generated.Call("K", name, 40, 2));
    }

    [Fact]
    public void ExtensionMethodsAreRepeated()
    {
        Generated generated = new Project(Sources.Class(
            Sources.Method("a + b", "int Plus(this int a, int b)"), "    public static int F() => 40.Plus(2);\n")).Generate().AssertClean();
        Assert.Equal(42, generated.Call("K", "F"));
    }

    [Theory]
    [InlineData("void M(this ReadOnlySpan<int> x, Span<int> result)")]
    [InlineData("void M(scoped ReadOnlySpan<int> x, scoped Span<int> result)")]
    [InlineData("void M(this scoped ReadOnlySpan<int> x, Span<int> result)")]
    [InlineData("void M([System.Diagnostics.CodeAnalysis.DisallowNull] ReadOnlySpan<int> x, Span<int> result)")]
    [InlineData("void M(System.ReadOnlySpan<System.Int32> x, System.Span<int> result)")]
    public void EveryDeclarationOverSpansIsRepeated(string signature)
    {
        Generated generated = new Project("using System;\n" + Sources.Class(
            Sources.Method("x + i + 1", signature.Replace("Span<int> result", "Span<long> result", StringComparison.Ordinal)),
            "    public static long F() { var r = new long[2]; M(new int[] { 39, 40 }, r); return r[1]; }\n")).Generate();
        Assert.Empty(generated.Diagnostics(DiagnosticSeverity.Warning).Select(diagnostic => diagnostic + generated.File));
        Assert.Equal(42L, generated.Call("K", "F"));
    }

    [Fact]
    public void UnsafeCodeHasToBeAllowed()
    {
        string source = Sources.Class(Sources.Method("a + b", "int M(int a, int b)"), Sources.Method("a - b", "int N(int a, int b)"));
        var project = new Project(source) { AllowUnsafe = false };
        Assert.Equal(
            ["NativeExpression(\"a + b\")", "NativeExpression(\"a - b\")"],
            project.Analyze().Where(diagnostic => diagnostic.Id == "JG0056").Select(Markup.TextOf));
        Generated generated = project.Generate();
        Assert.Equal("JG0056", Assert.Single(generated.GeneratorDiagnostics).Id);
        Assert.Equal("CS0227", Assert.Single(generated.Diagnostics(DiagnosticSeverity.Error)).Id);
    }

    [Fact]
    public void TheLanguageHasToBeNewEnough()
    {
        string source = Sources.Class(Sources.Method("a + b", "int M(int a, int b)"));
        var project = new Project(source) { LanguageVersion = LanguageVersion.CSharp11 };
        Diagnostic diagnostic = Assert.Single(project.Analyze(), diagnostic => diagnostic.Id == "JG0061");
        Assert.Contains("C# 12", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.DoesNotContain(new Project(source).Analyze(), diagnostic => diagnostic.Id == "JG0061");
    }

    private static string[] Parameters(string declaration) =>
    [
        .. SyntaxFactory.ParseMemberDeclaration(declaration)!.DescendantNodes()
            .OfType<ParameterSyntax>()
            .Select(parameter => parameter.Identifier.Text),
    ];
}
