using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;
using JitGen.Compiler.RegisterAllocation;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.RegisterAllocation;

/// <summary>Allocated code must mean what the code over virtual registers means, on random programs over every kind of constraint.</summary>
public class AllocatorTests
{
    private const int Programs = 4000;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AllocationKeepsTheMeaning(bool naive)
    {
        for (int seed = 0; seed < Programs; seed++)
        {
            var random = new Random(seed);
            MachineFunction program = RandomProgram(random, 1 + random.Next(1 + seed / 40));
            MachineFunction allocated = naive
                ? NaiveAllocator.Allocate(program, ToyBackend.Target.Backend, ToyBackend.Target.Convention)
                : LinearScanAllocator.Allocate(program, ToyBackend.Target.Backend, ToyBackend.Target.Convention);

            List<ulong> expected = SymbolicMachine.Run(program, ToyBackend.Target.Backend, program.EntryValues, isAllocated: false);
            List<ulong> actual = SymbolicMachine.Run(allocated, ToyBackend.Target.Backend, program.EntryValues, isAllocated: true);
            Assert.True(
                expected.Count > 0 && System.Linq.Enumerable.SequenceEqual(expected, actual),
                $"seed {seed}\n{Printer.Print(program, ToyBackend.Target.Backend)}\nallocated\n{Printer.Print(allocated, ToyBackend.Target.Backend)}");
            AssertOnlyPhysical(allocated);
        }
    }

    [Fact]
    public void NaiveCodeReusesSlotsAfterTheLastUse()
    {
        var program = new MachineFunction();
        Register value = Constant(program);
        for (int i = 0; i < 1000; i++)
        {
            Register next = program.NewVirtual(RegisterClass.Integer, 8);
            program.Append(Operation("not"), next, value);
            value = next;
        }

        Finish(program, value, ToyConstant(program, "fconst", RegisterClass.Floating));
        Assert.InRange(NaiveAllocator.Allocate(program, ToyBackend.Target.Backend, ToyBackend.Target.Convention).SpillSlotCount, 1, 3);
    }

    private static void AssertOnlyPhysical(MachineFunction allocated)
    {
        for (int i = 0; i < allocated.InstructionCount; i++)
        {
            MachineInstruction instruction = allocated.Instruction(i);
            int memory = 0;
            for (int k = 0; k < instruction.Description.Operands.Length; k++)
            {
                Operand operand = allocated.Operand(instruction, k);
                OperandConstraint constraint = instruction.Description.Operands[k];
                Assert.False(operand.Base.IsVirtual || operand.Index.IsVirtual);
                Assert.True(!operand.IsMemory || constraint.Allows(OperandForms.Memory), instruction.Description.Mnemonic);
                Assert.True(!operand.IsRegister || !constraint.IsWrite || allocated.WrittenRegisters.Contains(operand.Register));
                memory += operand.IsMemory ? 1 : 0;
            }

            Assert.InRange(memory, 0, 1);
        }
    }

    private static MachineFunction RandomProgram(Random random, int length)
    {
        var program = new MachineFunction();
        var values = new Dictionary<RegisterClass, List<Register>> { [RegisterClass.Integer] = [], [RegisterClass.Floating] = [] };
        CallingConvention convention = ToyBackend.Target.Convention;
        Operand[] integerEntries = [convention.IntegerArguments[0], convention.IntegerArguments[1], convention.IntegerArguments[2],
            Operand.IncomingArgument(8), Operand.IncomingArgument(16)];
        for (int i = 0; i < random.Next(integerEntries.Length + 1); i++)
        {
            values[RegisterClass.Integer].Add(Enter(program, RegisterClass.Integer, integerEntries[i]));
        }

        for (int i = 0; i < random.Next(convention.FloatingArguments.Length + 1); i++)
        {
            values[RegisterClass.Floating].Add(Enter(program, RegisterClass.Floating, convention.FloatingArguments[i]));
        }

        values[RegisterClass.Integer].Add(Constant(program));
        values[RegisterClass.Floating].Add(ToyConstant(program, "fconst", RegisterClass.Floating));
        for (int i = 0; i < length; i++)
        {
            if (random.Next(8) == 0)
            {
                program.Append(ToyBackend.Exit, Pick(random, values[RegisterClass.Integer]));
                continue;
            }

            InstructionDescription operation = ToyBackend.Operations[random.Next(ToyBackend.Operations.Length)];
            MachineInstruction instruction = program.Append(operation);
            var written = new List<Register>();
            for (int k = 0; k < operation.Operands.Length; k++)
            {
                OperandConstraint constraint = operation.Operands[k];
                if (constraint.IsWrite)
                {
                    bool isClobber = constraint.Access == OperandAccess.EarlyWrite && !constraint.Fixed.IsNone;
                    if (isClobber || (k > 0 && !constraint.Fixed.IsNone && random.Next(2) == 0))
                    {
                        continue;
                    }

                    written.Add(program.NewVirtual(constraint.Class, 8));
                    program.Operand(instruction, k) = written[^1];
                }
                else
                {
                    program.Operand(instruction, k) = constraint.Forms == OperandForms.Immediate ? Operand.Immediate(random.Next(100))
                        : constraint.Forms == OperandForms.Memory
                            ? Operand.Memory(Pick(random, values[RegisterClass.Integer]), Pick(random, values[RegisterClass.Integer]), 1, 4)
                        : Pick(random, values[constraint.Class]);
                }
            }

            foreach (Register register in written)
            {
                values[program.ClassOf(register)].Add(register);
            }
        }

        Finish(program, Pick(random, values[RegisterClass.Integer]), Pick(random, values[RegisterClass.Floating]));
        return program;
    }

    private static Register Enter(MachineFunction program, RegisterClass registerClass, Operand location)
    {
        Register register = program.NewVirtual(registerClass, 8);
        program.EntryValues.Add(new EntryValue(register, location));
        return register;
    }

    /// <summary>Mostly a recent value, so that live ranges vary in length.</summary>
    private static Register Pick(Random random, List<Register> values) =>
        random.Next(3) > 0 ? values[values.Count - 1 - random.Next(Math.Min(values.Count, 4))] : values[random.Next(values.Count)];

    private static Register Constant(MachineFunction program) => ToyConstant(program, "const", RegisterClass.Integer);

    private static Register ToyConstant(MachineFunction program, string mnemonic, RegisterClass registerClass)
    {
        Register register = program.NewVirtual(registerClass, 8);
        program.Append(Operation(mnemonic), register, Operand.Immediate(42));
        return register;
    }

    private static void Finish(MachineFunction program, Register integer, Register floating) =>
        program.Append(ToyBackend.Return, integer, floating);

    private static InstructionDescription Operation(string mnemonic) => Array.Find(ToyBackend.Operations, o => o.Mnemonic == mnemonic)!;
}
