using System;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace JitGen.CompilerServices;

/// <summary>
/// Calls of kernels beyond the ordinary: long ones, ones that stop early because an element throws or takes a rare path, and
/// those without machine code. For generated code only.
/// </summary>
/// <remarks>
/// A kernel returns the index of the first element that it did not compute; everything before it is stored. The same formula
/// in C# then takes over for a while: it throws where and what C# throws, or computes the rare elements, and the kernel goes on.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static unsafe class KernelCall
{
    /// <summary>The number of elements of a block, in which reductions are defined.</summary>
    public const int BlockLength = 65_536;

    /// <summary>The highest value of a slot that is not an address: the managed code runs.</summary>
    private const nint Fallback = 1;

    // Elements that managed code computes before the kernel is asked again.
    private const long FirstChunk = 64, LongestChunk = 4096;

    /// <summary>Computes a map, however long it takes.</summary>
    /// <param name="entry">The kernel's address, or 1 for none.</param>
    /// <param name="arguments">The argument block, what it points to pinned.</param>
    /// <param name="managed">The formula in C#: computes the elements from Start to End.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Map(nint entry, KernelArguments* arguments, delegate*<KernelArguments*, void> managed)
    {
        if (entry <= Fallback)
        {
            using (FloatingState.MakeUsual())
            {
                managed(arguments);
            }
            return;
        }
        long done = Call(entry, arguments);
        if (done != arguments->End)
        {
            Resume(entry, arguments, managed, done);
        }
    }

    /// <summary>Continues a map whose kernel stopped early.</summary>
    /// <param name="entry">The kernel's address.</param>
    /// <param name="arguments">The argument block, what it points to pinned.</param>
    /// <param name="managed">The formula in C#: computes the elements from Start to End.</param>
    /// <param name="done">The first element that is not computed yet.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Resume(nint entry, KernelArguments* arguments, delegate*<KernelArguments*, void> managed, long done)
    {
        long end = arguments->End, chunk = FirstChunk;
        using FloatingState state = FloatingState.MakeUsual();
        while (done < end)
        {
            // Here it throws, if it throws.
            arguments->Start = done;
            arguments->End = Math.Min(done + chunk, end);
            managed(arguments);
            long start = arguments->End;
            if (start == end)
            {
                return;
            }
            arguments->Start = start;
            arguments->End = end;
            done = Call(entry, arguments);

            // Where most calls are in vain, they become few.
            chunk = done - start < chunk ? Math.Min(chunk * 2, LongestChunk) : FirstChunk;
        }
    }

    /// <summary>Computes a reduction, block by block, and leaves its results in the argument block.</summary>
    /// <param name="entry">The kernel's address, or 1 for none.</param>
    /// <param name="arguments">The argument block, what it points to pinned; End is the number of elements.</param>
    /// <param name="managed">The formula in C#: leaves the results of the elements from Start to End, one block at most, in the argument block.</param>
    /// <param name="results">Where in the argument block the results are, 8 bytes for each.</param>
    /// <param name="operators">The operation that combines each result.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Reduce(
        nint entry,
        KernelArguments* arguments,
        delegate*<KernelArguments*, void> managed,
        ulong* results,
        ReadOnlySpan<ReductionOperator> operators)
    {
        long end = arguments->End;
        using FloatingState state = FloatingState.MakeUsual();
        ulong* storage = stackalloc ulong[ReductionRuns.SlotCount(operators.Length)];
        ReductionRuns runs = new(operators, storage);
        arguments->End = 0;
        do
        {
            arguments->Start = arguments->End;
            arguments->End = Math.Min(arguments->Start + BlockLength, end);
            if (entry <= Fallback || Call(entry, arguments) != arguments->End)
            {
                managed(arguments);
            }
            runs.Add(results);
        }
        while (arguments->End < end);
        runs.Finish(results);
    }

    /// <summary>
    /// Whether results go to memory sooner than they are read again: they outgrow the last cache, and no input begins where a
    /// result does, of which the cache has the lines anyway.
    /// </summary>
    /// <param name="resultBytes">The size of all results together.</param>
    public static bool OutgrowsCaches(long resultBytes) => resultBytes > Processor.Caches.LastLevelBytes;

    // A method of its own: what surrounds the call, so that the GC need not wait for it, is in its frame.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Call(nint entry, KernelArguments* arguments) =>
        ((delegate* unmanaged<KernelArguments*, long>)entry)(arguments);
}
