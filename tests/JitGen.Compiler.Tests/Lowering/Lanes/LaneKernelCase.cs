using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>A call of a kernel: what its spans and values hold, and what they have to hold afterwards.</summary>
internal sealed class LaneKernelCase
{
    private readonly VectorFunction _kernel;
    private readonly ulong[] _values;

    /// <summary>A call over spans of a length with random elements.</summary>
    public LaneKernelCase(Random random, VectorFunction kernel, int length)
    {
        _kernel = kernel;
        Length = length;
        Function function = kernel.Function;
        Spans = new ulong[function.Parameters.Count][];
        _values = new ulong[function.Parameters.Count];
        for (int i = 0; i < Spans.Length; i++)
        {
            ElementType type = function.Parameters[i].Type;
            IrType lane = RandomLanes.LaneOf(type);
            ulong Next() => type == ElementType.Bool ? (ulong)random.Next(2) : BoundaryValues.Random(random, lane);
            if (function.Parameters[i].Kind == ParameterKind.Value)
            {
                // Small integers arrive widened: what is above them is their sign.
                _values[i] = Next();
                Spans[i] = [];
            }
            else
            {
                Spans[i] = [.. Enumerable.Range(0, length).Select(_ => Next())];
            }
        }

        int[] offsets = [0, .. Enumerable.Range(0, function.Count).Select(id => new Value(id))
            .Where(node => function.OpcodeOf(node) == Opcode.Element).Select(function.OffsetOf)];
        Start = Math.Max(-offsets.Min(), random.Next(3));
        Count = Math.Max(length - offsets.Max(), Start);
    }

    /// <summary>Elements of each span.</summary>
    public int Length { get; }

    /// <summary>The first element to compute.</summary>
    public int Start { get; }

    /// <summary>One past the last element to compute; nothing is computed if it is not more than <see cref="Start"/>.</summary>
    public int Count { get; }

    /// <summary>The bits of each span's elements before the call; empty for values.</summary>
    public ulong[][] Spans { get; }

    /// <summary>The bits of a value parameter.</summary>
    public ulong ValueOf(int parameter) => _values[parameter];

    /// <summary>The argument block without the addresses of spans.</summary>
    public byte[] Block(KernelSignature signature, int size)
    {
        var block = new byte[size];
        Write(KernelSignature.CountOffset, (ulong)Count);
        Write(KernelSignature.StartOffset, (ulong)Start);
        for (int i = 0; i < Spans.Length; i++)
        {
            if (_kernel.Function.Parameters[i].Kind == ParameterKind.Value)
            {
                Write(signature.ParameterOffset(i), _values[i]);
            }
        }

        if (signature.LengthOffset >= 0)
        {
            Write(signature.LengthOffset, (ulong)Length);
        }

        return block;

        void Write(int offset, ulong value) => BitConverter.TryWriteBytes(block.AsSpan(offset), value);
    }

    /// <summary>What is wrong with the spans after a call, or null.</summary>
    /// <param name="result">What the kernel returned.</param>
    /// <param name="spans">The bits of each span's elements afterwards.</param>
    /// <param name="iteration">The most elements of an iteration: how far before the first that it has to leave it may leave.</param>
    public string? Check(long result, ulong[][] spans, int iteration)
    {
        Function function = _kernel.Function;
        ulong[][] expected = [.. Spans.Select(span => (ulong[])span.Clone())];
        for (int i = Start; i < result && i < Count; i++)
        {
            ulong[] nodes = Evaluate(i);
            if (!_kernel.Exit.IsNone && nodes[_kernel.Exit.Id] != 0)
            {
                return $"element {i} has to be left to managed code, but {result} was returned";
            }

            foreach (LaneStore store in _kernel.Stores)
            {
                expected[store.Span][i] = nodes[store.Value.Id];
            }
        }

        for (int span = 0; span < spans.Length; span++)
        {
            IrType lane = RandomLanes.LaneOf(function.Parameters[span].Type);
            for (int i = 0; i < spans[span].Length; i++)
            {
                if (spans[span][i] != expected[span][i] && !(IsNaN(lane, spans[span][i]) && IsNaN(lane, expected[span][i])))
                {
                    return $"{function.Parameters[span].Name}[{i}] is {spans[span][i]:x}, not {expected[span][i]:x} ({result} returned, {Start} to {Count})";
                }
            }
        }

        return CheckEnd(result, iteration);
    }

    private string? CheckEnd(long result, int iteration)
    {
        if (Count <= Start || result == Count)
        {
            return null;
        }

        bool isLeft = false;
        for (long i = result; i < Math.Min(result + iteration, Count) && i >= Start && !_kernel.Exit.IsNone; i++)
        {
            isLeft |= Evaluate((int)i)[_kernel.Exit.Id] != 0;
        }

        return isLeft ? null : $"{result} was returned for no reason ({Start} to {Count})";
    }

    /// <summary>The bits of every node for an element.</summary>
    private ulong[] Evaluate(int index)
    {
        Function function = _kernel.Function;
        var nodes = new ulong[function.Count];
        for (int id = 0; id < nodes.Length; id++)
        {
            var node = new Value(id);
            IrType type = function.TypeOf(node);
            nodes[id] = function.OpcodeOf(node) switch
            {
                Opcode.Constant => function.BitsOf(node),
                Opcode.Parameter => _values[(int)function.BitsOf(node)] & Function.Mask(type),
                Opcode.Element => Spans[function.SpanOf(node)][index + function.OffsetOf(node)],
                Opcode.Index => (ulong)index,
                Opcode.Length => (ulong)Length,
                Opcode opcode => OpcodeTable.Evaluate(opcode, function.TypeOf(function.Operand(node, 0)), type, At(0), At(1), At(2)),
            };

            ulong At(int operand) => function.Operand(node, operand) is { IsNone: false } value ? nodes[value.Id] : 0;
        }

        return nodes;
    }

    private static bool IsNaN(IrType type, ulong bits) =>
        type == IrType.F32 ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits))
        : type == IrType.F64 && double.IsNaN(BitConverter.UInt64BitsToDouble(bits));
}
