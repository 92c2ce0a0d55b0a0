using System;

namespace JitGen.Memory;

/// <summary>
/// The same memory at two addresses: at one it can be written, at the other executed, at none both. So code can be added to a page
/// while other code in it runs.
/// </summary>
/// <param name="writable">Where it can be read and written.</param>
/// <param name="executable">Where it can be read and executed.</param>
/// <param name="size">Bytes, a multiple of 64 KiB.</param>
internal readonly struct DualMapping(nint writable, nint executable, nint size)
{
    internal nint Writable { get; } = writable;

    internal nint Executable { get; } = executable;

    internal nint Size { get; } = size;

    /// <summary>Maps zeroed memory; false where the system refuses, or has no way that has been tested.</summary>
    /// <param name="size">Bytes, a multiple of 64 KiB.</param>
    /// <param name="mapping">The memory.</param>
    internal static bool TryCreate(nint size, out DualMapping mapping)
    {
        mapping = default;
        try
        {
            return OperatingSystem.IsWindows() ? WindowsMemory.TryMapTwice(size, out mapping)
                : OperatingSystem.IsLinux() && LinuxMemory.TryMapTwice(size, out mapping);
        }
        catch (TypeLoadException)
        {
            // A C library that is missing or lacks one of the calls: DllNotFoundException, EntryPointNotFoundException.
            return false;
        }
    }

    /// <summary>Takes the memory back. Nobody may be executing there.</summary>
    internal void Unmap()
    {
        if (OperatingSystem.IsWindows())
        {
            WindowsMemory.UnmapView(Writable);
            WindowsMemory.UnmapView(Executable);
        }
        else
        {
            LinuxMemory.Unmap(Writable, Size);
            LinuxMemory.Unmap(Executable, Size);
        }
    }
}
