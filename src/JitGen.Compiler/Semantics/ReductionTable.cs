using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>Emits a reduction: what is combined, and how the result is made of it.</summary>
/// <param name="graphs">The graphs of elements and of the result.</param>
/// <param name="type">The type of the expression, bool for a condition.</param>
/// <param name="value">The expression, a node of the elements' graph.</param>
/// <param name="isChecked">Whether a result that does not fit is an exception.</param>
/// <returns>The result, a node of the finishing graph.</returns>
internal delegate Value ReductionEmitter(KernelGraphs graphs, ElementType type, Value value, bool isChecked);

/// <summary>A reduction of one type of expression.</summary>
internal sealed class ReductionOverload(ElementType parameter, ElementType result, ElementType computedIn, ReductionEmitter emit)
    : Overload([parameter], result)
{
    /// <summary>The type to which the expression is converted before it is combined.</summary>
    public ElementType ComputedIn { get; } = computedIn;

    public ReductionEmitter Emit { get; } = emit;
}

/// <summary>The reductions, a row each: name, the types of the expression after its promotion, the type of the result.</summary>
internal static class ReductionTable
{
    /// <summary>The function that measures a span: no reduction of an expression, but known where reductions are.</summary>
    public const string Length = "length";

    private static readonly Dictionary<string, List<ReductionOverload>> s_reductions = new();

    static ReductionTable()
    {
        Row("sum", "int uint long ulong float double", null, Reductions.Sum);
        Row("product", "int uint long ulong float double", null, Reductions.Product);
        Row("min", "int uint long ulong float double", null, Reductions.Min);
        Row("max", "int uint long ulong float double", null, Reductions.Max);
        Row("mean", "float double", null, Reductions.Mean);
        Row("mean", "int uint long ulong", "double", Reductions.Mean);
        Row("any", "bool", null, Reductions.Any);
        Row("all", "bool", null, Reductions.All);
        Row("count", "bool", "int", Reductions.Count);
    }

    public static IReadOnlyCollection<string> Names => s_reductions.Keys;

    /// <summary>The overloads of a reduction; null if there is none of that name.</summary>
    public static IReadOnlyList<ReductionOverload>? Find(string name) =>
        s_reductions.TryGetValue(name, out List<ReductionOverload>? overloads) ? overloads : null;

    private static void Row(string name, string types, string? result, ReductionEmitter emit)
    {
        if (!s_reductions.TryGetValue(name, out List<ReductionOverload>? overloads))
        {
            s_reductions.Add(name, overloads = new List<ReductionOverload>());
        }

        foreach (ElementType type in OverloadTypes.ParseList(types))
        {
            ElementType resultType = result is null ? type : OverloadTypes.Parse(result);
            overloads.Add(new ReductionOverload(type, resultType, resultType == ElementType.Double ? resultType : type, emit));
        }
    }
}
