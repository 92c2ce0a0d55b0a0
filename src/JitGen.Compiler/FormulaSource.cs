using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler;

/// <summary>All that the meaning of one formula depends on: its text, the signature of its method, the names in scope.</summary>
internal sealed class FormulaSource
{
    /// <summary>The formula, as the user wrote it; diagnostics point into it.</summary>
    public required string Text { get; init; }

    /// <summary>The name of the user's method, which messages show and which cycles are found by.</summary>
    public required string MethodName { get; init; }

    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The return type of the method; Void for a map kernel.</summary>
    public required ElementType ResultType { get; init; }

    /// <summary>
    /// What the signature asks for: over spans, a map if nothing is returned, else a reduction. That a map is a recurrence is in the text.
    /// </summary>
    public KernelShape Shape
    {
        get
        {
            foreach (Parameter parameter in Parameters)
            {
                if (parameter.Kind != ParameterKind.Value)
                {
                    return ResultType == ElementType.Void ? KernelShape.Map : KernelShape.Reduction;
                }
            }

            return KernelShape.Scalar;
        }
    }

    /// <summary>Whether arithmetic outside checked(...) and unchecked(...) is checked: the project's CheckForOverflowUnderflow.</summary>
    public bool CheckedByDefault { get; init; }

    /// <summary>Whether every number in the text is a double: <c>1/3*x</c> is a third of x.</summary>
    public bool RealNumbers { get; init; }

    /// <summary>How exactly an array kernel keeps to the operations that the text says.</summary>
    public FloatMode FloatMode { get; init; }

    /// <summary>How accurate the mathematical functions in the text are; an inlined formula says that of its own.</summary>
    public MathPrecision MathPrecision { get; init; }

    /// <summary>Whether a kernel stores and returns every NaN as the positive quiet one.</summary>
    public bool CanonicalNaN { get; init; }

    /// <summary>The const fields in scope that the text may name; names without a dot, or qualified by their type's name.</summary>
    public IReadOnlyList<NamedConstant> Constants { get; init; } = [];

    /// <summary>The scalar [NativeExpression] methods of the same class that the text may call, transitively.</summary>
    public IReadOnlyList<FormulaSource> Methods { get; init; } = [];
}

/// <summary>A constant of the language: its C# type, and its bits zero-extended to 64.</summary>
internal readonly record struct ConstantValue(ElementType Type, ulong Bits);

/// <summary>A const field that a formula can name.</summary>
internal sealed record NamedConstant(string Name, ConstantValue Value);

/// <summary>Bounds on the work that one text can cause, counted in steps, never in time.</summary>
/// <param name="TextLength">UTF-16 code units of the text.</param>
/// <param name="Nesting">Depth of nested operators and parentheses.</param>
/// <param name="Nodes">Nodes of the graph, inlined formulas included.</param>
/// <param name="InlinedCalls">Calls that are inlined, transitively.</param>
/// <param name="Reductions">Reductions of one pass, whose accumulators, 256 bytes for each, are on the stack.</param>
internal sealed record CompilationLimits(
    int TextLength = 1 << 20, int Nesting = 256, int Nodes = 20_000, int InlinedCalls = 1_000, int Reductions = 256)
{
    public static CompilationLimits Default { get; } = new();
}
