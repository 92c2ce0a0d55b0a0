using System.Collections.Generic;
using JitGen.KernelBenchmarks.Functions;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Kernels that are measured together, and what runs them beside C#.</summary>
/// <param name="Kernels">The kernels.</param>
/// <param name="Native">JitGen's code.</param>
/// <param name="C">C's.</param>
internal sealed record Suite(IReadOnlyList<Kernel> Kernels, IReadOnlyList<NativeBuild> Native, IReadOnlyList<CBuild> C)
{
    /// <summary>Loops of arithmetic.</summary>
    public static Suite Arrays { get; } = new(KernelCatalog.All, NativeBuild.OfOperations, CBuild.OfOperations);

    /// <summary>Loops of mathematical functions.</summary>
    public static Suite Functions { get; } = new(FunctionCatalog.All, NativeBuild.OfFunctions, CBuild.OfFunctions);
}
