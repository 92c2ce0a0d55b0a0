using System;
using System.Linq;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Acceptance;
using JitGen.Differential.Tests.Corpus;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Lexer = JitGen.Compiler.Syntax.Lexer;
using TokenKind = JitGen.Compiler.Syntax.TokenKind;

namespace JitGen.Differential.Tests;

/// <summary>A text is a number if and only if it is one to Roslyn's lexer; then it has the same type and the same bits.</summary>
public class NumeralTests
{
    private const int Count = 200_000;

    [Fact]
    public void NumeralsAreRoslyns()
    {
        var random = new Random(5);
        int accepted = 0;
        for (int i = 0; i < Count; i++)
        {
            string text = Numeral(random);
            ConstantValue? expected = ByRoslyn(text), actual = ByLexer(text);
            accepted += expected is null ? 0 : 1;
            Assert.True(expected == actual, $"{text}: {actual}, by Roslyn {expected}");
        }

        Assert.InRange(accepted, Count / 4, Count * 9 / 10);
    }

    private static ConstantValue? ByLexer(string text)
    {
        var tokens = new Lexer(text);
        return tokens[0].Kind == TokenKind.Number && tokens[1].Kind == TokenKind.End ? tokens[0].Value : null;
    }

    /// <summary>Decimals, which Roslyn accepts, are no numbers of the language.</summary>
    private static ConstantValue? ByRoslyn(string text)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text);
        if (expression is not LiteralExpressionSyntax { Token.Value: { } value } || value is decimal
            || expression.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            return null;
        }

        ElementType type = CSharpTypes.Of(value.GetType())!.Value;
        return new ConstantValue(type, ConstantBits.Of(value, type));
    }

    /// <summary>Mostly well-formed; one time in four, a character is lost, doubled or added.</summary>
    private static string Numeral(Random random)
    {
        var text = new StringBuilder();
        switch (random.Next(8))
        {
            case 0:
                text.Append(Pick("0x", "0X")).Append(Digits(random, "0123456789abcdefABCDEF_", 18)).Append(IntegerSuffix());
                break;
            case 1:
                text.Append(Pick("0b", "0B")).Append(Digits(random, "01_", 66)).Append(IntegerSuffix());
                break;
            case 2 or 3:
                text.Append(Digits(random, "0123456789", 21)).Append(IntegerSuffix());
                break;
            default:
                text.Append(random.Next(6) == 0 ? "" : Digits(random, "0123456789_", 22));
                text.Append(random.Next(3) == 0 ? "" : "." + Digits(random, "0123456789_", 30));
                text.Append(random.Next(2) == 0 ? "" : Pick("e", "E", "e+", "e-", "E-") + Digits(random, "0123456789", 3));
                text.Append(Pick("", "", "f", "F", "d", "D", "m"));
                break;
        }

        int at = random.Next(text.Length + 1);
        switch (random.Next(12))
        {
            case 0 when at < text.Length:
                text.Remove(at, 1);
                break;
            case 1 when at < text.Length:
                text.Insert(at, text[at]);
                break;
            case 2:
                text.Insert(at, Pick("_", ".", "e", "x", "u", "L", "f", "0", "9"));
                break;
        }

        return text.Length == 0 ? "0" : text.ToString();

        string IntegerSuffix() => Pick("", "", "", "u", "U", "l", "L", "ul", "Lu", "UL", "lU");

        string Pick(params string[] texts) => texts[random.Next(texts.Length)];
    }

    private static string Digits(Random random, string alphabet, int most) =>
        string.Create(1 + random.Next(most), (random, alphabet), static (span, state) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = state.alphabet[state.random.Next(state.alphabet.Length)];
            }
        });
}
