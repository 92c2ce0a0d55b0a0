using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Accuracy;

/// <summary>All floats: the results of a function of one variable, and a hash of each 2^24 of them.</summary>
internal static unsafe class FloatRun
{
    /// <summary>The number of blocks of 2^24 floats.</summary>
    public const int BlockCount = 1 << (32 - BlockBits);

    private const int BlockBits = 24;
    private const int ChunkLength = 1 << 16;
    private const int KeptWrong = 8;

    /// <summary>Compares every result, or every n-th block's.</summary>
    /// <param name="function">A function of one variable.</param>
    /// <param name="reference">What is right.</param>
    /// <param name="stride">1 for all blocks.</param>
    /// <param name="rounds">Whether results have to be correctly rounded; else their errors are measured.</param>
    /// <param name="wrong">Receives some arguments of wrong results.</param>
    /// <param name="hashes">Receives a hash per block.</param>
    public static Report Run(MathFunction function, Reference reference, int stride, bool rounds, List<float> wrong, ulong[] hashes)
    {
        var native = new NativeFunction(function, ElementType.Single);
        Report total = default;
        object gate = new();
        Parallel.For(0, BlockCount / stride, index =>
        {
            int block = index * stride;
            float[] kept = new float[2 * KeptWrong];
            Report report = RunBlock(native, reference, block, rounds, kept, out hashes[block]);
            lock (gate)
            {
                total.Add(report);
                for (int i = 0; rounds && i < (int)Math.Min(report.Wrong, KeptWrong); i++)
                {
                    wrong.Add(kept[2 * i]);
                }
            }
        });
        return total;
    }

    private static Report RunBlock(NativeFunction native, Reference reference, int block, bool rounds, float[] kept, out ulong hash)
    {
        uint* x = (uint*)NativeMemory.Alloc(ChunkLength, 2 * sizeof(float));
        uint* results = x + ChunkLength;
        Report total = default;
        hash = 0;
        for (long start = (long)block << BlockBits; start < (long)(block + 1) << BlockBits; start += ChunkLength)
        {
            for (int i = 0; i < ChunkLength; i++)
            {
                x[i] = (uint)(start + i);
            }

            native.Run(x, null, results, ChunkLength);
            hash = ResultHash.Add(hash, results, ChunkLength);
            Span<float> room = total.Wrong < KeptWrong ? kept.AsSpan((int)(2 * total.Wrong)) : default;
            total.Add(rounds
                ? reference.CheckFloats((float*)x, null, (float*)results, ChunkLength, room)
                : reference.MeasureFloats((float*)x, null, (float*)results, ChunkLength));
        }

        NativeMemory.Free(x);
        return total;
    }
}

/// <summary>A hash of results, every NaN taken for the same.</summary>
internal static unsafe class ResultHash
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const uint SingleInfinity = 0x7F800000;
    private const uint SingleNaN = 0x7FC00000;

    /// <summary>The hash of all before, and these floats' bits.</summary>
    public static ulong Add(ulong hash, uint* results, long count)
    {
        for (long i = 0; i < count; i++)
        {
            uint bits = (results[i] & ~(1u << 31)) > SingleInfinity ? SingleNaN : results[i];
            hash = (hash ^ bits) * Multiplier;
            hash ^= hash >> 32;
        }

        return hash;
    }
}
