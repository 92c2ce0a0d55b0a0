using System;
using System.Collections.Generic;
using Iced.Intel;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Iced, an independent disassembler, with the options under which its Intel syntax is the listing's.</summary>
internal static class Disassembly
{
    private static readonly FormatterOptions s_options = new()
    {
        HexPrefix = "0x",
        HexSuffix = null,
        UppercaseHex = false,
        LeadingZeros = false,
        BranchLeadingZeros = false,
        SmallHexNumbersInDecimal = true,
        SignedImmediateOperands = true,
        SpaceAfterOperandSeparator = true,
        RipRelativeAddresses = true,
        ShowBranchSize = false,
        MemorySizeOptions = MemorySizeOptions.Always,
    };

    /// <summary>The instructions of code that starts at address 0.</summary>
    public static List<Instruction> Decode(byte[] code, int length)
    {
        var decoder = Decoder.Create(64, new ByteArrayCodeReader(code, 0, length));
        var instructions = new List<Instruction>();
        while (decoder.IP < (ulong)length)
        {
            instructions.Add(decoder.Decode());
        }

        return instructions;
    }

    public static string Format(in Instruction instruction)
    {
        var output = new StringOutput();
        new IntelFormatter(s_options).Format(instruction, output);
        string text = output.ToStringAndReset();

        // Iced leaves out the source of imul r, r, i if it is the destination; a listing shows what is encoded.
        bool isShortened = instruction.Mnemonic == Mnemonic.Imul && instruction.OpCount == 3 && instruction.Op0Register == instruction.Op1Register;
        return isShortened ? text.Replace(", ", $", {instruction.Op1Register.ToString().ToLowerInvariant()}, ", StringComparison.Ordinal) : text;
    }

    /// <summary>Our register for Iced's of any size; none for the stack pointer and what is not allocated.</summary>
    public static Machine.Register ToOurs(Iced.Intel.Register register)
    {
        Iced.Intel.Register full = register.GetFullRegister();
        return full.IsGPR64() && full != Iced.Intel.Register.RSP
            ? Machine.Register.Integer(full - Iced.Intel.Register.RAX)
            : full.IsZMM() ? Machine.Register.Floating(full - Iced.Intel.Register.ZMM0)
            : full.IsK() ? Machine.Register.Mask(full - Iced.Intel.Register.K0)
            : Machine.Register.None;
    }

    /// <summary>Whether an instruction writes memory other than by pushing.</summary>
    public static bool WritesMemory(in Instruction instruction) =>
        instruction.Op0Kind == OpKind.Memory
        && new InstructionInfoFactory().GetInfo(instruction).Op0Access is OpAccess.Write or OpAccess.ReadWrite;

    /// <summary>The registers that an instruction reads, respectively writes, implicit ones included.</summary>
    public static (RegisterSet Reads, RegisterSet Writes) UsedRegisters(in Instruction instruction)
    {
        RegisterSet reads = default;
        RegisterSet writes = default;
        foreach (UsedRegister used in new InstructionInfoFactory().GetInfo(instruction).GetUsedRegisters())
        {
            Machine.Register register = ToOurs(used.Register);
            if (register.IsNone)
            {
                continue;
            }

            // What is written only sometimes else keeps its value, which therefore has to be there.
            if (used.Access is OpAccess.Read or OpAccess.CondRead or OpAccess.ReadWrite or OpAccess.ReadCondWrite or OpAccess.CondWrite)
            {
                reads = reads.With(register);
            }

            if (used.Access is OpAccess.Write or OpAccess.CondWrite or OpAccess.ReadWrite or OpAccess.ReadCondWrite)
            {
                writes = writes.With(register);
            }
        }

        return (reads, writes);
    }
}
