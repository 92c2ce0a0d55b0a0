using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Expressions: C#'s types, constants and evaluation order.</content>
internal sealed partial class FormulaBinder
{
    /// <summary>The magnitudes of int.MinValue and long.MinValue, which are literals only after a minus.</summary>
    private const ulong Int32MinMagnitude = 1UL << 31;
    private const ulong Int64MinMagnitude = 1UL << 63;

    private readonly Operand[] _operands = new Operand[2];

    private Operand Bind(ExpressionSyntax expression)
    {
        if (_isRoot)
        {
            _session.RootSpan = expression.Span;
        }

        ExpressionSyntax inner = expression;
        while (inner is ParenthesizedSyntax parenthesized)
        {
            inner = parenthesized.Operand;
        }

        Operand result = _session.Enter() && !_diagnostics.IsFull ? BindCore(inner) : Operand.Error(expression.Span);
        _session.Leave();
        return result.WithSpan(expression.Span);
    }

    private Operand BindCore(ExpressionSyntax expression) => expression switch
    {
        NameSyntax name => BindName(name),
        LiteralSyntax literal => Operand.OfConstant(literal.Span, Number(literal.Value)),
        BinarySyntax binary => BindChain(binary),
        UnarySyntax unary => BindUnary(unary),
        CastSyntax cast => Cast(Bind(cast.Operand), cast.Type, cast.Span),
        ConditionalSyntax conditional => BindConditional(conditional),
        CallSyntax call => BindCall(call),
        CheckedSyntax @checked => BindChecked(@checked),
        _ => BindIndexed((IndexSyntax)expression),
    };

    /// <summary>A literal as the source reads numbers.</summary>
    private ConstantValue Number(ConstantValue literal) =>
        _source.RealNumbers && !_isDistance && literal.Type != ElementType.Bool ? _session.Folder.Convert(literal, ElementType.Double) : literal;

    /// <summary>Left operands are bound in a loop: a sum of 100,000 terms nests as deep to the left.</summary>
    private Operand BindChain(BinarySyntax outermost)
    {
        Stack<BinarySyntax> spine = _session.Spine;
        int bottom = spine.Count;
        ExpressionSyntax leftmost = outermost;
        while (leftmost is BinarySyntax binary)
        {
            spine.Push(binary);
            leftmost = binary.Left;
        }

        Operand left = Bind(leftmost);
        while (spine.Count > bottom)
        {
            BinarySyntax binary = spine.Pop();
            left = BindBinary(binary, left, BindRight(binary, left));
        }

        return left;
    }

    /// <summary>The right operand; that of &amp;&amp; and || only where the left one leaves the result open.</summary>
    private Operand BindRight(BinarySyntax binary, Operand left)
    {
        bool ifTrue = binary.Operator.Has(OperatorTraits.IfTrue);
        if ((!ifTrue && !binary.Operator.Has(OperatorTraits.IfFalse)) || left.Type != ElementType.Bool)
        {
            return Bind(binary.Right);
        }

        return BindWhere(Materialize(left), taken: ifTrue, binary.Right);
    }

    private Operand BindWhere(Value condition, bool taken, ExpressionSyntax expression)
    {
        PathCondition? outer = Graph.Path;
        Graph.Path = PathCondition.Enter(outer, Graph.Function, condition, taken);
        Operand result = Bind(expression);
        Graph.Path = outer;
        return result;
    }

    private Operand BindBinary(BinarySyntax syntax, Operand left, Operand right)
    {
        if (left.IsError || right.IsError)
        {
            return Operand.Error(syntax.Span);
        }

        BinaryOperator binary = syntax.Operator;
        _operands[0] = left;
        _operands[1] = right;
        Overload? overload = OverloadResolution.Resolve(binary.Overloads, _operands, 2, out Overload? rival);
        if (overload is null || rival is not null)
        {
            return ReportBinary(syntax, left, right, ambiguous: overload is not null);
        }

        ElementType type = overload.Parameters[0];
        Operand first = ConvertFitting(left, type), second = ConvertFitting(right, overload.Parameters[1]);
        if (first.IsConstant && second.IsConstant)
        {
            bool isChecked = _overflow != OverflowContext.Unchecked;
            ConstantValue constant = _session.Folder.Binary(binary, first.Constant, second.Constant, isChecked, out TrapKind? problem);
            return problem is null ? Operand.OfConstant(syntax.Span, constant) : ReportConstant(syntax.Span, type, problem.Value);
        }

        if (binary.Has(OperatorTraits.Division) && ElementTypes.IsInteger(type) && second.IsConstant && second.Constant.Bits == 0)
        {
            _diagnostics.Report(DiagnosticTable.AlwaysDividesByZero, right.Span, TextOf(right.Span));
        }

        Value value = OperatorEmitter.Binary(Graph, binary, type, Materialize(first), Materialize(second), IsChecked);
        return Operand.OfValue(syntax.Span, binary.Has(OperatorTraits.Comparison) ? ElementType.Bool : overload.Result, value);
    }

