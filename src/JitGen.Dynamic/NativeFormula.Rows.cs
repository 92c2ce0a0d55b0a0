using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
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
    /// <exception cref="ArgumentException">
    /// A parameter is a span, has no type or no name, or shares its name with another; or the result has no type.
    /// </exception>
    public static bool TryCompile(
        string text,
        IReadOnlyList<FormulaParameter> parameters,
        FormulaType resultType,
        NativeFormulaOptions? options,
        [NotNullWhen(true)] out RowFormula? formula,
        out IReadOnlyList<FormulaDiagnostic> diagnostics)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(parameters);
        options ??= NativeFormulaOptions.Default;

        // Machine code reads as many values as there are now, whatever becomes of the caller's list.
        FormulaParameter[] own = [.. parameters];
        Check(own);
        if (!IsValue(resultType))
        {
            throw new ArgumentException("The result has to be a value of a type of the language.", nameof(resultType));
        }

        Parameter[] bindable = Array.ConvertAll(own, parameter => new Parameter(parameter.Name, (ElementType)parameter.Type));
        BoundFormula bound = Bind(text, "Formula", bindable, (ElementType)resultType, options);
        diagnostics = FormulaDiagnostic.From(bound.Diagnostics);
        formula = bound.Function is null ? null : new RowFormula(bound, own, options, diagnostics);
        return formula is not null;
    }

    /// <summary>Cuts a text into tokens, for an editor. Works with any text.</summary>
    public static IReadOnlyList<FormulaToken> Tokenize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return FormulaToken.Cut(text);
    }

    private static void Check(FormulaParameter[] parameters)
    {
        ParameterNames.Check(parameters.Select(parameter => parameter.Name), nameof(parameters));
        foreach (FormulaParameter parameter in parameters)
        {
            if (!IsValue(parameter.Type) || parameter.Kind != FormulaParameterKind.Value)
            {
                throw new ArgumentException($"The parameter '{parameter.Name}' has to be a value of a type of the language.", nameof(parameters));
            }
        }
    }

    private static bool IsValue(FormulaType type) => type is > FormulaType.Void and <= FormulaType.Double;
}
