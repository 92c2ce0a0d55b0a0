using System;

namespace JitGen;

/// <summary>
/// Gives a <c>static partial</c> method its body: a formula, compiled to machine code when the project is built.
/// </summary>
/// <remarks>
/// A formula is a C# expression over the method's parameters. The generated body calls the machine code where the process
/// can run it and otherwise evaluates the same formula in managed code, with the same results bit for bit.
/// <see cref="NativeCode"/> tells which of the two happens, and why.
/// </remarks>
/// <example>
/// <code>
/// [NativeExpression("a + b")]
/// public static partial long Add(long a, long b);
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
}
