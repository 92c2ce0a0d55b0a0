using System;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>The bits of a version of the numerics change only with another version.</summary>
public class NumericsHashesTests
{
    private static NumericsHashes Committed() => NumericsHashes.Parse(["version 1", "Exp float AA", "Log float BB", "version 3", "Log float CC"]);

    [Theory]
    [InlineData("Exp float", 1, "AA", nameof(HashVerdict.Same))]
    [InlineData("Exp float", 2, "AA", nameof(HashVerdict.Same))]
    [InlineData("Exp float", 1, "AB", nameof(HashVerdict.Broken))]
    [InlineData("Exp float", 2, "AB", nameof(HashVerdict.Changed))]
    [InlineData("Log float", 3, "CC", nameof(HashVerdict.Same))]
    [InlineData("Log float", 3, "BB", nameof(HashVerdict.Broken))]
    [InlineData("Log float", 2, "DD", nameof(HashVerdict.Broken))]
    [InlineData("Log float", 4, "BB", nameof(HashVerdict.Changed))]
    [InlineData("Sin float", 3, "AA", nameof(HashVerdict.Missing))]
    public void AHashIsThatOfTheLatestVersionThatChangedIt(string name, int version, string hash, string verdict) =>
        Assert.Equal(verdict, Committed().Compare(name, version, hash).ToString());

    [Fact]
    public void ANewFunctionIsAddedToItsVersion()
    {
        NumericsHashes hashes = Committed();
        Assert.True(hashes.Bless("Cos float", 3, "DD", replaces: false));
        Assert.Equal(["version 1", "Exp float AA", "Log float BB", "version 3", "Cos float DD", "Log float CC"], hashes.Lines);
    }

    [Fact]
    public void ABrokenHashIsNotReplaced()
    {
        NumericsHashes hashes = Committed();
        Assert.False(hashes.Bless("Exp float", 1, "AB", replaces: false));
        Assert.Equal(Committed().Lines, hashes.Lines);
    }

    [Fact]
    public void ABrokenHashIsReplacedIfThatIsSaid()
    {
        NumericsHashes hashes = Committed();
        Assert.True(hashes.Bless("Exp float", 1, "AB", replaces: true));
        Assert.Equal(["version 1", "Exp float AB", "Log float BB", "version 3", "Log float CC"], hashes.Lines);
    }

    [Fact]
    public void AChangedHashLeavesThatOfTheVersionBefore()
    {
        NumericsHashes hashes = Committed();
        Assert.True(hashes.Bless("Exp float", 4, "AB", replaces: false));
        Assert.Equal([.. Committed().Lines, "version 4", "Exp float AB"], hashes.Lines);
    }

    [Fact]
    public void WhatIsTheSameNeedsNoLineOfANewVersion()
    {
        NumericsHashes hashes = Committed();
        Assert.True(hashes.Bless("Exp float", 4, "AA", replaces: false));
        Assert.Equal(Committed().Lines, hashes.Lines);
    }

    [Fact]
    public void ALineOfNothingIsAnError() => Assert.Throws<FormatException>(() => NumericsHashes.Parse(["Exp float AA"]));

    [Fact]
    public void CommittedLinesAreAsTheyWouldBeWritten() =>
        Assert.Equal(System.IO.File.ReadLines(FunctionHashes.FilePath), NumericsHashes.Read(FunctionHashes.FilePath).Lines);
}
