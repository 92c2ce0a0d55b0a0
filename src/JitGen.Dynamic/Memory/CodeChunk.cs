using System;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using JitGen.Memory;

namespace JitGen.Dynamic.Memory;

/// <summary>
/// Shared memory for machine code, cut into blocks of a few sizes. Free blocks of a size form a list: each begins with the place of
/// the next one. Not thread-safe.
/// </summary>
internal sealed unsafe class CodeChunk
{
    /// <summary>The longest code that shares memory; longer code has pages of its own.</summary>
    public const int MaximumBlock = 32 * 1024;

    private const int ChunkSize = 1 << 20;

    /// <summary>A cache line: what entries are aligned to.</summary>
    private const int Unit = 64;

    /// <summary>Up to here a size for each unit; beyond powers of two.</summary>
    private const int ExactUnits = 32;

    private const int None = -1;

    /// <summary>x64's int3: what is between and behind code, and in its place when it is gone.</summary>
    private const byte Trap = 0xCC;

    private readonly DualMapping _mapping;
    private readonly int[] _free;
    private int _used;

    private CodeChunk(DualMapping mapping)
    {
        _mapping = mapping;
        _free = new int[SizeClass(MaximumBlock) + 1];
        Array.Fill(_free, None);
    }

    /// <summary>The number of blocks in use.</summary>
    public int Live { get; private set; }

    /// <summary>Bytes.</summary>
    public long Size => _mapping.Size;

    public static bool TryCreate([NotNullWhen(true)] out CodeChunk? chunk)
    {
        chunk = DualMapping.TryCreate(ChunkSize, out DualMapping mapping) ? new CodeChunk(mapping) : null;
        return chunk is not null;
    }

    public void Unmap() => _mapping.Unmap();

    public bool HasRoom(int length)
    {
        int sizeClass = SizeClass(length);
        return _free[sizeClass] != None || _used + BlockSize(sizeClass) <= ChunkSize;
    }

    /// <summary>Copies code into a free block. Returns where it can be executed.</summary>
    /// <param name="code">Code for which there is room.</param>
    public nint Add(ReadOnlySpan<byte> code)
    {
        int sizeClass = SizeClass(code.Length);
        int size = BlockSize(sizeClass);
        int offset = _free[sizeClass];
        if (offset != None)
        {
            _free[sizeClass] = *(int*)(_mapping.Writable + offset);
        }
        else
        {
            offset = _used;
            _used += size;
        }

        var block = new Span<byte>((void*)(_mapping.Writable + offset), size);
        code.CopyTo(block);
        block[code.Length..].Fill(Trap);
        Live++;
        return _mapping.Executable + offset;
    }

    /// <summary>Makes a block free again.</summary>
    /// <param name="address">What <see cref="Add"/> returned.</param>
    /// <param name="length">The length of the code.</param>
    public void Remove(nint address, int length)
    {
        int sizeClass = SizeClass(length);
        int offset = (int)(address - _mapping.Executable);
        new Span<byte>((void*)(_mapping.Writable + offset), BlockSize(sizeClass)).Fill(Trap);
        *(int*)(_mapping.Writable + offset) = _free[sizeClass];
        _free[sizeClass] = offset;
        if (--Live == 0)
        {
            // Nothing is left: cut it anew.
            Array.Fill(_free, None);
            _used = 0;
        }
    }

    private static int SizeClass(int length)
    {
        int units = Math.Max(1, (length + Unit - 1) / Unit);
        return units <= ExactUnits ? units : ExactUnits + BitOperations.Log2((uint)(units - 1) / ExactUnits) + 1;
    }

    private static int BlockSize(int sizeClass) =>
        sizeClass <= ExactUnits ? sizeClass * Unit : (Unit * ExactUnits) << (sizeClass - ExactUnits);
}
