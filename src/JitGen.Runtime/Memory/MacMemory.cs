using System;
using System.Runtime.InteropServices;

namespace JitGen.Memory;

/// <summary>
/// Executable memory on macOS, for processes without the hardened runtime (which would need an entitlement and MAP_JIT).
/// Used on request only (<c>JITGEN_MEMORY=on</c>).
/// </summary>
internal static unsafe class MacMemory
{
    private const int ProtRead = 1, ProtWrite = 2, ProtExec = 4;
    private const int MapPrivate = 0x0002, MapAnonymous = 0x1000;
    private const nint MapFailed = -1;

    /// <inheritdoc cref="ExecutableMemory.Map"/>
    internal static nint Map(ReadOnlySpan<ulong> words)
    {
        nint size = (nint)words.Length * sizeof(ulong);
        nint address = mmap(0, size, ProtRead | ProtWrite, MapPrivate | MapAnonymous, -1, 0);
        if (address == MapFailed)
        {
            return 0;
        }
        words.CopyTo(new Span<ulong>((void*)address, words.Length));
        if (mprotect(address, size, ProtRead | ProtExec) != 0)
        {
            _ = munmap(address, size);
            return 0;
        }
        sys_icache_invalidate(address, size);
        return address;
    }

    /// <inheritdoc cref="ExecutableMemory.Unmap"/>
    internal static void Unmap(nint address, nint size) => _ = munmap(address, size);

    [DllImport("libSystem")]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libSystem")]
    private static extern int mprotect(nint address, nint length, int protection);

    [DllImport("libSystem")]
    private static extern int munmap(nint address, nint length);

    [DllImport("libSystem")]
    private static extern void sys_icache_invalidate(nint start, nint length);
}
