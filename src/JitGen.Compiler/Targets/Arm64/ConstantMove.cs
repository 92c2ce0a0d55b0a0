namespace JitGen.Compiler.Targets.Arm64;

/// <summary>How a constant is brought into an integer register.</summary>
/// <param name="Row">The instruction that makes <paramref name="Start"/>; null: the constant is loaded.</param>
/// <param name="Start">The constant, or what differs from it in one halfword.</param>
/// <param name="KeepPosition">The bit position of the halfword that a movk sets then; -1 for none.</param>
internal readonly record struct ConstantMove(Arm64Instruction? Row, ulong Start, int KeepPosition)
{
    private const int HalfwordBits = 16;
    private const ulong HalfwordMask = 0xFFFF;

    /// <summary>Whether one instruction makes the constant from nothing.</summary>
    public bool IsSingle => Row is not null && KeepPosition < 0;

    /// <summary>
    /// The shortest way: one move, a move and a movk, else a load, which takes as much memory as three moves and less time.
    /// </summary>
    /// <param name="value">The constant, zero-extended from its width.</param>
    /// <param name="wide">Whether it has 64 bits.</param>
    public static ConstantMove Find(ulong value, bool wide)
    {
        // A W register's write clears the upper half, so a small number has the shorter ways of 32 bits, too.
        bool isWide = wide && value > uint.MaxValue;
        if (Single(value, isWide) is { } single)
        {
            return new ConstantMove(single, value, -1);
        }

        for (int position = (isWide ? 64 : 32) - HalfwordBits; position >= 0; position -= HalfwordBits)
        {
            // The halfword that movk overwrites may hold anything before: zeros, ones, or what its neighbours have.
            ulong cleared = value & ~(HalfwordMask << position);
            ulong like = value >> ((position + 2 * HalfwordBits) & (isWide ? 63 : 31)) & HalfwordMask;
            if (FirstSingle(cleared, cleared | HalfwordMask << position, cleared | like << position, isWide) is { } start)
            {
                return new ConstantMove(Single(start, isWide), start, position);
            }
        }

        return new ConstantMove(null, value, -1);
    }

    private static ulong? FirstSingle(ulong first, ulong second, ulong third, bool wide) =>
        Single(first, wide) is not null ? first
        : Single(second, wide) is not null ? second
        : Single(third, wide) is not null ? third
        : null;

    /// <summary>The instruction that moves the value, or null.</summary>
    private static Arm64Instruction? Single(ulong value, bool wide) =>
        WideImmediate.IsEncodable(value) ? IntegerInstructions.MoveWide[wide]
        : WideImmediate.IsEncodable(wide ? ~value : ~value & uint.MaxValue) ? IntegerInstructions.MoveNegated[wide]
        : BitmaskImmediate.IsEncodable(value, wide) ? IntegerInstructions.MoveBitmask[wide]
        : null;
}
