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
        for (int i = 0; i < 4000; i++)
        {
            Function kernel = i % 2 == 0 ? RandomKernels.Create(random, random.Next(1, 30)) : RandomKernels.CreateNarrow(random, random.Next(1, 16));
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

    /// <summary>Divisions by constants, around multiples at both ends of what there is room for.</summary>
    [Theory]
    [MemberData(nameof(Targets))]
    public void DivisionsByConstantsAreExact(string name)
    {
        Target target = TargetTable.ByName(name)!;
        foreach (ElementType type in new[] { ElementType.Byte, ElementType.Int16, ElementType.UInt16, ElementType.Int32, ElementType.UInt32 })
        {
            string keyword = ElementTypes.Keyword(type);
            foreach (int divisor in new[] { 2, 3, 5, 7, 9, 10, 11, 25, 100, 127 })
            {
                Function bound = KernelFormulas.Bind($"void (in {keyword} x, ref {keyword} r)", $"({keyword})(x / {divisor} + x % {divisor})");
                var lanes = new LoweredLanes(JitGen.Compiler.Optimizer.Optimizer.Optimize(bound), target, OptimizationLevel.Full);
                uint most = ushort.MaxValue / (uint)divisor;
                foreach (uint quotient in Enumerable.Range(0, 400).SelectMany(i => new[] { (uint)i, most - (uint)i }))
                {
                    uint multiple = quotient * (uint)divisor;
                    foreach (uint x in new[] { multiple - 1, multiple, ~multiple, int.MaxValue - multiple, int.MinValue + multiple })
                    {
                        ulong bits = x & (ulong.MaxValue >> (64 - ElementTypes.Bits(type)));
                        lanes.Check([[.. Enumerable.Repeat(bits, 9)], new ulong[9]], 0);
                    }
                }
            }
        }
    }

    /// <summary>The lanes of some formulas for all targets, to read.</summary>
    [Theory]
    [InlineData("Blend", "void (in byte s, in byte d, in byte a, ref byte r)", "var t = s*a + d*(255-a) + 128; r = (byte)((t + (t >> 8)) >> 8);")]
    [InlineData("Blur", "void (in byte x, ref byte r)", "(byte)((x[i - 1] + x + x[i + 1]) / 3)")]
    [InlineData("Gain", "void (in byte x, float gain, ref byte r)", "(byte)clamp(x * gain + 0.5f, 0f, 255f)")]
    [InlineData("Largest", "float (in float x)", "max(x)")]
    [InlineData("Mixed", "void (in short x, in double y, in bool p, ref int r)", "p && y < x ? (int)y : x / 7")]
    [InlineData("Quotient", "void (in long x, in long y, ref long r)", "y > 0 ? x / y : x >> 3")]
    public void LanesAreAsCommitted(string name, string signature, string text)
    {
        Function kernel = JitGen.Compiler.Optimizer.Optimizer.Optimize(KernelFormulas.Bind(signature, text));
        string lanes = string.Concat(TargetTable.Kernels.Select(
            target => $"\n=== {target.Name}\n{new LoweredLanes(kernel, target, OptimizationLevel.Full).PrintLanes()}"));
        GoldenFile.Compare($"Lowering/Lanes/Goldens/{name}.golden", $"{signature}\n{text}\n\n{Printer.Print(kernel)}{lanes}");
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
