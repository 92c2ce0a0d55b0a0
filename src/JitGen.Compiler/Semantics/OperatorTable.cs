using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using static JitGen.Compiler.Semantics.OperatorTraits;

namespace JitGen.Compiler.Semantics;

/// <summary>The operators of the language, a row each: how the parser reads them, what types they take, what they compute.</summary>
internal static class OperatorTable
{
    private static readonly Overload[] s_arithmetic = Pairs("int uint long ulong float double decimal");
    private static readonly Overload[] s_equality = Pairs("int uint long ulong float double decimal bool");
    private static readonly Overload[] s_bitwise = Pairs("int uint long ulong bool");
    private static readonly Overload[] s_shift = Overloads("int uint long ulong", type => new[] { type, ElementType.Int32 });
    private static readonly Overload[] s_logical = Pairs("bool");

    private static readonly OpcodeSet s_addOverflow = new(Opcode.AddOverflowS, Opcode.AddOverflowU);
    private static readonly OpcodeSet s_subOverflow = new(Opcode.SubOverflowS, Opcode.SubOverflowU);
    private static readonly OpcodeSet s_mulOverflow = new(Opcode.MulOverflowS, Opcode.MulOverflowU);

    public static IReadOnlyList<UnaryOperator> Unary { get; } = new UnaryOperator[]
    {
        new("+", Singles("int uint long ulong float double decimal"), null),
        new("-", Singles("int long float double decimal"), new(Opcode.Neg, Opcode.Neg, Opcode.NegF), s_subOverflow),
        new("!", Singles("bool"), new(default, default, default, Opcode.Not)),
        new("~", Singles("int uint long ulong"), new(Opcode.Not, Opcode.Not)),
    };

    public static IReadOnlyList<BinaryOperator> Binary { get; } = new BinaryOperator[]
    {
        //          operands      signed       unsigned     floating     bool        overflow
        Row("*", 10, s_arithmetic, new(Opcode.Mul, Opcode.Mul, Opcode.MulF), overflow: s_mulOverflow),
        Row("/", 10, s_arithmetic, new(Opcode.DivS, Opcode.DivU, Opcode.DivF), Division),
        Row("%", 10, s_arithmetic, new(Opcode.RemS, Opcode.RemU, Opcode.RemF), Division),
        Row("+", 9, s_arithmetic, new(Opcode.Add, Opcode.Add, Opcode.AddF), overflow: s_addOverflow),
        Row("-", 9, s_arithmetic, new(Opcode.Sub, Opcode.Sub, Opcode.SubF), overflow: s_subOverflow),
        Row("<<", 8, s_shift, new(Opcode.Shl, Opcode.Shl)),
        Row(">>", 8, s_shift, new(Opcode.ShrS, Opcode.ShrU)),
        Row(">>>", 8, s_shift, new(Opcode.ShrU, Opcode.ShrU)),
        Row("<", 7, s_arithmetic, new(Opcode.LtS, Opcode.LtU, Opcode.LtF), Comparison),
        Row("<=", 7, s_arithmetic, new(Opcode.LeS, Opcode.LeU, Opcode.LeF), Comparison),
        Row(">", 7, s_arithmetic, new(Opcode.LtS, Opcode.LtU, Opcode.LtF), Comparison | Swapped),
        Row(">=", 7, s_arithmetic, new(Opcode.LeS, Opcode.LeU, Opcode.LeF), Comparison | Swapped),
        Row("==", 6, s_equality, new(Opcode.Eq, Opcode.Eq, Opcode.EqF, Opcode.Eq), Comparison),
        Row("!=", 6, s_equality, new(Opcode.Ne, Opcode.Ne, Opcode.NeF, Opcode.Ne), Comparison),
        Row("&", 5, s_bitwise, new(Opcode.And, Opcode.And, default, Opcode.And)),
        Row("^", 4, s_bitwise, new(Opcode.Xor, Opcode.Xor, default, Opcode.Xor)),
        Row("|", 3, s_bitwise, new(Opcode.Or, Opcode.Or, default, Opcode.Or)),
        Row("&&", 2, s_logical, new(default, default, default, Opcode.And), IfTrue),
        Row("||", 1, s_logical, new(default, default, default, Opcode.Or), IfFalse),
    };

    private static BinaryOperator Row(
        string text, int precedence, Overload[] overloads, OpcodeSet opcodes, OperatorTraits traits = None, OpcodeSet? overflow = null) =>
        new(text, precedence, overloads, opcodes, overflow, traits);

    private static Overload[] Singles(string types) => Overloads(types, type => new[] { type });

    private static Overload[] Pairs(string types) => Overloads(types, type => new[] { type, type });

    /// <summary>An overload per type; its result is the type of the left operand, but for comparisons.</summary>
    private static Overload[] Overloads(string types, Func<ElementType, ElementType[]> parameters) =>
        Array.ConvertAll(OverloadTypes.ParseList(types), type => new Overload(parameters(type), type));
}
