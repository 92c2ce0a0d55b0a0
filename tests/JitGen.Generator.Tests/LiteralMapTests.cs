using System;
using System.Linq;
using System.Text;
using JitGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TextSpan = JitGen.Compiler.Text.TextSpan;

namespace JitGen.Generator.Tests;

/// <summary>
/// The judge is Roslyn: the characters that the map gives for a part of the value, as a literal, have that part as their value.
/// </summary>
public class LiteralMapTests
{
    private static readonly string[] s_escapes =
    [
        "\\n", "\\t", "\\\\", "\\\"", "\\'", "\\0", "\\u0041", "\\U00000042", "\\U0001F600", "\\x43 ", "\\x0044", "\\x4g", "\\r", "\\a",
    ];

    [Theory]
    [InlineData("\"a + b\"")]
    [InlineData("(\"a + b\")")]
    [InlineData("\"a\\n+\\u0041\\x42 c\"")]
    [InlineData("@\"a \"\"b\"\" c\"")]
    [InlineData("\"\"\"a \"\"b\"\" c\"\"\"")]
    [InlineData("\"\"\"\"a \"\"\" c\"\"\"\"")]
    [InlineData("\"\"\"\n    a +\n      b\n\n    c\n    \"\"\"")]
    [InlineData("\"\"\"\r\n  a\r\n\r\n  b\r\n  \"\"\"")]
    [InlineData("\"\"\"\n\t\ta\n\t\n\t\tb\n\t\t\"\"\"")]
    [InlineData("\"\"\"\n\n\n\"\"\"")]
    public void EveryCharacterIsFound(string literal) => Check(literal);

    [Fact]
    public void EveryCharacterOfRandomLiteralsIsFound()
    {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++)
        {
            Check(RandomRegular(random));
            Check(RandomVerbatim(random));
            Check(RandomRaw(random));
        }
    }

    [Theory]
    [InlineData("\"a\" + \"b\"")]
    [InlineData("Name")]
    [InlineData("$\"a\"")]
    [InlineData("nameof(a)")]
    [InlineData("null")]
    [InlineData("'a'")]
    [InlineData("1")]
    [InlineData("\"a\"u8")]
    public void AnythingElseHasNoMap(string expression) => Assert.Null(LiteralMap.Create(SyntaxFactory.ParseExpression(expression)));

    [Fact]
    public void AnEmptySpanIsAPlaceBetweenCharacters()
    {
        LiteralMap map = LiteralMap.Create(SyntaxFactory.ParseExpression("\"\\u0041b\""))!;
        Assert.Equal(1, map.ToFile(new TextSpan(0, 0)).Start);
        Assert.Equal(7, map.ToFile(new TextSpan(1, 0)).Start);
        Assert.Equal(8, map.ToFile(new TextSpan(2, 0)).Start);
        Assert.Equal(0, map.ToFile(new TextSpan(2, 0)).Length);
    }

    private static void Check(string text)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text);
        Assert.Empty(expression.GetDiagnostics());
        string value = expression.DescendantNodesAndSelf().OfType<LiteralExpressionSyntax>().Single().Token.ValueText;
        LiteralMap? map = LiteralMap.Create(expression);
        Assert.NotNull(map);
        int end = 0;
        for (int i = 0; i < value.Length; i++)
        {
            bool isPair = char.IsHighSurrogate(value[i]) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]);
            var span = map.ToFile(new TextSpan(i, isPair ? 2 : 1));
            Assert.True(span.Start >= end && span.Length > 0, text);
            Assert.Equal(value.Substring(i, isPair ? 2 : 1), ValueOf(text.Substring(span.Start, span.Length), text));
            end = span.End;
            i += isPair ? 1 : 0;
        }
    }

    /// <summary>The value of a part of a literal.</summary>
    private static string ValueOf(string part, string literal)
    {
        string token = literal.TrimStart('(');
        return token[0] == '@' ? ((LiteralExpressionSyntax)SyntaxFactory.ParseExpression("@\"" + part + "\"")).Token.ValueText
            : token.StartsWith("\"\"\"", StringComparison.Ordinal) ? part
            : ((LiteralExpressionSyntax)SyntaxFactory.ParseExpression("\"" + part + "\"")).Token.ValueText;
    }

    private static string RandomRegular(Random random)
    {
        var text = new StringBuilder("\"");
        for (int i = random.Next(8); i > 0; i--)
        {
            text.Append(random.Next(2) == 0 ? s_escapes[random.Next(s_escapes.Length)] : ((char)random.Next('a', 'z')).ToString());
        }

        return text.Append('"').ToString();
    }

    private static string RandomVerbatim(Random random)
    {
        var text = new StringBuilder("@\"");
        for (int i = random.Next(8); i > 0; i--)
        {
            text.Append(random.Next(4) switch { 0 => "\"\"", 1 => "\r\n", 2 => "\\", _ => "x" });
        }

        return text.Append('"').ToString();
    }

    private static string RandomRaw(Random random)
    {
        string newLine = random.Next(2) == 0 ? "\n" : "\r\n";
        string indentation = new(' ', random.Next(4));
        var text = new StringBuilder("\"\"\"\"").Append(newLine);
        for (int line = random.Next(1, 5); line > 0; line--)
        {
            string content = random.Next(3) == 0 ? "" : "\"\"a " + new string('b', random.Next(3));
            text.Append(content.Length == 0 ? new string(' ', random.Next(indentation.Length + 3)) : indentation + content).Append(newLine);
        }

        return text.Append(indentation).Append("\"\"\"\"").ToString();
    }
}
