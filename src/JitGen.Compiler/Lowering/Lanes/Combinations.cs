using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>The operations of reductions on two values, as kernels of their own.</summary>
internal static class Combinations
{
    /// <summary>A kernel whose only update combines the leaves Reduced 0 and Reduced 1.</summary>
    public static VectorFunction Of(Reduction reduction, Target target) =>
        throw new NotSupportedException("Lane lowering is not there yet.");
}
