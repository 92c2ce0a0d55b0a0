using System;
using System.Runtime.InteropServices;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Machine code in pages of its own, until the end of the process; Linux only.</summary>
internal static class ExecutableMemory
{
    private const int ReadWrite = 3;
    private const int ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;

    /// <summary>The address of a copy that can be executed.</summary>
    public static nint Map(byte[] code)
    {
        nint address = Map(0, (nuint)code.Length, ReadWrite, PrivateAnonymous, -1, 0);
        Marshal.Copy(code, 0, address, code.Length);
        return Protect(address, (nuint)code.Length, ReadExecute) == 0
            ? address
            : throw new InvalidOperationException("The code could not be made executable.");
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);
}
