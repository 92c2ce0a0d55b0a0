using System;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using JitGen.Processor;

namespace JitGen.Runtime.Tests;

/// <summary>What the runtime finds out about the processor, against what the Linux kernel says.</summary>
public class ProcessorTests
{
    private const ulong SseAndAvxState = 6;

    private static readonly string[] s_v3Flags = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "popcnt"];

    private static bool IsLinuxOnX64 => OperatingSystem.IsLinux() && X86Base.X64.IsSupported;

    [Fact]
    public void NativeCodeRunsWhereTheProcessorHasWhatItNeeds()
    {
        Assert.Equal(NativeCode.Reason is null, NativeCode.IsSupported);
        Assert.Equal(NativeCode.IsSupported, NativeCode.Target != "managed");
        if (IsLinuxOnX64)
        {
            bool expected = s_v3Flags.All(KernelKnows);
            Assert.Equal(expected, NativeCode.IsSupported);
            Assert.Equal(expected ? 3 : 1, X64Processor.DetectLevel());
            Assert.Equal(expected ? "x64-v3-sysv" : "managed", NativeCode.Target);
        }
    }

    [Fact]
    public void TheMappedXgetbvTellsTheEnabledState()
    {
        if (IsLinuxOnX64)
        {
            Assert.Equal(KernelKnows("avx"), (X64Processor.EnabledState() & SseAndAvxState) == SseAndAvxState);
            Assert.Equal(KernelKnows("avx512f"), (X64Processor.EnabledState() & 0xE0) == 0xE0);
        }
    }

    private static bool KernelKnows(string flag) =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ').Contains(flag);
}
