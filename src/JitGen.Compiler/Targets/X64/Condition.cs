namespace JitGen.Compiler.Targets.X64;

/// <summary>A condition on the flags; the values are the hardware's, and bit 0 negates.</summary>
internal enum Condition : byte
{
    Overflow,
    NoOverflow,

    /// <summary>Carry. After an integer comparison: unsigned less.</summary>
    Below,
    AboveOrEqual,
    Equal,
    NotEqual,
    BelowOrEqual,

    /// <summary>Neither carry nor zero. After <c>vucomis</c>: greater, false for NaN.</summary>
    Above,
    Sign,
    NoSign,

    /// <summary>Parity. After <c>vucomis</c>: an operand is NaN.</summary>
    Parity,
    NoParity,
    Less,
    GreaterOrEqual,
    LessOrEqual,
    Greater,
}

/// <summary>Facts about conditions.</summary>
internal static class Conditions
{
    /// <summary>What follows j, set and cmov in the mnemonic, by value.</summary>
    private static readonly string[] s_suffixes =
        { "o", "no", "b", "ae", "e", "ne", "be", "a", "s", "ns", "p", "np", "l", "ge", "le", "g" };

    private static readonly Condition[] s_swapped =
    {
        Condition.Overflow, Condition.NoOverflow, Condition.Above, Condition.BelowOrEqual, Condition.Equal, Condition.NotEqual,
        Condition.AboveOrEqual, Condition.Below, Condition.Sign, Condition.NoSign, Condition.Parity, Condition.NoParity,
        Condition.Greater, Condition.LessOrEqual, Condition.GreaterOrEqual, Condition.Less,
    };

    /// <summary>The number of conditions.</summary>
    public static int Count => s_suffixes.Length;

    /// <summary>The end of the mnemonic: <c>ae</c> of <c>jae</c>.</summary>
    public static string Suffix(Condition condition) => s_suffixes[(int)condition];

    /// <summary>The condition that is true exactly where this one is false.</summary>
    public static Condition Not(Condition condition) => condition ^ (Condition)1;

    /// <summary>The condition after a comparison of integers with its operands exchanged.</summary>
    public static Condition Swap(Condition condition) => s_swapped[(int)condition];
}
