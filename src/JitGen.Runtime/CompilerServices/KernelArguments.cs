using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JitGen.CompilerServices;

/// <summary>
/// The head of every argument block of a formula over spans. The spans' addresses, the values, the results of reductions and
/// the kernel's scratch follow. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StructLayout(LayoutKind.Explicit)]
public unsafe struct KernelArguments
{
    /// <summary>What the address of a block is a multiple of, in bytes.</summary>
    private const int Alignment = 64;

    /// <summary>One past the last element to compute.</summary>
    [FieldOffset(0)]
    public long End;

    /// <summary>The first element to compute.</summary>
    [FieldOffset(8)]
    public long Start;

    /// <summary>Not 0 if the results outgrow the last cache, so that stores may go past it.</summary>
    [FieldOffset(16)]
    public long Streaming;

    /// <summary>The kernel's: the caller's floating-point state.</summary>
    [FieldOffset(24)]
    public long FloatingState;

    /// <summary>The first place for a block, aligned as kernels need it, at or behind <paramref name="room"/>.</summary>
    /// <param name="room">A local that is larger than the block by what aligning it can take: 56 bytes, since locals lie at multiples of 8.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void* Align(void* room) => (void*)(((nuint)room + (Alignment - 1)) & ~(nuint)(Alignment - 1));
}
