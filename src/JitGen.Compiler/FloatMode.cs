namespace JitGen.Compiler;

/// <summary>How exactly floating-point arithmetic of an array kernel keeps to the text.</summary>
internal enum FloatMode : byte
{
    /// <summary>Every operation rounds, in the order of the text: the same bits on every target.</summary>
    Strict,

    /// <summary>Multiplications and additions may be contracted to fused ones, sums reassociated: the same bits on one target only.</summary>
    Fast,
}
