namespace JitGen.Compiler.Syntax;

/// <summary>The kinds of tokens that the parser tells apart.</summary>
internal enum TokenKind : byte
{
    /// <summary>After the last character.</summary>
    End,

    /// <summary>Something that is no token; its diagnostic says why. Always the last but <see cref="End"/>.</summary>
    Bad,
    Identifier,

    /// <summary>The keyword of a type of the language.</summary>
    Type,
    Number,
    True,
    False,
    Checked,
    Unchecked,

    /// <summary>A reserved word of C# that has no meaning in a formula.</summary>
    ReservedWord,

    /// <summary>A prefix or infix operator.</summary>
    Operator,

    /// <summary>Punctuation of C# or of another language that has no meaning in a formula.</summary>
    ForeignOperator,
    Question,
    Colon,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Dot,
    Semicolon,
    Assign,
}
