using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>What a kernel stores for an element.</summary>
/// <param name="Span">The index of the span parameter.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Value">Lanes of exactly that width: I8 for byte, sbyte and bool, which is 0 or 1.</param>
internal readonly record struct LaneStore(int Span, ElementType Type, Value Value);

/// <summary>
/// The computation of a kernel's element as lanes: every node is used, and legal for the target
/// (<see cref="LaneLegality"/>). The function's reductions combine I32, I64, F32 or F64; it has no results and no traps.
/// </summary>
internal sealed class VectorFunction
{
    public VectorFunction(Function function) => Function = function;

    public Function Function { get; }

    /// <summary>What a map stores, in the order of the assignments.</summary>
    public List<LaneStore> Stores { get; } = new();

    /// <summary>
    /// Per reduction of the function, the accumulator's next value: the operation on the leaf <see cref="Opcode.Reduced"/> of that
    /// number, of the lane's type, and the reduction's value.
    /// </summary>
    public List<Value> Updates { get; } = new();

    /// <summary>
    /// A condition: elements for which it is true are not for native code, because they throw or because they are rare. None if
    /// there are no such elements.
    /// </summary>
    public Value Exit { get; set; }

    /// <summary>Like <see cref="Exit"/>, of no element in particular: if it is true, none is for native code. None if there is no such condition.</summary>
    public Value UniformExit { get; set; }

    /// <summary>The names of operations that are done element by element, each once.</summary>
    public List<string> ElementWise { get; } = new();
}
