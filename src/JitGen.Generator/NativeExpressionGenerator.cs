using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using JitGen.Compiler.Text;
using JitGen.Generator.Compilations;
using JitGen.Generator.Diagnostics;
using JitGen.Generator.Emission;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace JitGen.Generator;

/// <summary>
/// Gives methods with <c>[NativeExpression]</c> their bodies:
/// symbols -> models -> code, a method at a time -> a file per class.
/// </summary>
/// <remarks>
/// A method with an error gets no body, so that the C# compiler stops the build (CS8795) even where analyzers are switched
/// off. It stops before it asks any analyzer, so in a build the generator says what is wrong. In an editor that is done by
/// <see cref="NativeExpressionAnalyzer"/>, which runs while the user types; warnings are always its.
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

        IncrementalValuesProvider<MethodResult> methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(NativeExpression.AttributeName, static (_, _) => true, ReadMethod)
            .WithTrackingName(MethodsStep);

        IncrementalValuesProvider<CompiledMethod> compiled = methods
            .Where(static result => result.Method is not null)
            .Combine(project)
            .Select((pair, cancellation) => Compile(pair.Left.Method!, pair.Right.Targets, cancellation))
            .WithTrackingName(CompileStep);

        IncrementalValuesProvider<ClassModel> classes = compiled
            .Where(static method => method.Code.Fallback is not null)
            .Collect()
            .SelectMany(static (all, _) => GroupByClass(all))
            .WithTrackingName(ClassesStep);

        context.RegisterSourceOutput(classes, EmitClass);
        context.RegisterSourceOutput(
            methods.SelectMany(static (result, _) => result.Errors).Combine(project).Where(static pair => pair.Right.IsBuild),
            static (output, pair) => output.ReportDiagnostic(pair.Left.ToDiagnostic()));
        context.RegisterSourceOutput(
            methods.Where(static result => result.OwnBody is not null).Select(static (result, _) => result.OwnBody!).Collect(), EmitOwnBodies);
        context.RegisterSourceOutput(methods.Where(static result => result.Failure is not null), static (output, result) => Report(output, result.Failure!));
        context.RegisterSourceOutput(compiled.Where(static method => method.Code.Failure is not null), static (output, method) =>
            Report(output, new Failure(method.Method.Formula.Formula.MethodName, method.Code.Failure!, method.Method.Formula.Formula.Text)));
    }

    private MethodResult ReadMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not IMethodSymbol method)
        {
            return default;
        }

        AttributeData attribute = context.Attributes[0];
        try
        {
            MethodModel? model = MethodReader.Read(method, context.TargetNode, attribute, context.SemanticModel, cancellation);
            return new MethodResult(
                model,
                model is null && MethodShape.HasBody(context.TargetNode) ? method.ToDisplayString() : null,
                FindErrors(context, method, attribute, cancellation),
                null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            string text = NativeExpression.Text(attribute) ?? "";
            return new MethodResult(null, null, default, new Failure(method.Name, Failures.Describe(exception), text));
        }
    }

    private EquatableArray<ErrorModel> FindErrors(
        GeneratorAttributeSyntaxContext context, IMethodSymbol method, AttributeData attribute, CancellationToken cancellation)
    {
        var errors = new List<ErrorModel>();
        void Keep(Diagnostic diagnostic)
        {
            // A defect is reported by the step that it was found in.
            if (diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Id != DiagnosticTable.InternalError.Id)
            {
                errors.Add(ErrorModel.From(diagnostic));
            }
        }

        new MethodExaminer(_compiler, context.SemanticModel, Keep, cancellation).Examine(method, context.TargetNode, attribute);
        return new EquatableArray<ErrorModel>(errors.ToArray());
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
            Report(context, new Failure(model.Container.Name, Failures.Describe(exception), model.Methods[0].Method.Formula.Formula.Text));
            return;
        }

        context.AddSource(model.HintName, SourceText.From(text, Encoding.UTF8));
    }

    /// <summary>A method with a body compiles without us and would run that; where analyzers are off, only this stops the build.</summary>
    private static void EmitOwnBodies(SourceProductionContext context, ImmutableArray<string> methods)
    {
        if (methods.IsEmpty)
        {
            return;
        }

        var text = new StringBuilder("// <auto-generated/>\n");
        foreach (string method in methods)
        {
            text.Append("#error ").Append(DiagnosticTable.MethodNotPartial.Id).Append(": ")
                .AppendFormat(CultureInfo.InvariantCulture, DiagnosticTable.MethodNotPartial.Format, method).Append('\n');
        }

        context.AddSource("JitGen.Errors.g.cs", SourceText.From(text.ToString(), Encoding.UTF8));
    }

    private static void Report(SourceProductionContext context, Failure failure) =>
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(DiagnosticTable.InternalError), Location.None, Failures.Message(failure)));
}
