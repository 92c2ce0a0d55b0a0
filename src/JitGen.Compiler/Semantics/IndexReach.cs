using System;

namespace JitGen.Compiler.Semantics;

/// <summary>How far beside its own index an iteration reads: at most so many elements before it, and after it.</summary>
internal readonly record struct IndexReach(int Before, int After)
{
    /// <summary>An offset of more elements is refused, so that every address is within 32 bits of the element's.</summary>
    public const int Limit = 1 << 20;

    /// <summary>The number of elements for which not every offset is inside.</summary>
    public int Total => Before + After;

    public IndexReach Including(int offset) => new(Math.Max(Before, -offset), Math.Max(After, offset));
}
