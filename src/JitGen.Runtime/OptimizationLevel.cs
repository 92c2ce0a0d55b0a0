namespace JitGen;

/// <summary>How much the compiler improves the machine code of a formula. The results are the same at every level.</summary>
public enum OptimizationLevel
{
    /// <summary>One instruction sequence per operation, every value in its own stack slot: the easiest to read and to debug.</summary>
    None,

    /// <summary>Everything the compiler knows.</summary>
    Full,
}
