using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>A call of a native kernel: what its argument block and spans hold before, and whether they are right afterwards.</summary>
internal abstract class KernelCase
{
    protected KernelCase(IReadOnlyList<Parameter> parameters, ulong[] values, ulong[][] spans, int length)
    {
        Parameters = parameters;
        Values = values;
        Spans = spans;
        Length = length;
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>By parameter, the bits of a value; of a span anything.</summary>
    public ulong[] Values { get; }

    /// <summary>By parameter, the bits of a span's elements before the call; empty for a value.</summary>
    public ulong[][] Spans { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element to compute.</summary>
    public int Start { get; protected init; }

    /// <summary>One past the last element to compute; nothing is computed if it is not more than <see cref="Start"/>.</summary>
    public int Count { get; protected init; }

    /// <summary>The argument block without the addresses of spans.</summary>
    public byte[] Block(KernelSignature signature, int size)
    {
        var block = new byte[size];
        Write(KernelSignature.CountOffset, (ulong)Count);
        Write(KernelSignature.StartOffset, (ulong)Start);
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Kind == ParameterKind.Value)
            {
                Write(signature.ParameterOffset(i), Interpreter.Widen(Values[i], Parameters[i].Type));
            }
        }

        if (signature.LengthOffset >= 0)
        {
            Write(signature.LengthOffset, (ulong)Length);
        }

        return block;

        void Write(int offset, ulong value) => BitConverter.TryWriteBytes(block.AsSpan(offset), value);
    }

    /// <summary>What is wrong after a call, or null.</summary>
    /// <param name="result">What the kernel returned.</param>
    /// <param name="block">The argument block, whose addresses are 0.</param>
    /// <param name="spans">The bits of each span's elements.</param>
    /// <param name="iteration">The most elements of an iteration: how far before the first that it has to leave it may leave.</param>
    public abstract string? Check(long result, byte[] block, ulong[][] spans, int iteration);

    /// <summary>The first element of a span that is not as expected, any NaN taken for another; null if there is none.</summary>
    protected string? Compare(ulong[][] expected, ulong[][] actual, long result)
    {
        for (int span = 0; span < actual.Length; span++)
        {
            for (int i = 0; i < actual[span].Length; i++)
            {
                if (!KernelFormulas.Same(Parameters[span].Type, expected[span][i], actual[span][i]))
                {
                    return $"{Parameters[span].Name}[{i}] is {actual[span][i]:x}, not {expected[span][i]:x} ({result} returned, {Start} to {Count})";
                }
            }
        }

        return null;
    }
}
