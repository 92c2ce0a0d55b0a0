using System;
using System.Runtime.InteropServices;

namespace JitGen.Memory;

/// <summary>Executable memory on Linux.</summary>
/// <remarks>
/// First an anonymous mapping that is filled and then made executable. Hardened systems (SELinux without execmem,
/// PR_SET_MDWE) refuse that change; there the bytes are written to an anonymous file, and the file is mapped executable.
/// On arm64 the kernel makes the instruction cache coherent when a page first becomes executable, and no page is
/// written after that, so no flush is needed.
/// </remarks>
internal static unsafe class LinuxMemory
{
    private const int ProtRead = 1, ProtWrite = 2, ProtExec = 4;
    private const int MapShared = 0x01, MapPrivate = 0x02, MapAnonymous = 0x20;
    private const uint MfdCloseOnExec = 1, MfdExec = 0x10;
    private const nint MapFailed = -1;

    /// <inheritdoc cref="ExecutableMemory.Map"/>
    internal static nint Map(ReadOnlySpan<ulong> words)
    {
        nint address = Settings.Memory == "memfd" ? 0 : MapAnonymously(words);
        return address != 0 ? address : MapFile(words);
    }

    /// <inheritdoc cref="ExecutableMemory.Unmap"/>
    internal static void Unmap(nint address, nint size) => _ = munmap(address, size);

    /// <summary>Copies into fresh pages and makes them executable; 0 when refused.</summary>
    private static nint MapAnonymously(ReadOnlySpan<ulong> words)
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
        return address;
    }

    /// <summary>Writes into an anonymous file and maps that executable; 0 when refused.</summary>
    internal static nint MapFile(ReadOnlySpan<ulong> words)
    {
        int file = CreateFile();
        if (file < 0)
        {
            return 0;
        }
        nint size = (nint)words.Length * sizeof(ulong);
        nint address = MapFailed;
        if (WriteAll(file, words))
        {
            address = mmap(0, size, ProtRead | ProtExec, MapPrivate, file, 0);
        }
        _ = close(file);
        return address == MapFailed ? 0 : address;
    }

    /// <inheritdoc cref="DualMapping.TryCreate"/>
    internal static bool TryMapTwice(nint size, out DualMapping mapping)
    {
        mapping = default;
        int file = CreateFile();
        if (file < 0)
        {
            return false;
        }
        nint writable = MapFailed, executable = MapFailed;
        if (ftruncate(file, size) == 0)
        {
            writable = mmap(0, size, ProtRead | ProtWrite, MapShared, file, 0);
            executable = mmap(0, size, ProtRead | ProtExec, MapShared, file, 0);
        }
        _ = close(file);
        if (writable != MapFailed && executable != MapFailed)
        {
            mapping = new DualMapping(writable, executable, size);
            return true;
        }
        if (writable != MapFailed)
        {
            Unmap(writable, size);
        }
        if (executable != MapFailed)
        {
            Unmap(executable, size);
        }
        return false;
    }

    /// <summary>An anonymous file that may be mapped executable; negative when refused.</summary>
    private static int CreateFile()
    {
        fixed (byte* name = "jitgen\0"u8)
        {
            // Kernels before 6.3 do not know MFD_EXEC, and make every such file executable.
            int file = memfd_create(name, MfdCloseOnExec | MfdExec);
            return file >= 0 ? file : memfd_create(name, MfdCloseOnExec);
        }
    }

    private static bool WriteAll(int file, ReadOnlySpan<ulong> words)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(words);
        fixed (byte* start = bytes)
        {
            for (nint done = 0; done < bytes.Length;)
            {
                nint written = write(file, start + done, bytes.Length - done);
                if (written <= 0)
                {
                    return false;
                }
                done += written;
            }
        }
        return true;
    }

    [DllImport("libc")]
    private static extern nint mmap(nint address, nint length, int protection, int flags, int file, nint offset);

    [DllImport("libc")]
    private static extern int mprotect(nint address, nint length, int protection);

    [DllImport("libc")]
    private static extern int munmap(nint address, nint length);

    [DllImport("libc")]
    private static extern int memfd_create(byte* name, uint flags);

    [DllImport("libc")]
    private static extern int ftruncate(int file, nint length);

    [DllImport("libc")]
    private static extern nint write(int file, byte* data, nint count);

    [DllImport("libc")]
    private static extern int close(int file);
}
