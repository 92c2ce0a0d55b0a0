using System;

namespace JitGen.Memory;

/// <summary>
/// Memory that can be executed. A mapping is never writable and executable at once: it is filled while it is only
/// writable, then becomes executable and read-only, and is never changed again.
/// </summary>
internal static class ExecutableMemory
{
    /// <summary>The reason to give when <see cref="Map"/> returns 0.</summary>
    internal const string Refusal = "the system refuses executable memory";

    /// <summary>Maps a copy of <paramref name="words"/> executable. Returns its address, or 0 where the system refuses.</summary>
    /// <param name="words">The bytes, as little-endian words; not empty.</param>
    internal static nint Map(ReadOnlySpan<ulong> words)
    {
        try
        {
            return OperatingSystem.IsWindows() ? WindowsMemory.Map(words)
                : OperatingSystem.IsMacOS() ? MacMemory.Map(words)
                : LinuxMemory.Map(words);
        }
        catch (TypeLoadException)
        {
            // A C library that is missing or lacks one of the calls: DllNotFoundException, EntryPointNotFoundException.
            return 0;
        }
    }

    /// <summary>Takes back what <see cref="Map"/> gave. Nobody may be executing there.</summary>
    /// <param name="address">The address that Map returned.</param>
    /// <param name="size">The number of bytes mapped.</param>
    internal static void Unmap(nint address, nint size)
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsMemory.Unmap(address);
        }
        else if (OperatingSystem.IsMacOS())
        {
            MacMemory.Unmap(address, size);
        }
        else
        {
            LinuxMemory.Unmap(address, size);
        }
    }
}
