using System.Collections.Immutable;
using JitGen.Generator.Compilations;
using JitGen.Generator.Diagnostics;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace JitGen.Generator;

/// <summary>
/// Shows what is wrong with methods with <c>[NativeExpression]</c> while the user types: their shape, their project, and their
/// formulas.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NativeExpressionAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Every declaration that can carry the attribute, right or wrong.</summary>
    private static readonly SyntaxKind[] s_declarations =
    [
        SyntaxKind.MethodDeclaration, SyntaxKind.LocalFunctionStatement, SyntaxKind.ParenthesizedLambdaExpression,
        SyntaxKind.OperatorDeclaration, SyntaxKind.ConversionOperatorDeclaration, SyntaxKind.DestructorDeclaration,
        SyntaxKind.GetAccessorDeclaration, SyntaxKind.SetAccessorDeclaration, SyntaxKind.InitAccessorDeclaration,
        SyntaxKind.AddAccessorDeclaration, SyntaxKind.RemoveAccessorDeclaration,
    ];

    private readonly FormulaCompiler _compiler;

    /// <summary>Creates the analyzer.</summary>
    public NativeExpressionAnalyzer()
        : this(FormulaCompiler.Shared)
    {
    }

    internal NativeExpressionAnalyzer(FormulaCompiler compiler) => _compiler = compiler;

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var called = new CalledFormulas();
            start.RegisterSyntaxNodeAction(node => Analyze(node, called), s_declarations);
        });
    }

    private void Analyze(SyntaxNodeAnalysisContext context, CalledFormulas called)
    {
        if (!HasAttributes(context.Node)
            || GetSymbol(context) is not { } method
            || NativeExpression.Find(method) is not { } attribute
            || !IsOn(attribute, context.Node))
        {
            return;
        }

        ProjectModel project = ProjectModel.Read(context.Compilation.Options.OutputKind, context.Options.AnalyzerConfigOptionsProvider);
        foreach (Finding finding in MethodExaminer.Examine(
            method, context.Node, attribute, context.SemanticModel, _compiler, called, project.Targets, context.CancellationToken).Findings)
        {
            context.ReportDiagnostic(finding.ToDiagnostic());
        }
    }

    private static bool HasAttributes(SyntaxNode node) => node switch
    {
        MemberDeclarationSyntax member => member.AttributeLists.Count > 0,
        AccessorDeclarationSyntax accessor => accessor.AttributeLists.Count > 0,
        LocalFunctionStatementSyntax function => function.AttributeLists.Count > 0,
        LambdaExpressionSyntax lambda => lambda.AttributeLists.Count > 0,
        _ => false,
    };

    private static IMethodSymbol? GetSymbol(SyntaxNodeAnalysisContext context) =>
        (context.Node is LambdaExpressionSyntax
            ? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol
            : context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)) as IMethodSymbol;

    /// <summary>Whether the attribute is written on this declaration, not on the other part of the method.</summary>
    private static bool IsOn(AttributeData attribute, SyntaxNode node) =>
        attribute.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == node.SyntaxTree && node.Span.Contains(reference.Span);
}
