using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Builds a kernel of lanes, and compares what its code does with what its opcodes mean.</summary>
internal sealed class LaneGraph
{
    private static readonly ulong[] s_boundaries =
    [
        0, 1, 2, 3, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF,
        0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, ulong.MaxValue, ulong.MaxValue - 1,
    ];

    private static readonly double[] s_numbers =
    [
        0, -0.0, 1, -1, 0.5, 1.5, 2.5, -2.5, 1e10, -1e10, 1e20, 3e38, 1e300, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        2147483647, 2147483648, -2147483648, 4294967295, 4294967296, 9.2e18, 9.3e18, 1.8e19, 1e-310, 1e-40,
    ];

    private readonly List<Parameter> _parameters = new();
    private VectorFunction _kernel;

    public LaneGraph() => _kernel = new VectorFunction(new Function(_parameters));

    public Function Function => _kernel.Function;

    /// <summary>A value of an own span, or, of a condition, a comparison of such a value with zero.</summary>
    public Value Input(IrType type, int offset = 0)
    {
        if (!IrTypes.IsMask(type))
        {
            return Function.Element(NewParameter(type, ParameterKind.ReadOnlySpan), offset, type);
        }

        IrType lane = type switch { IrType.M8 => IrType.I8, IrType.M16 => IrType.I16, IrType.M64 => IrType.I64, _ => IrType.I32 };
        return Function.Node(Opcode.LtS, type, Input(lane, offset), Function.Constant(lane, 0));
    }

    /// <summary>A value that is the same for all elements.</summary>
    public Value Uniform(IrType type) => Function.Parameter(NewParameter(type, ParameterKind.Value), type);

    /// <summary>Stores a value into an own span; of a condition 1 or 0.</summary>
    public void Store(Value value)
    {
        IrType type = Function.TypeOf(value);
        if (IrTypes.IsMask(type))
        {
            IrType lane = type switch { IrType.M8 => IrType.I8, IrType.M16 => IrType.I16, IrType.M64 => IrType.I64, _ => IrType.I32 };
            value = Function.Node(Opcode.Select, lane, value, Function.Constant(lane, 1), Function.Constant(lane, 0));
            type = lane;
        }

        _kernel.Stores.Add(new LaneStore(NewParameter(type, ParameterKind.Span), LaneKernel.ElementTypeOf(type), value));
    }

    /// <summary>The name of what is done element by element.</summary>
    public void AddElementWise(string name) => _kernel.ElementWise.Add(name);

    /// <summary>Elements for which the condition is true are left to the caller.</summary>
    public void ExitIf(Value condition) => _kernel.Exit = condition;

    /// <summary>Runs lengths from nothing to some groups and compares every element of every span. Returns the listing.</summary>
    public IReadOnlyList<string> CheckAllLengths(Target target, OptimizationLevel level, string what, int seed)
    {
        _kernel = UsedPart();
        LaneKernel kernel;
        try
        {
            kernel = new LaneKernel(_kernel, target, level);
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{what}: {e.Message}", e);
        }

        using (kernel)
        {
            var random = new Random(seed);
            foreach (int length in Lengths(kernel.GroupSize))
            {
                Check(kernel, random, length, what);
            }

            return kernel.Listing;
        }
    }

