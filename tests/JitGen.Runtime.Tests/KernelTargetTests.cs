using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics.X86;

namespace JitGen.Runtime.Tests;

/// <summary>Which of the tables of a class with kernels a process runs.</summary>
public class KernelTargetTests
{
    private static bool HasV4 => NativeHost.IsX64 && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported;

    [Fact]
    public void TheBestTableRuns()
    {
        if (NativeHost.IsThere)
        {
            AssertRuns(Child.Run("kernel"), NativeCode.KernelTarget);
        }
    }

    [Theory]
    [InlineData("JITGEN_ISA=x64-v4")]
    [InlineData("JITGEN_ISA=x64-v5")]
    [InlineData("JITGEN_ISA=arm64")]
    public void ACapThatIsNotLowerChangesNothing(string variable)
    {
        if (HasV4)
        {
            AssertRuns(Child.Run("kernel", variable), "x64-v4");
        }
    }

    [Theory]
    [InlineData("JITGEN_ISA=x64-v3")]
    [InlineData("DOTNET_EnableAVX512=0")]
    [InlineData("DOTNET_EnableAVX512F=0")]
    public void WithoutAvx512TheTableBelowRuns(string variable)
    {
        if (HasV4)
        {
            // The runtime's settings have had other names.
            Dictionary<string, string> report = Child.Run("kernel", variable);
            AssertRuns(report, report["level512"] == "True" && !variable.StartsWith("JITGEN", StringComparison.Ordinal) ? "x64-v4" : "x64-v3");
        }
    }

    [Fact]
    public void WithoutAvx2TheManagedCodeRuns()
    {
        if (NativeHost.IsX64)
        {
            Dictionary<string, string> report = Child.Run("kernel", "DOTNET_EnableAVX2=0");
            Assert.Equal("-1", report["result"]);
            Assert.Equal("managed", report["target"]);
            Assert.Equal("managed", report["imageTarget"]);
            Assert.Contains("AVX2", report["imageReason"], StringComparison.Ordinal);
        }
    }

    private static void AssertRuns(Dictionary<string, string> report, string target)
    {
        Assert.Equal(target, report["target"]);
        Assert.Equal(target, report["imageTarget"]);
        Assert.Equal("", report["imageReason"]);
        Assert.Equal(target switch { "x64-v4" => "74", "x64-v3" => "73", _ => "70" }, report["result"]);
    }
}
