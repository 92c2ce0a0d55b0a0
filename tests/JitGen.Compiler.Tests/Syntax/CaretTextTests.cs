using System;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Tests.Syntax;

public class CaretTextTests
{
    [Theory]
    [InlineData("x + zoom(y)", 4, 4, "x + zoom(y)\n    ^~~~")]
    [InlineData("x +", 3, 0, "x +\n   ^")]
    [InlineData("", 0, 0, "\n^")]
    [InlineData("var a = 1;\n  b + a", 13, 1, "  b + a\n  ^")]
    [InlineData("a +\r\nb", 0, 6, "a +\n^~~")]
    [InlineData("\ta\0b", 1, 1, " a?b\n ^")]
    public void ALineAndACaret(string text, int start, int length, string expected) =>
        Assert.Equal(expected, CaretText.Of(text, new TextSpan(start, length)));

    [Fact]
    public void BothLinesAreIndented() => Assert.Equal("  a b\n    ^", CaretText.Of("a b", new TextSpan(2, 1), "  "));

    [Fact]
    public void OfALongLineThePartAroundThePlaceIsShown()
    {
        string text = new string('a', 1000) + "!" + new string('b', 1000);
        string[] lines = CaretText.Of(text, new TextSpan(1000, 1)).Split('\n');
        Assert.InRange(lines[0].Length, 100, 130);
        Assert.Equal('!', lines[0][lines[1].IndexOf('^', StringComparison.Ordinal)]);
        Assert.StartsWith("...a", lines[0], StringComparison.Ordinal);
        Assert.EndsWith("b...", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void APlaceLongerThanTheLineEndsWithIt()
    {
        string[] lines = CaretText.Of(new string('a', 5000), new TextSpan(0, 5000)).Split('\n');
        Assert.Equal(lines[0].Length - 3, lines[1].Length);
    }
}
