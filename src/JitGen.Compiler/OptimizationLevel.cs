namespace JitGen.Compiler;

/// <summary>How much work the compiler puts into the code.</summary>
internal enum OptimizationLevel : byte
{
    /// <summary>Naive: the graph as bound, every value to the stack, as gcc -O0 does.</summary>
    None,

    /// <summary>Everything the compiler can.</summary>
    Full,
}
