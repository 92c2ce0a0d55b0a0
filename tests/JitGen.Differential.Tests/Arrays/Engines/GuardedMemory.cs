using System;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Memory between two pages that nothing may touch.</summary>
internal sealed unsafe class GuardedMemory
{
    /// <summary>A multiple of every system's page.</summary>
    private const int Guard = 65_536;

    private const int ReadWrite = 1 | 2, PrivateAnonymous = 2 | 0x20;
    private const uint CommitReserve = 0x3000, PageReadWrite = 4, PageNoAccess = 1, PageExecuteRead = 0x20;

    /// <summary>Reserves memory for the rest of the process.</summary>
    /// <param name="size">In bytes; a multiple of 65,536.</param>
    /// <exception cref="Win32Exception">There is none.</exception>
    public GuardedMemory(int size)
    {
        Size = size;
        nuint all = (nuint)size + 2 * Guard;
        byte* start;
        bool isGuarded;
        if (OperatingSystem.IsWindows())
        {
            start = (byte*)VirtualAlloc(0, all, CommitReserve, PageReadWrite);
            isGuarded = start is not null
                && VirtualProtect((nint)start, Guard, PageNoAccess, out _) != 0 && VirtualProtect((nint)start + Guard + size, Guard, PageNoAccess, out _) != 0;
        }
        else
        {
            start = (byte*)MMap(0, all, ReadWrite, PrivateAnonymous, -1, 0);
            isGuarded = (nint)start != -1 && MProtect((nint)start, Guard, 0) == 0 && MProtect((nint)start + Guard + size, Guard, 0) == 0;
        }

        if (!isGuarded)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        Start = start + Guard;
    }

    /// <summary>The first byte, right behind a guard page.</summary>
    public byte* Start { get; }

    /// <summary>The number of bytes; the next one is in a guard page.</summary>
    public int Size { get; }

    /// <summary>Makes the memory code that can no longer be written, on Windows.</summary>
    /// <exception cref="Win32Exception">It is refused.</exception>
    public void MakeExecutable()
    {
        if (VirtualProtect((nint)Start, (nuint)Size, PageExecuteRead, out _) == 0)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [DllImport("libc", EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint MMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MProtect(nint address, nuint length, int protection);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int VirtualProtect(nint address, nuint size, uint protection, out uint old);
}
