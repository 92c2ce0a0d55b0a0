using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>Random graphs on both levels; also without the optimizer, so that every opcode meets every other.</summary>
public class ExecutionTests
{
    private const int CallsPerFunction = 6;

    [Theory]
    [InlineData("none", 1500, 1, 30)]
    [InlineData("selection", 4000, 2, 30)]
    [InlineData("selection", 4000, 3, 8)]
    [InlineData("selection", 100, 4, 600)]
    [InlineData("optimizer and selection", 4000, 5, 60)]
    [InlineData("optimizer and selection", 100, 6, 1000)]
    public void EmulatedCodeGivesWhatTheInterpreterGives(string optimizations, int functions, int seed, int nodes)
    {
        OptimizationLevel level = optimizations == "none" ? OptimizationLevel.None : OptimizationLevel.Full;
        var random = new Random(seed);
        var calls = new EmulatedCalls(seed);
        for (int i = 0; i < functions; i++)
        {
            Function function = RandomFunctions.Create(random, random.Next(1, nodes));
            Function compiled = optimizations.StartsWith("optimizer", StringComparison.Ordinal)
                ? JitGen.Compiler.Optimizer.Optimizer.Optimize(function)
                : function;
            (byte[] code, ScalarSignature signature) = Compile(compiled, level, null);
            calls.Add(function, signature, code, CallsPerFunction, () => Describe(compiled, level));
        }

        calls.Run();
    }

    private static (byte[] Code, ScalarSignature Signature) Compile(Function function, OptimizationLevel level, List<ListingLine>? listing)
    {
        Target target = TargetTable.Arm64Aapcs64;
        LoweredFunction lowered = Legalizer.Legalize(function, target.Backend);
        var signature = new ScalarSignature(function.Parameters, lowered.Result.Type, lowered.SideExits.Count > 0);
        MachineFunction allocated = Compilation.Allocate(Compilation.Select(lowered, signature, target, level), target, level);
        return (target.Backend.Emit(allocated, target, listing).Bytes, signature);
    }

    private static string Describe(Function function, OptimizationLevel level)
    {
        var listing = new List<ListingLine>();
        Compile(function, level, listing);
        return JitGen.Compiler.IR.Printer.Print(function) + string.Join('\n', listing.Select(line => $"{line.Offset:x4}  {line.Text}"));
    }
}
