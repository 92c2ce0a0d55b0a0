using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Conversions of operands, and what is said of the ones that C# does not make.</content>
internal sealed partial class FormulaBinder
{
    /// <summary>Longer expressions are not repeated in a message.</summary>
    private const int MaxRepeatedLength = 40;

    /// <summary>The node of an operand that has a type and no error.</summary>
    public Value Materialize(Operand operand) => operand.IsConstant ? Graph.Constant(operand.Constant) : operand.Value;

    /// <summary>Converts where C# does so without a cast; else reports which cast to write.</summary>
    private Operand ConvertImplicitly(Operand operand, ElementType to)
    {
        if (Conversions.IsImplicit(operand, to))
        {
            return ConvertFitting(operand, to);
        }

        if (operand.Branches is { } branches)
        {
            ConvertImplicitly(branches.WhenTrue, to);
            ConvertImplicitly(branches.WhenFalse, to);
            return Operand.Error(operand.Span);
        }

        bool isBool = operand.Type == ElementType.Bool;
        if (isBool || to == ElementType.Bool)
        {
            return ReportBoolOrNumber(DiagnosticTable.TypeMismatch, operand, to);
        }

        if (operand.IsConstant && operand.Type == ElementType.Int32 && ElementTypes.IsInteger(to))
        {
            return ReportOutOfRange(operand, to, operand.Span);
        }

        string advice = Explicit(operand, to);
        _diagnostics.ReportWithSuggestion(
            DiagnosticTable.LossyConversion, operand.Span, operand.Span.Length <= MaxRepeatedLength ? advice : null,
            ElementTypes.Keyword(operand.Type), ElementTypes.Keyword(to), advice);
        return Operand.Error(operand.Span);
    }

    /// <summary>Converts an operand of which it is known that it converts implicitly, or that a cast is meant.</summary>
    private Operand ConvertFitting(Operand operand, ElementType to)
    {
        if (operand.IsError || operand.Type == to)
        {
            return operand;
        }

        if (operand.IsConstant)
        {
            return Operand.OfConstant(operand.Span, _session.Folder.Convert(operand.Constant, to));
        }

        if (operand.Branches is { } branches)
        {
            return Choose(operand.Span, branches, to);
        }

        return Operand.OfValue(operand.Span, to, ConversionEmitter.Convert(Graph, operand.Value, operand.Type, to));
    }

    private Operand Cast(Operand operand, ElementType to, TextSpan span)
    {
        if (operand.IsError)
        {
            return Operand.Error(span);
        }

        if (operand.Branches is not null)
        {
            return ConvertImplicitly(operand, to).WithSpan(span);
        }

        if ((operand.Type == ElementType.Bool) != (to == ElementType.Bool))
        {
            return ReportBoolOrNumber(DiagnosticTable.ImpossibleCast, operand, to);
        }

        if (operand.IsConstant)
        {
            if (_session.Folder.IsOutOfRange(operand.Constant, to))
            {
                return ReportOutOfRange(operand, to, span);
            }
        }
        else if (IsChecked)
        {
            Value outOfRange = ConversionEmitter.OutOfRange(Graph, operand.Value, operand.Type, to);
            if (!outOfRange.IsNone)
            {
                Graph.Trap(TrapKind.Overflow, outOfRange);
            }
        }

        return ConvertFitting(operand, to).WithSpan(span);
    }

    private Operand ReportBoolOrNumber(DiagnosticDescriptor descriptor, Operand operand, ElementType to)
    {
        string advice = operand.Type == ElementType.Bool ? " Choose a number: condition ? 1 : 0." : " Compare it: x != 0.";
        _diagnostics.Report(descriptor, operand.Span, ElementTypes.Keyword(operand.Type), ElementTypes.Keyword(to), advice);
        return Operand.Error(operand.Span);
    }

    /// <summary>An integer that does not fit comes with the value of its low bits, which an unchecked cast of C# would give.</summary>
    private Operand ReportOutOfRange(Operand operand, ElementType to, TextSpan span)
    {
        string range = " (" + IntegerRange.Of(to) + ")", advice = "";
        string? suggestion = null;
        if (ElementTypes.IsInteger(operand.Type))
        {
            ConstantValue wrapped = _session.Folder.Convert(operand.Constant, to);
            suggestion = IntegerRange.Format(wrapped);
            advice = " If its low bits are meant, write " + suggestion + ".";
        }

        _diagnostics.ReportWithSuggestion(
            DiagnosticTable.ConstantOutOfRange, span, suggestion, TextOf(operand.Span), ElementTypes.Keyword(to) + range, advice);
        return Operand.Error(span);
    }

    private Operand ReportNoConditionalType(Operand operand)
    {
        Branches branches = operand.Branches!;
        _diagnostics.Report(
            DiagnosticTable.NoConditionalType, operand.Span, branches.WhenTrue.DescribeType(), branches.WhenFalse.DescribeType());
        return Operand.Error(operand.Span);
    }

    /// <summary>The operand with the cast that converts it: a suffix where that is what people write.</summary>
    private string Explicit(Operand operand, ElementType to)
    {
        string keyword = ElementTypes.Keyword(to);
        if (operand.Span.Length > MaxRepeatedLength)
        {
            return "(" + keyword + ")(...)";
        }

        string text = _source.Text.Substring(operand.Span.Start, operand.Span.Length);
        bool isSimple = true, isNumber = operand.IsConstant;
        foreach (char character in text)
        {
            isSimple &= char.IsLetterOrDigit(character) || character is '_' or '.';
            isNumber &= char.IsDigit(character) || character == '.';
        }

        return isNumber && to == ElementType.Single ? text + "f"
            : isSimple ? "(" + keyword + ")" + text
            : "(" + keyword + ")(" + text + ")";
    }
}
