using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>What is said of operators that do not accept their operands, and of constants that have no value.</content>
internal sealed partial class FormulaBinder
{
    private Operand ReportBinary(BinarySyntax syntax, Operand left, Operand right, bool ambiguous)
    {
        string text = syntax.Operator.Text;
        string types = left.DescribeType() + " and " + right.DescribeType();
        bool floating = ElementTypes.IsFloating(left.Type) || ElementTypes.IsFloating(right.Type);
        bool mixesBool = left.Type == ElementType.Bool || right.Type == ElementType.Bool;
        if (ambiguous)
        {
            _diagnostics.Report(DiagnosticTable.NoCommonType, syntax.OperatorSpan, types, text, "long");
        }
        else if (text == "^" && floating && !mixesBool)
        {
            _diagnostics.Report(DiagnosticTable.CaretOnFloatingPoint, syntax.OperatorSpan, types);
        }
        else
        {
            _diagnostics.Report(DiagnosticTable.OperatorMismatch, syntax.OperatorSpan, text, types, Advice(syntax.Operator, mixesBool, floating));
        }

        return Operand.Error(syntax.Span);
    }

    private static string Advice(BinaryOperator binary, bool mixesBool, bool floating)
    {
        bool takesBool = binary.Overloads[binary.Overloads.Length - 1].Result == ElementType.Bool;
        if (mixesBool)
        {
            return takesBool ? " Make a condition of the number: x != 0." : " Make a number of the condition: b ? 1 : 0.";
        }

        if (binary.Overloads.Length == 1)
        {
            return " It takes conditions; on numbers, write " + binary.Text[0] + " or compare them first.";
        }

        return floating ? " It takes integers; cast to one, such as (long)x." : " The count must be an int; cast it.";
    }

    private Operand ReportUnary(UnarySyntax syntax, Operand operand)
    {
        string advice =
            operand.Type == ElementType.Bool ? " The opposite of a condition is !b."
            : syntax.Operator.Overloads.Length == 1 ? " On integers write ~, or compare: x == 0."
            : operand.Type == ElementType.UInt64 ? " Cast it to long, or subtract it: 0 - x."
            : " It takes integers; cast to one, such as (long)x.";
        _diagnostics.Report(DiagnosticTable.OperatorMismatch, syntax.OperatorSpan, syntax.Operator.Text, operand.DescribeType(), advice);
        return Operand.Error(syntax.Span);
    }

    private Operand ReportConstant(TextSpan span, ElementType type, TrapKind problem)
    {
        if (problem == TrapKind.DivideByZero)
        {
            _diagnostics.Report(DiagnosticTable.ConstantDivisionByZero, span, TextOf(span));
        }
        else
        {
            _diagnostics.Report(DiagnosticTable.ConstantOverflow, span, TextOf(span), ElementTypes.Keyword(type));
        }

        return Operand.Error(span);
    }
}
