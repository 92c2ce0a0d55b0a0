using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.CompilerServices;

namespace JitGen;

/// <summary>Compiles formulas whose text is known only while the program runs.</summary>
/// <remarks>
/// A formula can do nothing but compute: it reaches no memory but its arguments, calls nothing, and ends. The work that a text can
/// cause is bounded by the limits in <see cref="NativeFormulaOptions"/>, so that it can come from untrusted users.
/// </remarks>
public static partial class NativeFormula
{
    /// <summary>Compiles a formula.</summary>
    /// <typeparam name="TDelegate">Its signature: a delegate type with <see cref="NativeFormulaAttribute"/>, or a <c>Func</c> of doubles.</typeparam>
    /// <param name="text">The formula.</param>
    /// <param name="options">How to compile it.</param>
    /// <exception cref="NativeFormulaException">The text is no formula of these parameters.</exception>
    /// <exception cref="ArgumentException">There is no generated code for <typeparamref name="TDelegate"/>.</exception>
    public static NativeFormula<TDelegate> Compile<TDelegate>(string text, NativeFormulaOptions? options = null)
        where TDelegate : Delegate =>
        TryCompile(text, options, out NativeFormula<TDelegate>? formula, out IReadOnlyList<FormulaDiagnostic> diagnostics)
            ? formula
            : throw new NativeFormulaException(text, diagnostics);

    /// <summary>Compiles a formula, if the text is one.</summary>
    /// <typeparam name="TDelegate">Its signature: a delegate type with <see cref="NativeFormulaAttribute"/>, or a <c>Func</c> of doubles.</typeparam>
    /// <param name="text">The formula.</param>
    /// <param name="options">How to compile it; null for <see cref="NativeFormulaOptions.Default"/>.</param>
    /// <param name="formula">The formula; null if there is an error.</param>
    /// <param name="diagnostics">Errors, or warnings about a formula that was compiled.</param>
    /// <exception cref="ArgumentException">There is no generated code for <typeparamref name="TDelegate"/>.</exception>
    public static bool TryCompile<TDelegate>(
        string text,
        NativeFormulaOptions? options,
        [NotNullWhen(true)] out NativeFormula<TDelegate>? formula,
        out IReadOnlyList<FormulaDiagnostic> diagnostics)
        where TDelegate : Delegate
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= NativeFormulaOptions.Default;
        IReadOnlyList<Parameter> parameters = FormulaDelegate<TDelegate>.Parameters(options.ParameterNames);
        BoundFormula bound = Bind(text, typeof(TDelegate).Name, parameters, FormulaDelegate<TDelegate>.ResultType, options);
        diagnostics = FormulaDiagnostic.From(bound.Diagnostics);
        formula = null;
        if (bound.Function is not null)
        {
            FormulaBase compiled = FormulaDelegate<TDelegate>.Create();
            compiled.Initialize(bound, options);
            formula = new NativeFormula<TDelegate>(compiled, diagnostics);
        }

        return formula is not null;
    }

    internal static BoundFormula Bind(
        string text, string name, IReadOnlyList<Parameter> parameters, ElementType resultType, NativeFormulaOptions options) =>
        Compilation.Bind(
            new FormulaSource
            {
                Text = text,
                MethodName = name,
                Parameters = parameters,
                ResultType = resultType,
                CheckedByDefault = options.Checked,
                RealNumbers = options.Numbers == Numbers.Real,
                FloatMode = (Compiler.FloatMode)options.FloatMode,
                MathPrecision = (Compiler.MathPrecision)options.MathPrecision,
                CanonicalNaN = options.CanonicalNaN,
            },
            new CompilationLimits(options.MaximumTextLength, options.MaximumNesting, options.MaximumNodes));
}
