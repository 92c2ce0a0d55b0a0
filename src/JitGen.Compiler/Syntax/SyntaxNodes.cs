using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <summary>An expression as written, without types.</summary>
internal abstract class ExpressionSyntax(TextSpan span)
{
    public TextSpan Span { get; } = span;
}

/// <summary>A number, <c>true</c> or <c>false</c>.</summary>
internal sealed class LiteralSyntax(TextSpan span, ConstantValue value) : ExpressionSyntax(span)
{
    public ConstantValue Value { get; } = value;
}

/// <summary>A name, possibly qualified: <c>x</c>, <c>int.MaxValue</c>, <c>System.Math.PI</c>.</summary>
internal sealed class NameSyntax(TextSpan span, string name, string first, TextSpan firstSpan) : ExpressionSyntax(span)
{
    /// <summary>The whole name, parts joined by points, without space and '@'.</summary>
    public string Name { get; } = name;

    /// <summary>The part before the first point; all of an unqualified name.</summary>
    public string First { get; } = first;

    public TextSpan FirstSpan { get; } = firstSpan;

    public bool IsQualified => Name.Length != First.Length;
}

/// <summary>A prefix operator and its operand.</summary>
internal sealed class UnarySyntax(TextSpan span, UnaryOperator @operator, TextSpan operatorSpan, ExpressionSyntax operand) : ExpressionSyntax(span)
{
    public UnaryOperator Operator { get; } = @operator;

    public TextSpan OperatorSpan { get; } = operatorSpan;

    public ExpressionSyntax Operand { get; } = operand;
}

/// <summary>Two operands and the operator between them. A long sum nests to the left, as deep as it is long.</summary>
internal sealed class BinarySyntax(BinaryOperator @operator, TextSpan operatorSpan, ExpressionSyntax left, ExpressionSyntax right)
    : ExpressionSyntax(TextSpan.Cover(left.Span, right.Span))
{
    public BinaryOperator Operator { get; } = @operator;

    public TextSpan OperatorSpan { get; } = operatorSpan;

    public ExpressionSyntax Left { get; } = left;

    public ExpressionSyntax Right { get; } = right;
}

/// <summary><c>condition ? whenTrue : whenFalse</c>.</summary>
internal sealed class ConditionalSyntax(ExpressionSyntax condition, ExpressionSyntax whenTrue, ExpressionSyntax whenFalse)
    : ExpressionSyntax(TextSpan.Cover(condition.Span, whenFalse.Span))
{
    public ExpressionSyntax Condition { get; } = condition;

    public ExpressionSyntax WhenTrue { get; } = whenTrue;

    public ExpressionSyntax WhenFalse { get; } = whenFalse;
}

/// <summary><c>(type)operand</c>.</summary>
internal sealed class CastSyntax(TextSpan span, ElementType type, ExpressionSyntax operand) : ExpressionSyntax(span)
{
    public ElementType Type { get; } = type;

    public ExpressionSyntax Operand { get; } = operand;
}

/// <summary>An expression in parentheses; they matter to <c>-(2147483648)</c>.</summary>
internal sealed class ParenthesizedSyntax(TextSpan span, ExpressionSyntax operand) : ExpressionSyntax(span)
{
    public ExpressionSyntax Operand { get; } = operand;
}

/// <summary><c>checked(operand)</c> or <c>unchecked(operand)</c>.</summary>
internal sealed class CheckedSyntax(TextSpan span, bool isChecked, ExpressionSyntax operand) : ExpressionSyntax(span)
{
    public bool IsChecked { get; } = isChecked;

    public ExpressionSyntax Operand { get; } = operand;
}

/// <summary><c>function(arguments)</c>.</summary>
internal sealed class CallSyntax(TextSpan span, NameSyntax function, IReadOnlyList<ExpressionSyntax> arguments) : ExpressionSyntax(span)
{
    public NameSyntax Function { get; } = function;

    public IReadOnlyList<ExpressionSyntax> Arguments { get; } = arguments;
}

/// <summary><c>array[index]</c>.</summary>
internal sealed class IndexSyntax(TextSpan span, NameSyntax array, ExpressionSyntax index) : ExpressionSyntax(span)
{
    public NameSyntax Array { get; } = array;

    public ExpressionSyntax Index { get; } = index;
}

/// <summary><c>var name = value;</c> or <c>type name = value;</c>.</summary>
/// <param name="Type">The declared type; null for <c>var</c>.</param>
/// <param name="Name">The name of the local.</param>
/// <param name="NameSpan">Where the name is.</param>
/// <param name="Value">Its value.</param>
internal sealed record DeclarationSyntax(ElementType? Type, string Name, TextSpan NameSpan, ExpressionSyntax Value) : StatementSyntax;

/// <summary><c>target = value;</c>, where the target is a name or an element of a span.</summary>
internal sealed record AssignmentSyntax(ExpressionSyntax Target, ExpressionSyntax Value) : StatementSyntax;

/// <summary>What stands before the result.</summary>
internal abstract record StatementSyntax;

/// <summary>A formula: statements, then the bare expression that is its result; null if it ends with an assignment.</summary>
internal sealed record FormulaSyntax(IReadOnlyList<StatementSyntax> Statements, ExpressionSyntax? Result);
