using System.Collections.Generic;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.Generator.Models;

/// <summary>One formula with what its own text can name.</summary>
/// <param name="Text">The formula.</param>
/// <param name="MethodName">The name of its method.</param>
/// <param name="Parameters">The parameters of the method.</param>
/// <param name="ResultType">The type that the method returns.</param>
/// <param name="Constants">The const fields that the text mentions.</param>
/// <param name="MathPrecision">How accurate the mathematical functions in the text are.</param>
internal sealed record FormulaModel(
    string Text, string MethodName, EquatableArray<Parameter> Parameters, ElementType ResultType, EquatableArray<NamedConstant> Constants,
    MathPrecision MathPrecision);

/// <summary>All that the code of one formula depends on: the content by which compile results are cached.</summary>
/// <param name="Formula">The formula.</param>
/// <param name="Callees">The formulas that it reaches by calls, directly or not, itself included if it does.</param>
/// <param name="CheckedByDefault">Whether the project checks arithmetic for overflow.</param>
/// <param name="FloatMode">How exactly a kernel keeps to the text.</param>
/// <param name="CanonicalNaN">Whether a kernel stores and returns one NaN only.</param>
internal sealed record FormulaKey(
    FormulaModel Formula, EquatableArray<FormulaModel> Callees, bool CheckedByDefault, FloatMode FloatMode, bool CanonicalNaN)
{
    /// <summary>The same for the compiler.</summary>
    public FormulaSource ToSource()
    {
        // The formula knows all that it reaches, so that its callees need not know what they reach.
        var callees = new FormulaSource[Callees.Count];
        for (int i = 0; i < callees.Length; i++)
        {
            callees[i] = ToSource(Callees[i], []);
        }

        return ToSource(Formula, callees);
    }

    /// <summary>Two keys are rarely told apart by their callees alone, of which there can be many.</summary>
    public override int GetHashCode() => unchecked((Formula.GetHashCode() * 31) + Callees.Count);

    private FormulaSource ToSource(FormulaModel formula, IReadOnlyList<FormulaSource> callees) => new()
    {
        Text = formula.Text,
        MethodName = formula.MethodName,
        Parameters = formula.Parameters,
        ResultType = formula.ResultType,
        Constants = formula.Constants,
        Methods = callees,
        CheckedByDefault = CheckedByDefault,
        FloatMode = FloatMode,
        MathPrecision = formula.MathPrecision,
        CanonicalNaN = CanonicalNaN,
    };
}
