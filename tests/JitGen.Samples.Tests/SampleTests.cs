using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
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

    /// <summary>The same pictures from machine code and from the managed fallback.</summary>
    [Fact]
    public void ThePicturesAreTheSameEverywhere()
    {
        string source = Path.Combine(s_repository, "samples", "Image", "landscape.png");
        string directory = Directory.CreateTempSubdirectory("jitgen-pictures").FullName;
        string native = Path.Combine(directory, "native");
        string managed = Path.Combine(directory, "managed");
        Run("Image", [source, native]);
        Run("Image", [source, managed], ("JITGEN_MEMORY", "off"));

        string[] names = ["gray.png", "faded.png", "blurred.png", "edges.png"];
        Assert.All(names, name =>
            Assert.Equal(File.ReadAllBytes(Path.Combine(managed, name)), File.ReadAllBytes(Path.Combine(native, name))));
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>Exponentials and logarithms of machine code have the bits of those of managed code: the same picture, the same numbers.</summary>
    [Fact]
    public void TheOptionsAreWorthTheSameEverywhere()
    {
        string directory = Directory.CreateTempSubdirectory("jitgen-options").FullName;
        string native = Numbers(Run("Options", [Path.Combine(directory, "native"), "5000"]));
        string managed = Numbers(Run("Options", [Path.Combine(directory, "managed"), "5000"], ("JITGEN_MEMORY", "off")));

        Assert.Contains("Largest error of an implied volatility", native, StringComparison.Ordinal);
        Assert.Equal(managed, native);
        Assert.Equal(
            File.ReadAllText(Path.Combine(directory, "managed", "smile.svg")), File.ReadAllText(Path.Combine(directory, "native", "smile.svg")));
        Directory.Delete(directory, recursive: true);

        static string Numbers(string output) => string.Join(
            '\n', output.Split('\n').Where(line => line.StartsWith("The first", StringComparison.Ordinal) || line.StartsWith("Largest", StringComparison.Ordinal)));
    }

    /// <summary>The program itself compares its distances with those of a loop in C#.</summary>
    [Fact]
    public void TheCitiesAreAsFarApartEverywhere()
    {
        string native = Distances(Run("Haversine", []));
        string managed = Distances(Run("Haversine", [], ("JITGEN_MEMORY", "off")));

        Assert.Contains("km  Monaco - Nice", native, StringComparison.Ordinal);
        Assert.Equal(managed, native);

        static string Distances(string output) => string.Join('\n', output.Split('\n').Where(line => line.Contains(" km", StringComparison.Ordinal)));
    }

    [Fact]
    public void ALineThatIsNoCityIsNamed()
    {
        string path = Path.GetTempFileName();
        File.WriteAllLines(path, ["city,country,latitude,longitude", "Rome,Italy,41.9,12.5", "Nowhere,,91,0"]);
        (int exitCode, string output) = Tool.Run("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Haversine.dll"), path]);
        File.Delete(path);

        Assert.Equal(2, exitCode);
        Assert.Contains("line 3: 'Nowhere,,91,0' is not", output, StringComparison.Ordinal);
    }

    /// <summary>The program itself compares its maps with loops in C#; here its statistics, of machine code with those of the fallback.</summary>
    [Fact]
    public void TheStatisticsAreTheSameEverywhere()
    {
        string path = Path.GetTempFileName();
        var random = new Random(1);
        File.WriteAllLines(path, ["milliseconds,price,volume", .. Prices(random, 2_500)]);
        string native = Statistics(Run("Prices", [path]));
        string managed = Statistics(Run("Prices", [path], ("JITGEN_MEMORY", "off")));
        File.Delete(path);

        Assert.Contains("realized volatility", native, StringComparison.Ordinal);
        Assert.Equal(managed, native);

        static IEnumerable<string> Prices(Random random, int count) =>
            Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},{100 + random.NextDouble():F2},{random.Next(1, 900)}"));

        static string Statistics(string output) =>
            string.Join('\n', output.Split('\n').Skip(1).Select(line => line[..Math.Min(line.Length, 36)]));
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
