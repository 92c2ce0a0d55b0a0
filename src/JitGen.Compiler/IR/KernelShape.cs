namespace JitGen.Compiler.IR;

/// <summary>What surrounds the graph of a formula.</summary>
internal enum KernelShape : byte
{
    /// <summary>Computed once: no span parameter.</summary>
    Scalar,

    /// <summary>Computed for each element of the spans, into the elements of result spans.</summary>
    Map,

    /// <summary>Computed for each element, combined over all of them to one value.</summary>
    Reduction,

    /// <summary>Like a map, but an element depends on results before it.</summary>
    Recurrence,
}

/// <summary>How a reduction combines two values. Integers wrap; floating-point ones round, or are .NET's Math.Min and Math.Max.</summary>
internal enum ReductionKind : byte
{
    Sum,
    Product,
    Min,
    Max,
}

/// <summary>One value of all elements, combined in the order that the language defines.</summary>
/// <param name="Kind">The operation.</param>
/// <param name="Type">Int32, UInt32, Int64, UInt64, Single or Double.</param>
/// <param name="Value">The node that is combined, of the type of that name.</param>
internal readonly record struct Reduction(ReductionKind Kind, ElementType Type, Value Value);
