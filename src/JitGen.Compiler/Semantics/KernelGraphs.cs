using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>
/// The graphs of one formula: that of an element or, without spans, of the whole formula; and, for a reduction, the one that
/// finishes it.
/// </summary>
internal sealed class KernelGraphs
{
    private readonly Dictionary<Reduction, int> _numbers = new();

    /// <summary>Prepares the graphs of a function of that shape.</summary>
    /// <param name="function">The function, with its shape.</param>
    /// <param name="reach">
    /// How far a reduction reads beside its elements, which it needs to know from the start: it counts its elements from the first
    /// for which every offset is inside, so that blocks and lanes start with that one.
    /// </param>
    public KernelGraphs(Function function, IndexReach reach)
    {
        Elements = new GraphBuilder(function, folds: false);
        Reach = reach;
        if (function.Shape == KernelShape.Reduction)
        {
            function.UncoveredElements = reach.Total;
            function.Finish = new Function(function.Parameters);
            Finish = new GraphBuilder(function.Finish, folds: false);
            Importer = new GraphImporter(function.Finish, function);
        }
    }

    public GraphBuilder Elements { get; }

    /// <summary>What is computed once, after all elements; null but for a reduction.</summary>
    public GraphBuilder? Finish { get; }

    /// <summary>From <see cref="Finish"/> to <see cref="Elements"/>; null but for a reduction.</summary>
    public GraphImporter? Importer { get; }

    /// <summary>How far the formula was said to read.</summary>
    public IndexReach Reach { get; }

    /// <summary>How far the formula does read.</summary>
    public IndexReach FoundReach { get; private set; }

    /// <summary>How accurate mathematical functions have to be from now on.</summary>
    public void SetPrecision(MathPrecision precision)
    {
        Elements.MathPrecision = precision;
        if (Finish is not null)
        {
            Finish.MathPrecision = precision;
        }
    }

    /// <summary>The element at an offset from the iteration's.</summary>
    public Value Element(int parameter, int offset)
    {
        FoundReach = FoundReach.Including(offset);
        return Elements.Function.Element(parameter, offset + Reach.Before);
    }

    /// <summary>The index of the iteration, as the formula sees it.</summary>
    public Value Index()
    {
        Value index = Elements.Function.Leaf(Opcode.Index, IrType.I64);
        return Reach.Before == 0 ? index : Elements.Node(Opcode.Add, IrType.I64, index, Elements.Function.Int64(Reach.Before));
    }

    /// <summary>The number of elements that the pass covers, as an I32 of the finishing graph; negative if there are fewer than it reads beside.</summary>
    public Value CoveredCount()
    {
        Value length = Finish!.Function.Leaf(Opcode.Length, IrType.I32);
        return Reach.Total == 0 ? length : Finish.Node(Opcode.Sub, IrType.I32, length, Finish.Function.Int32(Reach.Total));
    }

    /// <summary>The result of combining a node of the elements' graph over all of them; equal reductions are one.</summary>
    public Value Reduce(ReductionKind kind, ElementType type, Value value)
    {
        var reduction = new Reduction(kind, type, value);
        if (!_numbers.TryGetValue(reduction, out int number))
        {
            number = Elements.Function.Reductions.Count;
            Elements.Function.Reductions.Add(reduction);
            _numbers.Add(reduction, number);
        }

        return Finish!.Function.Leaf(Opcode.Reduced, ElementTypes.IrTypeOf(type), (ulong)number);
    }
}
