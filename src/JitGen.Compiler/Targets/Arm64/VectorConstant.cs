namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The instruction that puts a constant into all lanes of a vector.</summary>
/// <param name="Row">The instruction; null: no single one does, the constant is loaded.</param>
/// <param name="Immediate">Its immediate: 8 bits, or for a mask of bytes the 64 bits.</param>
/// <param name="Shift">By how much the 8 bits are shifted left, where the row has that operand.</param>
internal readonly record struct VectorConstant(Arm64Instruction? Row, ulong Immediate, int Shift)
{
    private const int ByteBits = 8;

    /// <summary>Whether the row has a shift as its last operand.</summary>
    public bool HasShift => Row is not null && Row.Operands.Length > 2;

    /// <summary>Finds the instruction for the low <paramref name="width"/> bits of a constant in every lane of that width.</summary>
    public static VectorConstant Find(ulong value, int width)
    {
        ulong repeated = Repeat(value, width);
        uint word = (uint)repeated;
        return TryBytes(repeated)
            ?? TryByteMask(repeated)
            ?? TryHalfwords(repeated)
            ?? TryWords(repeated, word, VectorMoves.Words, VectorMoves.WordsOnes)
            ?? TryWords(repeated, ~word, VectorMoves.WordsNot, VectorMoves.WordsOnesNot)
            ?? TryFloat(repeated)
            ?? default;
    }

    /// <summary>The lanes in 64 bits.</summary>
    public static ulong Repeat(ulong value, int width)
    {
        if (width < 64)
        {
            value &= (1UL << width) - 1;
        }

        for (int size = width; size < 64; size *= 2)
        {
            value |= value << size;
        }

        return value;
    }

    private static VectorConstant? TryBytes(ulong repeated) =>
        repeated == Repeat(repeated, ByteBits) ? new VectorConstant(VectorMoves.Bytes, repeated & byte.MaxValue, 0) : null;

    /// <summary>Bytes that are all ones or all zeros.</summary>
    private static VectorConstant? TryByteMask(ulong repeated)
    {
        ulong ones = repeated & Repeat(1, ByteBits);
        return ones * byte.MaxValue == repeated ? new VectorConstant(VectorMoves.ByteMask, repeated, 0) : null;
    }

    private static VectorConstant? TryHalfwords(ulong repeated)
    {
        if (repeated != Repeat(repeated, 16))
        {
            return null;
        }

        foreach (bool isComplement in new[] { false, true })
        {
            Arm64Instruction row = isComplement ? VectorMoves.HalfwordsNot : VectorMoves.Halfwords;
            ulong bits = (isComplement ? ~repeated : repeated) & ushort.MaxValue;
            if (TryShifted(row, bits, 16) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>A byte of a word, the others zeros; or, below it, ones.</summary>
    private static VectorConstant? TryWords(ulong repeated, uint bits, Arm64Instruction zeros, Arm64Instruction ones)
    {
        if (repeated != Repeat(repeated, 32))
        {
            return null;
        }

        if (TryShifted(zeros, bits, 32) is { } found)
        {
            return found;
        }

        foreach (int shift in new[] { ByteBits, 2 * ByteBits })
        {
            ulong low = (1UL << shift) - 1;
            if ((bits & low) == low && bits >> shift <= byte.MaxValue)
            {
                return new VectorConstant(ones, bits >> shift, shift);
            }
        }

        return null;
    }

    /// <summary>The only byte that is not zero, and where it is.</summary>
    private static VectorConstant? TryShifted(Arm64Instruction row, ulong bits, int width)
    {
        for (int shift = 0; shift < width; shift += ByteBits)
        {
            if ((bits & ~((ulong)byte.MaxValue << shift)) == 0)
            {
                return new VectorConstant(row, bits >> shift, shift);
            }
        }

        return null;
    }

    private static VectorConstant? TryFloat(ulong repeated) =>
        repeated == Repeat(repeated, 32) && FloatImmediate.TryEncode((uint)repeated, 4, out uint single)
            ? new VectorConstant(VectorMoves.Singles, single, 0)
        : FloatImmediate.TryEncode(repeated, 8, out uint wide) ? new VectorConstant(VectorMoves.Doubles, wide, 0)
        : null;
}
