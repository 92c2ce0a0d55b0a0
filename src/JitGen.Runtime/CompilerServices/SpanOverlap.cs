using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JitGen.CompilerServices;

/// <summary>How two spans lie in memory, in as few instructions as it takes. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SpanOverlap
{
    /// <summary>Whether two spans, neither of them empty, have a byte in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged
    {
        // The second begins d bytes behind the first; they overlap if -secondBytes < d < firstBytes.
        long last = ((long)second.Length * Unsafe.SizeOf<TSecond>()) - 1;
        return (ulong)(Distance(first, second) + last) < (ulong)(((long)first.Length * Unsafe.SizeOf<TFirst>()) + last);
    }

    /// <summary>Whether two spans, neither of them empty, have a byte in common, but do not begin at the same address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Shifted<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged => Any(first, second) && Distance(first, second) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Distance<TFirst, TSecond>(ReadOnlySpan<TFirst> first, ReadOnlySpan<TSecond> second)
        where TFirst : unmanaged
        where TSecond : unmanaged =>
        Unsafe.ByteOffset(
            ref Unsafe.As<TFirst, byte>(ref MemoryMarshal.GetReference(first)),
            ref Unsafe.As<TSecond, byte>(ref MemoryMarshal.GetReference(second)));
}
