using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets.X64;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Operands for the rows of the instruction table: each operand in all its forms while the others stay, and random mixtures.</summary>
internal static class OperandSamples
{
    private const int RandomMixtures = 60;
    private const int RegisterCount = 16;
    private const int MaskCount = 8;

    /// <summary>Displacements around the sizes in which they are stored.</summary>
    private static readonly int[] s_displacements = { 0, 1, -1, 9, 10, 127, 128, -128, -129, int.MaxValue, int.MinValue };

    public static IEnumerable<Operand[]> For(X64Instruction row)
    {
        var candidates = new List<Operand>[row.Operands.Length];
        for (int k = 0; k < candidates.Length; k++)
        {
            candidates[k] = Candidates(row, k);
        }

        for (int varied = 0; varied < candidates.Length; varied++)
        {
            for (int i = 0; i < candidates[varied].Count; i++)
            {
                int choice = i;
                int operand = varied;
                Operand[] operands = Assemble(row, k => k == operand ? candidates[k][choice] : candidates[k][(k * 3 + 1) % candidates[k].Count]);
                if (AreDistinct(row, operands))
                {
                    yield return operands;
                }
            }
        }

        var random = new Random(row.Mnemonic.Length + row.Operands.Length);
        for (int i = 0; i < RandomMixtures; i++)
        {
            Operand[] operands = Assemble(row, k => candidates[k][random.Next(candidates[k].Count)]);
            if (AreDistinct(row, operands))
            {
                yield return operands;
            }
        }
    }

    private static Operand[] Assemble(X64Instruction row, Func<int, Operand> choose)
    {
        var operands = new Operand[row.Operands.Length];
        for (int k = 0; k < operands.Length; k++)
        {
            operands[k] = row.Operands[k].Access == OperandAccess.Tied ? operands[0] : choose(k);
        }

        return operands;
    }

    /// <summary>
    /// Whether no register occurs twice, apart from ties: xor of a register with itself does not read it, and an instruction with
    /// two results needs two registers.
    /// </summary>
    private static bool AreDistinct(X64Instruction row, Operand[] operands)
    {
        RegisterSet seen = default;
        for (int k = 0; k < operands.Length; k++)
        {
            bool isCounted = operands[k].IsRegister && row.Operands[k].Access != OperandAccess.Tied && k < row.ExplicitCount;
            if (isCounted && seen.Contains(operands[k].Register))
            {
                return false;
            }

            seen = isCounted ? seen.With(operands[k].Register) : seen;
        }

        return true;
    }

    private static List<Operand> Candidates(X64Instruction row, int index)
    {
        OperandConstraint constraint = row.Operands[index];
        var candidates = new List<Operand>();
        if (!constraint.Fixed.IsNone)
        {
            candidates.Add(constraint.Fixed);
            return candidates;
        }

        if (constraint.Allows(OperandForms.Register))
        {
            AddRegisters(candidates, row, index);
        }

        if (constraint.Allows(OperandForms.Immediate))
        {
            foreach (long value in Immediates(row))
            {
                candidates.Add(Operand.Immediate(value));
            }
        }

        if (constraint.Allows(OperandForms.Memory))
        {
            AddAddresses(candidates);
            if (constraint.Size > 0)
            {
                candidates.Add(Operand.Constant(0));
                AddMultiples(candidates, constraint.Size, isBroadcast: false);
            }
        }

        if (constraint.Allows(OperandForms.Broadcast))
        {
            candidates.Add(Operand.Constant(0) with { IsBroadcast = true });
            AddMultiples(candidates, row.BroadcastSize, isBroadcast: true);
        }

        return candidates;
    }

    /// <summary>All registers that some form of the row can name; k0 as a mask would mean that there is none.</summary>
    private static void AddRegisters(List<Operand> candidates, X64Instruction row, int index)
    {
        RegisterClass registerClass = row.Operands[index].Class;
        int first = index == row.MaskOperand ? 1 : 0;
        int end = registerClass switch
        {
            RegisterClass.Mask => MaskCount,
            RegisterClass.Floating when row.Evex is not null => 2 * RegisterCount,
            _ => RegisterCount,
        };
        for (int number = first; number < end; number++)
        {
            candidates.Add(registerClass switch
            {
                RegisterClass.Integer => Register.Integer(number),
                RegisterClass.Mask => Register.Mask(number),
                _ => Register.Floating(number),
            });
        }
    }

    /// <summary>Displacements around the multiples of an operand's size that EVEX stores in one byte.</summary>
    private static void AddMultiples(List<Operand> candidates, int size, bool isBroadcast)
    {
        foreach (int factor in new[] { 0, 1, -1, 127, 128, -128, -129 })
        {
            foreach (int rest in new[] { 0, 1 })
            {
                Register @base = Register.Integer((factor & 7) + rest);
                Register index = @base == Registers.Rsp || rest == 0 ? Register.None : Registers.R(9 + rest);
                candidates.Add(Operand.Memory(@base, index, index.IsNone ? 0 : 2, size * factor + rest) with { IsBroadcast = isBroadcast });
            }
        }
    }

    private static long[] Immediates(X64Instruction row) => row.ImmediateSize switch
    {
        1 when row.Slots[0] == OperandSlots.Displacement => [0, 1, 40, 100],
        1 when row.Operands[0].Class != RegisterClass.Integer => [0, 9, 10, 31, 127, 128, 228, -1],
        1 => row.Operands[0].Size == 8 ? [1, 5, 31, 63] : [1, 5, 11, 31],
        8 => [long.MinValue, long.MaxValue, 0x1122334455667788, uint.MaxValue],
        _ when row.Slots[0] == OperandSlots.Displacement => [0, 1000, int.MaxValue],
        _ => [0, 1, 9, 10, -1, 127, 128, -128, -129, 255, 0x1234567, int.MaxValue, int.MinValue],
    };

    /// <summary>Every base with every class of displacement, every index with every scale, with and without a base.</summary>
    private static void AddAddresses(List<Operand> candidates)
    {
        for (int number = 0; number < RegisterCount; number++)
        {
            Register register = Register.Integer(number);
            foreach (int displacement in s_displacements)
            {
                candidates.Add(Operand.Memory(register, displacement));
            }

            for (int scale = 0; scale < 4; scale++)
            {
                Register index = register == Registers.Rsp ? Registers.Rax : register;
                candidates.Add(Operand.Memory(Register.Integer((number + 5) % RegisterCount), index, scale, s_displacements[(number + scale) % 11]));
                candidates.Add(Operand.Memory(Registers.Rbp, index, scale, 0));
                candidates.Add(Operand.Memory(Registers.R(13), index, scale, 0));
                if (scale > 0)
                {
                    candidates.Add(Operand.Memory(Register.None, index, scale, s_displacements[(number * scale) % 11]));
                }
            }
        }
    }
}
