using System;
using System.Collections.Generic;
using JitGen.Compiler.Semantics;

namespace JitGen.Compiler.Syntax;

/// <summary>An operator or punctuation of one to four characters.</summary>
/// <param name="Text">Its characters.</param>
/// <param name="Kind">How the parser treats it.</param>
/// <param name="Unary">Its meaning before an operand, if it has one.</param>
/// <param name="Binary">Its meaning between two operands, if it has one.</param>
internal sealed record Symbol(string Text, TokenKind Kind, UnaryOperator? Unary = null, BinaryOperator? Binary = null);

/// <summary>All symbols that the lexer knows, longest first for each first character.</summary>
internal static class SymbolTable
{
    private const int AsciiCount = 128;

    private static readonly Symbol[] s_punctuation =
    {
        new("?", TokenKind.Question),
        new(":", TokenKind.Colon),
        new("(", TokenKind.OpenParenthesis),
        new(")", TokenKind.CloseParenthesis),
        new("[", TokenKind.OpenBracket),
        new("]", TokenKind.CloseBracket),
        new(",", TokenKind.Comma),
        new(".", TokenKind.Dot),
        new(";", TokenKind.Semicolon),
        new("=", TokenKind.Assign),
    };

    private static readonly Symbol[][] s_byFirstCharacter = Build();

    /// <summary>The longest symbol at <paramref name="position"/>, or null.</summary>
    public static Symbol? Match(string text, int position)
    {
        char first = text[position];
        if (first >= AsciiCount)
        {
            return null;
        }

        foreach (Symbol symbol in s_byFirstCharacter[first])
        {
            if (string.CompareOrdinal(text, position, symbol.Text, 0, symbol.Text.Length) == 0)
            {
                return symbol;
            }
        }

        return null;
    }

    private static Symbol[][] Build()
    {
        var symbols = new Dictionary<string, Symbol>();
        foreach (BinaryOperator binary in OperatorTable.Binary)
        {
            symbols.Add(binary.Text, new Symbol(binary.Text, TokenKind.Operator, null, binary));
        }

        foreach (UnaryOperator unary in OperatorTable.Unary)
        {
            symbols.TryGetValue(unary.Text, out Symbol? known);
            symbols[unary.Text] = new Symbol(unary.Text, TokenKind.Operator, unary, known?.Binary);
        }

        foreach (Symbol symbol in s_punctuation)
        {
            symbols.Add(symbol.Text, symbol);
        }

        foreach (string text in ForeignSyntax.Operators)
        {
            symbols.Add(text, new Symbol(text, TokenKind.ForeignOperator));
        }

        var lists = new List<Symbol>[AsciiCount];
        foreach (Symbol symbol in symbols.Values)
        {
            (lists[symbol.Text[0]] ??= new List<Symbol>()).Add(symbol);
        }

        return Array.ConvertAll(lists, LongestFirst);
    }

    private static Symbol[] LongestFirst(List<Symbol>? symbols)
    {
        if (symbols is null)
        {
            return [];
        }

        symbols.Sort((left, right) => right.Text.Length.CompareTo(left.Text.Length));
        return symbols.ToArray();
    }
}
