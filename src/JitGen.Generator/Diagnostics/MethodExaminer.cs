using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Diagnostic = JitGen.Compiler.Text.Diagnostic;
using OptimizationLevel = JitGen.Compiler.OptimizationLevel;
using Row = JitGen.Compiler.Text.DiagnosticDescriptor;

namespace JitGen.Generator.Diagnostics;

/// <summary>What is to be said about a method.</summary>
/// <param name="Findings">Errors, warnings and information.</param>
/// <param name="Formula">The formula; null if the method's types are not those of a formula.</param>
internal sealed record Examination(IReadOnlyList<Finding> Findings, FormulaKey? Formula);

/// <summary>Finds everything that is to be said about a method with a formula: its shape, its project, its formula.</summary>
internal sealed class MethodExaminer
{
    /// <summary>Formulas of fewer operations cost less inlined by the JIT than the call of native code alone.</summary>
    private const int OperationsOfACall = 5;

    /// <summary>The oldest C# that the generated code is written in: the default of .NET 8.</summary>
    private const LanguageVersion OldestLanguage = LanguageVersion.CSharp12;

    private readonly IMethodSymbol _method;
    private readonly SyntaxNode _node;
    private readonly AttributeData _attribute;
    private readonly SemanticModel _model;
    private readonly List<Finding> _findings = new();
    private FormulaKey? _formula;

    private MethodExaminer(IMethodSymbol method, SyntaxNode node, AttributeData attribute, SemanticModel model)
    {
        _method = method;
        _node = node;
        _attribute = attribute;
        _model = model;
    }

    private Location AttributeLocation => _attribute.ApplicationSyntaxReference?.GetSyntax().GetLocation() ?? _node.GetLocation();

    /// <summary>Examines a method. Never throws, unless it is cancelled: a defect of our own becomes a finding.</summary>
    /// <param name="method">The method.</param>
    /// <param name="node">The declaration that carries the attribute.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="model">The model of the file of the declaration.</param>
    /// <param name="compiler">The compiler of formulas.</param>
    /// <param name="called">The readings of called formulas of the model's compilation.</param>
    /// <param name="targets">The targets of the project, of which people want to know; null where only errors matter.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static Examination Examine(
        IMethodSymbol method,
        SyntaxNode node,
        AttributeData attribute,
        SemanticModel model,
        FormulaCompiler compiler,
        CalledFormulas called,
        EquatableArray<string>? targets,
        CancellationToken cancellation)
    {
        var examiner = new MethodExaminer(method, node, attribute, model);
        try
        {
            foreach (ShapeProblem problem in MethodShape.FindProblems(method, node))
            {
                examiner.Add(problem.Descriptor, problem.Location, problem.Arguments);
            }

            examiner.ExamineProject();
            examiner.ExamineFormula(compiler, called, targets, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            examiner.AddFailure(examiner.AttributeLocation, Failures.Describe(exception));
        }

        return new Examination(examiner._findings, examiner._formula);
    }

    private void ExamineProject()
    {
        if (_model.Compilation.Options is CSharpCompilationOptions { AllowUnsafe: false })
        {
            Add(DiagnosticTable.UnsafeNotAllowed, AttributeLocation);
        }

        if (_node.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < OldestLanguage and var version })
        {
            Add(DiagnosticTable.LanguageVersion, AttributeLocation, OldestLanguage.ToDisplayString(), version.ToDisplayString());
        }

        if (!NativeExpression.IsRejected(_attribute) && NativeExpression.Text(_attribute) is null)
        {
            Add(DiagnosticTable.FormulaMissing, AttributeLocation, _method.Name);
        }
    }

    private void ExamineFormula(
        FormulaCompiler compiler, CalledFormulas called, EquatableArray<string>? targets, CancellationToken cancellation)
    {
        // A formula can be checked as soon as its types are known, whatever else is wrong with the method.
        if (NativeExpression.Text(_attribute) is not { } text || !HasFormulaTypes())
        {
            return;
        }

        _formula = new FormulaReader(_model, called, cancellation).Read(_method, text, _attribute);
        FormulaMeaning meaning = compiler.Bind(_formula, cancellation);
        var locator = new FormulaLocator(_attribute, _method, cancellation);
        if (meaning.Bound is null)
        {
            AddFailure(locator.Argument, meaning.Failure!);
            return;
        }

        foreach (Diagnostic diagnostic in meaning.Bound.Diagnostics)
        {
            (Location location, string message) = locator.Locate(diagnostic);
            _findings.Add(new Finding(diagnostic.Descriptor, location, message, diagnostic.Suggestion));
        }

        if (meaning.Bound.Function is { Shape: not KernelShape.Scalar })
        {
            ExamineKernel(compiler, targets, locator.Argument, cancellation);
        }
        else if (meaning.Bound.Function is not null && meaning.OperationCount < OperationsOfACall)
        {
            Add(DiagnosticTable.TooSmall, locator.Argument, _method.Name, meaning.OperationCount);
        }
    }

    /// <summary>What became of a formula over spans, and what should not have.</summary>
    private void ExamineKernel(
        FormulaCompiler compiler, EquatableArray<string>? targets, Location argument, CancellationToken cancellation)
    {
        OptimizationLevel level = NativeExpression.Level(_attribute);
        if (NativeExpression.RequireVectorized(_attribute))
        {
            FormulaCode code = compiler.Compile(_formula!, level, RuntimeIdentifiers.Targets(null), cancellation);
            foreach (CompiledKernel body in code.Kernel?.Bodies.Where(body => body.ElementWise.Count > 0) ?? [])
            {
                Add(DiagnosticTable.NotVectorized, argument, _method.Name, body.Target.Name, string.Join(", ", body.ElementWise));
            }
        }

        if (targets is { } wanted && compiler.Compile(_formula!, level, wanted, cancellation).Kernel is { } kernel)
        {
            IEnumerable<string> bodies = kernel.Bodies.Select(body => string.Format(
                CultureInfo.InvariantCulture,
                body.Code.Bytes.Length == 0 ? "{0} (managed code)" : "{0} ({1} elements at a time, {2}-byte vectors, {3} bytes)",
                body.Target.Name, body.ElementsPerIteration, body.VectorBytes, body.Code.Bytes.Length));
            Add(DiagnosticTable.KernelCompiled, argument, _method.Name, string.Join(", ", bodies.DefaultIfEmpty("managed code")));
        }
    }

    private bool HasFormulaTypes() =>
        _method.MethodKind == MethodKind.Ordinary
        && (ElementTypeMap.TryGetValue(_method.ReturnType, out _) || IsMap())
        && _method.Parameters.All(parameter => ElementTypeMap.TryGetParameter(parameter.Type, out _, out _));

    private bool IsMap() => _method.ReturnsVoid && _method.Parameters.Any(parameter => ElementTypeMap.IsSpan(parameter.Type));

    private void Add(Row row, Location location, params object[] arguments) =>
        _findings.Add(new Finding(row, location, string.Format(CultureInfo.InvariantCulture, row.Format, arguments)));

    private void AddFailure(Location location, string exception)
    {
        var failure = new Failure(_method.Name, exception, NativeExpression.Text(_attribute) ?? "");
        _findings.Add(new Finding(DiagnosticTable.InternalError, location, Failures.Message(failure)));
    }
}
