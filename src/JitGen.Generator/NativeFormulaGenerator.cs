using System.Text;
using JitGen.Generator.Emission;
using JitGen.Generator.Models;
using JitGen.Generator.Symbols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace JitGen.Generator;

/// <summary>
/// Writes for each delegate type with <c>[NativeFormula]</c> the type that calls its formulas, compiled while the program runs, and
/// makes it known to <c>JitGen.Dynamic</c>.
/// </summary>
/// <remarks>
/// A delegate type that cannot be the signature of a formula gets none; compiling a formula for it throws and says why.
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class NativeFormulaGenerator : IIncrementalGenerator
{
    /// <summary>The name of the step, for tests of what an edit runs again.</summary>
    internal const string DelegatesStep = "Delegates";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<DelegateModel> delegates = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                DelegateReader.AttributeName,
                static (_, _) => true,
                static (type, _) => type.TargetSymbol is INamedTypeSymbol symbol ? DelegateReader.Read(symbol) : null)
            .Where(static model => model is not null)
            .Select(static (model, _) => model!)
            .WithTrackingName(DelegatesStep);

        context.RegisterSourceOutput(delegates, static (output, model) =>
            output.AddSource(model.HintName + ".formula.g.cs", SourceText.From(DelegateEmitter.Emit(model), Encoding.UTF8)));
    }
}
