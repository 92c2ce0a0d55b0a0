using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using JitGen.Memory;

namespace JitGen.Dynamic.Memory;

/// <summary>
/// Machine code of many formulas, packed into shared memory. Code is written at one address of that memory and executed at another,
/// so that nothing is ever writable and executable; memory that is free again is used again.
/// </summary>
internal sealed class CodeHeap
{
    /// <summary>The formulas of the process.</summary>
    public static CodeHeap Shared { get; } = new();

    private readonly object _lock = new();
    private readonly List<CodeChunk> _chunks = new();
    private CodeChunk? _current;

    /// <summary>How the heap is filled now.</summary>
    public (int Chunks, long Bytes, int Live) Statistics
    {
        get
        {
            lock (_lock)
            {
                int live = 0;
                long bytes = 0;
                foreach (CodeChunk chunk in _chunks)
                {
                    live += chunk.Live;
                    bytes += chunk.Size;
                }

                return (_chunks.Count, bytes, live);
            }
        }
    }

    /// <summary>Copies code to where it can be executed; null where the system refuses.</summary>
    public CodeBlock? Add(ReadOnlySpan<byte> code)
    {
        if (code.Length <= CodeChunk.MaximumBlock && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            lock (_lock)
            {
                if (FindRoom(code.Length) is { } chunk)
                {
                    return new CodeBlock(this, chunk, chunk.Add(code), code.Length);
                }
            }
        }

        return MapAlone(code);
    }

    /// <summary>Takes back what <see cref="Add"/> gave. Nobody may be executing there.</summary>
    public void Remove(CodeBlock block)
    {
        if (block.Chunk is not { } chunk)
        {
            ExecutableMemory.Unmap(block.Address, block.Length);
            return;
        }

        lock (_lock)
        {
            chunk.Remove(block.Address, block.Length);
            if (chunk.Live == 0 && chunk != _current)
            {
                _chunks.Remove(chunk);
                chunk.Unmap();
            }
        }
    }

    private CodeChunk? FindRoom(int length)
    {
        if (_current is not null && _current.HasRoom(length))
        {
            return _current;
        }

        foreach (CodeChunk chunk in _chunks)
        {
            if (chunk.HasRoom(length))
            {
                return _current = chunk;
            }
        }

        if (!CodeChunk.TryCreate(out CodeChunk? created))
        {
            return null;
        }

        _chunks.Add(created);
        return _current = created;
    }

    /// <summary>Pages of its own: for large code, and where memory cannot be, or should not be, shared and used again.</summary>
    private CodeBlock? MapAlone(ReadOnlySpan<byte> code)
    {
        ulong[] words = new ulong[(code.Length + sizeof(ulong) - 1) / sizeof(ulong)];
        code.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
        nint address = ExecutableMemory.Map(words);
        return address == 0 ? null : new CodeBlock(this, null, address, words.Length * sizeof(ulong));
    }
}

/// <summary>Code in a <see cref="CodeHeap"/>.</summary>
/// <param name="Heap">Where it is.</param>
/// <param name="Chunk">The shared memory; null if it has pages of its own.</param>
/// <param name="Address">Its first byte, which can be executed.</param>
/// <param name="Length">Its bytes.</param>
internal sealed record CodeBlock(CodeHeap Heap, CodeChunk? Chunk, nint Address, int Length);
