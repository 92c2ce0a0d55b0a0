using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen;

/// <content>Formulas whose parameters are known only at run time, and what an editor asks for.</content>
public static partial class NativeFormula
{
    /// <summary>Compiles a formula of doubles, whose names are known only at run time.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="names">The names of its parameters, in the order of a row's values.</param>
    /// <param name="options">How to compile it.</param>
    /// <exception cref="NativeFormulaException">The text is no formula of these parameters.</exception>
    public static RowFormula Compile(string text, IReadOnlyList<string> names, NativeFormulaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        var parameters = new FormulaParameter[names.Count];
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] = new FormulaParameter(names[i]);
        }

        return Compile(text, parameters, FormulaType.Double, options);
    }

    /// <summary>Compiles a formula whose parameters are known only at run time.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="parameters">Its parameters, in the order of a row's values; values, no spans.</param>
    /// <param name="resultType">What it returns.</param>
    /// <param name="options">How to compile it.</param>
    /// <exception cref="NativeFormulaException">The text is no formula of these parameters.</exception>
    public static RowFormula Compile(
        string text, IReadOnlyList<FormulaParameter> parameters, FormulaType resultType = FormulaType.Double, NativeFormulaOptions? options = null) =>
        TryCompile(text, parameters, resultType, options, out RowFormula? formula, out IReadOnlyList<FormulaDiagnostic> diagnostics)
            ? formula
            : throw new NativeFormulaException(text, diagnostics);

    /// <summary>Compiles a formula whose parameters are known only at run time, if the text is one.</summary>
    /// <param name="text">The formula.</param>
    /// <param name="parameters">Its parameters, in the order of a row's values; values, no spans.</param>
    /// <param name="resultType">What it returns.</param>
    /// <param name="options">How to compile it; null for <see cref="NativeFormulaOptions.Default"/>.</param>
    /// <param name="formula">The formula; null if there is an error.</param>
    /// <param name="diagnostics">Errors, or warnings about a formula that was compiled.</param>
    /// <exception cref="ArgumentException">A parameter is a span, has no type or no name, or shares its name with another.</exception>
    public static bool TryCompile(
        string text,
        IReadOnlyList<FormulaParameter> parameters,
        FormulaType resultType,
        NativeFormulaOptions? options,
        [NotNullWhen(true)] out RowFormula? formula,
        out IReadOnlyList<FormulaDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= NativeFormulaOptions.Default;
        BoundFormula bound = Bind(text, "Formula", Check(parameters), (ElementType)resultType, options);
        diagnostics = FormulaDiagnostic.From(bound.Diagnostics);
        formula = bound.Function is null ? null : new RowFormula(bound, parameters, options, diagnostics);
        return formula is not null;
    }

    /// <summary>Cuts a text into tokens, for an editor. Works with any text.</summary>
    public static IReadOnlyList<FormulaToken> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FormulaToken.Cut(text);
    }

    /// <summary>Checks what the C# compiler checks of a method's parameters.</summary>
    private static Parameter[] Check(IReadOnlyList<FormulaParameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var result = new Parameter[parameters.Count];
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < result.Length; i++)
        {
            FormulaParameter parameter = parameters[i];
            List<FormulaToken> tokens = FormulaToken.Cut(parameter.Name ?? "");
            if (tokens is not [{ Kind: FormulaTokenKind.Name } token] || token.Length != parameter.Name!.Length || parameter.Name[0] == '@')
            {
                throw new ArgumentException($"'{parameter.Name}' is no name of a parameter: it has to be an identifier.", nameof(parameters));
            }

            if (!names.Add(parameter.Name))
            {
                throw new ArgumentException($"There are two parameters '{parameter.Name}'.", nameof(parameters));
            }

            if (parameter.Type is <= FormulaType.Void or > FormulaType.Double || parameter.Kind != FormulaParameterKind.Value)
            {
                throw new ArgumentException($"The parameter '{parameter.Name}' has to be a value of a type of the language.", nameof(parameters));
            }

            result[i] = new Parameter(parameter.Name, (ElementType)parameter.Type);
        }

        return result;
    }
}
