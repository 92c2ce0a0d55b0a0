using System;
using System.Collections.Generic;
using JitGen.CompilerServices;
using JitGen.Images;
using JitGen.Memory;
using JitGen.Processor;

namespace JitGen;

/// <summary>Tells whether formulas run as machine code in this process, for which target, and where the code is.</summary>
/// <remarks>
/// Formulas give the same results either way. These settings exist as environment variables and as AppContext switches:
/// <list type="table">
/// <item><term><c>JITGEN_ISA</c>, <c>JitGen.Isa</c></term><description>the highest instruction set level to use, such as <c>x64-v3</c></description></item>
/// <item><term><c>JITGEN_MEMORY</c>, <c>JitGen.Memory</c></term><description><c>off</c> runs everything in managed code; <c>on</c> allows machine code on macOS</description></item>
/// <item><term><c>JITGEN_REQUIRE</c>, <c>JitGen.Require</c></term><description><c>1</c> throws <see cref="PlatformNotSupportedException"/> instead of running in managed code</description></item>
/// <item><term><c>JITGEN_PERF</c>, <c>JitGen.Perf</c></term><description><c>map</c> tells Linux <c>perf</c> the names of the methods</description></item>
/// </list>
/// </remarks>
public static class NativeCode
{
    private static readonly Lazy<string?> s_reason = new(FindReason);

    /// <summary>Whether machine code can run in this process.</summary>
    public static bool IsSupported => Reason is null;

    /// <summary>What machine code of formulas of single values runs here, such as <c>x64-v3-sysv</c>; <c>managed</c> when none can.</summary>
    public static string Target => TargetTable.NameOf(IsSupported ? Host.Target : NativeTarget.None);

    /// <summary>What machine code of formulas over spans runs here, such as <c>x64-v4</c>; <c>managed</c> when none can.</summary>
    public static string KernelTarget => TargetTable.NameOf(IsSupported ? Host.KernelTarget : NativeTarget.None);

    /// <summary>Why no machine code can run in this process; <see langword="null"/> when it can.</summary>
    public static string? Reason => s_reason.Value;

    /// <summary>
    /// The classes whose formulas have been bound so far, which happens at the first call of one of them. The list is a
    /// snapshot and keeps nothing loaded.
    /// </summary>
    public static IReadOnlyList<NativeImageInfo> Images
    {
        get
        {
            NativeImage[] images = ImageRegistry.Snapshot();
            NativeImageInfo[] infos = new NativeImageInfo[images.Length];
            for (int i = 0; i < infos.Length; i++)
            {
                infos[i] = images[i].Describe();
            }
            return infos;
        }
    }

    /// <summary>Asks for a page of executable memory, unless something else already stands against native code.</summary>
    private static string? FindReason()
    {
        if (Host.Reason is { } reason)
        {
            return reason;
        }
        ReadOnlySpan<ulong> probe = [0];
        nint page = ExecutableMemory.Map(probe);
        if (page == 0)
        {
            return ExecutableMemory.Refusal;
        }
        ExecutableMemory.Unmap(page, sizeof(ulong));
        return null;
    }
}
