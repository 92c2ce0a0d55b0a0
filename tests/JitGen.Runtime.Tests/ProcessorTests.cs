using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using JitGen.CompilerServices;
using JitGen.Processor;

namespace JitGen.Runtime.Tests;

/// <summary>What the runtime finds out about the processor, against what the Linux kernel says.</summary>
public class ProcessorTests
{
    private const ulong SseAndAvxState = 6, Avx512State = 0xE0;

    private static readonly string[] s_v3Flags = ["avx", "avx2", "bmi1", "bmi2", "f16c", "fma", "abm", "movbe", "popcnt"];

    private static readonly string[] s_v4Flags = ["avx512f", "avx512bw", "avx512cd", "avx512dq", "avx512vl"];

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
            bool isV4 = expected && s_v4Flags.All(KernelKnows);
            Assert.Equal(isV4 ? 4 : expected ? 3 : 1, X64Processor.DetectLevel());
            Assert.Equal(expected ? "x64-v3-sysv" : "managed", NativeCode.Target);
            Assert.Equal(isV4 ? "x64-v4" : expected ? "x64-v3" : "managed", NativeCode.KernelTarget);
        }
    }

    [Fact]
    public void TheMappedXgetbvTellsTheEnabledState()
    {
        if (IsLinuxOnX64)
        {
            Assert.Equal(KernelKnows("avx"), (X64Processor.EnabledState() & SseAndAvxState) == SseAndAvxState);
            Assert.Equal(KernelKnows("avx512f"), (X64Processor.EnabledState() & Avx512State) == Avx512State);
        }
    }

    [Fact]
    public void TheLastCacheIsTheLargestThatTheKernelKnows()
    {
        const string Directory = "/sys/devices/system/cpu/cpu0/cache";
        if (!IsLinuxOnX64 || !System.IO.Directory.Exists(Directory))
        {
            return;
        }
        long largest = System.IO.Directory.GetDirectories(Directory, "index*")
            .Max(index => long.Parse(File.ReadAllText(index + "/size").Trim().TrimEnd('K'), CultureInfo.InvariantCulture) * 1024);
        Assert.Equal(largest, Caches.LastLevelBytes);
        Assert.False(KernelCall.OutgrowsCaches(largest));
        Assert.True(KernelCall.OutgrowsCaches(largest + 1));
    }

    private static bool KernelKnows(string flag) =>
        File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal)).Split(' ').Contains(flag);
}
