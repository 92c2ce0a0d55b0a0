using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Descriptor = JitGen.Compiler.Text.DiagnosticDescriptor;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using FormulaDiagnostic = JitGen.Compiler.Text.Diagnostic;

namespace JitGen.Generator.Diagnostics;

/// <summary>Finds all that is wrong with a method with <c>[NativeExpression]</c>: its shape, its project, and its formula.</summary>
internal sealed class MethodExaminer
{
    /// <summary>Formulas of fewer operations cost less inlined by the JIT than the call of native code alone.</summary>
    private const int OperationsOfACall = 5;

    /// <summary>The oldest C# that the generated code is written in: the default of .NET 8.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    private readonly FormulaCompiler _compiler;
    private readonly SemanticModel _model;
    private readonly Action<Diagnostic> _report;
    private readonly CancellationToken _cancellation;

    /// <param name="compiler">Binds the formulas.</param>
    /// <param name="model">The file with the method.</param>
    /// <param name="report">Takes what is found.</param>
    /// <param name="cancellation">Stops the work.</param>
    public MethodExaminer(FormulaCompiler compiler, SemanticModel model, Action<Diagnostic> report, CancellationToken cancellation)
    {
        _compiler = compiler;
        _model = model;
        _report = report;
        _cancellation = cancellation;
    }

    /// <summary>Reports everything. Never throws, unless it is cancelled.</summary>
    /// <param name="method">The method.</param>
    /// <param name="node">The declaration that carries the attribute.</param>
    /// <param name="attribute">The attribute.</param>
    public void Examine(IMethodSymbol method, SyntaxNode node, AttributeData attribute)
    {
        try
        {
            foreach (ShapeProblem problem in MethodShape.FindProblems(method, node))
            {
                Report(problem.Descriptor, problem.Location, problem.Arguments);
            }

            ExamineProject(method, node, attribute);
            ExamineFormula(method, attribute);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string text = NativeExpression.Text(attribute) ?? "";
            Report(PlaceOf(attribute, node), new Failure(method.Name, Failures.Describe(exception), text));
        }
    }

    private void ExamineProject(IMethodSymbol method, SyntaxNode node, AttributeData attribute)
    {
        if (_model.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            Report(DiagnosticTable.UnsafeNotAllowed, PlaceOf(attribute, node));
        }

        if (node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < OldestLanguage and var version })
        {
            Report(DiagnosticTable.LanguageVersion, PlaceOf(attribute, node), OldestLanguage.ToDisplayString(), version.ToDisplayString());
        }

        if (!NativeExpression.IsRejected(attribute) && NativeExpression.Text(attribute) is null)
        {
            Report(DiagnosticTable.FormulaMissing, PlaceOf(attribute, node), method.Name);
        }
    }

    private void ExamineFormula(IMethodSymbol method, AttributeData attribute)
    {
        // A formula can be checked as soon as its types are known, whatever else is wrong with the method.
        if (NativeExpression.Text(attribute) is not { } text || !HasFormulaTypes(method))
        {
            return;
        }

        FormulaKey key = new FormulaReader(_model, _cancellation).Read(method, text);
        FormulaMeaning meaning = _compiler.Bind(key, _cancellation);
        var locator = new FormulaLocator(attribute, method, _cancellation);
        if (meaning.Bound is null)
        {
            Report(locator.Argument, new Failure(method.Name, meaning.Failure!, text));
            return;
        }

        foreach (FormulaDiagnostic diagnostic in meaning.Bound.Diagnostics)
        {
            (Location location, string message) = locator.Locate(diagnostic);
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty;
            if (diagnostic.Suggestion is not null)
            {
                properties = properties.Add(NativeExpressionAnalyzer.SuggestionProperty, diagnostic.Suggestion);
            }

            _report(Diagnostic.Create(Descriptors.Of(diagnostic.Descriptor), location, properties, message));
        }

        if (meaning.Bound.Function is not null && meaning.OperationCount < OperationsOfACall)
        {
            Report(DiagnosticTable.TooSmall, locator.Argument, method.Name, meaning.OperationCount);
        }
    }

    private static bool HasFormulaTypes(IMethodSymbol method) =>
        method.MethodKind == MethodKind.Ordinary
        && ElementTypeMap.TryGetValue(method.ReturnType, out _)
        && method.Parameters.All(parameter => ElementTypeMap.TryGetValue(parameter.Type, out _));

    private Location PlaceOf(AttributeData attribute, SyntaxNode node) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation).GetLocation() ?? node.GetLocation();

    private void Report(Descriptor descriptor, Location location, params object[] arguments) =>
        _report(Diagnostic.Create(
            Descriptors.Of(descriptor), location, string.Format(CultureInfo.InvariantCulture, descriptor.Format, arguments)));

    private void Report(Location location, Failure failure) =>
        _report(Diagnostic.Create(Descriptors.Of(DiagnosticTable.InternalError), location, Failures.Message(failure)));
}