    private Operand BindUnary(UnarySyntax syntax)
    {
        if (!_source.RealNumbers && syntax.Operator.OverflowFromZero is not null && syntax.Operand is LiteralSyntax literal && IsMinMagnitude(literal))
        {
            ElementType type = literal.Value.Bits == Int32MinMagnitude ? ElementType.Int32 : ElementType.Int64;
            return Operand.OfConstant(syntax.Span, new ConstantValue(type, literal.Value.Bits));
        }

        Operand operand = Bind(syntax.Operand);
        if (operand.Kind == OperandKind.Conditional)
        {
            operand = ReportNoConditionalType(operand);
        }

        if (operand.IsError)
        {
            return Operand.Error(syntax.Span);
        }

        _operands[0] = operand;
        Overload? overload = OverloadResolution.Resolve(syntax.Operator.Overloads, _operands, 1, out Overload? rival);
        if (overload is null || rival is not null)
        {
            return ReportUnary(syntax, operand);
        }

        operand = ConvertFitting(operand, overload.Result);
        if (operand.IsConstant)
        {
            bool isChecked = _overflow != OverflowContext.Unchecked;
            ConstantValue constant = _session.Folder.Unary(syntax.Operator, operand.Constant, isChecked, out TrapKind? problem);
            return problem is null ? Operand.OfConstant(syntax.Span, constant) : ReportConstant(syntax.Span, overload.Result, problem.Value);
        }

        Value value = OperatorEmitter.Unary(Graph, syntax.Operator, overload.Result, operand.Value, IsChecked);
        return Operand.OfValue(syntax.Span, overload.Result, value);
    }

    /// <summary>2147483648, or 9223372036854775808 with or without l: after a minus it is int.MinValue, long.MinValue.</summary>
    private bool IsMinMagnitude(LiteralSyntax literal)
    {
        ConstantValue value = literal.Value;
        bool fits = value.Type == ElementType.UInt32 ? value.Bits == Int32MinMagnitude
            : value.Type == ElementType.UInt64 && value.Bits == Int64MinMagnitude;
        return fits && _source.Text.IndexOfAny(['u', 'U'], literal.Span.Start, literal.Span.Length) < 0;
    }

    private Operand BindConditional(ConditionalSyntax syntax)
    {
        Operand condition = ConvertImplicitly(Bind(syntax.Condition), ElementType.Bool);
        Value test = condition.IsError ? Graph.Function.Bool(true) : Materialize(condition);
        Operand whenTrue = BindWhere(test, taken: true, syntax.WhenTrue);
        Operand whenFalse = BindWhere(test, taken: false, syntax.WhenFalse);
        if (condition.IsError || whenTrue.IsError || whenFalse.IsError)
        {
            return Operand.Error(syntax.Span);
        }

        var branches = new Branches(condition, whenTrue, whenFalse);
        if (NaturalType(whenTrue, whenFalse) is not { } type)
        {
            Operand untyped = Operand.OfBranches(syntax.Span, branches);

            // A bool and a number convert to no type at all; other branches may to the one that the context asks for.
            bool hopeless = whenTrue.HasType && whenFalse.HasType && (whenTrue.Type == ElementType.Bool) != (whenFalse.Type == ElementType.Bool);
            return hopeless ? ReportNoConditionalType(untyped) : untyped;
        }

        return Choose(syntax.Span, branches, type);
    }

    /// <summary>The type of one branch that the other converts to, but not the other way round; null if there is none.</summary>
    private static ElementType? NaturalType(Operand first, Operand second)
    {
        bool firstServes = first.HasType && Conversions.IsImplicit(second, first.Type);
        bool secondServes = second.HasType && Conversions.IsImplicit(first, second.Type);
        if (firstServes && secondServes && first.Type != second.Type)
        {
            // A constant may convert either way, like 1 and a short; the type that the other type converts to is chosen.
            firstServes = Conversions.IsImplicit(second.Type, first.Type);
            secondServes = Conversions.IsImplicit(first.Type, second.Type);
        }

        return firstServes ? first.Type : secondServes ? second.Type : null;
    }

    private Operand BindChecked(CheckedSyntax syntax)
    {
        OverflowContext outer = _overflow;
        _overflow = syntax.IsChecked ? OverflowContext.Checked : OverflowContext.Unchecked;
        Operand result = Bind(syntax.Operand).WithSpan(syntax.Span);
        _overflow = outer;
        return result;
    }

    /// <summary>The value of ?: in a type that both branches convert to.</summary>
    private Operand Choose(TextSpan span, Branches branches, ElementType type)
    {
        Operand first = ConvertFitting(branches.WhenTrue, type), second = ConvertFitting(branches.WhenFalse, type);
        if (branches.Condition.IsConstant && first.IsConstant && second.IsConstant)
        {
            return (branches.Condition.Constant.Bits != 0 ? first : second).WithSpan(span);
        }

        Value condition = Materialize(branches.Condition);
        IrType nodeType = ElementTypes.IrTypeOf(type);
        return Operand.OfValue(span, type, Graph.Node(Opcode.Select, nodeType, condition, Materialize(first), Materialize(second)));
    }

    private string TextOf(TextSpan span) => Excerpt.Of(_source.Text, span);
}
