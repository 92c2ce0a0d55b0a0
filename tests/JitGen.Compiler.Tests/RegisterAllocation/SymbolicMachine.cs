using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.RegisterAllocation;

/// <summary>
/// Executes machine code over terms instead of numbers: an instruction yields a hash of itself and of what it read; copies,
/// loads and stores yield what they read. The trace of side exits and returns is the meaning of the code, whatever registers
/// it uses.
/// </summary>
internal sealed class SymbolicMachine(Backend backend)
{
    private readonly Dictionary<Operand, ulong> _state = new();
    private readonly List<ulong> _trace = new();
    private ulong _clobbers;

    public static List<ulong> Run(MachineFunction function, Backend backend, IReadOnlyList<EntryValue> entries, bool isAllocated)
    {
        var machine = new SymbolicMachine(backend);
        foreach (EntryValue entry in entries)
        {
            machine._state[isAllocated ? entry.Location : (Operand)entry.Register] = Mix(77, (ulong)entry.Register.Number);
        }

        for (int i = 0; i < function.InstructionCount; i++)
        {
            machine.Execute(function, function.Instruction(i));
        }

        return machine._trace;
    }

    private void Execute(MachineFunction function, MachineInstruction instruction)
    {
        InstructionDescription description = instruction.Description;
        OperandConstraint[] constraints = description.Operands;
        var reads = new List<ulong>();
        for (int k = 0; k < constraints.Length; k++)
        {
            Operand operand = function.Operand(instruction, k);
            if (operand.Kind == OperandKind.Memory)
            {
                reads.Add(Mix(Mix(3, Get(operand.Base)), operand.Index.IsNone ? 0 : Get(operand.Index)));
            }
            else if (constraints[k].IsRead)
            {
                if (constraints[k].Access == OperandAccess.Tied && operand.Register.IsPhysical)
                {
                    Assert.Equal(function.Operand(instruction, 0), operand);
                }

                if (!constraints[k].Fixed.IsNone && operand.Register.IsPhysical)
                {
                    Assert.Equal(constraints[k].Fixed, operand.Register);
                }

                reads.Add(operand.Kind == OperandKind.Immediate ? (ulong)operand.Value : Get(operand));
            }
        }

        if (description.Has(InstructionTraits.Commutes) && reads.Count >= 2 && reads[1] < reads[0])
        {
            (reads[0], reads[1]) = (reads[1], reads[0]);
        }

        bool isCopy = description.Has(InstructionTraits.Move) || IsLoadOrStore(description);
        ulong term = (ulong)description.Mnemonic.GetHashCode(StringComparison.Ordinal);
        foreach (ulong read in reads)
        {
            term = isCopy ? read : Mix(term, read);
        }

        if (description.Has(InstructionTraits.SideExit) || description.Has(InstructionTraits.Return))
        {
            _trace.Add(term);
        }

        for (int k = 0; k < constraints.Length; k++)
        {
            if (!constraints[k].IsWrite)
            {
                continue;
            }

            Operand written = function.Operand(instruction, k);
            if (written.Kind == OperandKind.None)
            {
                _state[constraints[k].Fixed] = Mix(0xC10BBE5, ++_clobbers);
            }
            else
            {
                _state[written] = isCopy ? term : Mix(term, (ulong)k);
            }
        }
    }

    private bool IsLoadOrStore(InstructionDescription description)
    {
        foreach (RegisterClass registerClass in new[] { RegisterClass.Integer, RegisterClass.Floating })
        {
            if (description == backend.Reload(registerClass, 8) || description == backend.Spill(registerClass, 8))
            {
                return true;
            }
        }

        return false;
    }

    private ulong Get(Operand operand) =>
        _state.TryGetValue(operand, out ulong term) ? term : throw new InvalidOperationException($"{operand} is read before it is written.");

    private static ulong Mix(ulong a, ulong b)
    {
        ulong h = (a ^ (b + 0x9E3779B97F4A7C15)) * 0xBF58476D1CE4E5B9;
        return (h ^ (h >> 29)) * 0x94D049BB133111EB;
    }
}
