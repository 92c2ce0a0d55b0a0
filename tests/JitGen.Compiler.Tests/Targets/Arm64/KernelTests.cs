using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;
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
        EmulatedKernel.Run([.. kernels.Select(kernel => new EmulatedKernel(kernel, level, random, callsPerKernel))]);
}
