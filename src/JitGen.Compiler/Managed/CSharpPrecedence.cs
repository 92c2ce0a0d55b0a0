namespace JitGen.Compiler.Managed;

/// <summary>How tightly a C# expression binds, loosest first; binary operators of one level associate to the left.</summary>
internal enum CSharpPrecedence : byte
{
    Conditional,
    OrElse,
    AndAlso,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}
