using System;
using System.Runtime.InteropServices;

namespace JitGen.KernelBenchmarks;

/// <summary>The arrays of one kernel: distinct, aligned to pages and a little apart, so that not all begin in the same cache set.</summary>
internal sealed unsafe class Buffers : IDisposable
{
    private const int Inputs = 4;
    private const int Outputs = 2;
    private const int Page = 4096;

    /// <summary>What an array begins after the one before, beyond whole pages: an odd number of cache lines.</summary>
    private const int Stagger = 7 * 64;

    private readonly byte* _memory;

    /// <summary>Arrays of random numbers.</summary>
    public Buffers(Kernel kernel, int count)
    {
        nint total = 0;
        nint temporaryBytes = WithGap((nint)count * kernel.Temporaries.ElementBytes);
        Span<nint> offsets = stackalloc nint[Inputs + Outputs + 1];
        for (int i = 0; i < offsets.Length; i++)
        {
            offsets[i] = total;
            nint bytes = i switch
            {
                < Inputs => (nint)count * kernel.InputBytes(i),
                < Inputs + Outputs => Math.Max(64, (nint)count * kernel.OutputBytes(i - Inputs)),
                _ => temporaryBytes * kernel.Temporaries.Count,
            };
            total += bytes == 0 ? 0 : WithGap(bytes);
        }

        _memory = (byte*)NativeMemory.AlignedAlloc((nuint)total, Page);
        new Span<byte>(_memory, (int)Math.Min(total, int.MaxValue)).Clear();
        var random = new Random(20_260);
        for (int i = 0; i < kernel.Inputs.Count; i++)
        {
            Fill(kernel.Inputs[i], kernel.RangeOf(i), _memory + offsets[i], count, random);
        }

        Operands = new Operands
        {
            Input0 = _memory + offsets[0],
            Input1 = _memory + offsets[1],
            Input2 = _memory + offsets[2],
            Input3 = _memory + offsets[3],
            Output0 = _memory + offsets[4],
            Output1 = _memory + offsets[5],
            Temporaries = _memory + offsets[6],
            TemporaryBytes = temporaryBytes,
            Scalar0 = kernel.Scalars.A,
            Scalar1 = kernel.Scalars.B,
            Count = count,
        };
    }

    public Operands Operands { get; }

    public void Dispose() => NativeMemory.AlignedFree(_memory);

    /// <summary>From where an array begins to where the next may.</summary>
    private static nint WithGap(nint bytes) => (bytes + Page - 1) / Page * Page + Stagger;

    private static void Fill(Element element, (double Low, double High) range, byte* memory, int count, Random random)
    {
        if (element == Element.Byte)
        {
            random.NextBytes(new Span<byte>(memory, count));
            return;
        }

        for (int i = 0; i < count; i++)
        {
            double value = random.NextDouble() * (range.High - range.Low) + range.Low;
            if (element == Element.Single)
            {
                ((float*)memory)[i] = (float)value;
            }
            else
            {
                ((double*)memory)[i] = value;
            }
        }
    }
}
