using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>What the reductions of <see cref="ReductionTable"/> compute.</summary>
internal static class Reductions
{
    private const uint LowHalf = uint.MaxValue;

    /// <summary>Wraps or rounds; checked, it throws if and only if the exact total does not fit.</summary>
    public static Value Sum(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        !isChecked || ElementTypes.IsFloating(type) ? graphs.Reduce(ReductionKind.Sum, type, value)
        : ElementTypes.Bits(type) == 32 ? CheckedNarrowSum(graphs, type, value)
        : CheckedWideSum(graphs, type, value);

    public static Value Product(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        graphs.Reduce(ReductionKind.Product, type, value);

    public static Value Min(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        OfSome(graphs, graphs.Reduce(ReductionKind.Min, type, value));

    public static Value Max(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        OfSome(graphs, graphs.Reduce(ReductionKind.Max, type, value));

    public static Value Mean(KernelGraphs graphs, ElementType type, Value value, bool isChecked)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        Value sum = OfSome(graphs, graphs.Reduce(ReductionKind.Sum, type, value));
        Value count = graphs.Finish!.Node(Opcode.IntToFloatS, nodeType, graphs.CoveredCount());
        return graphs.Finish.Node(Opcode.DivF, nodeType, sum, count);
    }

    public static Value Count(KernelGraphs graphs, ElementType type, Value value, bool isChecked)
    {
        Function elements = graphs.Elements.Function;
        Value one = graphs.Elements.Node(Opcode.Select, IrType.I32, value, elements.Int32(1), elements.Int32(0));
        return graphs.Reduce(ReductionKind.Sum, ElementType.Int32, one);
    }

    /// <summary>Every element is evaluated, and can throw.</summary>
    public static Value Any(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        CompareCount(graphs, Opcode.Ne, value);

    /// <summary>No element is an exception to the condition.</summary>
    public static Value All(KernelGraphs graphs, ElementType type, Value value, bool isChecked) =>
        CompareCount(graphs, Opcode.Eq, graphs.Elements.Node(Opcode.Not, IrType.Bool, value));

    private static Value CompareCount(KernelGraphs graphs, Opcode comparison, Value condition) =>
        graphs.Finish!.Compare(comparison, Count(graphs, ElementType.Bool, condition, false), graphs.Finish.Function.Int32(0));

    /// <summary>The result, which there is none of nothing.</summary>
    private static Value OfSome(KernelGraphs graphs, Value result)
    {
        GraphBuilder finish = graphs.Finish!;
        finish.Trap(TrapKind.EmptyReduction, finish.Compare(Opcode.LeS, graphs.CoveredCount(), finish.Function.Int32(0)));
        return result;
    }

    /// <summary>At most 2^31 numbers of 32 bits add up to one of 64.</summary>
    private static Value CheckedNarrowSum(KernelGraphs graphs, ElementType type, Value value)
    {
        GraphBuilder finish = graphs.Finish!;
        Opcode extend = ElementTypes.IsSigned(type) ? Opcode.SignExtend32 : Opcode.ZeroExtend32;
        Value sum = graphs.Reduce(ReductionKind.Sum, ElementType.Int64, graphs.Elements.Node(extend, IrType.I64, value));
        Value low = finish.Node(Opcode.Truncate, IrType.I32, sum);
        finish.Trap(TrapKind.Overflow, finish.Compare(Opcode.Ne, sum, finish.Node(extend, IrType.I64, low)));
        return low;
    }

    /// <summary>
    /// The halves are summed apart, the lower ones as unsigned numbers, each without overflow. What the lower sum has above 32
    /// bits is carried to the upper one, which then has to be a number of 32 bits itself.
    /// </summary>
    private static Value CheckedWideSum(KernelGraphs graphs, ElementType type, Value value)
    {
        GraphBuilder elements = graphs.Elements;
        GraphBuilder finish = graphs.Finish!;
        bool signed = ElementTypes.IsSigned(type);
        Value mask = elements.Function.Constant(IrType.I64, LowHalf);
        Value lower = elements.Node(Opcode.And, IrType.I64, value, mask);
        Value upper = elements.Node(signed ? Opcode.ShrS : Opcode.ShrU, IrType.I64, value, elements.Function.Int32(32));
        Value lowSum = graphs.Reduce(ReductionKind.Sum, ElementType.Int64, lower);
        Value highSum = graphs.Reduce(ReductionKind.Sum, ElementType.Int64, upper);

        Value half = finish.Function.Int32(32);
        Value high = finish.Node(Opcode.Add, IrType.I64, highSum, finish.Node(Opcode.ShrU, IrType.I64, lowSum, half));
        Value fitting = finish.Node(
            signed ? Opcode.SignExtend32 : Opcode.ZeroExtend32, IrType.I64, finish.Node(Opcode.Truncate, IrType.I32, high));
        finish.Trap(TrapKind.Overflow, finish.Compare(Opcode.Ne, high, fitting));
        return finish.Node(Opcode.Add, IrType.I64, finish.Node(Opcode.Shl, IrType.I64, highSum, half), lowSum);
    }
}
