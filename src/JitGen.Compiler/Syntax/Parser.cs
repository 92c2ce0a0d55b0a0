using System.Collections.Generic;
using System.Text;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <summary>
/// Precedence climbing over <see cref="OperatorTable"/>. Stops at the first error, which it reports: every method that returns
/// an expression returns null after one. Recursion is as deep as the formula nests, and no deeper than the limit; a chain of
/// operators of one precedence does not nest.
/// </summary>
internal sealed partial class Parser
{
    private readonly string _text;
    private readonly Lexer _tokens;
    private readonly DiagnosticBag _diagnostics;
    private readonly int _maxNesting;
    private int _index;
    private int _nesting;

    private Parser(string text, int maxNesting, DiagnosticBag diagnostics)
    {
        _text = text;
        _tokens = new Lexer(text);
        _maxNesting = maxNesting;
        _diagnostics = diagnostics;
    }

    private ref readonly Token Current => ref _tokens[_index];

    private ref readonly Token Previous => ref _tokens[_index - 1];

    /// <summary>The syntax of a text; null if it has errors, the first of which is then in <paramref name="diagnostics"/>.</summary>
    public static FormulaSyntax? Parse(string text, CompilationLimits limits, DiagnosticBag diagnostics)
    {
        if (text.Length > limits.TextLength)
        {
            diagnostics.Report(DiagnosticTable.FormulaTooLong, new TextSpan(0, 0), text.Length, limits.TextLength);
            return null;
        }

        return new Parser(text, limits.Nesting, diagnostics).ParseFormula();
    }

    private FormulaSyntax? ParseFormula()
    {
        if (Current.Kind == TokenKind.End)
        {
            _diagnostics.Report(DiagnosticTable.FormulaEmpty, Current.Span);
            return null;
        }

        var statements = new List<StatementSyntax>();
        while (Current.Kind != TokenKind.End)
        {
            if (StartsDeclaration())
            {
                if (ParseDeclaration() is not { } declaration)
                {
                    return null;
                }

                statements.Add(declaration);
                continue;
            }

            if (ParseExpression() is not { } expression)
            {
                return null;
            }

            if (Current.Kind != TokenKind.Assign || expression is not (NameSyntax or IndexSyntax))
            {
                return ParseEnd(statements, expression);
            }

            _index++;
            if (ParseExpression() is not { } value || !ParseStatementEnd())
            {
                return null;
            }

            statements.Add(new AssignmentSyntax(expression, value));
        }

        return new FormulaSyntax(statements, null);
    }

    /// <summary>The result is the last expression; a ';' after it is allowed, as people expect who think of statements.</summary>
    private FormulaSyntax? ParseEnd(List<StatementSyntax> statements, ExpressionSyntax result)
    {
        if (Current.Kind == TokenKind.Semicolon)
        {
            _index++;
            if (Current.Kind != TokenKind.End)
            {
                _diagnostics.Report(
                    DiagnosticTable.UnexpectedToken, Current.Span, "the end of the formula after its result", Describe(Current));
                return null;
            }
        }

        return Current.Kind == TokenKind.End ? new FormulaSyntax(statements, result) : Unexpected<FormulaSyntax>("an operator or the end");
    }

    private bool StartsDeclaration()
    {
        if (Current.Kind is not (TokenKind.Type or TokenKind.Identifier) || _tokens[_index + 1].Kind != TokenKind.Identifier)
        {
            return false;
        }

        return Current.Kind == TokenKind.Type || (Current.Span.Length == 3 && Current.Name == "var");
    }

    private DeclarationSyntax? ParseDeclaration()
    {
        Token type = _tokens[_index++];
        Token name = _tokens[_index++];
        if (!Accept(TokenKind.Assign))
        {
            return Unexpected<DeclarationSyntax>("'=' and a value for the local");
        }

        if (ParseExpression() is not { } value || !ParseStatementEnd())
        {
            return null;
        }

        return new DeclarationSyntax(type.Kind == TokenKind.Type ? type.Type : null, name.Name, name.Span, value);
    }

    private bool ParseStatementEnd()
    {
        if (Accept(TokenKind.Semicolon) || Current.Kind == TokenKind.End)
        {
            return true;
        }

        Unexpected<StatementSyntax>("an operator or ';'");
        return false;
    }

    private ExpressionSyntax? ParseExpression()
    {
        if (ParseBinary(0) is not { } condition)
        {
            return null;
        }

        if (Current.Kind != TokenKind.Question)
        {
            return condition;
        }

        _index++;
        if (!Enter() || ParseExpression() is not { } whenTrue)
        {
            return null;
        }

        if (!Accept(TokenKind.Colon))
        {
            return Unexpected<ExpressionSyntax>("':' and the value for the other case");
        }

        ExpressionSyntax? whenFalse = ParseExpression();
        Leave();
        return whenFalse is null ? null : new ConditionalSyntax(condition, whenTrue, whenFalse);
    }

    /// <summary>Operands joined by operators of at least <paramref name="minimum"/> precedence.</summary>
    private ExpressionSyntax? ParseBinary(int minimum)
    {
        ExpressionSyntax? left = ParseUnary();
        while (left is not null && Current.Symbol?.Binary is { } binary && binary.Precedence >= minimum)
        {
            TextSpan operatorSpan = _tokens[_index++].Span;
            if (!Enter() || ParseBinary(binary.Precedence + 1) is not { } right)
            {
                return null;
            }

            Leave();
            left = new BinarySyntax(binary, operatorSpan, left, right);
        }

        return left;
    }