    /// <summary>A random value of a type, often one at its boundaries.</summary>
    public static ulong RandomBits(Random random, IrType type)
    {
        if (IrTypes.IsFloating(type))
        {
            double number = random.Next(3) switch
            {
                0 => s_numbers[random.Next(s_numbers.Length)],
                1 => random.NextDouble() * 100 - 50,
                _ => BitConverter.Int64BitsToDouble(random.NextInt64()),
            };
            return type == IrType.F64 ? BitConverter.DoubleToUInt64Bits(number) : BitConverter.SingleToUInt32Bits((float)number);
        }

        ulong bits = random.Next(3) switch
        {
            0 => s_boundaries[random.Next(s_boundaries.Length)],
            1 => (ulong)(long)random.Next(-20, 20),
            _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue),
        };
        return bits & Function.Mask(type);
    }

    /// <summary>A kernel has no nodes that nothing uses: this one without them.</summary>
    private VectorFunction UsedPart()
    {
        var isUsed = new bool[Function.Count];
        foreach (LaneStore store in _kernel.Stores)
        {
            isUsed[store.Value.Id] = true;
        }

        if (!_kernel.Exit.IsNone)
        {
            isUsed[_kernel.Exit.Id] = true;
        }

        for (int id = isUsed.Length - 1; id >= 0; id--)
        {
            for (int k = 0; isUsed[id] && k < 3; k++)
            {
                if (Function.Operand(new Value(id), k) is { IsNone: false } operand)
                {
                    isUsed[operand.Id] = true;
                }
            }
        }

        var used = new VectorFunction(new Function(_parameters));
        var copies = new Value[isUsed.Length];
        for (int id = 0; id < isUsed.Length; id++)
        {
            copies[id] = isUsed[id] ? Copy(used.Function, new Value(id), copies) : default;
        }

        used.Stores.AddRange(_kernel.Stores.Select(store => store with { Value = copies[store.Value.Id] }));
        used.ElementWise.AddRange(_kernel.ElementWise);
        used.Exit = _kernel.Exit.IsNone ? default : copies[_kernel.Exit.Id];
        return used;
    }

    private Value Copy(Function into, Value value, Value[] copies)
    {
        Opcode opcode = Function.OpcodeOf(value);
        IrType type = Function.TypeOf(value);
        if (OpcodeTable.Arity(opcode) == 0)
        {
            return into.Leaf(opcode, type, Function.BitsOf(value));
        }

        Value Operand(int index) => Function.Operand(value, index) is { IsNone: false } operand ? copies[operand.Id] : default;
        return into.Node(opcode, type, Operand(0), Operand(1), Operand(2));
    }

    private static IEnumerable<int> Lengths(int group) =>
        Enumerable.Range(0, Math.Min(group, 9)).Concat([group - 1, group, group + 1, 2 * group + 3, 9 * group + group / 2, 9 * group + 1]).Distinct();

    private void Check(LaneKernel kernel, Random random, int length, string what)
    {
        // One element before and behind what is computed, for offsets.
        ulong[][] spans = [.. _parameters.Select(parameter => Data(random, parameter, length + 2))];
        ulong[][] expected = [.. spans.Select(span => (ulong[])span.Clone())];
        long expectedEnd = kernel.Evaluate(expected, 1, length + 1);
        ulong[][] inputs = [.. spans.Select(span => (ulong[])span.Clone())];
        long end = kernel.Run(spans, 1, length + 1, streams: length % 2 != 0 && length > kernel.GroupSize);

        // Native code leaves before the whole iteration in which an element does; managed code goes on from there.
        string listing = Environment.NewLine + JitGen.Compiler.IR.Printer.Print(Function) + string.Join(Environment.NewLine, kernel.Listing);
        bool leaves = expectedEnd <= length;
        Assert.True(leaves ? end <= expectedEnd : end == expectedEnd, $"{what}: end {end} instead of {expectedEnd} of {length}{listing}");
        for (int p = 0; p < spans.Length; p++)
        {
            IrType type = ElementTypes.IrTypeOf(_parameters[p].Type);
            for (int i = 0; i < spans[p].Length; i++)
            {
                ulong wanted = leaves && i >= end ? inputs[p][i] : expected[p][i];
                Assert.True(
                    AreSame(type, wanted, spans[p][i]),
                    $"{what}: span {p}, element {i} of {length}: {spans[p][i]:x} instead of {wanted:x}; inputs "
                    + string.Join(" ", inputs.Select(span => span[Math.Min(i, span.Length - 1)].ToString("x"))) + listing);
            }
        }
    }

    private static bool AreSame(IrType type, ulong a, ulong b) => a == b || (IsNaN(type, a) && IsNaN(type, b));

    private static bool IsNaN(IrType type, ulong bits) => type switch
    {
        IrType.F32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)),
        IrType.F64 => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)),
        _ => false,
    };

    private static ulong[] Data(Random random, Parameter parameter, int length)
    {
        IrType type = parameter.Type switch
        {
            ElementType.SByte => IrType.I8,
            ElementType.Int16 => IrType.I16,
            var other => ElementTypes.IrTypeOf(other),
        };
        var data = new ulong[parameter.Kind == ParameterKind.Value ? 1 : length];
        for (int i = 0; i < data.Length; i++)
        {
            data[i] = RandomBits(random, type);
        }

        return data;
    }

    private int NewParameter(IrType type, ParameterKind kind)
    {
        _parameters.Add(new Parameter("p" + _parameters.Count, LaneKernel.ElementTypeOf(type), kind));
        return _parameters.Count - 1;
    }
}
