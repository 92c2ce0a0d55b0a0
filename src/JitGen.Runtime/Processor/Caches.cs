using System.Runtime.Intrinsics.X86;

namespace JitGen.Processor;

/// <summary>The size of the last cache before memory, which decides where results are worth keeping in it.</summary>
internal static class Caches
{
    /// <summary>What is assumed where the processor does not say.</summary>
    private const long Default = 32 << 20;

    // CPUID leaves that list the caches of a core, from the first level on; a type of 0 ends the list.
    private const int IntelLeaf = 4, AmdLeaf = unchecked((int)0x8000001D), AmdHighestLeaf = unchecked((int)0x80000000);
    private const int MostCaches = 16, DataCache = 1, UnifiedCache = 3;

    /// <summary>Bytes of the largest cache that a core of this processor uses, shared with others or not.</summary>
    internal static readonly long LastLevelBytes = Measure();

    private static long Measure()
    {
        if (!X86Base.IsSupported)
        {
            return Default;
        }

        // Each maker leaves the list of the other empty.
        long size = (uint)X86Base.CpuId(0, 0).Eax >= IntelLeaf ? Largest(IntelLeaf) : 0;
        if (size == 0 && (uint)X86Base.CpuId(AmdHighestLeaf, 0).Eax >= unchecked((uint)AmdLeaf))
        {
            size = Largest(AmdLeaf);
        }
        return size == 0 ? Default : size;
    }

    private static long Largest(int leaf)
    {
        long largest = 0;
        for (int i = 0; i < MostCaches; i++)
        {
            (int eax, int ebx, int ecx, _) = X86Base.CpuId(leaf, i);
            int type = eax & 31;
            if (type == 0)
            {
                break;
            }
            if (type is DataCache or UnifiedCache)
            {
                // Ways, partitions, bytes of a line: each is stored less one.
                long line = (ebx & 0xFFF) + 1, partitions = ((ebx >> 12) & 0x3FF) + 1, ways = ((ebx >> 22) & 0x3FF) + 1;
                largest = long.Max(largest, ways * partitions * line * ((uint)ecx + 1L));
            }
        }
        return largest;
    }
}
