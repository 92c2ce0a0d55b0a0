using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>In lanes of which widths an operation can be computed.</summary>
internal enum LaneRule : byte
{
    /// <summary>Only of the type that it has in the source, from operands of theirs.</summary>
    Fixed,

    /// <summary>A value that is there: of the width that its source has.</summary>
    Leaf,

    /// <summary>Of any width: the low bits of the result follow from those of the operands. Logic of conditions too.</summary>
    LowBits,

    /// <summary>Of widths in which all integer operands are the numbers that they are, signed or unsigned.</summary>
    Exact,

    /// <summary>Of any width, if the count is known.</summary>
    ShiftLeft,

    /// <summary>Of widths that have the bits that come down, if the count is known.</summary>
    ShiftRight,

    /// <summary>The low 8 or 16 bits, extended.</summary>
    SmallCast,

    /// <summary>The same low bits in another type.</summary>
    Resize,

    /// <summary>Of 32 bits; of 16, if it is of a number of 16 bits and a constant multiple of 2^16.</summary>
    HighProduct,
}

/// <summary>The rule of each opcode.</summary>
internal static class LaneRules
{
    private static readonly LaneRule[] s_rules = Index(
    [
        (Opcode.Constant, LaneRule.Leaf),
        (Opcode.Parameter, LaneRule.Leaf),
        (Opcode.Element, LaneRule.Leaf),
        (Opcode.Index, LaneRule.Leaf),
        (Opcode.Length, LaneRule.Leaf),
        (Opcode.Add, LaneRule.LowBits),
        (Opcode.Sub, LaneRule.LowBits),
        (Opcode.Mul, LaneRule.LowBits),
        (Opcode.Neg, LaneRule.LowBits),
        (Opcode.And, LaneRule.LowBits),
        (Opcode.Or, LaneRule.LowBits),
        (Opcode.Xor, LaneRule.LowBits),
        (Opcode.Not, LaneRule.LowBits),
        (Opcode.Select, LaneRule.LowBits),
        (Opcode.Rare, LaneRule.LowBits),
        (Opcode.DivS, LaneRule.Exact),
        (Opcode.DivU, LaneRule.Exact),
        (Opcode.RemS, LaneRule.Exact),
        (Opcode.RemU, LaneRule.Exact),
        (Opcode.MinS, LaneRule.Exact),
        (Opcode.MinU, LaneRule.Exact),
        (Opcode.MaxS, LaneRule.Exact),
        (Opcode.MaxU, LaneRule.Exact),
        (Opcode.AbsS, LaneRule.Exact),
        (Opcode.Eq, LaneRule.Exact),
        (Opcode.Ne, LaneRule.Exact),
        (Opcode.LtS, LaneRule.Exact),
        (Opcode.LeS, LaneRule.Exact),
        (Opcode.LtU, LaneRule.Exact),
        (Opcode.LeU, LaneRule.Exact),
        (Opcode.Shl, LaneRule.ShiftLeft),
        (Opcode.ShrS, LaneRule.ShiftRight),
        (Opcode.ShrU, LaneRule.ShiftRight),
        (Opcode.SignExtend8, LaneRule.SmallCast),
        (Opcode.SignExtend16, LaneRule.SmallCast),
        (Opcode.ZeroExtend8, LaneRule.SmallCast),
        (Opcode.ZeroExtend16, LaneRule.SmallCast),
        (Opcode.SignExtend32, LaneRule.Resize),
        (Opcode.ZeroExtend32, LaneRule.Resize),
        (Opcode.Truncate, LaneRule.Resize),
        (Opcode.MulHighS, LaneRule.HighProduct),
        (Opcode.MulHighU, LaneRule.HighProduct),
    ]);

    /// <summary>The opcodes that differ in the sign of their operands only.</summary>
    private static readonly (Opcode Signed, Opcode Unsigned)[] s_pairs =
    [
        (Opcode.DivS, Opcode.DivU), (Opcode.RemS, Opcode.RemU),
        (Opcode.MinS, Opcode.MinU), (Opcode.MaxS, Opcode.MaxU),
        (Opcode.LtS, Opcode.LtU), (Opcode.LeS, Opcode.LeU), (Opcode.ShrS, Opcode.ShrU),
    ];

    public static LaneRule Of(Opcode opcode) => s_rules[(int)opcode];

    /// <summary>The opcode for signed, respectively unsigned, operands: itself if they do not matter to it.</summary>
    public static Opcode WithSign(Opcode opcode, bool signed)
    {
        foreach (var (signedOpcode, unsignedOpcode) in s_pairs)
        {
            if (opcode == signedOpcode || opcode == unsignedOpcode)
            {
                return signed ? signedOpcode : unsignedOpcode;
            }
        }

        return opcode;
    }

    /// <summary>Whether the operands of the opcode are unsigned numbers.</summary>
    public static bool IsUnsigned(Opcode opcode) => WithSign(opcode, signed: true) != opcode;

    /// <summary>The bits that a cast to a small type keeps.</summary>
    public static int CastWidth(Opcode opcode) => opcode is Opcode.SignExtend8 or Opcode.ZeroExtend8 ? 8 : 16;

    private static LaneRule[] Index((Opcode Opcode, LaneRule Rule)[] rows)
    {
        var rules = new LaneRule[OpcodeTable.Count];
        foreach (var (opcode, rule) in rows)
        {
            rules[(int)opcode] = rule;
        }

        return rules;
    }
}
