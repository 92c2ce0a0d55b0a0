namespace JitGen.Compiler.Semantics;

/// <summary>What sets a binary operator apart from plain arithmetic on operands of one type.</summary>
[System.Flags]
internal enum OperatorTraits : byte
{
    None = 0,

    /// <summary>The result is a bool.</summary>
    Comparison = 1,

    /// <summary>The opcode takes the right operand first: a &gt; b is b &lt; a.</summary>
    Swapped = 2,

    /// <summary>On integers it throws for a zero divisor, and for MinValue by -1.</summary>
    Division = 4,

    /// <summary>The right operand is evaluated only if the left is true (&amp;&amp;), respectively false (||).</summary>
    IfTrue = 8,
    IfFalse = 16,
}

/// <summary>A prefix operator: a row of <see cref="OperatorTable"/>.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Overloads">The operand types that C# predefines it for.</param>
/// <param name="Opcodes">What it computes; none for the one that changes nothing.</param>
/// <param name="OverflowFromZero">For a negation: whether 0 - x overflows.</param>
internal sealed record UnaryOperator(string Text, Overload[] Overloads, OpcodeSet? Opcodes, OpcodeSet? OverflowFromZero = null);

/// <summary>An infix operator, left-associative as all of C#'s that a formula can use: a row of <see cref="OperatorTable"/>.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Precedence">Greater binds more tightly.</param>
/// <param name="Overloads">The operand types that C# predefines it for.</param>
/// <param name="Opcodes">What it computes.</param>
/// <param name="Overflow">Whether the result does not fit its type; null where it always does.</param>
/// <param name="Traits">What else is special.</param>
internal sealed record BinaryOperator(
    string Text, int Precedence, Overload[] Overloads, OpcodeSet Opcodes, OpcodeSet? Overflow, OperatorTraits Traits)
{
    public bool Has(OperatorTraits trait) => (Traits & trait) != 0;
}
