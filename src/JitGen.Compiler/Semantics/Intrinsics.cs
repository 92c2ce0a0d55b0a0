using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Semantics;

/// <summary>Emits a function: its nodes and, with <see cref="GraphBuilder.Trap"/>, what it throws.</summary>
/// <param name="graph">Where to.</param>
/// <param name="type">The C# type of the operands; a count to rotate by is an int.</param>
/// <param name="a">The first operand.</param>
/// <param name="b">The second, if the function has two.</param>
/// <param name="c">The third, if it has three.</param>
internal delegate Value Intrinsic(GraphBuilder graph, ElementType type, Value a, Value b, Value c);

/// <summary>What the functions of <see cref="FunctionTable"/> compute: exactly what .NET's do.</summary>
internal static class Intrinsics
{
    public static readonly Intrinsic Min = Same(Opcode.MinS, Opcode.MinU, Opcode.MinF);
    public static readonly Intrinsic Max = Same(Opcode.MaxS, Opcode.MaxU, Opcode.MaxF);
    public static readonly Intrinsic MultiplyHigh = Same(Opcode.MulHighS, Opcode.MulHighU);
    public static readonly Intrinsic RotateLeft = Same(Opcode.RotL, Opcode.RotL);
    public static readonly Intrinsic RotateRight = Same(Opcode.RotR, Opcode.RotR);
    public static readonly Intrinsic CopySign = Floating(Opcode.CopySignF);
    public static readonly Intrinsic Sqrt = Floating(Opcode.SqrtF);
    public static readonly Intrinsic FusedMultiplyAdd = Floating(Opcode.FmaF);
    public static readonly Intrinsic Floor = Floating(Opcode.FloorF);
    public static readonly Intrinsic Ceiling = Floating(Opcode.CeilingF);
    public static readonly Intrinsic Round = Floating(Opcode.RoundEvenF);
    public static readonly Intrinsic Truncate = Floating(Opcode.TruncateF);
    public static readonly Intrinsic PopCount = BitCount(Opcode.PopCount);
    public static readonly Intrinsic LeadingZeroCount = BitCount(Opcode.LeadingZeros);
    public static readonly Intrinsic TrailingZeroCount = BitCount(Opcode.TrailingZeros);

    /// <summary>Throws for the least value of a signed integer type, whose absolute value the type does not have.</summary>
    public static Value Abs(GraphBuilder graph, ElementType type, Value a, Value b, Value c)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        if (ElementTypes.IsFloating(type))
        {
            return graph.Node(Opcode.AbsF, nodeType, a);
        }

        if (!ElementTypes.IsSigned(type))
        {
            return a;
        }

        Value least = graph.Function.Constant(nodeType, (ulong)IntegerRange.Of(type).Min);
        graph.Trap(TrapKind.AbsOverflow, graph.Compare(Opcode.Eq, a, least));
        return graph.Node(Opcode.AbsS, nodeType, a);
    }

    /// <summary>-1, 0 or 1; throws for NaN.</summary>
    public static Value Sign(GraphBuilder graph, ElementType type, Value a, Value b, Value c)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        Value zero = graph.Function.Constant(nodeType, 0);
        bool floating = ElementTypes.IsFloating(type);
        if (floating)
        {
            graph.Trap(TrapKind.SignOfNaN, graph.Compare(Opcode.NeF, a, a));
        }

        Opcode less = floating ? Opcode.LtF : ElementTypes.IsSigned(type) ? Opcode.LtS : Opcode.LtU;
        Value positive = graph.Node(
            Opcode.Select, IrType.I32, graph.Compare(less, zero, a), graph.Function.Int32(1), graph.Function.Int32(0));
        return ElementTypes.IsSigned(type)
            ? graph.Node(Opcode.Select, IrType.I32, graph.Compare(less, a, zero), graph.Function.Int32(-1), positive)
            : positive;
    }

    /// <summary>Throws if b &gt; c. A value that is not less than b and not greater than c stays, NaN and -0 included.</summary>
    public static Value Clamp(GraphBuilder graph, ElementType type, Value a, Value b, Value c)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        bool floating = ElementTypes.IsFloating(type);
        Opcode less = floating ? Opcode.LtF : ElementTypes.IsSigned(type) ? Opcode.LtS : Opcode.LtU;
        graph.Trap(TrapKind.ClampRange, graph.Compare(less, c, b), type, b, c);
        if (!floating)
        {
            return Min(graph, type, Max(graph, type, a, b, default), c, default);
        }

        // One after the other, as b is not greater than c: a maximum and a minimum in most instruction sets.
        Value atLeast = graph.Node(Opcode.Select, nodeType, graph.Compare(less, a, b), b, a);
        return graph.Node(Opcode.Select, nodeType, graph.Compare(less, c, atLeast), c, atLeast);
    }

    public static Value IsNaN(GraphBuilder graph, ElementType type, Value a, Value b, Value c) => graph.Compare(Opcode.NeF, a, a);

    /// <summary>Below infinity in magnitude, which NaN is not.</summary>
    public static Value IsFinite(GraphBuilder graph, ElementType type, Value a, Value b, Value c)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        Value infinity = graph.Function.Constant(nodeType, BinaryFormat.Of(nodeType).Infinity);
        return graph.Compare(Opcode.LtF, graph.Node(Opcode.AbsF, nodeType, a), infinity);
    }

    /// <summary>A mathematical function of floating-point numbers.</summary>
    public static Intrinsic Function(MathFunction function) =>
        (graph, type, a, b, c) => graph.Apply(function, ElementTypes.IrTypeOf(type), a, b);

    /// <summary>A power. The square is x x, as the function has it too, bit for bit; of a constant exponent that is known here.</summary>
    public static Value Power(GraphBuilder graph, ElementType type, Value a, Value b, Value c)
    {
        IrType nodeType = ElementTypes.IrTypeOf(type);
        return graph.Function.IsConstant(b, BinaryFormat.Of(nodeType).Two)
            ? graph.Node(Opcode.MulF, nodeType, a, a)
            : graph.Apply(MathFunctions.Pow, nodeType, a, b);
    }

    /// <summary>One node whose result has the type of its operands.</summary>
    private static Intrinsic Same(Opcode signed, Opcode unsigned, Opcode floating = default)
    {
        var opcodes = new OpcodeSet(signed, unsigned, floating);
        return (graph, type, a, b, c) => graph.Node(opcodes.For(type), ElementTypes.IrTypeOf(type), a, b, c);
    }

    private static Intrinsic Floating(Opcode opcode) => Same(default, default, opcode);

    private static Intrinsic BitCount(Opcode opcode) => (graph, type, a, b, c) => graph.Node(opcode, IrType.I32, a);
}
