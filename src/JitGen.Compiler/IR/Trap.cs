namespace JitGen.Compiler.IR;

/// <summary>The exceptions that a formula can throw.</summary>
internal enum TrapKind : byte
{
    /// <summary>Integer division or remainder by zero: <c>DivideByZeroException</c>.</summary>
    DivideByZero,

    /// <summary>A checked operation or MinValue / -1: <c>OverflowException</c>.</summary>
    Overflow,

    /// <summary><c>abs(MinValue)</c>: the <c>OverflowException</c> of <c>Math.Abs</c>.</summary>
    AbsOverflow,

    /// <summary><c>sign(NaN)</c>: the <c>ArithmeticException</c> of <c>Math.Sign</c>.</summary>
    SignOfNaN,

    /// <summary><c>clamp</c> with min &gt; max: the <c>ArgumentException</c> of <c>Math.Clamp</c>; details are min and max.</summary>
    ClampRange,

    /// <summary>The minimum, maximum or mean of nothing: <c>InvalidOperationException</c>.</summary>
    EmptyReduction,
}

/// <summary>
/// An exception beside the graph: thrown if and only if <see cref="Predicate"/> is true and that of no earlier trap is.
/// The predicate includes the conditions under which C# would evaluate the operation at all (<c>b != 0 ? a / b : 0</c>).
/// </summary>
/// <param name="Kind">What is thrown.</param>
/// <param name="Predicate">A Bool node.</param>
/// <param name="DetailType">The C# type of the details, which the message shows; Void where there are none.</param>
/// <param name="Detail1">A value that the exception's message shows, or none.</param>
/// <param name="Detail2">Another one, or none.</param>
internal readonly record struct Trap(
    TrapKind Kind, Value Predicate, ElementType DetailType = ElementType.Void, Value Detail1 = default, Value Detail2 = default);
