using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Semantics;

/// <summary>The nodes of a conversion between two numeric types, and of the test whether it loses the value.</summary>
internal static class ConversionEmitter
{
    /// <summary>Any conversion, implicit or by an unchecked cast.</summary>
    public static Value Convert(GraphBuilder graph, Value value, ElementType from, ElementType to)
    {
        if (from == to)
        {
            return value;
        }

        IrType target = ElementTypes.IrTypeOf(to);
        if (ElementTypes.IsFloating(from))
        {
            return ElementTypes.IsFloating(to)
                ? graph.Node(to == ElementType.Double ? Opcode.Promote : Opcode.Demote, target, value)
                : FromFloat(graph, value, to, target);
        }

        if (ElementTypes.IsFloating(to))
        {
            // A small unsigned type is in the non-negative half of I32: the signed conversion serves it too.
            bool signed = ElementTypes.IsSigned(from) || ElementTypes.Bits(from) < 32;
            return graph.Node(signed ? Opcode.IntToFloatS : Opcode.IntToFloatU, target, value);
        }

        if (target == IrType.I64)
        {
            return ElementTypes.Bits(from) == 64
                ? value
                : graph.Node(ElementTypes.IsSigned(from) ? Opcode.SignExtend32 : Opcode.ZeroExtend32, target, value);
        }

        Value low = ElementTypes.Bits(from) == 64 ? graph.Node(Opcode.Truncate, target, value) : value;
        return Conversions.IsImplicit(from, to) ? low : Narrow(graph, low, to);
    }

    /// <summary>Whether a checked cast to an integer type throws, as a Bool node; none if it never does.</summary>
    public static Value OutOfRange(GraphBuilder graph, Value value, ElementType from, ElementType to)
    {
        if (!ElementTypes.IsInteger(to) || Conversions.IsImplicit(from, to))
        {
            return Value.None;
        }

        IntegerRange range = IntegerRange.Of(to);
        return ElementTypes.IsFloating(from) ? FloatOutOfRange(graph, value, from, to) : IntegerOutOfRange(graph, value, from, range);
    }

    /// <summary>To int, uint, long, ulong: saturating; to a smaller type: to int, then the low bits.</summary>
    private static Value FromFloat(GraphBuilder graph, Value value, ElementType to, IrType target)
    {
        bool signed = ElementTypes.IsSigned(to) || ElementTypes.Bits(to) < 32;
        return Narrow(graph, graph.Node(signed ? Opcode.FloatToIntS : Opcode.FloatToIntU, target, value), to);
    }

    /// <summary>Keeps the bits of an I32 that a small type has.</summary>
    private static Value Narrow(GraphBuilder graph, Value value, ElementType to) => to switch
    {
        ElementType.SByte => graph.Node(Opcode.SignExtend8, IrType.I32, value),
        ElementType.Byte => graph.Node(Opcode.ZeroExtend8, IrType.I32, value),
        ElementType.Int16 => graph.Node(Opcode.SignExtend16, IrType.I32, value),
        ElementType.UInt16 => graph.Node(Opcode.ZeroExtend16, IrType.I32, value),
        _ => value,
    };

    private static Value IntegerOutOfRange(GraphBuilder graph, Value value, ElementType from, IntegerRange to)
    {
        IrType type = ElementTypes.IrTypeOf(from);
        IntegerRange source = IntegerRange.Of(from);
        bool signed = ElementTypes.IsSigned(from);
        Value below = source.Min < to.Min
            ? graph.Compare(Opcode.LtS, value, graph.Function.Constant(type, (ulong)to.Min))
            : Value.None;
        Value above = source.Max > to.Max
            ? graph.Compare(signed ? Opcode.LtS : Opcode.LtU, graph.Function.Constant(type, to.Max), value)
            : Value.None;
        return below.IsNone ? above : above.IsNone ? below : graph.Node(Opcode.Or, IrType.Bool, below, above);
    }

    /// <summary>Out of range is what is not in it, NaN for example; the bounds are powers of two, exact in either format.</summary>
    private static Value FloatOutOfRange(GraphBuilder graph, Value value, ElementType from, ElementType to)
    {
        IrType type = ElementTypes.IrTypeOf(from);
        BinaryFormat format = BinaryFormat.Of(type);
        bool signed = ElementTypes.IsSigned(to);
        int limitExponent = ElementTypes.Bits(to) - (signed ? 1 : 0);
        Value min = graph.Function.Constant(type, signed ? format.Round(negative: true, 1, limitExponent) : 0);
        Value limit = graph.Function.Constant(type, format.Round(negative: false, 1, limitExponent));
        Value whole = graph.Node(Opcode.TruncateF, type, value);
        Value inRange = graph.Node(
            Opcode.And, IrType.Bool, graph.Compare(Opcode.LeF, min, whole), graph.Compare(Opcode.LtF, whole, limit));
        return graph.Node(Opcode.Not, IrType.Bool, inRange);
    }
}
