using System;
using System.Linq;
using JitGen.Tool.Commands;

namespace JitGen.Tool.Tests;

public class ShowTests
{
    [Fact]
    public void TheGraphAndTheCode()
    {
        Session session = Session.Run("show", "x*x + 1", "--params", "double x", "--target", "arm64");
        Assert.Equal("", session.Messages);
        Assert.Equal(
            """
            graph, level Full
            (double x)
              v0: f64 = param x
              v1: f64 = mulF v0, v0
              v2: f64 = const 1.0
              v3: f64 = addF v1, v2
              return v3

            arm64-aapcs64, level Full: 16 bytes
            0000  10 08 60 1e  fmul d16, d0, d0
            0004  00 10 6e 1e  fmov d0, #1.00000000
            0008  00 2a 60 1e  fadd d0, d16, d0
            000c  c0 03 5f d6  ret


            """,
            session.Results);
        Assert.Equal(ExitCodes.Success, session.ExitCode);
    }

    [Fact]
    public void SeveralTargetsAreBesideEachOther()
    {
        Session session = Session.Run("show", "a + b", "-p", "int a, int b", "-t", "x64-v3-sysv", "arm64", "--code");
        string[] lines = session.Results.Split('\n');
        Assert.Contains("x64-v3-sysv", lines[0], StringComparison.Ordinal);
        Assert.Contains("arm64-aapcs64", lines[0], StringComparison.Ordinal);
        Assert.Contains("add w0, w0, w1", session.Results, StringComparison.Ordinal);
    }

    [Fact]
    public void BothLevelsOfAKernel()
    {
        Session session = Session.Run("show", "sqrt(x*x + y*y)", "-p", "float[] x, ReadOnlySpan<float> y, out float[] r", "-t", "all", "-l", "None", "Full");
        Assert.Equal(ExitCodes.Success, session.ExitCode);
        foreach (string heading in new[] { "x64-v3, level None", "x64-v3, level Full", "x64-v4, level None", "x64-v4, level Full", "arm64, level None", "arm64, level Full" })
        {
            Assert.Contains(heading, session.Results, StringComparison.Ordinal);
        }

        Assert.Contains("vsqrtps", session.Results, StringComparison.Ordinal);
        Assert.Contains("fsqrt", session.Results, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x + 1", "f64")]
    [InlineData("x > 1", "bool")]
    [InlineData("(int)x / 2", "i32")]
    [InlineData("var t = x * x; t + y", "f64")]
    public void WithoutDeclarationsNamesAreDoublesAndTheTypeIsThatOfTheExpression(string formula, string type)
    {
        Session session = Session.Run("show", formula, "--ir");
        Assert.Equal(ExitCodes.Success, session.ExitCode);
        string last = session.Results.TrimEnd().Split('\n').Last(line => line.Contains(" = ", StringComparison.Ordinal));
        Assert.Contains($": {type} = ", last, StringComparison.Ordinal);
    }

    [Fact]
    public void AWrongFormulaIsPointedAt()
    {
        Session session = Session.Run("show", "x*x + zoom(1)");
        Assert.Equal(ExitCodes.WrongInput, session.ExitCode);
        Assert.Equal("", session.Results);
        Assert.Equal("formula(7): error JG0011: There is no function 'zoom'.\n    x*x + zoom(1)\n          ^~~~\n", session.Messages);
    }

    [Theory]
    [InlineData("float[] x, flaot y", 11, "^~~~~", "There is no type 'flaot'")]
    [InlineData("float[ x", 7, "^", "']' is expected")]
    [InlineData("Span<x> y", 5, "^", "The type of the elements")]
    [InlineData("double x, long x", 15, "^", "two parameters 'x'")]
    [InlineData("double x long", 9, "^~~~", "A comma or the end")]
    [InlineData("out double x", 11, "^", "Only a span can be a result")]
    [InlineData("double", 6, "^", "The name of a parameter")]
    [InlineData("double x, €", 10, "^", "€")]
    public void WrongDeclarationsArePointedAt(string declarations, int column, string caret, string message)
    {
        Session session = Session.Run("show", "x", "--params", declarations);
        Assert.Equal(ExitCodes.WrongUsage, session.ExitCode);
        string[] lines = session.Messages.Split('\n');
        Assert.StartsWith($"--params({column + 1}): error: ", lines[0], StringComparison.Ordinal);
        Assert.Contains(message, lines[0], StringComparison.Ordinal);
        Assert.Equal("    " + declarations, lines[1]);
        Assert.Equal("    " + new string(' ', column) + caret, lines[2]);
    }

    [Fact]
    public void AnUnknownTargetIsNamedBesideTheKnownOnes()
    {
        Session session = Session.Run("show", "x", "--target", "riscv");
        Assert.Equal(ExitCodes.WrongUsage, session.ExitCode);
        Assert.Contains("'riscv'", session.Messages, StringComparison.Ordinal);
        Assert.Contains("x64-v3-sysv, x64-v3-win64, arm64-aapcs64", session.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFormulaComesFromStandardInput() =>
        Assert.Contains("addF", Session.RunWith("x + y\n", "show", "-", "--ir").Results, StringComparison.Ordinal);

    [Theory]
    [InlineData("show")]
    [InlineData("show", "x", "--level", "Most")]
    [InlineData("show", "x", "--returns", "string")]
    [InlineData("paint")]
    public void AWrongCommandLineSaysSo(params string[] words)
    {
        Session session = Session.Run(words);
        Assert.Equal(ExitCodes.WrongUsage, session.ExitCode);
        Assert.NotEqual("", session.Messages);
    }

    [Fact]
    public void HelpIsThere()
    {
        Session session = Session.Run("show", "--help");
        Assert.Equal(ExitCodes.Success, session.ExitCode);
        Assert.Contains("--target", session.Results, StringComparison.Ordinal);
    }
}
