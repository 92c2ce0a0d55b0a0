namespace JitGen;

/// <summary>How exactly floating-point arithmetic of a formula over spans keeps to the operations that the formula says.</summary>
public enum FloatMode
{
    /// <summary>
    /// Every operation rounds, in the order of the formula, and reductions combine their elements in a defined order: the same
    /// bits on every processor.
    /// </summary>
    Strict,

    /// <summary>
    /// Multiplications and additions may be contracted to fused ones, and sums reassociated. Faster for some formulas; the
    /// results are the same from run to run on one target, and may differ from one target to the next.
    /// </summary>
    Fast,
}
