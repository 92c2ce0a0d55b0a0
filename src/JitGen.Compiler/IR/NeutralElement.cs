using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.IR;

/// <summary>What the lanes of a reduction start with: a value that changes no other, but that a sum makes +0 of -0.</summary>
internal static class NeutralElement
{
    /// <summary>The bits, zero-extended to 64.</summary>
    public static ulong Of(Reduction reduction)
    {
        IrType type = ElementTypes.IrTypeOf(reduction.Type);
        return ElementTypes.IsFloating(reduction.Type)
            ? OfFloats(reduction.Kind, BinaryFormat.Of(type))
            : OfIntegers(reduction.Kind, type, ElementTypes.IsSigned(reduction.Type));
    }

    private static ulong OfFloats(ReductionKind kind, BinaryFormat format) => kind switch
    {
        ReductionKind.Sum => 0,
        ReductionKind.Product => format.One,
        ReductionKind.Min => format.Infinity,
        _ => format.Infinity | format.SignBit,
    };

    private static ulong OfIntegers(ReductionKind kind, IrType type, bool isSigned)
    {
        ulong mask = Function.Mask(type);
        ulong signBit = mask - (mask >> 1);
        return kind switch
        {
            ReductionKind.Sum => 0,
            ReductionKind.Product => 1,
            ReductionKind.Min => isSigned ? mask >> 1 : mask,
            _ => isSigned ? signBit : 0,
        };
    }
}
