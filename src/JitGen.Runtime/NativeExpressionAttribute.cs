using System;

namespace JitGen;

/// <summary>
/// Gives a <c>static partial</c> method its body: a formula, compiled to machine code when the project is built.
/// </summary>
/// <remarks>
/// A formula is a C# expression over the method's parameters. Where a parameter is a span, the formula is computed for each
/// element: into another span, or, with functions such as <c>sum</c> and <c>max</c>, into one value of all elements. The generated body calls the machine code where the process
/// can run it and otherwise evaluates the same formula in managed code, with the same results bit for bit.
/// <see cref="NativeCode"/> tells which of the two happens, and why.
/// </remarks>
/// <example>
/// <code>
/// [NativeExpression("a + b")]
/// public static partial long Add(long a, long b);
///
/// [NativeExpression("a * x + y")]
/// public static partial void Saxpy(float a, ReadOnlySpan&lt;float&gt; x, ReadOnlySpan&lt;float&gt; y, Span&lt;float&gt; result);
///
/// [NativeExpression("sum(x * y)")]
/// public static partial double Dot(ReadOnlySpan&lt;double&gt; x, ReadOnlySpan&lt;double&gt; y);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NativeExpressionAttribute : Attribute
{
    /// <summary>Gives the method the formula <paramref name="expression"/>.</summary>
    /// <param name="expression">The formula. It has to be a constant.</param>
    public NativeExpressionAttribute(string expression) => Expression = expression;

    /// <summary>The formula, as written.</summary>
    public string Expression { get; }

    /// <summary>How much the compiler improves the machine code. It never changes a result.</summary>
    public OptimizationLevel Optimization { get; set; } = OptimizationLevel.Full;

    /// <summary>
    /// How exactly floating-point arithmetic over spans keeps to the formula. The default, <see cref="FloatMode.Strict"/>, gives
    /// the same bits everywhere.
    /// </summary>
    public FloatMode FloatMode { get; set; } = FloatMode.Strict;

    /// <summary>
    /// How accurate the mathematical functions in the formula are; one that it calls keeps its own precision.
    /// <see cref="MathPrecision.Fast"/> computes those of <c>float</c> in single precision; also then the bits are the same everywhere.
    /// </summary>
    public MathPrecision MathPrecision { get; set; } = MathPrecision.Strict;

    /// <summary>
    /// Whether a formula over spans stores and returns every NaN as the same one, positive and quiet. Without it a NaN is a NaN,
    /// but its sign and payload may differ from one processor to the next.
    /// </summary>
    public bool CanonicalNaN { get; set; }

    /// <summary>
    /// Whether the build has to fail if any operation of a formula over spans would be done element by element, because some
    /// processor has no vector instruction for it. The message names the operation.
    /// </summary>
    public bool RequireVectorized { get; set; }
}
