namespace JitGen.Compiler.Targets.Arm64;

/// <summary>A condition on the flags N, Z, C and V; the values are the hardware's, and bit 0 negates.</summary>
internal enum Condition : byte
{
    Equal,
    NotEqual,

    /// <summary>C: unsigned greater or equal; after a subtraction, no borrow.</summary>
    CarrySet,
    CarryClear,

    /// <summary>N. After a comparison of floating-point numbers: less, false for NaN.</summary>
    Minus,
    Plus,
    Overflow,
    NoOverflow,
    UnsignedGreater,

    /// <summary>After a comparison of floating-point numbers: less or equal, false for NaN.</summary>
    UnsignedLessOrEqual,
    SignedGreaterOrEqual,
    SignedLess,
    SignedGreater,
    SignedLessOrEqual,
}

/// <summary>Facts about conditions, a row each.</summary>
internal static class Conditions
{
    private const int N = 8;
    private const int Z = 4;
    private const int C = 2;
    private const int V = 1;

    private static readonly Row[] s_rows =
    {
        new(Condition.Equal, "eq", Z),
        new(Condition.NotEqual, "ne", 0),
        new(Condition.CarrySet, "hs", C),
        new(Condition.CarryClear, "lo", 0),
        new(Condition.Minus, "mi", N),
        new(Condition.Plus, "pl", 0),
        new(Condition.Overflow, "vs", V),
        new(Condition.NoOverflow, "vc", 0),
        new(Condition.UnsignedGreater, "hi", C),
        new(Condition.UnsignedLessOrEqual, "ls", 0),
        new(Condition.SignedGreaterOrEqual, "ge", 0),
        new(Condition.SignedLess, "lt", N),
        new(Condition.SignedGreater, "gt", 0),
        new(Condition.SignedLessOrEqual, "le", Z),
    };

    /// <summary>The number of conditions.</summary>
    public static int Count => s_rows.Length;

    public static string Name(Condition condition) => s_rows[(int)condition].Name;

    /// <summary>The condition that is true exactly where this one is false, unordered operands included.</summary>
    public static Condition Not(Condition condition) => condition ^ (Condition)1;

    /// <summary>Flags, as a conditional comparison sets them if it does not compare, for which the condition is true.</summary>
    public static int FlagsFor(Condition condition) => s_rows[(int)condition].Flags;

    private readonly record struct Row(Condition Condition, string Name, int Flags);
}
