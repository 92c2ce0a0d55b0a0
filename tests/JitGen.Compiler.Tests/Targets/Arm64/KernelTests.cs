using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.Kernels;
using JitGen.Compiler.Tests.Lowering.Lanes;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>
/// Array kernels of all that vector selection has to select, under the emulator, over spans that end or start at unmapped memory, against
/// the meaning of the opcodes.
/// </summary>
public class KernelTests
{
    private static readonly Target s_target = TargetTable.Arm64;

    [Theory]
    [InlineData(OptimizationLevel.None)]
    [InlineData(OptimizationLevel.Full)]
    internal void EveryLegalNodeInGroupsOfEverySize(OptimizationLevel level)
    {
        var random = new Random(1);
        var kernels = new List<VectorFunction>();
        foreach (var shape in RandomLanes.Shapes(s_target.Level))
        {
            foreach (IrType widest in new[] { IrType.I8, IrType.I16, IrType.I32, IrType.I64 })
            {
                for (int i = 0; i < 2; i++)
                {
                    kernels.Add(RandomLanes.CreateSingle(random, s_target.Level, shape, widest));
                }
            }
        }

        Run(kernels, level, random, callsPerKernel: 3);
    }

    [Theory]
    [InlineData(OptimizationLevel.None, 2, 200, 20)]
    [InlineData(OptimizationLevel.Full, 3, 1500, 12)]
    [InlineData(OptimizationLevel.Full, 4, 500, 60)]
    [InlineData(OptimizationLevel.Full, 5, 30, 600)]
    internal void RandomComputations(OptimizationLevel level, int seed, int count, int nodes)
    {
        var random = new Random(seed);
        var kernels = Enumerable.Range(0, count).Select(_ => RandomLanes.Create(random, s_target.Level, random.Next(1, nodes))).ToList();
        Run(kernels, level, random, callsPerKernel: 3);
    }

    private static void Run(List<VectorFunction> kernels, OptimizationLevel level, Random random, int callsPerKernel) =>
        EmulatedKernel.Run([.. kernels.Select(kernel => EmulatedKernel.OfLanes(kernel, level, random, callsPerKernel))]);

    [Theory]
    [InlineData(OptimizationLevel.None)]
    [InlineData(OptimizationLevel.Full)]
    internal void FormulasGiveWhatTheInterpreterGives(OptimizationLevel level)
    {
        Run(KernelFormulas.All, level, new Random(11));
    }

    [Fact]
    public void EveryOperatorOnEveryType() => Run([.. KernelOperators.All], OptimizationLevel.Full, new Random(12));

    /// <summary>Displacements beyond those of every form of address.</summary>
    [Fact]
    public void ElementsFarAway() => Run(
        [
            ("void (in long x, ref long r)", $"x[i - {IndexReach.Limit}] ^ x[i + {IndexReach.Limit}]"),
            ("void (in byte x, in short y, ref int r)", $"x[i - {IndexReach.Limit}] * y[i - 17] + y[i - 130] - x[i + 257]"),
        ],
        OptimizationLevel.Full,
        new Random(13),
        longest: 3 * IndexReach.Limit);

    private static void Run(
        IReadOnlyList<(string Signature, string Text)> formulas, OptimizationLevel level, Random random, int longest = 600)
    {
        var kernels = new List<EmulatedKernel>();
        foreach ((string signature, string text) in formulas)
        {
            Function function = KernelFormulas.Bind(signature, text);
            int[] lengths = [0, 1, random.Next(2, 8), random.Next(8, 40), random.Next(40, 150), 64, random.Next(longest / 2, longest)];
            KernelCase[] cases =
                [.. lengths.SelectMany(length => new[] { true, false }.Select(calm => FormulaCase.Create(random, function, length, calm)))];
            kernels.Add(EmulatedKernel.OfFormula(function, level, cases, $"{signature}: {text}"));
        }

        EmulatedKernel.Run(kernels);
    }
}
