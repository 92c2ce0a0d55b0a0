using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The arrays of a call in guarded memory, of one thread, with a pattern around them that nothing may change.</summary>
internal sealed unsafe class SpanMemory
{
    private const int Canaries = 64;
    private const byte Canary = 0xC5;

    [ThreadStatic]
    private static SpanMemory? s_instance;

    private readonly List<GuardedMemory> _memories = [];

    /// <summary>The memory of the current thread.</summary>
    public static SpanMemory OfThread => s_instance ??= new SpanMemory();

    /// <summary>Copies the arrays of a call to where they belong. Returns the address of each, by parameter.</summary>
    public byte*[] Place(SpanRun run, Placement placement)
    {
        var addresses = new byte*[run.Contents.Length];
        for (int n = 0; n < addresses.Length; n++)
        {
            if (run.Contents[n] is { } bytes && run.Homes[n] == n)
            {
                addresses[n] = MemoryOf(n).Start + placement.Offsets[n];
                Around(n, placement.Offsets[n], bytes.Length, out Span<byte> before, out Span<byte> after);
                before.Fill(Canary);
                after.Fill(Canary);
                bytes.CopyTo(new Span<byte>(addresses[n], bytes.Length));
            }
        }

        for (int n = 0; n < addresses.Length; n++)
        {
            addresses[n] = addresses[run.Homes[n]];
        }

        return addresses;
    }

    /// <summary>The contents of the arrays; those of the call itself, where they have not changed.</summary>
    public byte[]?[] Read(SpanRun run, Placement placement)
    {
        var contents = new byte[]?[run.Contents.Length];
        for (int n = 0; n < contents.Length; n++)
        {
            if (run.Homes[n] == n && run.Contents[n] is { } bytes)
            {
                var now = new ReadOnlySpan<byte>(MemoryOf(n).Start + placement.Offsets[n], bytes.Length);
                contents[n] = now.SequenceEqual(bytes) ? bytes : now.ToArray();
            }
        }

        return [.. run.Homes.Select(home => contents[home])];
    }

    /// <summary>What was written beside the arrays, by parameter; null if nothing.</summary>
    public string? FindDamage(SpanFormula formula, SpanRun run, Placement placement)
    {
        for (int n = 0; n < run.Contents.Length; n++)
        {
            if (run.Contents[n] is { } bytes && run.Homes[n] == n)
            {
                Around(n, placement.Offsets[n], bytes.Length, out Span<byte> before, out Span<byte> after);
                if (before.ContainsAnyExcept(Canary) || after.ContainsAnyExcept(Canary))
                {
                    return $"writes beside {formula.Parameters[n].Name}";
                }
            }
        }

        return null;
    }

    private void Around(int parameter, int offset, int length, out Span<byte> before, out Span<byte> after)
    {
        GuardedMemory memory = MemoryOf(parameter);
        int end = offset + length;
        int first = Math.Max(0, offset - Canaries);
        before = new Span<byte>(memory.Start + first, offset - first);
        after = new Span<byte>(memory.Start + end, Math.Min(Canaries, memory.Size - end));
    }

    private GuardedMemory MemoryOf(int parameter)
    {
        while (_memories.Count <= parameter)
        {
            _memories.Add(new GuardedMemory(Placement.MemorySize));
        }

        return _memories[parameter];
    }
}
