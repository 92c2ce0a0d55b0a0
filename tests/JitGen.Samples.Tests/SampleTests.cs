using System;
using System.IO;
using JitGen.Testing;

namespace JitGen.Samples.Tests;

/// <summary>The samples run, natively where this machine can, and write what they are there to show.</summary>
public class SampleTests
{
    private static readonly string s_repository = ExternalEngine.RepositoryDirectory;

    [Theory]
    [InlineData("JITGEN_MEMORY", "off", "managed")]
    [InlineData("JITGEN_MEMORY", "", null)]
    public void TheQuickstartCallsItsFormulas(string variable, string value, string? target)
    {
        string output = Run("Quickstart", [], (variable, value));

        Assert.StartsWith($"Formulas run as: {target ?? NativeCode.Target}", output, StringComparison.Ordinal);
        Assert.Contains(" 0 1 4 13 40 121 364 1093 3280 9841 29524 88573", output, StringComparison.Ordinal);
        Assert.Contains("Add(40, 2)               = 42", output, StringComparison.Ordinal);
        Assert.Contains("Length(3, 4)             = 5", output, StringComparison.Ordinal);
        Assert.Contains("Divide(7, 2)             = 3", output, StringComparison.Ordinal);
        Assert.Contains("Divide(1, 0)             : DivideByZeroException", output, StringComparison.Ordinal);
    }

    /// <summary>The program itself compares its hashes with published ones, and fails where one differs.</summary>
    [Fact]
    public void TheHashesAreThePublishedOnes()
    {
        string readme = Path.Combine(s_repository, "README.md");
        string native = Run("Hashing", [readme]);
        string managed = Run("Hashing", [readme], ("JITGEN_MEMORY", "off"));

        Assert.StartsWith($"Formulas run as: {NativeCode.Target}", native, StringComparison.Ordinal);
        Assert.StartsWith("Formulas run as: managed", managed, StringComparison.Ordinal);
        Assert.Contains("README.md: ", native, StringComparison.Ordinal);
        Assert.Equal(WithoutFirstLine(native), WithoutFirstLine(managed));
    }

    /// <summary>Runs a sample, which has to succeed, and returns what it wrote.</summary>
    private static string Run(string sample, string[] arguments, params (string Name, string Value)[] environment)
    {
        string program = Path.Combine(AppContext.BaseDirectory, sample + ".dll");
        (int exitCode, string output) = Tool.Run("dotnet", ["exec", program, .. arguments], environment);
        Assert.True(exitCode == 0, $"{sample}: exit code {exitCode}\n{output}");
        return output;
    }

    private static string WithoutFirstLine(string text) => text[text.IndexOf('\n', StringComparison.Ordinal)..];
}
