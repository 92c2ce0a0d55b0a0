using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>
/// Random graphs of legal nodes: what is folded into instructions, used again, kept in registers and spilled computes the same as
/// the nodes one by one.
/// </summary>
public sealed class VectorGraphTests
{
    private const int GraphsPerCase = 60;

    private static readonly IrType[] s_numbers = [IrType.I8, IrType.I16, IrType.I32, IrType.I64, IrType.F32, IrType.F64];

    private static readonly Opcode[] s_opcodes =
    [
        Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.MulHighS, Opcode.MulHighU, Opcode.MulLowS, Opcode.MulLowU, Opcode.MinS, Opcode.MaxU,
        Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Not, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.Not, Opcode.Shl, Opcode.ShrS, Opcode.ShrU,
        Opcode.ExtendS, Opcode.ExtendU, Opcode.Narrow, Opcode.ConvertMask, Opcode.Eq, Opcode.Ne, Opcode.LtS, Opcode.LeU, Opcode.EqF,
        Opcode.NeF, Opcode.LtF, Opcode.LeF, Opcode.AddF, Opcode.SubF, Opcode.MulF, Opcode.DivF, Opcode.FmaF, Opcode.FmaF, Opcode.NegF,
        Opcode.NegF, Opcode.AbsF, Opcode.FloorF, Opcode.SqrtF, Opcode.IntToFloatS, Opcode.IntToFloatU, Opcode.FloatToIntOrMin,
        Opcode.FloatToIntUOrMax, Opcode.Promote, Opcode.Demote, Opcode.Bitcast, Opcode.Select, Opcode.Select, Opcode.Select,
    ];

    public static TheoryData<string, bool, int> Cases()
    {
        var cases = new TheoryData<string, bool, int>();
        foreach (Target target in LaneKernel.Targets)
        {
            for (int seed = 0; seed < 8; seed++)
            {
                cases.Add(target.Name, seed > 0, seed);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void AGraphComputesWhatItsNodesDo(string targetName, bool full, int seed)
    {
        Target target = TargetTable.ByName(targetName)!;
        for (int i = 0; i < GraphsPerCase; i++)
        {
            int graphSeed = seed * GraphsPerCase + i;
            LaneGraph graph = RandomGraph(target.Level, graphSeed);
            graph.CheckAllLengths(target, full ? OptimizationLevel.Full : OptimizationLevel.None, $"graph {graphSeed}", graphSeed);
        }
    }

    private static LaneGraph RandomGraph(IsaLevel level, int seed)
    {
        var random = new Random(seed);
        var graph = new LaneGraph();
        Function function = graph.Function;
        var values = new List<Value>();
        IrType[] types = [.. s_numbers.AsSpan(random.Next(3), random.Next(2, 4))];
        foreach (IrType type in types)
        {
            values.Add(graph.Input(type));
            values.Add(graph.Input(type, random.Next(-1, 2)));
            values.Add(graph.Uniform(type));
            values.Add(function.Constant(type, LaneGraph.RandomBits(random, type)));
            values.Add(function.Constant(type, 0));
        }

        if (Array.IndexOf(types, IrType.I32) >= 0)
        {
            values.Add(function.Leaf(Opcode.Index, IrType.I32));
            values.Add(function.Leaf(Opcode.Length, IrType.I32));
        }

        // The later a value, the likelier it is used: graphs become deep as well as wide.
        int size = random.Next(3, 40);
        for (int tries = 0; tries < 2000 && size > 0; tries++)
        {
            Opcode opcode = s_opcodes[random.Next(s_opcodes.Length)];
            if (TryAdd(graph, level, random, values, types, opcode) is { IsNone: false } added)
            {
                values.Add(added);
                size--;
            }
        }

        int stores = random.Next(1, 4);
        for (int i = 1; i <= stores; i++)
        {
            graph.Store(values[^i]);
        }

        if (random.Next(4) == 0 && values.FindLast(value => IrTypes.IsMask(function.TypeOf(value))) is { IsNone: false } exit)
        {
            graph.ExitIf(exit);
        }

        return graph;
    }

    private static Value TryAdd(LaneGraph graph, IsaLevel level, Random random, List<Value> values, IrType[] types, Opcode opcode)
    {
        Function function = graph.Function;
        Value a = Pick(random, values);
        if (function.IsConstant(a))
        {
            // What is computed of constants alone has been folded.
            return default;
        }

        IrType from = function.TypeOf(a);
        IrType to = types[random.Next(types.Length)];
        if (random.Next(3) > 0)
        {
            to = IrTypes.IsMask(from) ? from : random.Next(2) == 0 ? from : LaneLegality.MaskType(level, from);
        }

        bool wantsMask = opcode == Opcode.ConvertMask;
        to = wantsMask ? LaneLegality.MaskType(level, to) : to;
        if (!LaneLegality.IsLegal(level, opcode, from, to) || (wantsMask && (from == to || !IrTypes.IsMask(from))) || !AreOf(types, level, to))
        {
            return default;
        }

        if (opcode == Opcode.Select)
        {
            return from != LaneLegality.MaskType(level, to)
                ? default
                : function.Node(opcode, to, a, PickOf(function, random, values, to), PickOf(function, random, values, to));
        }

        if (opcode is Opcode.Shl or Opcode.ShrS or Opcode.ShrU)
        {
            return function.Node(opcode, to, a, function.Constant(IrType.I32, (ulong)random.Next(1, IrTypes.Bits(to))));
        }

        if (opcode == Opcode.Bitcast && IrTypes.IsFloating(from) && OpcodeTable.Arity(function.OpcodeOf(a)) > 0)
        {
            // The bits of a NaN that was computed are free.
            return default;
        }

        int arity = OpcodeTable.Arity(opcode);
        return function.Node(
            opcode, to, a, arity > 1 ? PickOf(function, random, values, from) : default, arity > 2 ? PickOf(function, random, values, from) : default);
    }

    /// <summary>Whether a type, or the lanes of a condition, is among those of the graph.</summary>
    private static bool AreOf(IrType[] types, IsaLevel level, IrType to) =>
        Array.Exists(types, type => type == to || LaneLegality.MaskType(level, type) == to);

    private static Value Pick(Random random, List<Value> values) =>
        values[random.Next(2) == 0 ? random.Next(values.Count) : Math.Max(0, values.Count - 1 - random.Next(8))];

    private static Value PickOf(Function function, Random random, List<Value> values, IrType type)
    {
        for (int tries = 0; tries < 30; tries++)
        {
            Value value = Pick(random, values);
            if (function.TypeOf(value) == type)
            {
                return value;
            }
        }

        return values.Find(value => function.TypeOf(value) == type);
    }
}
