using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitGen.Differential.Tests.Acceptance;

/// <summary>What Roslyn thinks of a text.</summary>
/// <param name="Error">The first error; null if it accepts the text.</param>
/// <param name="Type">The type of the expression, not converted to the return type; Void if it has none.</param>
/// <param name="Constant">Its value if it is a constant expression, converted to the return type.</param>
internal sealed record RoslynVerdict(string? Error, ElementType Type = ElementType.Void, ulong? Constant = null)
{
    private const string Header = """
        using System;
        using System.Numerics;
        using static JitGen.Differential.Tests.Oracle.Functions;
        using static JitGen.Differential.Tests.Oracle.MathematicalFunctions;

        public static class Batch
        {

        """;

    /// <summary>Compiles each text as the body of a method, all in one class.</summary>
    public static RoslynVerdict[] OfEach(IReadOnlyList<AnyText> texts)
    {
        var verdicts = new RoslynVerdict[texts.Count];
        var source = new StringBuilder(Header).Append(Surroundings.CSharp);
        string parameters = string.Join(", ", AnyText.Parameters.Select(p => $"{ElementTypes.Keyword(p.Type)} {p.Name}"));
        for (int i = 0; i < verdicts.Length; i++)
        {
            // A text with a syntax error could spoil the methods around it; one without cannot, if its comment ends.
            string expression = texts[i].Expression;
            string? syntaxError = SyntaxErrorIn(expression) ?? SyntaxErrorInDeclaration(texts[i].Declaration);
            verdicts[i] = new RoslynVerdict(syntaxError);
            source.Append(CultureInfo.InvariantCulture, $"static {ElementTypes.Keyword(texts[i].ResultType)} M{i}({parameters}) {{ ")
                .Append(syntaxError is null ? $"{texts[i].Declaration}return ({expression}\n);" : "throw null!;")
                .Append(" }\n");
        }

        CSharpCompilation compilation = CSharpCompiler.Create(source.Append('}').ToString());
        SyntaxTree tree = compilation.SyntaxTrees[0];
        MethodDeclarationSyntax[] methods = [.. tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().TakeLast(verdicts.Length)];
        foreach (Diagnostic diagnostic in compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            int index = Array.FindIndex(methods, method => method.Span.Contains(diagnostic.Location.SourceSpan.Start));
            Assert.True(index >= 0, diagnostic.ToString());
            if (verdicts[index].Error is null)
            {
                verdicts[index] = new RoslynVerdict($"{diagnostic.Id}: {diagnostic.GetMessage(CultureInfo.InvariantCulture)}");
            }
        }

        SemanticModel model = compilation.GetSemanticModel(tree);
        for (int i = 0; i < verdicts.Length; i++)
        {
            if (verdicts[i].Error is null)
            {
                ExpressionSyntax expression = methods[i].Body!.Statements.OfType<ReturnStatementSyntax>().Single().Expression!;
                verdicts[i] = Describe(model, expression, texts[i].ResultType);
            }
        }

        return verdicts;
    }

    private static RoslynVerdict Describe(SemanticModel model, ExpressionSyntax expression, ElementType resultType)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        // The type of a conditional without one is null, or in an explicit type the converted one.
        ITypeSymbol? type = model.GetTypeInfo(expression).Type;
        Optional<object?> constant = model.GetConstantValue(expression);
        return new RoslynVerdict(
            null,
            type is null ? ElementType.Void : CSharpTypes.Parse(type.ToDisplayString()),
            constant.HasValue ? ConstantBits.Of(constant.Value!, resultType) : null);
    }

    private static string? SyntaxErrorIn(string expression) => ErrorOf(SyntaxFactory.ParseExpression(expression));

    private static string? SyntaxErrorInDeclaration(string declaration) =>
        declaration.Length == 0 ? null : ErrorOf(SyntaxFactory.ParseStatement(declaration));

    private static string? ErrorOf(SyntaxNode node) =>
        node.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error) is { } error ? $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}" : null;
}
