using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>A division that would fault unless the side exit of a predicate has been passed before it.</summary>
internal readonly record struct Reliance(Value Division, Value Predicate);

/// <summary>
/// A function of which every node is legal for its target, and the predicates under which native code leaves to the managed
/// fallback: the traps, flattened at their ors, and what the native code does not compute. Their order is free, since the
/// fallback starts over and finds out what C# does.
/// </summary>
internal sealed class LoweredFunction
{
    public LoweredFunction(Function function) => Function = function;

    public Function Function { get; }

    /// <summary>Bool nodes, none of them constant (but for a single <c>true</c>: code that always leaves), each once.</summary>
    public List<Value> SideExits { get; } = new();

    /// <summary>What each division relies on; see <see cref="Reliance"/>.</summary>
    public List<Reliance> Reliances { get; } = new();

    public Result Result => Function.Results[0];
}
