using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Generator.Diagnostics;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Descriptor = JitGen.Compiler.Text.DiagnosticDescriptor;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using FormulaDiagnostic = JitGen.Compiler.Text.Diagnostic;

namespace JitGen.Generator;

/// <summary>Shows what is wrong with methods with <c>[NativeExpression]</c>: their shape, their project, and their formulas.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NativeExpressionAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic that holds a replacement for the marked characters.</summary>
    internal const string SuggestionProperty = "Suggestion";

    /// <summary>Formulas of fewer operations cost less inlined by the JIT than the call of native code alone.</summary>
    private const int OperationsOfACall = 5;

    /// <summary>The oldest C# that the generated code is written in: the default of .NET 8.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

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
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Analyze, s_declarations);
    }

    private void Analyze(SyntaxNodeAnalysisContext context)
    {
        if (!HasAttributes(context.Node)
            || GetSymbol(context) is not { } method
            || NativeExpression.Find(method) is not { } attribute
            || !IsOn(attribute, context))
        {
            return;
        }

        try
        {
            foreach (ShapeProblem problem in MethodShape.FindProblems(method, context.Node))
            {
                Report(context, problem.Descriptor, problem.Location, problem.Arguments);
            }

            AnalyzeProject(context, method, attribute);
            AnalyzeFormula(context, method, attribute);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string text = NativeExpression.Text(attribute) ?? "";
            Report(context, Location(attribute, context), new Failure(method.Name, Failures.Describe(exception), text));
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
    private static bool IsOn(AttributeData attribute, SyntaxNodeAnalysisContext context) =>
        attribute.ApplicationSyntaxReference is { } reference
        && reference.SyntaxTree == context.Node.SyntaxTree && context.Node.Span.Contains(reference.Span);

    private static void AnalyzeProject(SyntaxNodeAnalysisContext context, IMethodSymbol method, AttributeData attribute)
    {
        if (context.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            Report(context, DiagnosticTable.UnsafeNotAllowed, Location(attribute, context));
        }

        if (context.Node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < OldestLanguage and var version })
        {
            Report(context, DiagnosticTable.LanguageVersion, Location(attribute, context), OldestLanguage.ToDisplayString(), version.ToDisplayString());
        }

        if (!NativeExpression.IsRejected(attribute) && NativeExpression.Text(attribute) is null)
        {
            Report(context, DiagnosticTable.FormulaMissing, Location(attribute, context), method.Name);
        }
    }

    private void AnalyzeFormula(SyntaxNodeAnalysisContext context, IMethodSymbol method, AttributeData attribute)
    {
        // A formula can be checked as soon as its types are known, whatever else is wrong with the method.
        if (NativeExpression.Text(attribute) is not { } text || !HasFormulaTypes(method))
        {
            return;
        }

        FormulaKey key = new FormulaReader(context.SemanticModel, context.CancellationToken).Read(method, text);
        FormulaMeaning meaning = _compiler.Bind(key, context.CancellationToken);
        var locator = new FormulaLocator(attribute, method, context.CancellationToken);
        if (meaning.Bound is null)
        {
            Report(context, locator.Argument, new Failure(method.Name, meaning.Failure!, text));
            return;
        }

        foreach (FormulaDiagnostic diagnostic in meaning.Bound.Diagnostics)
        {
            (Location location, string message) = locator.Locate(diagnostic);
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
            if (diagnostic.Suggestion is not null)
            {
                properties = properties.Add(SuggestionProperty, diagnostic.Suggestion);
            }

            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(diagnostic.Descriptor), location, properties, message));
        }

        if (meaning.Bound.Function is not null && meaning.OperationCount < OperationsOfACall)
        {
            Report(context, DiagnosticTable.TooSmall, locator.Argument, method.Name, meaning.OperationCount);
        }
    }

    private static bool HasFormulaTypes(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary
        && ElementTypeMap.TryGetValue(method.ReturnType, out _)
        && method.Parameters.All(parameter => ElementTypeMap.TryGetValue(parameter.Type, out _));

    private static Location Location(AttributeData attribute, SyntaxNodeAnalysisContext context) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken).GetLocation() ?? context.Node.GetLocation();

    private static void Report(SyntaxNodeAnalysisContext context, Descriptor descriptor, Location location, params object[] arguments) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(descriptor), location, string.Format(CultureInfo.InvariantCulture, descriptor.Format, arguments)));

    private static void Report(SyntaxNodeAnalysisContext context, Location location, Failure failure) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(DiagnosticTable.InternalError), location, Failures.Message(failure)));
}
