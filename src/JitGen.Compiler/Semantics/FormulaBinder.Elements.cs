using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Elements of spans, the index of the iteration, and the number of elements.</content>
internal sealed partial class FormulaBinder
{
    /// <summary>The name of the iteration's index; anything that the formula calls so hides it.</summary>
    private const string IndexName = "i";

    /// <summary>Whether a distance between elements is being bound, whose numbers are whole ones in any case.</summary>
    private bool _isDistance;

    /// <summary>Whether what is being bound is computed once, after all elements.</summary>
    private bool IsOutsideReductions => Graph == _session.Graphs.Finish;

    private bool IsIndex(NameSyntax syntax) => _shape != KernelShape.Scalar && syntax.Name == IndexName && _scope.Find(IndexName) is null;

    private Operand BindIndexOfIteration(TextSpan span) =>
        IsOutsideReductions ? ReportOutsideReduction(span) : Operand.OfValue(span, ElementType.Int64, _session.Graphs.Index());

    /// <summary>The span's element beside the iteration's; its own, where the text has assigned it, as assigned.</summary>
    private Operand BindElement(TextSpan span, Variable variable, int offset)
    {
        if (IsOutsideReductions)
        {
            return ReportOutsideReduction(span);
        }

        if (offset == 0 && !variable.Value.IsNone)
        {
            return Operand.OfValue(span, variable.Type, variable.Value);
        }

        variable.IsReadInPlace |= offset == 0;
        variable.IsReadBack |= offset < 0;
        if (offset > 0)
        {
            variable.ReadAhead ??= span;
        }

        return Operand.OfValue(span, variable.Type, _session.Graphs.Element(variable.ParameterIndex, offset));
    }

    private Operand BindIndexed(IndexSyntax syntax)
    {
        if (syntax.Array.IsQualified || _scope.Find(syntax.Array.Name) is not { IsSpan: true } variable)
        {
            Bind(syntax.Array);
            Bind(syntax.Index);
            _diagnostics.Report(DiagnosticTable.NotIndexable, syntax.Array.Span, syntax.Array.Name);
            return Operand.Error(syntax.Span);
        }

        variable.IsUsed = true;
        return OffsetOf(syntax.Index) is { } offset ? BindElement(syntax.Span, variable, offset) : Operand.Error(syntax.Span);
    }

    /// <summary>
    /// The offset that an index says: <c>i</c>, <c>i - 1</c>, <c>i + 2</c>, <c>1 + i</c>, casts to int or long and parentheses
    /// around. Null, with a diagnostic, of any other.
    /// </summary>
    private int? OffsetOf(ExpressionSyntax index)
    {
        long offset = 0;
        ExpressionSyntax rest = index;
        while (true)
        {
            switch (rest)
            {
                case ParenthesizedSyntax parenthesized:
                    rest = parenthesized.Operand;
                    continue;
                case CastSyntax { Type: ElementType.Int32 or ElementType.Int64 } cast:
                    rest = cast.Operand;
                    continue;
                case NameSyntax name when IsIndex(name):
                    return (int)offset;
                case BinarySyntax { Operator.Text: "+" or "-" } sum:
                    bool isMirrored = sum.Operator.Text == "+" && sum.Right is NameSyntax right && IsIndex(right);
                    if (ConstantOffset(isMirrored ? sum.Left : sum.Right) is not { } distance)
                    {
                        return null;
                    }

                    offset += sum.Operator.Text == "-" ? -distance : distance;
                    if (offset is < -IndexReach.Limit or > IndexReach.Limit)
                    {
                        return ReportIndex(index.Span, "it is more than " + IndexReach.Limit + " elements away");
                    }

                    rest = isMirrored ? sum.Right : sum.Left;
                    continue;
                case NameSyntax { Name: IndexName }:
                    return ReportIndex(index.Span, "'i' is a " + _scope.Find(IndexName)!.Noun + " here, which hides the index; give it another name");
                default:
                    return ReportIndex(index.Span, "a formula reads the elements around the one that it computes; pass others as values");
            }
        }
    }

    /// <summary>The value of a constant of an integer type; null, with a diagnostic, of anything else.</summary>
    private long? ConstantOffset(ExpressionSyntax expression)
    {
        _isDistance = true;
        Operand operand = Bind(expression);
        _isDistance = false;
        if (operand.IsError)
        {
            return null;
        }

        ulong bits = operand.IsConstant ? operand.Constant.Bits : 0;
        if (!operand.IsConstant || !ElementTypes.IsInteger(operand.Type))
        {
            return ReportIndex(expression.Span, "the distance must be a constant whole number");
        }

        long value = ElementTypes.Bits(operand.Type) == 64 ? (long)bits : operand.Type == ElementType.UInt32 ? (uint)bits : (int)bits;
        return value is >= -IndexReach.Limit and <= IndexReach.Limit
            ? value
            : ReportIndex(expression.Span, "it is more than " + IndexReach.Limit + " elements away");
    }

    private int? ReportIndex(TextSpan span, string reason)
    {
        _diagnostics.Report(DiagnosticTable.IndexNotConstant, span, TextOf(span), reason);
        return null;
    }

    private bool IsLength(CallSyntax syntax) => syntax.Function.Name == ReductionTable.Length && !IsHidden(syntax.Function);

    private Operand BindLength(CallSyntax syntax)
    {
        if (_shape == KernelShape.Scalar)
        {
            return ReportMisplaced(syntax);
        }

        if (syntax.Arguments.Count != 1)
        {
            return ReportArgumentCount(syntax, 1);
        }

        if (syntax.Arguments[0] is not NameSyntax { IsQualified: false } name || _scope.Find(name.Name) is not { IsSpan: true } variable)
        {
            _diagnostics.Report(
                DiagnosticTable.LengthOfNoInput, syntax.Arguments[0].Span, TextOf(syntax.Arguments[0].Span), "it is no span parameter");
            return Operand.Error(syntax.Span);
        }

        variable.Measured ??= name.Span;
        return Operand.OfValue(syntax.Span, ElementType.Int32, Graph.Function.Leaf(Opcode.Length, IrType.I32));
    }

    private Operand ReportOutsideReduction(TextSpan span)
    {
        _diagnostics.Report(DiagnosticTable.ElementOutsideReduction, span, TextOf(span));
        return Operand.Error(span);
    }
}
