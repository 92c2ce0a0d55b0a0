using System;
using System.Runtime.InteropServices;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>
/// Several ways into a function of machine code: each executes another number of vector instructions, then jumps to it.
/// </summary>
/// <remarks>
/// Processors distribute vector instructions among pipes and schedulers as they come, without regard to which wait for which. Whose
/// turn it is where a loop begins makes a difference of up to 35 % for the very same bytes (measured, of JitGen's code as of clang's), and
/// depends on how many the caller executed before. To compare code, not luck, every function that is called directly is called by all
/// of its entries.
/// </remarks>
internal static unsafe class Entries
{
    private const int Most = 8;

    /// <summary>Bytes from one entry to the next.</summary>
    private const int Distance = 64;

    /// <summary>vorps xmm5, xmm5, xmm5: a register that all conventions give away.</summary>
    private static readonly byte[] s_vectorInstruction = [0xC5, 0xD0, 0x56, 0xED];

    /// <summary>jmp qword ptr [rip]: to the address behind it.</summary>
    private static readonly byte[] s_jump = [0xFF, 0x25, 0, 0, 0, 0];

    /// <summary>How many entries a function has: one but for Linux on x64.</summary>
    public static int Count => OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Most : 1;

    /// <summary>The addresses of a function's entries; without a difference between them, its own.</summary>
    public static nint[] Of(nint function)
    {
        if (Count == 1)
        {
            return [function];
        }

        var code = new byte[Most * Distance];
        for (int entry = 0; entry < Most; entry++)
        {
            Span<byte> rest = code.AsSpan(entry * Distance);
            for (int i = 0; i < entry; i++)
            {
                s_vectorInstruction.CopyTo(rest);
                rest = rest[s_vectorInstruction.Length..];
            }

            s_jump.CopyTo(rest);
            MemoryMarshal.Write(rest[s_jump.Length..], function);
        }

        nint address = ExecutableMemory.Map(code);
        var entries = new nint[Most];
        for (int entry = 0; entry < Most; entry++)
        {
            entries[entry] = address + entry * Distance;
        }

        return entries;
    }
}
