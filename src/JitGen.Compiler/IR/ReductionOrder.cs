using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.IR;

/// <summary>
/// The order in which a reduction combines its elements, which decides the bits of a floating-point one: blocks of
/// <see cref="BlockLength"/>; within a block, element k in lane k mod <see cref="Lanes"/>, the lanes combined by halving; blocks
/// merged like a binary counter.
/// </summary>
internal static class ReductionOrder
{
    /// <summary>The number of elements of a block.</summary>
    public const int BlockLength = 65_536;

    /// <summary>The bytes of all lanes together.</summary>
    private const int LaneBytes = 256;

    private static readonly OpcodeRow[] s_rows =
    {
        new(ReductionKind.Sum, Opcode.Add, Opcode.Add, Opcode.AddF),
        new(ReductionKind.Product, Opcode.Mul, Opcode.Mul, Opcode.MulF),
        new(ReductionKind.Min, Opcode.MinS, Opcode.MinU, Opcode.MinF),
        new(ReductionKind.Max, Opcode.MaxS, Opcode.MaxU, Opcode.MaxF),
    };

    /// <summary>The number of lanes of a reduction of the type.</summary>
    public static int Lanes(ElementType type) => LaneBytes * 8 / ElementTypes.Bits(type);

    /// <summary>The opcode that combines two values, the earlier one first.</summary>
    public static Opcode Combination(ReductionKind kind, ElementType type)
    {
        OpcodeRow row = s_rows[(int)kind];
        return ElementTypes.IsFloating(type) ? row.Floating : ElementTypes.IsSigned(type) ? row.Signed : row.Unsigned;
    }

    /// <summary>The bits of what a lane starts with: it changes no value, but that a sum makes +0 of -0.</summary>
    public static ulong Neutral(ReductionKind kind, ElementType type)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        ulong mask = Function.Mask(nodeType);
        ulong sign = mask - (mask >> 1);
        if (ElementTypes.IsFloating(type))
        {
            BinaryFormat format = BinaryFormat.Of(nodeType);
            return kind switch
            {
                ReductionKind.Sum => 0,
                ReductionKind.Product => format.One,
                ReductionKind.Min => format.Infinity,
                _ => format.Infinity | sign,
            };
        }

        ulong least = ElementTypes.IsSigned(type) ? sign : 0;
        return kind switch
        {
            ReductionKind.Sum => 0,
            ReductionKind.Product => 1,
            ReductionKind.Min => ~least & mask,
            _ => least,
        };
    }

    private readonly record struct OpcodeRow(ReductionKind Kind, Opcode Signed, Opcode Unsigned, Opcode Floating);
}
