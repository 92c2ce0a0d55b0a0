using System.Collections.Generic;

namespace JitGen;

/// <summary>What executes a formula.</summary>
public enum FormulaTier
{
    /// <summary>The interpreter first; machine code as soon as the formula has been called often enough to pay for it.</summary>
    Auto,

    /// <summary>The interpreter: created in no time, and the same results without executable memory.</summary>
    Interpreter,

    /// <summary>Machine code from the first call on; where none can run, the interpreter.</summary>
    Native,
}

/// <summary>How the numbers in a formula are read.</summary>
public enum Numbers
{
    /// <summary>As in C#: <c>1/3</c> is the integer 0.</summary>
    CSharp,

    /// <summary>Every number is a double: <c>1/3*x</c> is a third of x.</summary>
    Real,
}

/// <summary>How a formula is compiled. Immutable; the same options serve any number of formulas.</summary>
public sealed record NativeFormulaOptions
{
    /// <summary>The options that apply where none are given.</summary>
    public static NativeFormulaOptions Default { get; } = new();

    /// <summary>What executes the formula.</summary>
    public FormulaTier Tier { get; init; }

    /// <summary>
    /// With <see cref="FormulaTier.Auto"/>, the number of calls after which machine code is made, on the thread of the call that reaches
    /// it. Of a formula over spans each 64 elements count as a call more.
    /// </summary>
    public int PromotionThreshold { get; init; } = 200;

    /// <summary>How much work machine code is worth.</summary>
    public OptimizationLevel OptimizationLevel { get; init; } = OptimizationLevel.Full;

    /// <summary>How exactly a formula over spans keeps to its operations. The interpreter is always exact.</summary>
    public FloatMode FloatMode { get; init; }

    /// <summary>How accurate mathematical functions are.</summary>
    public MathPrecision MathPrecision { get; init; }

    /// <summary>Whether every NaN that is stored or returned is the positive quiet one.</summary>
    public bool CanonicalNaN { get; init; }

    /// <summary>Whether arithmetic outside <c>unchecked(...)</c> throws where it overflows.</summary>
    public bool Checked { get; init; }

    /// <summary>How numbers are read.</summary>
    public Numbers Numbers { get; init; }

    /// <summary>Names for the parameters of the delegate, in their order, in place of its own.</summary>
    public IReadOnlyList<string>? ParameterNames { get; init; }

    /// <summary>The longest text that is compiled, in UTF-16 code units.</summary>
    public int MaximumTextLength { get; init; } = 1 << 20;

    /// <summary>The deepest nesting of operators and parentheses.</summary>
    public int MaximumNesting { get; init; } = 256;

    /// <summary>The most operations of one formula.</summary>
    public int MaximumNodes { get; init; } = 20_000;
}
