using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace JitGen.Runtime.Tests;

/// <summary>Environment variables and AppContext switches, in processes of their own. Every one gives the same sum.</summary>
public class SettingsTests
{
    [Theory]
    [InlineData("JITGEN_MEMORY=off", "JITGEN_MEMORY")]
    [InlineData("JITGEN_MEMORY=OFF ", "JITGEN_MEMORY")]
    [InlineData("JITGEN_MEMORY=of", "'of'")]
    [InlineData("JITGEN_PERF=maps", "'maps'")]
    [InlineData("JITGEN_ISA=avx2", "'avx2'")]
    [InlineData("JITGEN_ISA=x64-v", "'x64-v'")]
    [InlineData("JITGEN_ISA=x64-v-3", "'x64-v-3'")]
    [InlineData("DOTNET_EnableHWIntrinsic=0", "intrinsics")]
    public void ASettingThatForbidsNativeCodeGivesTheFallbackAndSaysSo(string variable, string reason)
    {
        AssertFallback(Child.Run("status", variable), reason);
    }

    [Theory]
    [InlineData("JITGEN_ISA=x64-v2", "x64-v2")]
    [InlineData("JITGEN_ISA=x64-v0", "x64-v0")]
    [InlineData("DOTNET_EnableAVX2=0", "AVX2")]
    [InlineData("DOTNET_EnableAVX=0", "AVX2")]
    public void TheLevelOfTheProcessorCanBeCapped(string variable, string reason)
    {
        if (!NativeHost.IsX64)
        {
            return;
        }
        AssertFallback(Child.Run("status", variable), reason);
    }

