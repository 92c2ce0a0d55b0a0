using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;
using JitGen.Compiler.Tests.Kernels;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>Lanes have the meaning of the scalar graph: what is stored and combined bit for bit, and what throws is left.</summary>
public class LaneLoweringTests
{
    private static readonly ElementType[] s_types = [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Void)];

    public static TheoryData<string> Targets => [.. TargetTable.Kernels.Select(target => target.Name)];

    /// <summary>Every opcode of every type, on elements and on a value beside an element.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void EveryOperationKeepsItsMeaning(string name)
    {
        Target target = TargetTable.ByName(name)!;
        var random = new Random(1);
        foreach (var (opcode, to, from) in Shapes())
        {
            foreach (bool hasValue in new[] { false, true })
            {
                var scalar = new Function([.. from.Select((type, index) => new Parameter("p" + index, TypeOf(type)))]);
                Value[] operands = [.. from.Select((_, index) => scalar.Parameter(index)), default, default];
                ElementType result = TypeOf(to);
                scalar.Results.Add(new Result(null, result, scalar.Node(opcode, to, operands[0], operands[1], operands[2])));
                Function kernel = RandomKernels.ToMap(
                    scalar, index => hasValue && index == 1 ? ParameterKind.Value : ParameterKind.ReadOnlySpan);
                foreach (OptimizationLevel level in Enum.GetValues<OptimizationLevel>())
                {
                    var lanes = new LoweredLanes(kernel, target, level);
                    Assert.All(Cases(random, from), elements => lanes.Check(elements, random.Next(1000)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void RandomGraphsKeepTheirMeaning(string name)
    {
        Target target = TargetTable.ByName(name)!;
        var random = new Random(2);
        for (int i = 0; i < 2500; i++)
        {
            Function kernel = RandomKernels.Create(random, random.Next(1, 30));
            bool optimizes = random.Next(4) != 0;
            Function function = optimizes ? JitGen.Compiler.Optimizer.Optimizer.Optimize(kernel) : kernel;
            var lanes = new LoweredLanes(function, target, optimizes || random.Next(2) == 0 ? OptimizationLevel.Full : OptimizationLevel.None);
            for (int run = 0; run < 20; run++)
            {
                lanes.Check(LoweredLanes.Elements(random, function), random.Next(1000));
            }
        }
    }

    /// <summary>Maps and reductions as bound, with indices, offsets, lengths, traps.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void FormulasKeepTheirMeaning(string name)
    {
        Target target = TargetTable.ByName(name)!;
        var random = new Random(3);
        foreach (var (signature, text) in KernelFormulas.All.Concat(LaneFormulas.All))
        {
            Function bound = KernelFormulas.Bind(signature, text);
            Check(bound, OptimizationLevel.None);
            Check(JitGen.Compiler.Optimizer.Optimizer.Optimize(bound), OptimizationLevel.Full);
        }

        void Check(Function kernel, OptimizationLevel level)
        {
            var lanes = new LoweredLanes(kernel, target, level);
            int stayed = Enumerable.Range(0, 400).Count(_ => lanes.Check(LoweredLanes.Elements(random, kernel), random.Next(1000)));
            Assert.True(stayed > 0, $"{target.Name}: no element is computed\n{lanes}");
        }
    }

    /// <summary>The widest lanes of a formula, which decide how many elements a register holds.</summary>
    [Fact]
    public void LanesAreAsNarrowAsTheyCanBe()
    {
        foreach (LaneFormula formula in LaneFormulas.Rows)
        {
            foreach (Target target in TargetTable.Kernels)
            {
                Function kernel = JitGen.Compiler.Optimizer.Optimizer.Optimize(
                    KernelFormulas.Bind(formula.Signature, formula.Text));
                var lanes = new LoweredLanes(kernel, target, OptimizationLevel.Full);
                int expected = target.Architecture == Architecture.Arm64 ? formula.Arm64 : target.Level == IsaLevel.X64V4 ? formula.V4 : formula.V3;
                Assert.True(expected == lanes.WidestLane, $"{lanes.WidestLane} bits, not {expected}: {formula.Text} for {target.Name}\n{lanes}");
            }
        }
    }

    private static ElementType TypeOf(IrType type) => s_types.Last(t => ElementTypes.IrTypeOf(t) == type);

    /// <summary>Boundary values with each other, and random ones.</summary>
    private static IEnumerable<ulong[][]> Cases(Random random, IrType[] types)
    {
        for (int i = 0; i < 400; i++)
        {
            yield return [.. types.Select(type => Enumerable.Repeat(Pick(type, i), 9).ToArray()), new ulong[9]];
        }

        ulong Pick(IrType type, int index)
        {
            ulong[] boundary = BoundaryValues.Of(type);
            return index < 280 ? boundary[random.Next(boundary.Length)] : BoundaryValues.Random(random, type);
        }
    }

    private static IEnumerable<(Opcode Opcode, IrType To, IrType[] From)> Shapes()
    {
        IrType[] types = ScalarGraphs.Types;
        foreach (Opcode opcode in ScalarGraphs.Operations)
        {
            int arity = OpcodeTable.Arity(opcode);
            foreach (IrType a in types)
            {
                foreach (IrType b in arity > 1 ? types : [IrType.Bool])
                {
                    foreach (IrType c in arity > 2 ? types : [IrType.Bool])
                    {
                        foreach (IrType to in types.Where(to => Signature.Accepts(OpcodeTable.Signature(opcode), to, a, b, c)))
                        {
                            yield return (opcode, to, new[] { a, b, c }[..arity]);
                        }
                    }
                }
            }
        }
    }
}
