using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.CompilerServices;
using JitGen.Differential.Tests.Arrays.Engines;

namespace JitGen.Win64Host;

/// <summary>
/// Calls kernels over spans on memory between guard pages, through machine code that tells which registers they change. Input and
/// output are those of the C program <c>spans.c</c>, but for the code, which is an image, and entries, which are their numbers.
/// </summary>
internal static unsafe class SpanCalls
{
    private const uint DefaultControl = 0x1F80, ControlBits = 0xFFC0;
    private const byte Canary = 0xC5, Rubbish = 0xA7;
    private const int Canaries = 64;
    private const int BlockSize = 1 << 16;

    /// <summary>The word of an image whose low half is the number of its entries.</summary>
    private const int CountWord = 1;

    private static readonly List<GuardedMemory> s_memories = [];
    private static readonly GuardedMemory s_blocks = new(BlockSize);
    private static readonly delegate* unmanaged<KernelFrame*, void> s_thunk = MapThunk();

    /// <summary>An array of a call.</summary>
    /// <param name="AddressOffset">Where its address is in the block.</param>
    /// <param name="Start">Where it begins in its memory.</param>
    /// <param name="Length">In bytes.</param>
    /// <param name="Home">The number of the array whose memory it shares.</param>
    /// <param name="IsStored">Whether that memory is stored into.</param>
    private readonly record struct PlacedSpan(int AddressOffset, long Start, int Length, int Home, bool IsStored);

    /// <summary>Makes the calls of a file.</summary>
    /// <param name="inputPath">The file.</param>
    /// <param name="outputPath">Where what came of them goes.</param>
    public static void Run(string inputPath, string outputPath)
    {
        using var input = new BinaryReader(new BufferedStream(File.OpenRead(inputPath), 1 << 16));
        using var output = new BinaryWriter(new BufferedStream(File.Create(outputPath), 1 << 16));
        long calls = input.ReadInt64();
        long codeSize = input.ReadInt64();
        int memorySize = (int)input.ReadInt64();
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(input.ReadBytes((int)codeSize));
        NativeImage image = Load(words);
        for (long call = 0; call < calls; call++)
        {
            Call(image, input, output, memorySize);
        }

        GC.KeepAlive(image);
    }

    private static NativeImage Load(ReadOnlySpan<ulong> words)
    {
        int count = (int)(uint)words[CountWord];
        var tables = new NativeImageTables("Kernels", string.Join('\n', Enumerable.Range(0, count).Select(i => "F" + i)));
        tables.Add(NativeTarget.X64V3, words);
        NativeImage? slot = null;
        return tables.Load(ref slot);
    }

    private static void Call(NativeImage image, BinaryReader input, BinaryWriter output, int memorySize)
    {
        nint entry = image.Entry((int)input.ReadInt64());
        uint state = (uint)input.ReadInt64();
        int blockSize = (int)input.ReadInt64();
        int argumentsSize = (int)input.ReadInt64();
        var spans = new PlacedSpan[(int)input.ReadInt64()];
        int parts = (int)input.ReadInt64();
        for (int i = 0; i < spans.Length; i++)
        {
            spans[i] = new PlacedSpan((int)input.ReadInt64(), input.ReadInt64(), (int)input.ReadInt64(), (int)input.ReadInt64(), input.ReadInt64() != 0);
        }

        var block = new Span<byte>(s_blocks.Start + s_blocks.Size - blockSize, blockSize);
        block.Fill(Rubbish);
        input.BaseStream.ReadExactly(block[..argumentsSize]);
        byte[]?[] contents = Place(spans, block, input, memorySize);
        for (int part = 0; part < parts; part++)
        {
            (long start, long end) = (input.ReadInt64(), input.ReadInt64());
            MemoryMarshal.Write(block, end);
            MemoryMarshal.Write(block[sizeof(long)..], start);
            KernelFrame frame = Call(entry, block, state == 0 ? DefaultControl : state);
            output.Write(frame.Result);
            output.Write(Damage(&frame));
            output.Write(block[..argumentsSize]);
        }

        long damaged = 0;
        for (int i = spans.Length - 1; i >= 0; i--)
        {
            damaged = contents[i] is { } bytes && !IsIntact(spans[i], bytes) ? i + 1 : damaged;
        }

        output.Write(damaged);
        for (int i = 0; i < spans.Length; i++)
        {
            if (spans[i].Home == i && spans[i].IsStored)
            {
                output.Write(new ReadOnlySpan<byte>(Address(spans[i]), spans[i].Length));
                output.Write(new byte[Padding(spans[i].Length)]);
            }
        }
    }