    private ExpressionSyntax? ParseUnary()
    {
        int start = _index;
        ref readonly Token token = ref Current;
        bool isCast = token.Kind == TokenKind.OpenParenthesis
            && _tokens[_index + 1].Kind == TokenKind.Type && _tokens[_index + 2].Kind == TokenKind.CloseParenthesis;
        if (!isCast && token.Symbol?.Unary is null)
        {
            return ParsePrimary();
        }

        _index += isCast ? 3 : 1;
        if (!Enter() || ParseUnary() is not { } operand)
        {
            return null;
        }

        Leave();
        TextSpan span = TextSpan.Cover(token.Span, operand.Span);
        return token.Symbol?.Unary is { } unary
            ? new UnarySyntax(span, unary, token.Span, operand)
            : new CastSyntax(span, _tokens[start + 1].Type, operand);
    }

    private ExpressionSyntax? ParsePrimary()
    {
        ref readonly Token token = ref Current;
        switch (token.Kind)
        {
            case TokenKind.Number or TokenKind.True or TokenKind.False:
                _index++;
                return new LiteralSyntax(token.Span, token.Value);
            case TokenKind.Identifier or TokenKind.Type:
                return ParseNamed();
            case TokenKind.OpenParenthesis:
                return ParseParenthesized() is { } inner ? new ParenthesizedSyntax(SpanFrom(token), inner) : null;
            case TokenKind.Checked or TokenKind.Unchecked:
                _index++;
                return ParseParenthesized() is { } operand
                    ? new CheckedSyntax(SpanFrom(token), token.Kind == TokenKind.Checked, operand)
                    : null;
            default:
                return Unexpected<ExpressionSyntax>("a value");
        }
    }

    private ExpressionSyntax? ParseParenthesized()
    {
        if (!Accept(TokenKind.OpenParenthesis))
        {
            return Unexpected<ExpressionSyntax>("'('");
        }

        if (!Enter() || ParseExpression() is not { } inner)
        {
            return null;
        }

        Leave();
        return Accept(TokenKind.CloseParenthesis) ? inner : Unexpected<ExpressionSyntax>("an operator or ')'");
    }

    /// <summary>A name, a call or an element of a span.</summary>
    private ExpressionSyntax? ParseNamed()
    {
        if (ParseName() is not { } name)
        {
            return null;
        }

        if (Accept(TokenKind.OpenBracket))
        {
            if (!Enter() || ParseExpression() is not { } index)
            {
                return null;
            }

            Leave();
            return Accept(TokenKind.CloseBracket)
                ? new IndexSyntax(TextSpan.Cover(name.Span, Previous.Span), name, index)
                : Unexpected<ExpressionSyntax>("an operator or ']'");
        }

        return Accept(TokenKind.OpenParenthesis) ? ParseArguments(name) : name;
    }

    private NameSyntax? ParseName()
    {
        ref readonly Token first = ref _tokens[_index++];
        string firstName = first.Name;
        if (Current.Kind != TokenKind.Dot)
        {
            if (first.Kind == TokenKind.Type)
            {
                return Unexpected<NameSyntax>("'.' and a member of the type, as in " + firstName + ".MaxValue");
            }

            return new NameSyntax(first.Span, firstName, firstName, first.Span);
        }

        // "@int.MaxValue" is a member of something called int, not of the type.
        bool isEscapedType = first.Kind == TokenKind.Identifier && Keywords.KindOf(firstName, out _) == TokenKind.Type;
        var name = new StringBuilder(isEscapedType ? "@" + firstName : firstName);
        while (Accept(TokenKind.Dot))
        {
            if (Current.Kind != TokenKind.Identifier)
            {
                return Unexpected<NameSyntax>("the name of a member");
            }

            name.Append('.').Append(_tokens[_index++].Name);
        }

        return new NameSyntax(TextSpan.Cover(first.Span, Previous.Span), name.ToString(), firstName, first.Span);
    }

    /// <summary>What follows the '(' of a call.</summary>
    private CallSyntax? ParseArguments(NameSyntax function)
    {
        var arguments = new List<ExpressionSyntax>();
        if (!Accept(TokenKind.CloseParenthesis))
        {
            if (!Enter())
            {
                return null;
            }

            do
            {
                if (ParseExpression() is not { } argument)
                {
                    return null;
                }

                arguments.Add(argument);
            }
            while (Accept(TokenKind.Comma));

            Leave();
            if (!Accept(TokenKind.CloseParenthesis))
            {
                return Unexpected<CallSyntax>("an operator, ',' or ')'");
            }
        }

        return new CallSyntax(TextSpan.Cover(function.Span, Previous.Span), function, arguments);
    }

    private bool Accept(TokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        _index++;
        return true;
    }

    private TextSpan SpanFrom(in Token first) => TextSpan.Cover(first.Span, Previous.Span);

    /// <summary>Counts one level of nesting; false, with a diagnostic, if it is one too many.</summary>
    private bool Enter()
    {
        if (++_nesting <= _maxNesting)
        {
            return true;
        }

        _diagnostics.Report(DiagnosticTable.FormulaTooDeep, Current.Span, _maxNesting);
        return false;
    }

    private void Leave() => _nesting--;
}
