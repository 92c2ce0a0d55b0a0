using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Tests.IR;
using JitGen.Compiler.Tests.Kernels;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>A call of a kernel of lanes with random arguments, checked against the meaning of the opcodes.</summary>
internal sealed class LaneKernelCase : KernelCase
{
    private readonly VectorFunction _kernel;

    /// <summary>A call over spans of a length with random elements.</summary>
    public LaneKernelCase(Random random, VectorFunction kernel, int length)
        : base(kernel.Function.Parameters, RandomValues(random, kernel.Function), RandomSpans(random, kernel.Function, length), length)
    {
        _kernel = kernel;
        Function function = kernel.Function;
        int[] offsets = [0, .. Enumerable.Range(0, function.Count).Select(id => new Value(id))
            .Where(node => function.OpcodeOf(node) == Opcode.Element).Select(function.OffsetOf)];
        Start = Math.Max(-offsets.Min(), random.Next(3));
        Count = Math.Max(length - offsets.Max(), Start);
    }

    private static ulong[] RandomValues(Random random, Function function) =>
        [.. function.Parameters.Select(parameter => RandomBits(random, parameter.Type))];

    private static ulong[][] RandomSpans(Random random, Function function, int length) =>
        [.. function.Parameters.Select(parameter => parameter.Kind == ParameterKind.Value
            ? []
            : Enumerable.Range(0, length).Select(_ => RandomBits(random, parameter.Type)).ToArray())];

    private static ulong RandomBits(Random random, ElementType type) =>
        type == ElementType.Bool ? (ulong)random.Next(2) : BoundaryValues.Random(random, RandomLanes.LaneOf(type));

    public override string? Check(long result, byte[] block, ulong[][] spans, int iteration)
    {
        ulong[][] expected = [.. Spans.Select(span => (ulong[])span.Clone())];
        for (int i = Start; i < result && i < Count; i++)
        {
            ulong[] nodes = Evaluate(i);
            if (Leaves(nodes))
            {
                return $"element {i} has to be left to managed code, but {result} was returned";
            }

            foreach (LaneStore store in _kernel.Stores)
            {
                expected[store.Span][i] = nodes[store.Value.Id];
            }
        }

        return Compare(expected, spans, result) ?? CheckEnd(result, iteration);
    }

    private string? CheckEnd(long result, int iteration)
    {
        if (Count <= Start || result == Count)
        {
            return null;
        }

        bool isLeft = false;
        for (long i = result; i < Math.Min(result + iteration, Count) && i >= Start; i++)
        {
            isLeft |= Leaves(Evaluate((int)i));
        }

        return isLeft ? null : $"{result} was returned for no reason ({Start} to {Count})";
    }

    /// <summary>Whether an element with these nodes is not for native code.</summary>
    private bool Leaves(ulong[] nodes) =>
        new[] { _kernel.Exit, _kernel.UniformExit }.Any(exit => !exit.IsNone && nodes[exit.Id] != 0);

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
                Opcode.Parameter => Values[(int)function.BitsOf(node)],
                Opcode.Element => Spans[function.SpanOf(node)][index + function.OffsetOf(node)],
                Opcode.Index => (ulong)index,
                Opcode.Length => (ulong)Length,
                Opcode opcode => OpcodeTable.Evaluate(opcode, function.TypeOf(function.Operand(node, 0)), type, At(0), At(1), At(2)),
            };

            ulong At(int operand) => function.Operand(node, operand) is { IsNone: false } value ? nodes[value.Id] : 0;
        }

        return nodes;
    }
}
