using System;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace JitGen.Generator.Tests.Hostile;

/// <summary>
/// The processor time that the current thread has used, where the system tells it, so that a busy machine does not look like a slow
/// compiler; elsewhere the time of the clock on the wall.
/// </summary>
internal static partial class ThreadClock
{
    private const int ThreadProcessorTime = 3;

    public static TimeSpan Now =>
        OperatingSystem.IsLinux() && GetTime(ThreadProcessorTime, out TimeSpecification time) == 0
            ? TimeSpan.FromSeconds(time.Seconds) + TimeSpan.FromTicks(time.Nanoseconds / TimeSpan.NanosecondsPerTick)
            : Stopwatch.GetElapsedTime(0);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeSpecification time);

    private struct TimeSpecification
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
