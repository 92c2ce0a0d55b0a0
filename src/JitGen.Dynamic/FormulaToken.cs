using System.Collections.Generic;
using JitGen.Compiler.Syntax;

namespace JitGen;

/// <summary>What a part of a formula's text is, for an editor.</summary>
public enum FormulaTokenKind
{
    /// <summary>A parameter, a local or a constant.</summary>
    Name,

    /// <summary>A name that is called.</summary>
    Function,

    /// <summary>A type such as <c>double</c>.</summary>
    Type,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Another word of the language, such as <c>true</c> or <c>checked</c>, or one that C# reserves.</summary>
    Keyword,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>Parentheses, commas and the like.</summary>
    Punctuation,

    /// <summary>Characters that mean nothing; what follows them is not cut into tokens.</summary>
    Error,
}

/// <summary>A part of a formula's text.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">The index of its first character.</param>
/// <param name="Length">The number of its characters.</param>
public readonly record struct FormulaToken(FormulaTokenKind Kind, int Position, int Length)
{
    /// <summary>Cuts a text into tokens; white space and comments are between them.</summary>
    internal static List<FormulaToken> Cut(string text)
    {
        var lexer = new Lexer(text);
        var tokens = new List<FormulaToken>();
        for (int i = 0; lexer[i].Kind is var kind and not TokenKind.End; i++)
        {
            if (kind == TokenKind.Bad)
            {
                tokens.Add(new FormulaToken(FormulaTokenKind.Error, lexer[i].Span.Start, text.Length - lexer[i].Span.Start));
                break;
            }

            bool isCalled = kind == TokenKind.Identifier && lexer[i + 1].Kind == TokenKind.OpenParenthesis;
            tokens.Add(new FormulaToken(isCalled ? FormulaTokenKind.Function : Classify(kind), lexer[i].Span.Start, lexer[i].Span.Length));
        }

        return tokens;
    }

    private static FormulaTokenKind Classify(TokenKind kind) => kind switch
    {
        TokenKind.Identifier => FormulaTokenKind.Name,
        TokenKind.Type => FormulaTokenKind.Type,
        TokenKind.Number => FormulaTokenKind.Number,
        TokenKind.True or TokenKind.False or TokenKind.Checked or TokenKind.Unchecked or TokenKind.ReservedWord => FormulaTokenKind.Keyword,
        TokenKind.Operator or TokenKind.ForeignOperator or TokenKind.Question or TokenKind.Colon or TokenKind.Assign => FormulaTokenKind.Operator,
        _ => FormulaTokenKind.Punctuation,
    };
}