    /// <summary>
    /// Reads the arrays to where they belong, with a pattern around them, and their addresses into the block. Returns the bytes of
    /// those that have memory of their own.
    /// </summary>
    private static byte[]?[] Place(PlacedSpan[] spans, Span<byte> block, BinaryReader input, int memorySize)
    {
        var contents = new byte[]?[spans.Length];
        for (int i = 0; i < spans.Length; i++)
        {
            PlacedSpan span = spans[i];
            if (span.Home == i)
            {
                while (s_memories.Count <= i)
                {
                    s_memories.Add(new GuardedMemory(memorySize));
                }

                Around(span, out Span<byte> before, out Span<byte> after);
                before.Fill(Canary);
                after.Fill(Canary);
                contents[i] = input.ReadBytes(span.Length);
                contents[i].CopyTo(new Span<byte>(Address(span), span.Length));
                input.ReadBytes(Padding(span.Length));
            }
        }

        foreach (PlacedSpan span in spans)
        {
            MemoryMarshal.Write(block[span.AddressOffset..], (ulong)Address(spans[span.Home]));
        }

        return contents;
    }

    /// <summary>The thunk in memory of this class: it does not throw, and nothing unwinds through it.</summary>
    private static delegate* unmanaged<KernelFrame*, void> MapThunk()
    {
        byte[] code = KernelThunk.WindowsCode();
        var memory = new GuardedMemory(BlockSize);
        code.CopyTo(new Span<byte>(memory.Start, memory.Size));
        memory.MakeExecutable();
        return (delegate* unmanaged<KernelFrame*, void>)memory.Start;
    }

    private static KernelFrame Call(nint entry, Span<byte> block, uint control)
    {
        KernelFrame frame = default;
        for (int i = 0; i < 20; i++)
        {
            frame.VectorsBefore[i] = 0x0123456789ABCDEF * (ulong)(i + 3);
            frame.Before[i % 8] = 0xFEDCBA9876543210 * (ulong)(i % 8 + 3);
        }

        fixed (byte* pointer = block)
        {
            frame.Code = entry;
            frame.Rcx = (ulong)pointer;
            frame.ControlBefore = control;
            s_thunk(&frame);
        }

        return frame;
    }

    /// <summary>0, or 1 + the number of the first register that has changed: integers, halves of vectors, MXCSR.</summary>
    private static long Damage(KernelFrame* frame)
    {
        for (int i = 0; i < 8; i++)
        {
            if (frame->Before[i] != frame->After[i])
            {
                return i + 1;
            }
        }

        for (int i = 0; i < 20; i++)
        {
            if (frame->VectorsBefore[i] != frame->VectorsAfter[i])
            {
                return 8 + i + 1;
            }
        }

        return (frame->ControlBefore & ControlBits) != (frame->ControlAfter & ControlBits) ? 29 : 0;
    }

    /// <summary>Whether nothing was written beside an array, nor into it if it is only read.</summary>
    private static bool IsIntact(PlacedSpan span, byte[] contents)
    {
        Around(span, out Span<byte> before, out Span<byte> after);
        return !before.ContainsAnyExcept(Canary) && !after.ContainsAnyExcept(Canary)
            && (span.IsStored || new ReadOnlySpan<byte>(Address(span), span.Length).SequenceEqual(contents));
    }

    private static void Around(PlacedSpan span, out Span<byte> before, out Span<byte> after)
    {
        GuardedMemory memory = s_memories[span.Home];
        long end = span.Start + span.Length;
        int first = (int)Math.Max(0, span.Start - Canaries);
        before = new Span<byte>(memory.Start + first, (int)(span.Start - first));
        after = new Span<byte>(memory.Start + end, (int)Math.Min(Canaries, memory.Size - end));
    }

    private static byte* Address(PlacedSpan span) => s_memories[span.Home].Start + span.Start;

    private static int Padding(int length) => (8 - length % 8) % 8;
}
