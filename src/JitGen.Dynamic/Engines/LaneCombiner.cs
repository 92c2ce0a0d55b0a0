using System;
using JitGen.Compiler.IR;
using JitGen.CompilerServices;
using JitGen.Dynamic.Interpretation;

namespace JitGen.Dynamic.Engines;

/// <summary>Combines the elements of one block of a reduction in lanes, in the order that the language defines.</summary>
internal static unsafe class LaneCombiner
{
    /// <summary>The lanes of one reduction, in bytes.</summary>
    public const int Bytes = 256;

    /// <summary>Fills the lanes of all reductions with their neutral elements.</summary>
    public static void Begin(Function function, byte* lanes)
    {
        for (int i = 0; i < function.Reductions.Count; i++)
        {
            Reduction reduction = function.Reductions[i];
            BlockProgram.Fill(
                lanes + (i * Bytes), ElementTypes.IrTypeOf(reduction.Type), NeutralElement.Of(reduction), ReductionOrder.Lanes(reduction.Type));
        }
    }

    /// <summary>Adds consecutive elements.</summary>
    /// <param name="reduction">The reduction.</param>
    /// <param name="lanes">Its lanes.</param>
    /// <param name="values">The elements.</param>
    /// <param name="start">The index of the first one, a multiple of the number of lanes.</param>
    /// <param name="count">How many.</param>
    public static void Add(in Reduction reduction, byte* lanes, byte* values, long start, int count)
    {
        int width = ReductionOrder.Lanes(reduction.Type);
        for (int first = 0; first < count; first += width)
        {
            Combine(reduction, lanes, values + (first * (Bytes / width)), Math.Min(width, count - first));
        }
    }

    /// <summary>Lane j with lane j + L/2, then L/4 ...: the result of the block.</summary>
    public static ulong Finish(in Reduction reduction, byte* lanes)
    {
        int width = ReductionOrder.Lanes(reduction.Type);
        for (int half = width / 2; half > 0; half /= 2)
        {
            Combine(reduction, lanes, lanes + (half * (Bytes / width)), half);
        }

        return BlockProgram.Read(lanes, ElementTypes.IrTypeOf(reduction.Type), 0);
    }

    /// <summary>The operation that merges blocks.</summary>
    public static ReductionOperator OperatorOf(in Reduction reduction) => (reduction.Kind, reduction.Type) switch
    {
        (ReductionKind.Sum, ElementType.Int32 or ElementType.UInt32) => ReductionOperator.SumInt32,
        (ReductionKind.Sum, ElementType.Int64 or ElementType.UInt64) => ReductionOperator.SumInt64,
        (ReductionKind.Sum, ElementType.Single) => ReductionOperator.SumSingle,
        (ReductionKind.Sum, _) => ReductionOperator.SumDouble,
        (ReductionKind.Product, ElementType.Int32 or ElementType.UInt32) => ReductionOperator.ProductInt32,
        (ReductionKind.Product, ElementType.Int64 or ElementType.UInt64) => ReductionOperator.ProductInt64,
        (ReductionKind.Product, ElementType.Single) => ReductionOperator.ProductSingle,
        (ReductionKind.Product, _) => ReductionOperator.ProductDouble,
        (ReductionKind.Min, _) => (ReductionOperator)((int)ReductionOperator.MinInt32 + Order(reduction.Type)),
        _ => (ReductionOperator)((int)ReductionOperator.MaxInt32 + Order(reduction.Type)),
    };

    /// <summary>The place of a type among the minima, and among the maxima.</summary>
    private static int Order(ElementType type) => type switch
    {
        ElementType.Int32 => 0,
        ElementType.UInt32 => 1,
        ElementType.Int64 => 2,
        ElementType.UInt64 => 3,
        ElementType.Single => 4,
        _ => 5,
    };

    private static void Combine(in Reduction reduction, byte* lanes, byte* others, int count)
    {
        IrType type = ElementTypes.IrTypeOf(reduction.Type);
        var operation = (delegate*<byte*, byte*, byte*, byte*, int, void>)OperationTable.Find(reduction.Operation, type, type);
        operation(lanes, lanes, others, others, count);
    }
}
