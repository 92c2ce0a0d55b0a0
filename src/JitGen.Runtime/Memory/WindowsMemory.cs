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
    private const uint PageReadWrite = 0x04, PageExecuteRead = 0x20;
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

    // On x64 these return BOOLEAN, one byte; the rest of the register means nothing.
    [DllImport("kernel32")]
    private static extern byte RtlAddFunctionTable(nint table, uint rows, ulong image);

    [DllImport("kernel32")]
    private static extern byte RtlDeleteFunctionTable(nint table);
}
