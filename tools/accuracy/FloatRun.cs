using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using JitGen.Testing;

namespace JitGen.Accuracy;

/// <summary>A function of all floats: its results compared, and hashed in blocks of 2^24.</summary>
/// <param name="native">A function of one float as machine code, on each target whose results have to be the same.</param>
/// <param name="reference">What is right.</param>
/// <param name="rounds">Whether results have to be correctly rounded; else their errors are measured.</param>
internal sealed unsafe class FloatRun(IReadOnlyList<NativeFunction> native, Reference reference, bool rounds)
{
    private const int ChunkLength = 1 << 16;
    private const int KeptWrong = 8;

    /// <summary>A thread per processor: more would only wait for each other.</summary>
    public static ParallelOptions Parallelism { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    private readonly object _gate = new();
    private readonly List<float> _wrong = [];
    private Report _total;

    /// <summary>Some arguments of wrong results.</summary>
    public IReadOnlyList<float> Wrong => _wrong;

    /// <summary>By block, the hashes as <see cref="FloatHash"/> has them; null where it was left out.</summary>
    public string[]?[] Hashes { get; } = new string[]?[FloatHash.BlockCount];

    /// <summary>Whether all blocks were compared.</summary>
    public bool IsComplete => Hashes.All(block => block is not null);

    /// <summary>Compares every result, or every n-th block's.</summary>
    /// <exception cref="InvalidOperationException">Two targets give different bits.</exception>
    public Report Run(int stride)
    {
        Parallel.For(0, FloatHash.BlockCount / stride, Parallelism, index => RunBlock((int)index * stride));
        return _total;
    }

    private void RunBlock(int block)
    {
        uint* x = (uint*)NativeMemory.Alloc(ChunkLength, 3 * sizeof(float));
        var results = new Span<uint>(x + ChunkLength, ChunkLength);
        var again = new Span<uint>(x + 2 * ChunkLength, ChunkLength);
        Report total = default;
        float[] kept = new float[2 * KeptWrong];
        ulong[] hashes = new ulong[FloatHash.Strides.Count];
        for (long start = (long)block << FloatHash.BlockBits; start < (long)(block + 1) << FloatHash.BlockBits; start += ChunkLength)
        {
            for (int i = 0; i < ChunkLength; i++)
            {
                x[i] = (uint)(start + i);
            }

            native[0].Run(x, null, x + ChunkLength, ChunkLength);
            AddHashes(hashes, start, results);
            foreach (NativeFunction other in native.Skip(1))
            {
                other.Run(x, null, x + 2 * ChunkLength, ChunkLength);
                Compare(other, (uint)start, results, again);
            }

            Span<float> room = total.Wrong < KeptWrong ? kept.AsSpan((int)(2 * total.Wrong)) : default;
            total.Add(rounds
                ? reference.CheckFloats((float*)x, null, (float*)(x + ChunkLength), ChunkLength, room)
                : reference.MeasureFloats((float*)x, null, (float*)(x + ChunkLength), ChunkLength));
        }

        NativeMemory.Free(x);
        lock (_gate)
        {
            Hashes[block] = [.. hashes.Select(FloatHash.Text)];
            _total.Add(total);
            _wrong.AddRange(Enumerable.Range(0, rounds ? (int)Math.Min(total.Wrong, KeptWrong) : 0).Select(i => kept[2 * i]));
        }
    }

    private static void AddHashes(ulong[] hashes, long start, ReadOnlySpan<uint> results)
    {
        for (int column = 0; column < hashes.Length; column++)
        {
            int stride = FloatHash.Strides[column];
            if (stride == 1)
            {
                hashes[column] = FloatHash.Add(hashes[column], results);
                continue;
            }

            for (long index = start / stride; index < (start + results.Length) / stride; index++)
            {
                hashes[column] = FloatHash.Add(hashes[column], results[(int)(FloatHash.Argument(stride, index) - start)]);
            }
        }
    }

    private void Compare(NativeFunction other, uint start, ReadOnlySpan<uint> expected, ReadOnlySpan<uint> actual)
    {
        for (int i = expected.SequenceEqual(actual) ? expected.Length : expected.CommonPrefixLength(actual); i < expected.Length; i++)
        {
            if (expected[i] != actual[i] && !(float.IsNaN(BitConverter.UInt32BitsToSingle(expected[i])) && float.IsNaN(BitConverter.UInt32BitsToSingle(actual[i]))))
            {
                throw new InvalidOperationException(
                    $"{other.Function.Name} of the float 0x{start + i:X8} is 0x{actual[i]:X8} on {other.Target.Name}, 0x{expected[i]:X8} on {native[0].Target.Name}.");
            }
        }
    }
}
