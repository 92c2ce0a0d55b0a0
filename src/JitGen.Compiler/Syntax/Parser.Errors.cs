using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <content>What is said of a token that the grammar does not allow.</content>
internal sealed partial class Parser
{
    /// <summary>Reports the current token, by the best advice that is known about it.</summary>
    private T? Unexpected<T>(string expected)
        where T : class
    {
        // After "not b" it is the word before the unexpected name that is wrong.
        bool twoWords = Current.Kind == TokenKind.Identifier && _index > 0 && Previous.Kind == TokenKind.Identifier;
        if (Current.Problem is { } problem)
        {
            _diagnostics.Add(problem);
        }
        else if (!TryAdvise(Current) && !(twoWords && TryAdvise(Previous)))
        {
            _diagnostics.Report(DiagnosticTable.UnexpectedToken, Current.Span, expected, Describe(Current));
        }

        return null;
    }

    private bool TryAdvise(in Token token)
    {
        string text = _text.Substring(token.Span.Start, token.Span.Length);
        if (token.Kind is not (TokenKind.ForeignOperator or TokenKind.Operator or TokenKind.Identifier or TokenKind.ReservedWord)
            || ForeignSyntax.Advice(text) is not { } advice)
        {
            return false;
        }

        _diagnostics.Report(DiagnosticTable.NotInLanguage, token.Span, text, advice);
        return true;
    }

    private string Describe(in Token token) =>
        token.Kind == TokenKind.End ? "the end of the formula" : "'" + Excerpt.Of(_text, token.Span) + "'";
}
