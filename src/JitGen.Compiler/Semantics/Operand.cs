using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>How far an expression is bound.</summary>
internal enum OperandKind : byte
{
    /// <summary>Not at all: its error is reported, and nothing else shall be because of it.</summary>
    Error,

    /// <summary>A constant expression in the sense of C#; it becomes a node only where one is needed.</summary>
    Constant,

    /// <summary>A node.</summary>
    Computed,

    /// <summary>A <c>?:</c> whose branches have no common type; it has a value only once it is converted to a type.</summary>
    Conditional,
}

/// <summary>A bound expression: its type, and its constant, node or branches.</summary>
internal sealed class Operand
{
    private readonly ulong _bits;

    private Operand(OperandKind kind, TextSpan span, ElementType type = default, ulong bits = 0, Value value = default, Branches? branches = null)
    {
        Kind = kind;
        Type = type;
        Span = span;
        Value = value;
        Branches = branches;
        _bits = bits;
    }

    public OperandKind Kind { get; }

    /// <summary>The type; Void for an error and for branches without a common one.</summary>
    public ElementType Type { get; }

    /// <summary>The characters of the expression.</summary>
    public TextSpan Span { get; }

    /// <summary>The node of a <see cref="OperandKind.Computed"/> operand.</summary>
    public Value Value { get; }

    /// <summary>The branches of a <see cref="OperandKind.Conditional"/> operand.</summary>
    public Branches? Branches { get; }

    public bool IsError => Kind == OperandKind.Error;

    public bool IsConstant => Kind == OperandKind.Constant;

    public bool HasType => Type != ElementType.Void;

    public ConstantValue Constant => new(Type, _bits);

    public static Operand Error(TextSpan span) => new(OperandKind.Error, span);

    public static Operand OfConstant(TextSpan span, ConstantValue constant) => new(OperandKind.Constant, span, constant.Type, constant.Bits);

    public static Operand OfValue(TextSpan span, ElementType type, Value value) => new(OperandKind.Computed, span, type, value: value);

    public static Operand OfBranches(TextSpan span, Branches branches) => new(OperandKind.Conditional, span, branches: branches);

    /// <summary>The same expression with its parentheses.</summary>
    public Operand WithSpan(TextSpan span) => span.Equals(Span) ? this : new Operand(Kind, span, Type, _bits, Value, Branches);

    /// <summary>The value of a call: no constant expression, even if the called formula is one.</summary>
    public Operand WithoutConstant(GraphBuilder graph, TextSpan span) =>
        IsConstant ? OfValue(span, Type, graph.Constant(Constant)) : WithSpan(span);

    /// <summary>The type, or types, as messages show them.</summary>
    public string DescribeType() =>
        Branches is null ? ElementTypes.Keyword(Type) : Branches.WhenTrue.DescribeType() + " or " + Branches.WhenFalse.DescribeType();
}

/// <summary>A condition and what it chooses from, both bound but not converted to one type.</summary>
internal sealed record Branches(Operand Condition, Operand WhenTrue, Operand WhenFalse);
