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

    /// <summary>Like a map, but an element depends on results before it: the elements of a result at negative offsets.</summary>
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
internal readonly record struct Reduction(ReductionKind Kind, ElementType Type, Value Value)
{
    /// <summary>The opcode that combines two values.</summary>
    public Opcode Operation => (Kind, Domain()) switch
    {
        (ReductionKind.Sum, NumberDomain.Floating) => Opcode.AddF,
        (ReductionKind.Sum, _) => Opcode.Add,
        (ReductionKind.Product, NumberDomain.Floating) => Opcode.MulF,
        (ReductionKind.Product, _) => Opcode.Mul,
        (ReductionKind.Min, NumberDomain.Floating) => Opcode.MinF,
        (ReductionKind.Min, NumberDomain.Signed) => Opcode.MinS,
        (ReductionKind.Min, _) => Opcode.MinU,
        (_, NumberDomain.Floating) => Opcode.MaxF,
        (_, NumberDomain.Signed) => Opcode.MaxS,
        _ => Opcode.MaxU,
    };

    private enum NumberDomain
    {
        Floating,
        Signed,
        Unsigned,
    }

    private NumberDomain Domain() =>
        ElementTypes.IsFloating(Type) ? NumberDomain.Floating : ElementTypes.IsSigned(Type) ? NumberDomain.Signed : NumberDomain.Unsigned;
}
