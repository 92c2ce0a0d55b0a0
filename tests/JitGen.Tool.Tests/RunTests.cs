using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using JitGen.Tool.Commands;

namespace JitGen.Tool.Tests;

public class RunTests
{
    [Theory]
    [InlineData("x*x + y", "10", "x=3", "y=1")]
    [InlineData("x / 3", "0.3333333333333333", "x=1")]
    [InlineData("x > 2", "true", "x=3")]
    [InlineData("sqrt(2)", "1.4142135623730951")]
    [InlineData("-x / 0", "-Infinity", "x=1")]
    public void AFormulaOfArguments(string formula, string value, params string[] arguments)
    {
        Session session = Session.Run(["run", formula, .. arguments]);
        Assert.Equal((ExitCodes.Success, value + "\n", ""), (session.ExitCode, session.Results, session.Messages));
    }

    [Theory]
    [InlineData("int x, int y", "x / y", "-3")]
    [InlineData("byte x, byte y", "(byte)(x + y)", "9")]
    [InlineData("float x, float y", "x / y", "-3.5")]
    [InlineData("ulong x, ulong y", "x * y", "14")]
    public void TypesAreDeclared(string parameters, string formula, string value)
    {
        bool isSigned = value.StartsWith('-');
        Assert.Equal(value + "\n", Session.Run("run", formula, "-p", parameters, "x=7", isSigned ? "y=-2" : "y=2").Results);
    }

    [Fact]
    public void WhatTheFormulaThrowsIsAMessage()
    {
        Session session = Session.Run("run", "x / y", "-p", "int x, int y", "x=7", "y=0");
        Assert.Equal(ExitCodes.WrongInput, session.ExitCode);
        Assert.Equal($"error: {new DivideByZeroException().Message}\n", session.Messages);
    }

    [Theory]
    [InlineData("'x' has no value", "run", "x")]
    [InlineData("'z=1' gives no parameter", "run", "x", "x=1", "z=1")]
    [InlineData("'x=2' gives no parameter its only value", "run", "x", "x=1", "x=2")]
    [InlineData("The formula has no parameters", "run", "1+1", "x=1")]
    [InlineData("--csv", "run", "x", "-p", "double[] x, out double[] y")]
    public void AWrongCommandLineSaysWhatToDo(string message, params string[] words)
    {
        Session session = Session.Run(words);
        Assert.Equal(ExitCodes.WrongUsage, session.ExitCode);
        Assert.Contains(message, session.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void AValueOfAnotherTypeIsRefused() =>
        Assert.Equal("error: 'abc' is no double, as 'x' is.\n", Session.Run("run", "x", "x=abc").Messages);

    [Fact]
    public void ATableGetsAColumn()
    {
        Session session = Session.RunWith("price,name,volume\r\n2.5,\"a, \"\"b\"\"\",4\r\n1e1,c,0.5\r\n", "run", "price * volume", "--csv", "-", "--name", "value");
        Assert.Equal("price,name,volume,value\n2.5,\"a, \"\"b\"\"\",4,10\n1e1,c,0.5,5\n", session.Results);
        Assert.Equal((ExitCodes.Success, ""), (session.ExitCode, session.Messages));
    }

    [Fact]
    public void ALongTableIsComputedInBlocks()
    {
        const int Count = 10_001;
        var table = new StringBuilder("x\n");
        for (int i = 0; i < Count; i++)
        {
            table.Append(CultureInfo.InvariantCulture, $"{i}\n");
        }

        string[] lines = Session.RunWith(table.ToString(), "run", "x * 0.5", "--csv", "-").Results.TrimEnd('\n').Split('\n');
        Assert.Equal(["x,result", .. Enumerable.Range(0, Count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{i * 0.5}"))], lines);
    }

    [Fact]
    public void FilesAreReadAndWritten()
    {
        string folder = Directory.CreateTempSubdirectory("jitgen-tool-").FullName;
        try
        {
            string input = Path.Combine(folder, "in.csv"), output = Path.Combine(folder, "out.csv");
            File.WriteAllText(input, "x\n3\n");
            Session session = Session.Run("run", "x + 1", "--csv", input, "--out", output);
            Assert.Equal((ExitCodes.Success, ""), (session.ExitCode, session.Results + session.Messages));
            Assert.Equal("x,result\n3,4\n", File.ReadAllText(output));

            // Into the file that it comes from; and what fails half-way leaves that as it was, and nothing beside it.
            Assert.Equal(ExitCodes.Success, Session.Run("run", "x + 2", "--csv", output, "--out", output, "--name", "y").ExitCode);
            Assert.Equal("x,result,y\n3,4,5\n", File.ReadAllText(output));
            File.AppendAllText(output, "a,b,c\n");
            Assert.Equal(ExitCodes.WrongInput, Session.Run("run", "x", "--csv", output, "--out", output).ExitCode);
            Assert.Equal("x,result,y\n3,4,5\na,b,c\n", File.ReadAllText(output));
            Assert.Equal(2, Directory.GetFiles(folder).Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("x\n1\n2,3\n", "line 3: 2 fields, where the first line has 1")]
    [InlineData("x\n1\nabc\n", "line 3: 'abc' in column 'x' is no int")]
    [InlineData("y\n1\n", "There is no column 'x'. There are y.")]
    [InlineData("", "The table is empty")]
    [InlineData("x\n\"1\n", "line 2: a quoted field does not end")]
    [InlineData("x\n1\n0\n", "line 3: Attempted to divide by zero.")]
    public void WhatIsWrongWithATableHasALine(string table, string message)
    {
        Session session = Session.RunWith(table, "run", "6 / x", "-p", "int x", "--csv", "-");
        Assert.Equal(ExitCodes.WrongInput, session.ExitCode);
        Assert.Contains(message, session.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileIsNamed()
    {
        Session session = Session.Run("run", "x", "--csv", "no-such-file.csv");
        Assert.Equal(ExitCodes.WrongInput, session.ExitCode);
        Assert.Contains("no-such-file.csv", session.Messages, StringComparison.Ordinal);
    }
}
