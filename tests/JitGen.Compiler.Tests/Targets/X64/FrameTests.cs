using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Targets.X64;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Functions that need more registers than are free: what they save, where they spill, and how Windows unwinds them.</summary>
public sealed class FrameTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(12)]
    [InlineData(17)]
    [InlineData(40)]
    [InlineData(100)]
    public void ManyLiveValuesComeBackAndFramesHold(int values)
    {
        Function function = LiveAtOnce(values);
        foreach (OptimizationLevel level in Enum.GetValues<OptimizationLevel>())
        {
            foreach (Target target in new[] { TargetTable.X64V3SysV, TargetTable.X64V3Win64 })
            {
                FrameSimulation.Check(CompiledGraph.Compile(function, target, level));
            }

            if (ExecutableCode.IsSupported)
            {
                using var code = new ExecutableCode(CompiledGraph.Compile(function, TargetTable.X64V3SysV, level).Code);
                ulong[] arguments = [0x123456789ABCDEF, BitConverter.DoubleToUInt64Bits(1.0 / 3)];
                Assert.Null(CompiledGraph.Compare(function, arguments, code.Call(function.Parameters, ElementType.Int64, arguments)));
            }
        }
    }

    [Fact]
    public void UnwindInfoTellsOfPushesAllocationsAndXmmRegisters()
    {
        UnwindInfo small = UnwindInfoOf(LiveAtOnce(12));
        UnwindInfo large = UnwindInfoOf(LiveAtOnce(40));
        foreach (UnwindOperation operation in Enum.GetValues<UnwindOperation>())
        {
            Assert.Contains(large.Codes, code => code.Operation == operation);
        }

        Assert.Equal(
            [3, 5, 6, 7, 12, 13, 14, 15],
            large.Codes.Where(code => code.Operation == UnwindOperation.PushNonvolatile).Select(code => code.Register).Order());
        Assert.Equal(
            Enumerable.Range(6, 10), large.Codes.Where(code => code.Operation == UnwindOperation.SaveXmm).Select(code => code.Register).Order());
        Assert.True(large.Codes.Single(code => code.Operation == UnwindOperation.Allocate).Value > 128);
        Assert.True(small.PrologueSize < large.PrologueSize);
    }

    [Fact]
    public void HomeSpaceAndRedZoneNeedNoFrame()
    {
        foreach (Target target in new[] { TargetTable.X64V3SysV, TargetTable.X64V3Win64 })
        {
            int free = (target.Convention.RedZone + target.Convention.HomeSpace) / 8;
            Assert.False(new Frame(new MachineFunction { SpillSlotCount = free }, target.Convention).MovesStackPointer);
            Assert.True(new Frame(new MachineFunction { SpillSlotCount = free + 1 }, target.Convention).MovesStackPointer);
        }
    }

    private static UnwindInfo UnwindInfoOf(Function function) =>
        UnwindInfo.Parse(CompiledGraph.Compile(function, TargetTable.X64V3Win64, OptimizationLevel.Full).Code.UnwindInfo);

    /// <summary>Chains of integers and of floating-point numbers, each value used once more when the chain has ended.</summary>
    private static Function LiveAtOnce(int count)
    {
        var function = new Function([new Parameter("a", ElementType.Int64), new Parameter("x", ElementType.Double)]);
        var integers = new Value[count];
        var floats = new Value[count];
        integers[0] = function.Parameter(0);
        floats[0] = function.Parameter(1);
        for (int i = 1; i < count; i++)
        {
            integers[i] = function.Node(Opcode.Mul, IrType.I64, integers[i - 1], function.Int64(2 * i + 5));
            floats[i] = function.Node(Opcode.DivF, IrType.F64, floats[i - 1], function.Constant(IrType.F64, BitConverter.DoubleToUInt64Bits(1 + i / 8.0)));
        }

        Value integer = integers[count - 1];
        Value floating = floats[count - 1];
        for (int i = 0; i < count - 1; i++)
        {
            integer = function.Node(Opcode.Xor, IrType.I64, function.Node(Opcode.ShrU, IrType.I64, integer, function.Int32(1)), integers[i]);
            floating = function.Node(Opcode.SubF, IrType.F64, floats[i], floating);
        }

        Value bits = function.Node(Opcode.Bitcast, IrType.I64, floating);
        Value result = function.Node(Opcode.Add, IrType.I64, integer, bits);
        function.Results.Add(new Result(null, ElementType.Int64, result));
        return function;
    }
}
