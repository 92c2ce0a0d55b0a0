using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Tool.Formulas;

/// <summary>A formula of the command line, with all that its meaning depends on.</summary>
/// <param name="Text">The formula.</param>
/// <param name="Parameters">Its parameters; null for those that it mentions, all of them doubles.</param>
/// <param name="ResultType">What it returns; null for what C# says that the expression is, nothing for a map.</param>
/// <param name="CheckedByDefault">Whether integer arithmetic throws where it overflows.</param>
/// <param name="FloatMode">How exactly the text is kept to.</param>
/// <param name="MathPrecision">How accurate mathematical functions are.</param>
/// <param name="CanonicalNaN">Whether every NaN that is stored is the positive quiet one.</param>
internal sealed record FormulaRequest(
    string Text,
    IReadOnlyList<Parameter>? Parameters = null,
    ElementType? ResultType = null,
    bool CheckedByDefault = false,
    FloatMode FloatMode = FloatMode.Strict,
    MathPrecision MathPrecision = MathPrecision.Strict,
    bool CanonicalNaN = false)
{
    /// <summary>The name that messages give to the formula where they would name its method.</summary>
    private const string Name = "formula";

    /// <summary>The graph and the messages.</summary>
    public BoundFormula Bind()
    {
        IReadOnlyList<Parameter> parameters = Parameters ?? MentionedNames();
        bool isMap = parameters.Any(parameter => parameter.Kind == ParameterKind.Span);
        FormulaSource source = Source(parameters, ResultType ?? (isMap ? ElementType.Void : ElementType.Double));
        BindResult result = Binder.Bind(source, CompilationLimits.Default);
        if (ResultType is null && !isMap && result.Type is not (ElementType.Void or ElementType.Double))
        {
            source = Source(parameters, result.Type);
            result = Binder.Bind(source, CompilationLimits.Default);
        }

        return new BoundFormula(source, result.Function, result.Diagnostics);
    }

    private FormulaSource Source(IReadOnlyList<Parameter> parameters, ElementType resultType) => new()
    {
        Text = Text,
        MethodName = Name,
        Parameters = parameters,
        ResultType = resultType,
        CheckedByDefault = CheckedByDefault,
        FloatMode = (Compiler.FloatMode)FloatMode,
        MathPrecision = (Compiler.MathPrecision)MathPrecision,
        CanonicalNaN = CanonicalNaN,
    };

    /// <summary>What the text names without declaring it, in the order of the text.</summary>
    private List<Parameter> MentionedNames()
    {
        FormulaSyntax? syntax = Parser.Parse(Text, CompilationLimits.Default, new DiagnosticBag());
        HashSet<string> declared = [.. syntax?.Statements.OfType<DeclarationSyntax>().Select(declaration => declaration.Name) ?? []];
        return
        [
            .. FormulaNames.Of(Text).Values
                .Where(name => !name.Contains('.') && !declared.Contains(name) && !NamedConstants.TryGet(name, out _))
                .Select(name => new Parameter(name, ElementType.Double)),
        ];
    }
}
