using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Generator.Diagnostics;
using JitGen.Generator.Emission;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace JitGen.Generator;

/// <summary>
/// Gives methods with <c>[NativeExpression]</c> their bodies:
/// symbols -> models -> code, a method at a time -> a file per class.
/// </summary>
/// <remarks>
/// A method with an error gets no body, so that the C# compiler stops the build (CS8795) even where analyzers are switched
/// off. It stops before analyzers have their say, so in a build the generator reports the errors; in an editor
/// <see cref="NativeExpressionAnalyzer"/> reports them, and everything else, while the user types.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NativeExpressionGenerator : IIncrementalGenerator
{
    /// <summary>The names of the steps, for tests of what an edit runs again.</summary>
    internal const string MethodsStep = "Methods", ProjectStep = "Project", CompileStep = "Compile", ClassesStep = "Classes";

    private readonly FormulaCompiler _compiler;

    /// <summary>Creates the generator.</summary>
    public NativeExpressionGenerator()
        : this(FormulaCompiler.Shared)
    {
    }

    internal NativeExpressionGenerator(FormulaCompiler compiler) => _compiler = compiler;

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ProjectModel> project = context.CompilationProvider
            .Select(static (compilation, _) => compilation.Options.OutputKind)
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, _) => ProjectModel.Read(pair.Left, pair.Right))
            .WithTrackingName(ProjectStep);

        // The transformation sees one method at a time; what it reads of others belongs to the compilation, and goes with it.
        var called = new ConditionalWeakTable<Compilation, CalledFormulas>();
        IncrementalValuesProvider<MethodResult> read = context.SyntaxProvider.ForAttributeWithMetadataName(
            NativeExpression.AttributeName,
            static (_, _) => true,
            (method, cancellation) => ReadMethod(
                method, called.GetValue(method.SemanticModel.Compilation, static _ => new CalledFormulas()), cancellation));

        IncrementalValuesProvider<MethodModel> methods = read
            .Where(static result => result.Method is not null)
            .Select(static (result, _) => result.Method!)
            .WithTrackingName(MethodsStep);

        IncrementalValuesProvider<CompiledMethod> compiled = methods
            .Combine(project.Select(static (model, _) => model.Targets))
            .Select((pair, _) => Start(pair.Left, pair.Right))
            .Select((pair, cancellation) => Compile(pair.Left, pair.Right, cancellation))
            .WithTrackingName(CompileStep);

        IncrementalValuesProvider<ClassModel> classes = compiled
            .Where(static method => method.Code.Fallback is not null)
            .Collect()
            .SelectMany(static (all, _) => GroupByClass(all))
            .WithTrackingName(ClassesStep);

        context.RegisterSourceOutput(classes, EmitClass);
        context.RegisterSourceOutput(
            read.SelectMany(static (result, _) => result.Errors).Collect().Combine(project.Select(static (model, _) => model.IsDesignTime)),
            static (output, pair) => ReportErrors(output, pair.Left, isDesignTime: pair.Right));
        context.RegisterSourceOutput(compiled.Where(static method => method.Code.Failure is not null), static (output, method) =>
            Report(output, new Failure(method.Formula.MethodName, method.Code.Failure!, method.Formula.Text)));
    }

    private MethodResult ReadMethod(GeneratorAttributeSyntaxContext context, CalledFormulas called, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not IMethodSymbol method)
        {
            return default;
        }

        AttributeData attribute = context.Attributes[0];
        Examination examination = MethodExaminer.Examine(
            method, context.TargetNode, attribute, context.SemanticModel, _compiler, called, targets: null, cancellation);
        FindingModel[] errors = examination.Findings.Where(finding => finding.IsError).Select(finding => finding.ToModel()).ToArray();

        // With the wrong settings one message of the C# compiler says more than one for each method without a body.
        MethodModel? model = examination.Formula is { } formula
            && context.TargetNode is MethodDeclarationSyntax declaration
            && errors.All(error => error.IsOfProject)
                ? MethodReader.Read(method, declaration, attribute, formula)
                : null;
        return new MethodResult(model, new EquatableArray<FindingModel>(errors));
    }

    /// <summary>
    /// A step runs for all methods before the next one does: while the next waits for the code of the first method, all processors
    /// have work.
    /// </summary>
    private (MethodModel Left, EquatableArray<string> Right) Start(MethodModel method, EquatableArray<string> targets)
    {
        _compiler.Start(method.Formula, method.Level, targets);
        return (method, targets);
    }

    private CompiledMethod Compile(MethodModel method, EquatableArray<string> targets, CancellationToken cancellation) =>
        new(method, targets, _compiler.Compile(method.Formula, method.Level, targets, cancellation));

    private static IEnumerable<ClassModel> GroupByClass(ImmutableArray<CompiledMethod> methods)
    {
        // Files are told apart without regard to case.
        var hintNames = new NameAllocator([], StringComparer.OrdinalIgnoreCase);
        foreach (IGrouping<ContainerModel, CompiledMethod> group in methods.GroupBy(method => method.Method.Container))
        {
            yield return new ClassModel(
                hintNames.Allocate(group.Key.Name) + ".g.cs", group.Key, new EquatableArray<CompiledMethod>(group.ToArray()));
        }
    }

    private static void EmitClass(SourceProductionContext context, ClassModel model)
    {
        string text;
        try
        {
            text = ClassEmitter.Emit(model);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Report(context, new Failure(model.Container.Name, Failures.Describe(exception), model.Methods[0].Formula.Text));
            return;
        }

        context.AddSource(model.HintName, SourceText.From(text, Encoding.UTF8));
    }

    private static void ReportErrors(SourceProductionContext context, ImmutableArray<FindingModel> errors, bool isDesignTime)
    {
        if (isDesignTime)
        {
            return;
        }

        var ofProject = new HashSet<string>();
        foreach (FindingModel error in errors)
        {
            if (!error.IsOfProject || ofProject.Add(error.Row.Id))
            {
                context.ReportDiagnostic(error.ToDiagnostic());
            }
        }
    }

    private static void Report(SourceProductionContext context, Failure failure) =>
        context.ReportDiagnostic(Diagnostic.Create(
            Descriptors.Of(DiagnosticTable.InternalError), Location.None, Failures.Message(failure)));
}
