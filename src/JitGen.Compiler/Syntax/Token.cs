using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Syntax;

/// <summary>A word, number or symbol of a formula.</summary>
internal readonly struct Token
{
    private readonly object? _detail;

    public Token(TokenKind kind, TextSpan span, object? detail = null, ConstantValue value = default)
    {
        Kind = kind;
        Span = span;
        Value = value;
        _detail = detail;
    }

    public TokenKind Kind { get; }

    public TextSpan Span { get; }

    /// <summary>The value of a number, a negation before it not considered; its type alone for a <see cref="TokenKind.Type"/>.</summary>
    public ConstantValue Value { get; }

    /// <summary>The operator or punctuation; null for words and numbers.</summary>
    public Symbol? Symbol => _detail as Symbol;

    /// <summary>The word of an identifier or a keyword of a type, without the '@' that makes a reserved word a name.</summary>
    public string Name => (string)_detail!;

    /// <summary>What is wrong with a <see cref="TokenKind.Bad"/> token.</summary>
    public Diagnostic? Problem => _detail as Diagnostic;

    /// <summary>The type that a <see cref="TokenKind.Type"/> token names.</summary>
    public ElementType Type => Value.Type;
}
