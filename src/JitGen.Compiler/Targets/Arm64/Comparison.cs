using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The instruction that sets the flags for a condition.</summary>
internal enum ComparisonKind : byte
{
    /// <summary>No comparison: a condition as 0 or 1 in a register.</summary>
    None,

    /// <summary>cmp: subtraction.</summary>
    Subtraction,

    /// <summary>cmn: addition.</summary>
    Addition,

    /// <summary>fcmp.</summary>
    Floating,

    /// <summary>A multiplication, and a comparison of its halves.</summary>
    Multiplication,
}

/// <summary>How a comparison opcode becomes flags, a row each.</summary>
/// <param name="Kind">The instruction.</param>
/// <param name="Condition">The condition that holds after it.</param>
/// <param name="Swapped">The condition that holds after it with exchanged operands.</param>
/// <param name="CanSwap">Whether there is one.</param>
internal readonly record struct Comparison(ComparisonKind Kind, Condition Condition, Condition Swapped, bool CanSwap)
{
    private static readonly Comparison[] s_byOpcode = CreateTable();

    public static Comparison Of(Opcode opcode) => s_byOpcode[(int)opcode];

    private static Comparison[] CreateTable()
    {
        var table = new Comparison[OpcodeTable.Count];
        Row(Opcode.Eq, ComparisonKind.Subtraction, Condition.Equal, Condition.Equal);
        Row(Opcode.Ne, ComparisonKind.Subtraction, Condition.NotEqual, Condition.NotEqual);
        Row(Opcode.LtS, ComparisonKind.Subtraction, Condition.SignedLess, Condition.SignedGreater);
        Row(Opcode.LeS, ComparisonKind.Subtraction, Condition.SignedLessOrEqual, Condition.SignedGreaterOrEqual);
        Row(Opcode.LtU, ComparisonKind.Subtraction, Condition.CarryClear, Condition.UnsignedGreater);
        Row(Opcode.LeU, ComparisonKind.Subtraction, Condition.UnsignedLessOrEqual, Condition.CarrySet);
        Row(Opcode.EqF, ComparisonKind.Floating, Condition.Equal, Condition.Equal);
        Row(Opcode.NeF, ComparisonKind.Floating, Condition.NotEqual, Condition.NotEqual);
        Row(Opcode.LtF, ComparisonKind.Floating, Condition.Minus, Condition.SignedGreater);
        Row(Opcode.LeF, ComparisonKind.Floating, Condition.UnsignedLessOrEqual, Condition.SignedGreaterOrEqual);
        Row(Opcode.AddOverflowS, ComparisonKind.Addition, Condition.Overflow, Condition.Overflow);
        Row(Opcode.AddOverflowU, ComparisonKind.Addition, Condition.CarrySet, Condition.CarrySet);
        Row(Opcode.SubOverflowS, ComparisonKind.Subtraction, Condition.Overflow, null);
        Row(Opcode.SubOverflowU, ComparisonKind.Subtraction, Condition.CarryClear, Condition.UnsignedGreater);
        Row(Opcode.MulOverflowS, ComparisonKind.Multiplication, Condition.NotEqual, null);
        Row(Opcode.MulOverflowU, ComparisonKind.Multiplication, Condition.NotEqual, null);
        return table;

        void Row(Opcode opcode, ComparisonKind kind, Condition condition, Condition? swapped) =>
            table[(int)opcode] = new Comparison(kind, condition, swapped ?? condition, swapped is not null);
    }
}
