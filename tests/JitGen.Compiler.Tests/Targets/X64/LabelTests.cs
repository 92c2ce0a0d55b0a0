using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Targets.X64;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Branches to labels arrive where the label is, short where they can be.</summary>
public sealed class LabelTests
{
    [Theory]
    [InlineData(1, 2)]
    [InlineData(30, 2)]
    [InlineData(31, 2)]
    [InlineData(32, 6)]
    [InlineData(100, 6)]
    public void ALoopBranchesBackAndOutOfItself(int additions, int branchBytes)
    {
        var function = new MachineFunction();
        function.Append(ControlInstructions.Label, Operand.Label(1));
        function.Append(ControlInstructions.Branch[(int)Condition.Equal], Operand.Label(0));
        for (int i = 0; i < additions; i++)
        {
            function.Append(IntegerInstructions.Add.Wide, Registers.Rax, Registers.Rax, Operand.Immediate(1));
        }

        function.Append(ControlInstructions.Jump, Operand.Label(1));
        function.Append(ControlInstructions.Label, Operand.Label(0));
        function.Append(ControlInstructions.Return.Wide, Registers.Rax);
        var listing = new List<ListingLine>();
        MethodCode code = X64Backend.Instance.Emit(function, TargetTable.X64V3SysV, listing);
        List<Instruction> decoded = Disassembly.Decode(code.Bytes, code.InstructionBytes);

        Assert.Equal(decoded.Select(instruction => Disassembly.Format(instruction)), listing.Select(line => line.Text));
        Assert.Equal(branchBytes, decoded[0].Length);
        Assert.Equal(decoded[^1].IP, decoded[0].NearBranchTarget);
        Assert.Equal(0ul, decoded[^2].NearBranchTarget);
    }

    [Fact]
    public void ConstantsOfAllSizesFollowTheCodeAligned()
    {
        var function = new MachineFunction();
        ulong[] words = [1, 2, 3, 4, 5, 6, 7, 8];
        int[] constants =
        [
            function.Constants.Add(4, 0x3F800000), function.Constants.Add(8, 9), function.Constants.Add(16, 10, 11),
            function.Constants.Add(32, 12, 13), function.Constants.Add(words),
        ];
        Assert.Equal(constants[3], function.Constants.Add(32, 12, 13));
        Assert.Equal(constants[4], function.Constants.Add(words));
        Assert.Equal(5, function.Constants.Count);
        foreach (int constant in constants)
        {
            int size = function.Constants.SizeOf(constant);
            InstructionDescription load = size < 16 ? FloatingInstructions.Load.For(size == 8) : VectorMoveInstructions.Load.For(size);
            function.Append(load, Registers.Xmm(1), Operand.Constant(constant));
        }

        MethodCode code = X64Backend.Instance.Emit(function, TargetTable.X64V3SysV, null);
        List<Instruction> decoded = Disassembly.Decode(code.Bytes, code.InstructionBytes);

        ulong[][] expected = [[0x3F800000], [9], [10, 11], [12, 13, 12, 13], words];
        for (int i = 0; i < expected.Length; i++)
        {
            int size = function.Constants.SizeOf(constants[i]);
            int offset = (int)decoded[i].IPRelativeMemoryAddress;
            Assert.Equal(0, offset % size);
            Assert.Equal(expected[i].SelectMany(word => System.BitConverter.GetBytes(word)).Take(size), code.Bytes.Skip(offset).Take(size));
        }
    }
}
