using System;
using JitGen.Compiler.Tests.Semantics;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Syntax;

/// <summary>A text that is no formula gets one message where it goes wrong.</summary>
public class SyntaxErrorTests
{
    /// <summary>Not in the theory below: test names cannot hold it.</summary>
    [Fact]
    public void LoneSurrogateIsExplained()
    {
        Diagnostic diagnostic = Formulas.Single("int (int a)", "a + \uD800");
        Assert.Equal("The character U+D800 has no meaning in a formula.", diagnostic.Message);
        Assert.Equal(new TextSpan(4, 1), diagnostic.Span);
    }

    [Theory]
    [InlineData("«»", "JG0006", "The formula is empty")]
    [InlineData("  // nothing\n«»", "JG0006", "The formula is empty")]
    [InlineData("a +«»", "JG0001", "Expected a value, but found the end of the formula")]
    [InlineData("(a + b«»", "JG0001", "Expected an operator or ')', but found the end")]
    [InlineData("a «b»", "JG0001", "Expected an operator or the end, but found 'b'")]
    [InlineData("a + «)»", "JG0001", "Expected a value, but found ')'")]
    [InlineData("a ? b«»", "JG0001", "Expected ':'")]
    [InlineData("max(a, «)»", "JG0001", "Expected a value")]
    [InlineData("checked «a»", "JG0001", "Expected '('")]
    [InlineData("int«»", "JG0001", "'.' and a member of the type, as in int.MaxValue")]
    [InlineData("Math.«»", "JG0001", "the name of a member")]
    [InlineData("a; «b»", "JG0001", "the end of the formula after its result")]
    [InlineData("var t«;» t", "JG0001", "'=' and a value")]
    [InlineData("var t = a «b»", "JG0001", "an operator or ';'")]
    [InlineData("a «/*» b", "JG0001", "'*/' at the end of the comment")]
    [InlineData("a + «§»", "JG0002", "The character '§' has no meaning")]
    [InlineData("a + «\0»", "JG0002", "The character U+0000 has no meaning")]
    [InlineData("a + «@»1", "JG0002", "'@'")]
    [InlineData("«1abc»", "JG0003", "no suffix")]
    [InlineData("«1e+»", "JG0003", "the digits of its exponent are missing")]
    [InlineData("«0x»", "JG0003", "digits are missing")]
    [InlineData("«0b102»", "JG0003", "no suffix")]
    [InlineData("«1_»", "JG0003", "'_' can only separate digits")]
    [InlineData("«1.5m»", "JG0003", "decimals")]
    [InlineData("«18446744073709551616»", "JG0004", "does not fit any integer type")]
    [InlineData("«1e400»", "JG0004", "does not fit double")]
    [InlineData("«3.5e38f»", "JG0004", "does not fit float")]
    [InlineData("a «**» 2", "JG0005", "a power is pow(x, y)")]
    [InlineData("a «and» b", "JG0005", "write &&")]
    [InlineData("«not» b", "JG0005", "write !")]
    [InlineData("a «mod» b", "JG0005", "write %")]
    [InlineData("a «<>» b", "JG0005", "write !=")]
    [InlineData("a «===» b", "JG0005", "write ==")]
    [InlineData("a«++»", "JG0005", "it changes a variable")]
    [InlineData("a «+=» b", "JG0005", "a formula changes no variable")]
    [InlineData("a «??» b", "JG0005", "null")]
    [InlineData("«return» a", "JG0005", "its value is returned")]
    [InlineData("«if» (a) b", "JG0005", "condition ? a : b")]
    [InlineData("(«decimal»)a", "JG0005", "use double")]
    [InlineData("«'»a'", "JG0005", "there are no characters")]
    [InlineData("«\"»a\"", "JG0005", "there are no strings")]
    [InlineData("5«!»", "JG0005", "there is no factorial")]
    [InlineData("«{» a }", "JG0005", "parentheses")]
    public void ErrorIsExplainedWhereItIs(string marked, string id, string message)
    {
        string text = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        Diagnostic diagnostic = Formulas.Single("int (int a, int b)", text);
        Assert.Equal(id, diagnostic.Descriptor.Id);
        Assert.Contains(message, diagnostic.Message, StringComparison.Ordinal);
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        Assert.Equal(new TextSpan(start, marked.IndexOf('»', StringComparison.Ordinal) - start - 1), diagnostic.Span);
    }
}
