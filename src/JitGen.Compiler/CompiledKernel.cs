using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler;

/// <summary>The code of an array kernel for one target.</summary>
/// <param name="Target">What it runs on.</param>
/// <param name="Code">The bytes; <see cref="MethodCode.Nothing"/> for a kernel that is too large there, with too many values alive at once.</param>
/// <param name="ScratchBytes">What the code needs in the argument block behind <see cref="Lowering.KernelSignature.ScratchOffset"/>.</param>
/// <param name="VectorBytes">The size of the widest register that holds elements.</param>
/// <param name="ElementsPerIteration">The number of elements that an iteration of the main loop computes: those of all its copies of the group.</param>
/// <param name="ElementWise">The names of operations that the target has no vector instructions for, done element by element: of a kernel without code everything.</param>
/// <param name="Listing">A line per instruction and constant, if asked for.</param>
internal sealed record CompiledKernel(
    Target Target,
    MethodCode Code,
    int ScratchBytes,
    int VectorBytes,
    int ElementsPerIteration,
    IReadOnlyList<string> ElementWise,
    IReadOnlyList<ListingLine> Listing);
