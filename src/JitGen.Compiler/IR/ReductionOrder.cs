namespace JitGen.Compiler.IR;

/// <summary>
/// The order in which a reduction combines its elements, which decides the bits of a floating-point one: blocks of
/// <see cref="BlockLength"/>; within a block, element k in lane k mod <see cref="Lanes"/>, the lanes combined by halving; blocks
/// merged like a binary counter.
/// </summary>
internal static class ReductionOrder
{
    /// <summary>The number of elements of a block.</summary>
    public const int BlockLength = 65_536;

    /// <summary>The bytes of all lanes together.</summary>
    private const int LaneBytes = 256;

    /// <summary>The number of lanes of a reduction of the type.</summary>
    public static int Lanes(ElementType type) => LaneBytes * 8 / ElementTypes.Bits(type);
}
