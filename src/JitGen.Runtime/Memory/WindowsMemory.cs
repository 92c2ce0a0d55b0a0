using System;
using System.Runtime.InteropServices;

namespace JitGen.Memory;

/// <summary>
/// Executable memory on Windows, and the registration of unwind information for it. Processes with Arbitrary Code Guard
/// refuse it.
/// </summary>
internal static unsafe class WindowsMemory
{
    private const uint MemCommit = 0x1000, MemReserve = 0x2000, MemRelease = 0x8000;
    private const uint PageReadWrite = 0x04, PageExecuteRead = 0x20, PageExecuteReadWrite = 0x40;
    private const uint FileMapWrite = 0x02, FileMapRead = 0x04, FileMapExecute = 0x20;
    private const nint CurrentProcess = -1;

    /// <inheritdoc cref="ExecutableMemory.Map"/>
    internal static nint Map(ReadOnlySpan<ulong> words)
    {
        nint size = (nint)words.Length * sizeof(ulong);
        nint address = VirtualAlloc(0, size, MemCommit | MemReserve, PageReadWrite);
        if (address == 0)
        {
            return 0;
        }
        words.CopyTo(new Span<ulong>((void*)address, words.Length));
        uint previous;
        if (VirtualProtect(address, size, PageExecuteRead, &previous) == 0)
        {
            _ = VirtualFree(address, 0, MemRelease);
            return 0;
        }
        _ = FlushInstructionCache(CurrentProcess, address, size);
        return address;
    }

    /// <inheritdoc cref="ExecutableMemory.Unmap"/>
    internal static void Unmap(nint address) => _ = VirtualFree(address, 0, MemRelease);

    /// <inheritdoc cref="DualMapping.TryCreate"/>
    internal static bool TryMapTwice(nint size, out DualMapping mapping)
    {
        mapping = default;

        // The section allows everything that one of its views does; no view is writable and executable.
        nint section = CreateFileMappingW(-1, 0, PageExecuteReadWrite, (uint)((ulong)size >> 32), (uint)size, 0);
        if (section == 0)
        {
            return false;
        }
        nint writable = MapViewOfFile(section, FileMapRead | FileMapWrite, 0, 0, size);
        nint executable = MapViewOfFile(section, FileMapRead | FileMapExecute, 0, 0, size);
        _ = CloseHandle(section);
        if (writable != 0 && executable != 0)
        {
            mapping = new DualMapping(writable, executable, size);
            return true;
        }
        UnmapView(writable);
        UnmapView(executable);
        return false;
    }

    /// <summary>Takes back one view of <see cref="TryMapTwice"/>; 0 is none.</summary>
    internal static void UnmapView(nint address)
    {
        if (address != 0)
        {
            _ = UnmapViewOfFile(address);
        }
    }

    /// <summary>Tells the system how to unwind the frames of a mapped image; false when it refuses.</summary>
    /// <param name="table">The address of the RUNTIME_FUNCTION rows, whose offsets count from <paramref name="image"/>.</param>
    /// <param name="rows">The number of rows, not 0.</param>
    /// <param name="image">The address of the image.</param>
    internal static bool AddFunctionTable(nint table, uint rows, nint image) => RtlAddFunctionTable(table, rows, (ulong)image) != 0;

    /// <summary>Takes back <see cref="AddFunctionTable"/>, before the image is unmapped.</summary>
    internal static void DeleteFunctionTable(nint table) => _ = RtlDeleteFunctionTable(table);

    [DllImport("kernel32")]
    private static extern nint VirtualAlloc(nint address, nint size, uint type, uint protection);

    [DllImport("kernel32")]
    private static extern int VirtualProtect(nint address, nint size, uint protection, uint* previous);

    [DllImport("kernel32")]
    private static extern int VirtualFree(nint address, nint size, uint type);

    [DllImport("kernel32")]
    private static extern int FlushInstructionCache(nint process, nint address, nint size);

    [DllImport("kernel32")]
    private static extern nint CreateFileMappingW(nint file, nint attributes, uint protection, uint sizeHigh, uint sizeLow, nint name);

    [DllImport("kernel32")]
    private static extern nint MapViewOfFile(nint section, uint access, uint offsetHigh, uint offsetLow, nint size);

    [DllImport("kernel32")]
    private static extern int UnmapViewOfFile(nint address);

    [DllImport("kernel32")]
    private static extern int CloseHandle(nint handle);

    // On x64 these return BOOLEAN, one byte; the rest of the register means nothing.
    [DllImport("kernel32")]
    private static extern byte RtlAddFunctionTable(nint table, uint rows, ulong image);

    [DllImport("kernel32")]
    private static extern byte RtlDeleteFunctionTable(nint table);
}
