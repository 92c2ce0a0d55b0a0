using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Random graphs, compiled for both conventions on both levels: run, read back, and looked at for what code may not do.</summary>
public sealed class GraphTests
{
    private const int CallsPerGraph = 6;
    private const int ShortestLongBranch = 6;

    public static TheoryData<bool, int, int, int> Sizes() => new()
    {
        { false, 1000, 1, 30 },
        { true, 3000, 2, 30 },
        { true, 4000, 3, 8 },
        { true, 60, 4, 600 },
    };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void CodeGivesWhatTheInterpreterGives(bool full, int graphs, int seed, int nodes)
    {
        if (!ExecutableCode.IsSupported)
        {
            return;
        }

        var random = new Random(seed);
        foreach (CompiledGraph graph in Graphs(random, full, graphs, nodes, TargetTable.X64V3SysV))
        {
            using var code = new ExecutableCode(graph.Code);
            for (int call = 0; call < CallsPerGraph; call++)
            {
                ulong[] arguments = RandomFunctions.Arguments(random, graph.Function);
                string? problem = CompiledGraph.Compare(
                    graph.Function, arguments, code.Call(graph.Function.Parameters, graph.Function.Results[0].Type, arguments));
                Assert.True(problem is null, $"{problem}\n{string.Join(", ", arguments.Select(a => "0x" + a.ToString("x")))}\n{graph}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ListingsAreWhatIcedReads(bool full, int graphs, int seed, int nodes)
    {
        ForBothConventions(full, graphs, seed, nodes, graph =>
        {
            List<Instruction> instructions = graph.Instructions;
            List<ListingLine> lines = graph.Listing.Where(line => line.Offset < graph.Code.InstructionBytes).ToList();
            Assert.Equal(lines.Select(line => (line.Offset, line.Length, line.Text)), instructions.Select(i => ((int)i.IP, i.Length, Disassembly.Format(i))));
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void ConstantsFollowTheCodeAlignedToTheirSize(bool full, int graphs, int seed, int nodes)
    {
        ForBothConventions(full, graphs, seed, nodes, graph =>
        {
            var constants = graph.Listing.Where(line => line.Offset >= graph.Code.InstructionBytes).ToDictionary(line => line.Offset, line => line.Length);
            foreach (Instruction instruction in graph.Instructions.Where(i => i.IsIPRelativeMemoryOperand))
            {
                int size = instruction.MemorySize.GetSize();
                int address = (int)instruction.IPRelativeMemoryAddress;
                Assert.Equal((address, size), (address, constants.GetValueOrDefault(address)));
                Assert.True(address % size == 0 && address + size <= graph.Code.Bytes.Length);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void BranchesLeadToInstructionsAndAreShortWhereTheyReach(bool full, int graphs, int seed, int nodes)
    {
        ForBothConventions(full, graphs, seed, nodes, graph =>
        {
            HashSet<ulong> starts = graph.Instructions.Select(i => i.IP).ToHashSet();
            foreach (Instruction branch in graph.Instructions.Where(i => i.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch))
            {
                Assert.Contains(branch.NearBranchTarget, starts);
                long distance = (long)(branch.NearBranchTarget - branch.NextIP);
                Assert.True(branch.Length < ShortestLongBranch || distance > sbyte.MaxValue, graph.ToString());
            }
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void FramesKeepWhatTheConventionSays(bool full, int graphs, int seed, int nodes) =>
        ForBothConventions(full, graphs, seed, nodes, graph => FrameSimulation.Check(graph));

    private static void ForBothConventions(bool full, int graphs, int seed, int nodes, Action<CompiledGraph> check)
    {
        foreach (Target target in new[] { TargetTable.X64V3SysV, TargetTable.X64V3Win64 })
        {
            foreach (CompiledGraph graph in Graphs(new Random(seed), full, graphs / 5, nodes, target))
            {
                check(graph);
            }
        }
    }

    private static IEnumerable<CompiledGraph> Graphs(Random random, bool full, int graphs, int nodes, Target target)
    {
        for (int i = 0; i < graphs; i++)
        {
            Function function = RandomFunctions.Create(random, random.Next(1, nodes));
            yield return CompiledGraph.Compile(function, target, full ? OptimizationLevel.Full : OptimizationLevel.None);
        }
    }
}