    [Theory]
    [InlineData("JITGEN_MEMORY=")]
    [InlineData("JITGEN_MEMORY=on")]
    [InlineData("JITGEN_ISA=x64-v3")]
    [InlineData("JITGEN_ISA=x64-v4")]
    [InlineData("JITGEN_ISA= X64-V3")]
    [InlineData("JITGEN_ISA=arm64")]
    [InlineData("JITGEN_REQUIRE=0")]
    [InlineData("JITGEN_REQUIRE=1")]
    [InlineData("JITGEN_PERF=off")]
    public void OtherSettingsRunNativeCode(string variable)
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        AssertNative(Child.Run("status", variable));
    }

    [Fact]
    public void NativeCodeCanBeRequired()
    {
        Dictionary<string, string> report = Child.Run("status", "JITGEN_REQUIRE=1", "JITGEN_MEMORY=off");
        Assert.Contains(Kernels.Name, report["exception"], StringComparison.Ordinal);
        Assert.Contains("JITGEN_MEMORY", report["exception"], StringComparison.Ordinal);
        Assert.Equal("0", report["slot"]);
    }

    [Theory]
    [InlineData("JitGen.Memory=off", "JitGen.Memory")]
    [InlineData("JitGen.Memory=false", "JitGen.Memory")]
    [InlineData("JitGen.Isa=x64", "JITGEN_ISA")]
    public void SwitchesMeanTheSame(string setting, string reason)
    {
        AssertFallback(Child.Run("status " + setting), reason);
        Assert.Contains(Kernels.Name, Child.Run($"status {setting} JitGen.Require=true")["exception"], StringComparison.Ordinal);
    }

    [Fact]
    public void TheEnvironmentWinsOverASwitch()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        AssertNative(Child.Run("status JitGen.Memory=off", "JITGEN_MEMORY=on"));
    }

    [Fact]
    public void AJitThatDeniesDynamicCodeIsStillAJit()
    {
        if (!NativeHost.IsX64)
        {
            return;
        }
        const string Deny = "status System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported=false";
        AssertFallback(Child.Run(Deny, "DOTNET_EnableAVX2=0"), "AVX2");
        AssertNative(Child.Run(Deny));
    }

    [Fact]
    public void PerfGetsTheNames()
    {
        if (!OperatingSystem.IsLinux() || !NativeHost.IsThere)
        {
            return;
        }
        Dictionary<string, string> report = Child.Run("status", "JITGEN_PERF=map");
        string line = Assert.Single(ReadPerfMap(report));
        string[] parts = line.Split(' ', 3);
        Assert.Equal(report["address"], parts[0]);
        Assert.InRange(int.Parse(parts[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), 5, 8);
        Assert.Equal($"{Kernels.Name}.Add [{report["target"]}]", parts[2]);
    }

    [Fact]
    public void PerfGetsNoNameOfAMethodWithoutMachineCode()
    {
        if (!OperatingSystem.IsLinux() || !NativeHost.IsThere)
        {
            return;
        }
        string line = Assert.Single(ReadPerfMap(Child.Run("partly", "JITGEN_PERF=map")));
        Assert.Contains(" Partly.Add [", line, StringComparison.Ordinal);
    }

    /// <summary>The runtime writes the same file, over what others append: it has the file for itself, and no line of it is damaged.</summary>
    [Theory]
    [InlineData("1", false)]
    [InlineData("3", false)]
    [InlineData("2", true)]
    [InlineData("0", true)]
    public void PerfGetsTheNamesUnlessTheRuntimeWritesTheFile(string enabled, bool expected)
    {
        if (!OperatingSystem.IsLinux() || !NativeHost.IsThere)
        {
            return;
        }
        Dictionary<string, string> report = Child.Run("status", "JITGEN_PERF=map", "DOTNET_PerfMapEnabled=" + enabled);
        string[] lines = ReadPerfMap(report);
        File.Delete($"/tmp/perfinfo-{report["pid"]}.map");
        File.Delete($"/tmp/jit-{report["pid"]}.dump");
        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.Matches("^(0x)?[0-9A-Fa-f]+ [0-9A-Fa-f]+ ", line));
        Assert.Equal(expected, lines.Any(line => line.Contains(Kernels.Name + ".Add [", StringComparison.Ordinal)));
    }

    [Fact]
    public void EveryMethodNeedsMachineCodeWhereItIsRequired()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        Assert.Equal("1", Child.Run("partly")["nothing"]);
        string message = Child.Run("partly", "JITGEN_REQUIRE=1")["exception"];
        Assert.Contains("Partly.Nothing would run in managed code", message, StringComparison.Ordinal);
        Assert.Contains(NativeCode.Target, message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnAnonymousFileIsTheSecondWay()
    {
        if (!OperatingSystem.IsLinux() || !NativeHost.IsThere)
        {
            return;
        }
        Dictionary<string, string> report = Child.Run("status", "JITGEN_MEMORY=memfd");
        AssertNative(report);
        Assert.StartsWith("r-x", report["mapping"], StringComparison.Ordinal);
        Assert.Contains("memfd:jitgen", report["mapping"], StringComparison.Ordinal);
    }

    [Fact]
    public void WhereMemoryCannotBecomeExecutableTheSecondWayIsTaken()
    {
        if (!OperatingSystem.IsLinux() || !NativeHost.IsThere)
        {
            return;
        }
        Dictionary<string, string> report = Child.Run("refused", "DOTNET_TieredCompilation=0");
        Assert.Equal("True", report["secondWay"]);
        Assert.Equal("42", report["firstSum"]);
        Assert.Equal("42", report["secondSum"]);
        Assert.DoesNotContain("memfd", report["firstMapping"], StringComparison.Ordinal);

        // Kernels before 6.3 cannot be told to refuse.
        Assert.Equal(report["applied"] == "0", report["secondMapping"].Contains("memfd:jitgen", StringComparison.Ordinal));
    }

    /// <summary>Reads the lines of a process that has ended, and removes its file.</summary>
    private static string[] ReadPerfMap(Dictionary<string, string> report)
    {
        string path = $"/tmp/perf-{report["pid"]}.map";
        string[] lines = File.ReadAllLines(path);
        File.Delete(path);
        return lines;
    }

    private static void AssertFallback(Dictionary<string, string> report, string reason)
    {
        Assert.Equal("42", report["sum"]);
        Assert.Equal("True", report["fellBack"]);
        Assert.Equal("managed", report["imageTarget"]);
        Assert.Equal("False", report["supported"]);
        Assert.Equal("managed", report["target"]);
        Assert.Contains(reason, report["reason"], StringComparison.Ordinal);
        Assert.Equal(report["reason"], report["imageReason"]);
        Assert.Equal("1", report["address"]);
    }

    private static void AssertNative(Dictionary<string, string> report)
    {
        Assert.Equal("42", report["sum"]);
        Assert.Equal("False", report["fellBack"]);
        Assert.Equal("True", report["supported"]);
        Assert.Equal(NativeCode.Target, report["target"]);
        Assert.Equal(NativeCode.Target, report["imageTarget"]);
        Assert.Equal("", report["reason"]);
        Assert.Equal("", report["imageReason"]);
    }
}
