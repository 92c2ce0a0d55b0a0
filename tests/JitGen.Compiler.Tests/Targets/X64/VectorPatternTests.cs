using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Nodes that share an instruction: that they do, and that it computes what they mean.</summary>
public sealed class VectorPatternTests
{
    /// <summary>By name: the graph, and what the listing has on x64-v3 and x64-v4.</summary>
    private static readonly Dictionary<string, (Action<LaneGraph, IrType> Build, string V3, string V4)> s_patterns = new()
    {
        ["an element in memory"] = (
            (graph, _) => graph.Store(graph.Function.Node(Opcode.SubF, IrType.F32, graph.Input(IrType.F32), graph.Input(IrType.F32))),
            "vsubps ymm, ymm, ymmword ptr", "vsubps zmm, zmm, zmmword ptr"),
        ["an element in memory as the first operand of what commutes"] = (
            (graph, _) =>
            {
                Value root = graph.Function.Node(Opcode.SqrtF, IrType.F64, graph.Input(IrType.F64));
                graph.Store(graph.Function.Node(Opcode.MulF, IrType.F64, graph.Input(IrType.F64), root));
            },
            "vmulpd ymm, ymm, ymmword ptr", "vmulpd zmm, zmm, zmmword ptr"),
        ["an extension of memory"] = (
            (graph, _) => graph.Store(graph.Function.Node(Opcode.ExtendU, IrType.I32, graph.Input(IrType.I8))),
            "vpmovzxbd ymm, qword ptr", "vpmovzxbd zmm, xmmword ptr"),
        ["a negated factor"] = (
            (graph, _) =>
            {
                Value negation = graph.Function.Node(Opcode.NegF, IrType.F32, graph.Input(IrType.F32));
                graph.Store(graph.Function.Node(Opcode.FmaF, IrType.F32, negation, graph.Input(IrType.F32), graph.Input(IrType.F32)));
            },
            "vfnmadd", "vfnmadd"),
        ["a negated factor and addend"] = (
            (graph, _) =>
            {
                Value factor = graph.Function.Node(Opcode.NegF, IrType.F64, graph.Input(IrType.F64));
                Value addend = graph.Function.Node(Opcode.NegF, IrType.F64, graph.Input(IrType.F64));
                graph.Store(graph.Function.Node(Opcode.FmaF, IrType.F64, graph.Input(IrType.F64), factor, addend));
            },
            "vfnmsub", "vfnmsub"),
        ["the negation of a magnitude"] = (
            (graph, _) =>
            {
                Value magnitude = graph.Function.Node(Opcode.AbsF, IrType.F32, graph.Input(IrType.F32));
                graph.Store(graph.Function.Node(Opcode.NegF, IrType.F32, magnitude));
            },
            "vorps", "vorps"),
        ["three bits"] = (
            (graph, _) =>
            {
                Value and = graph.Function.Node(Opcode.And, IrType.I16, graph.Input(IrType.I16), graph.Input(IrType.I16));
                graph.Store(graph.Function.Node(Opcode.Or, IrType.I16, and, graph.Function.Node(Opcode.Not, IrType.I16, graph.Input(IrType.I16))));
            },
            "vpand ", "vpternlogd"),
        ["without the bits of"] = (
            (graph, _) =>
            {
                Value not = graph.Function.Node(Opcode.Not, IrType.I64, graph.Input(IrType.I64));
                graph.Store(graph.Function.Node(Opcode.And, IrType.I64, graph.Input(IrType.I64), not));
            },
            "vpandn ", "vpternlogq"),
        ["the lesser"] = (
            (graph, mask) => StoreExtremum(graph, mask, whenLess: true), "vminps", "vminps"),
        ["the greater"] = (
            (graph, mask) => StoreExtremum(graph, mask, whenLess: false), "vmaxps", "vmaxps"),
        ["a value or zero"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Select, IrType.I32, Comparison(graph, mask), graph.Input(IrType.I32), graph.Function.Constant(IrType.I32, 0))),
            "vpand ", "vmovups zmm{k1}{z}, zmmword ptr"),
        ["zero or a value"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Select, IrType.I32, Comparison(graph, mask), graph.Function.Constant(IrType.I32, 0), graph.Input(IrType.I32))),
            "vpandn ", "vpcmpnltd k1"),
        ["an operation or a value"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Select, IrType.I32, Comparison(graph, mask),
                graph.Function.Node(Opcode.Add, IrType.I32, graph.Input(IrType.I32), graph.Input(IrType.I32)), graph.Input(IrType.I32))),
            "vblendvps", "vpaddd zmm{k1}, zmm, zmmword ptr"),
        ["one more if"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Add, IrType.I32, graph.Input(IrType.I32), Choice(graph, mask, graph.Function.Constant(IrType.I32, 1)))),
            "vpsubd", "vpaddd zmm{k1}, zmm"),
        ["less something if"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Sub, IrType.I32, graph.Input(IrType.I32), Choice(graph, mask, graph.Input(IrType.I32)))),
            "vpsubd", "vpsubd zmm{k1}, zmm, zmmword ptr"),
        ["both comparisons"] = (
            (graph, mask) => graph.Store(graph.Function.Node(Opcode.And, mask, Comparison(graph, mask), Comparison(graph, mask))),
            "vpand ", "vpcmpltd k1{k1}"),
        ["not less, of numbers"] = (
            (graph, mask) =>
            {
                Value less = graph.Function.Node(Opcode.LtF, mask, graph.Input(IrType.F32), graph.Input(IrType.F32));
                Value notLess = graph.Function.Node(Opcode.Not, mask, less);
                graph.Store(graph.Function.Node(Opcode.And, mask, notLess, Comparison(graph, mask)));
            },
            "vcmpnltps", "vcmpnltps"),
        ["common bits"] = (
            (graph, mask) =>
            {
                Value and = graph.Function.Node(Opcode.And, IrType.I32, graph.Input(IrType.I32), graph.Input(IrType.I32));
                graph.Store(graph.Function.Node(Opcode.Eq, mask, and, graph.Function.Constant(IrType.I32, 0)));
            },
            "vpcmpeqd", "vptestnmd k1, zmm"),
        ["a value where another is negative"] = (
            (graph, mask) => graph.Store(graph.Function.Node(
                Opcode.Select, IrType.I32, IsNegative(graph, mask), graph.Input(IrType.I32), graph.Input(IrType.I32))),
            "vblendvps ymm, ymm, ymmword ptr", "vpmovd2m k"),
        ["an exit where a value is negative"] = (
            (graph, mask) =>
            {
                graph.ExitIf(IsNegative(graph, mask));
                graph.Store(graph.Input(IrType.I32));
            },
            "vmovmskps", "vpmovd2m k"),
        ["an exit for either"] = (
            (graph, mask) =>
            {
                graph.ExitIf(graph.Function.Node(Opcode.Or, mask, Comparison(graph, mask), Comparison(graph, mask)));
                graph.Store(graph.Input(IrType.I32));
            },
            "vptest", "kortestw k"),
    };

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (Target target in LaneKernel.Targets)
        {
            foreach (string name in s_patterns.Keys)
            {
                cases.Add(name, target.Name);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NodesShareAnInstruction(string name, string targetName)
    {
        Target target = TargetTable.ByName(targetName)!;
        (Action<LaneGraph, IrType> build, string v3, string v4) = s_patterns[name];
        var graph = new LaneGraph();
        build(graph, LaneLegality.MaskType(target.Level, IrType.I32));
        IReadOnlyList<string> listing = graph.CheckAllLengths(target, OptimizationLevel.Full, name, seed: 1);
        string expected = target.Level == IsaLevel.X64V4 ? v4 : v3;
        Assert.True(listing.Any(line => WithoutNumbers(line).StartsWith(expected, StringComparison.Ordinal)), $"{expected}\n{string.Join("\n", listing)}");
    }

    /// <summary>Which vector registers are taken does not matter.</summary>
    private static string WithoutNumbers(string line) => Regex.Replace(line, @"mm\d+", "mm");

    private static Value IsNegative(LaneGraph graph, IrType mask) =>
        graph.Function.Node(Opcode.LtS, mask, graph.Input(IrType.I32), graph.Function.Constant(IrType.I32, 0));

    private static Value Comparison(LaneGraph graph, IrType mask) =>
        graph.Function.Node(Opcode.LtS, mask, graph.Input(IrType.I32), graph.Input(IrType.I32));

    private static Value Choice(LaneGraph graph, IrType mask, Value value) =>
        graph.Function.Node(Opcode.Select, IrType.I32, Comparison(graph, mask), value, graph.Function.Constant(IrType.I32, 0));

    private static void StoreExtremum(LaneGraph graph, IrType mask, bool whenLess)
    {
        Value a = graph.Input(IrType.F32);
        Value b = graph.Input(IrType.F32);
        Value condition = graph.Function.Node(Opcode.LtF, mask, a, b);
        graph.Store(graph.Function.Node(Opcode.Select, IrType.F32, condition, whenLess ? a : b, whenLess ? b : a));
    }
}
