using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <summary>
/// Cuts any string into tokens, each when it is first asked for, in time linear in the length. What is no token becomes a
/// <see cref="TokenKind.Bad"/> one, after which nothing more is read; the last token is always <see cref="TokenKind.End"/>.
/// </summary>
internal sealed class Lexer
{
    private const int InitialCapacity = 32;

    private readonly string _text;
    private Token[] _tokens = new Token[InitialCapacity];
    private int _count;
    private int _position;
    private bool _ended;

    public Lexer(string text) => _text = text;

    /// <summary>The token at <paramref name="index"/>, at most one after the end; a reference stays valid.</summary>
    public ref readonly Token this[int index]
    {
        get
        {
            while (_count <= index)
            {
                ReadToken();
            }

            return ref _tokens[index];
        }
    }

    private Token End => new(TokenKind.End, new TextSpan(_text.Length, 0));

    private void ReadToken()
    {
        if (_count == _tokens.Length)
        {
            Array.Resize(ref _tokens, _count * 2);
        }

        Token token = _ended ? End : SkipTrivia() ?? (_position < _text.Length ? Scan() : End);
        _ended |= token.Kind is TokenKind.Bad or TokenKind.End;
        _position = token.Span.End;
        _tokens[_count++] = token;
    }

    private Token Scan()
    {
        char character = _text[_position];
        if (NumberScanner.IsAt(_text, _position))
        {
            return NumberScanner.Scan(_text, _position);
        }

        bool escaped = character == '@';
        int nameStart = escaped ? _position + 1 : _position;
        if (nameStart < _text.Length && CharacterClasses.IsIdentifierStart(_text[nameStart]))
        {
            return ScanWord(nameStart, escaped);
        }

        Symbol? symbol = SymbolTable.Match(_text, _position);
        return symbol is null
            ? Bad(new TextSpan(_position, 1), DiagnosticTable.UnexpectedCharacter, Excerpt.OfCharacter(character))
            : new Token(symbol.Kind, new TextSpan(_position, symbol.Text.Length), symbol);
    }

    private Token ScanWord(int nameStart, bool escaped)
    {
        int end = nameStart + 1;
        while (end < _text.Length && CharacterClasses.IsIdentifierPart(_text[end]))
        {
            end++;
        }

        var span = new TextSpan(_position, end - _position);
        string word = _text.Substring(nameStart, end - nameStart);
        ElementType type = ElementType.Void;
        TokenKind kind = escaped ? TokenKind.Identifier : Keywords.KindOf(word, out type);
        return new Token(kind, span, word, new ConstantValue(type, kind == TokenKind.True ? 1UL : 0UL));
    }

    /// <summary>Skips white space and comments; a bad token for a comment without an end, else null.</summary>
    private Token? SkipTrivia()
    {
        while (_position < _text.Length)
        {
            char next = _position + 1 < _text.Length ? _text[_position + 1] : '\0';
            if (CharacterClasses.IsWhiteSpace(_text[_position]))
            {
                _position++;
            }
            else if (_text[_position] == '/' && next == '/')
            {
                while (_position < _text.Length && !CharacterClasses.IsNewLine(_text[_position]))
                {
                    _position++;
                }
            }
            else if (_text[_position] == '/' && next == '*')
            {
                int end = _text.IndexOf("*/", _position + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    return Bad(
                        new TextSpan(_position, 2), DiagnosticTable.UnexpectedToken, "'*/' at the end of the comment", "the end of the formula");
                }

                _position = end + 2;
            }
            else
            {
                break;
            }
        }

        return null;
    }

    private static Token Bad(TextSpan span, DiagnosticDescriptor descriptor, params object[] arguments) =>
        new(TokenKind.Bad, span, Diagnostic.Create(descriptor, span, null, arguments));
}
