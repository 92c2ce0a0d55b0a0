using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Every node that lane lowering may leave is selected, and computes what its opcode means, in every lane and length.</summary>
public sealed class VectorSelectionTests
{
    private static readonly IrType[] s_types =
    [
        IrType.I8, IrType.I16, IrType.I32, IrType.I64, IrType.F32, IrType.F64, IrType.Bool, IrType.M8, IrType.M16, IrType.M32, IrType.M64,
    ];

    /// <summary>Leaves, an estimate, which is not the same everywhere, and what takes two operands for the same number.</summary>
    private static readonly Opcode[] s_leaves =
        [Opcode.Constant, Opcode.Parameter, Opcode.Element, Opcode.Index, Opcode.Length, Opcode.Reduced, Opcode.RsqrtEstimateF, Opcode.Alternate];

    public static TheoryData<string, bool, bool> Cases()
    {
        var cases = new TheoryData<string, bool, bool>();
        foreach (Target target in LaneKernel.Targets)
        {
            foreach (bool full in new[] { true, false })
            {
                cases.Add(target.Name, full, true);
                cases.Add(target.Name, full, false);
            }
        }

        return cases;
    }

    /// <param name="targetName">The target.</param>
    /// <param name="full">Whether nodes may be folded into their users.</param>
    /// <param name="narrow">Whether a 64-bit lane beside them lets the lanes fill their registers only in part.</param>
    [Theory]
    [MemberData(nameof(Cases))]
    public void EveryLegalNodeIsComputed(string targetName, bool full, bool narrow)
    {
        Target target = TargetTable.ByName(targetName)!;
        int tested = 0;
        for (int i = 0; i < OpcodeTable.Count; i++)
        {
            Opcode opcode = OpcodeTable.OpcodeAt(i);
            foreach (IrType from in s_types)
            {
                foreach (IrType to in s_types)
                {
                    if (Array.IndexOf(s_leaves, opcode) < 0 && LaneLegality.IsLegal(target.Level, opcode, from, to) && AreOf(target, opcode, from, to))
                    {
                        Check(target, full, narrow, opcode, from, to);
                        tested++;
                    }
                }
            }
        }

        Assert.InRange(tested, 100, 400);
    }

    /// <summary>Whether conditions are the target's, and a condition that changes its width does.</summary>
    private static bool AreOf(Target target, Opcode opcode, IrType from, IrType to) =>
        !IrTypes.IsMask(from) || ((target.Level == IsaLevel.X64V4) == (from == IrType.Bool) && (opcode != Opcode.ConvertMask || from != to));

    private static void Check(Target target, bool full, bool narrow, Opcode opcode, IrType from, IrType to)
    {
        var graph = new LaneGraph();
        int arity = OpcodeTable.Arity(opcode);
        bool isImmediateShift = opcode is Opcode.Shl or Opcode.ShrU or Opcode.ShrS or Opcode.RotL;
        foreach (int immediate in isImmediateShift ? [1, 3, IrTypes.Bits(to) - 1] : new[] { 0 })
        {
            Value a = graph.Input(from);
            Value b = default;
            Value c = default;
            if (isImmediateShift)
            {
                b = graph.Function.Constant(IrType.I32, (ulong)immediate);
            }
            else if (opcode == Opcode.Select)
            {
                b = graph.Input(to);
                c = graph.Input(to);
            }
            else if (arity >= 2)
            {
                b = SecondOperand(graph, opcode, from);
                c = arity == 3 ? graph.Input(from) : default;
            }

            graph.Store(graph.Function.Node(opcode, to, a, b, c));
        }

        if (opcode is Opcode.DivS or Opcode.DivU)
        {
            graph.AddElementWise("/");
        }

        if (narrow)
        {
            graph.Store(graph.Input(IrType.I64));
        }

        graph.CheckAllLengths(target, full ? OptimizationLevel.Full : OptimizationLevel.None, $"{opcode} {from} -> {to}", seed: (int)opcode);
    }

    /// <summary>Counts per lane are less than the width; divisors are neither 0 nor -1.</summary>
    private static Value SecondOperand(LaneGraph graph, Opcode opcode, IrType type)
    {
        Value b = graph.Input(type);
        return opcode switch
        {
            Opcode.LaneShl or Opcode.LaneShrU or Opcode.LaneShrS or Opcode.LaneRotL =>
                graph.Function.Node(Opcode.And, type, b, graph.Function.Constant(type, (ulong)IrTypes.Bits(type) - 1)),
            Opcode.DivS or Opcode.DivU =>
                graph.Function.Node(
                    Opcode.Or, type, graph.Function.Node(Opcode.And, type, b, graph.Function.Constant(type, ulong.MaxValue >> 1)),
                    graph.Function.Constant(type, 1)),
            _ => b,
        };
    }
}
