using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using Register = JitGen.Compiler.Machine.Register;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>
/// Follows the stack pointer and the saved registers through decoded code, one instruction after the other, since only exits
/// branch. Checks at every instruction that unwinding would restore what the caller expects, that no stack outside of the
/// function's own is touched, and that every return is as it should be.
/// </summary>
internal sealed class FrameSimulation
{
    /// <summary>rsp on entry, with the alignment that a call leaves.</summary>
    private const long EntryStack = 0x100008;
    private const int WordSize = 8;

    private readonly CompiledGraph _graph;
    private readonly CallingConvention _convention;
    private readonly UnwindInfo? _unwindInfo;
    private readonly int _stackArguments;

    /// <summary>Which entry value of a saved register each place of the stack holds.</summary>
    private readonly Dictionary<long, Register> _stack = new();

    /// <summary>Saved registers that hold something else than on entry.</summary>
    private RegisterSet _changed;
    private long _rsp = EntryStack;

    private FrameSimulation(CompiledGraph graph)
    {
        _graph = graph;
        _convention = graph.Target.Convention;
        _unwindInfo = graph.Code.UnwindInfo.Length > 0 ? UnwindInfo.Parse(graph.Code.UnwindInfo) : null;
        _stackArguments = graph.Function.Parameters.Count + 1;
    }

    public static void Check(CompiledGraph graph)
    {
        List<Instruction> instructions = graph.Instructions;
        var body = new FrameSimulation(graph);
        int next = 0;
        while (body.Step(instructions[next]))
        {
            next++;
        }

        // Behind the return there are the stubs; the code enters each of them with the frame of the body.
        int branch = instructions.FindLastIndex(i => i.FlowControl is FlowControl.ConditionalBranch or FlowControl.UnconditionalBranch);
        for (next++; next < instructions.Count; next++)
        {
            var stub = new FrameSimulation(graph);
            instructions.Take(branch).ToList().ForEach(i => Assert.True(stub.Step(i)));
            while (stub.Step(instructions[next]))
            {
                next++;
            }
        }
    }

    /// <summary>Executes an instruction. Returns whether the next one follows.</summary>
    private bool Step(in Instruction instruction)
    {
        CheckUnwinding(instruction);
        CheckStackAccess(instruction);
        switch (instruction.Mnemonic)
        {
            case Mnemonic.Push:
                _rsp -= WordSize;
                Save(_rsp, Disassembly.ToOurs(instruction.Op0Register));
                return true;
            case Mnemonic.Pop:
                Restore(_rsp, Disassembly.ToOurs(instruction.Op0Register));
                _rsp += WordSize;
                return true;
            case Mnemonic.Sub when instruction.Op0Register == Iced.Intel.Register.RSP:
                _rsp -= (long)instruction.GetImmediate(1);
                return true;
            case Mnemonic.Add when instruction.Op0Register == Iced.Intel.Register.RSP:
                _rsp += (long)instruction.GetImmediate(1);
                return true;
            case Mnemonic.Vmovaps when instruction.Op0Kind == OpKind.Memory:
                Assert.Equal(0, AddressOf(instruction) % 16);
                Save(AddressOf(instruction), Disassembly.ToOurs(instruction.Op1Register));
                return true;
            case Mnemonic.Vmovaps when instruction.Op1Kind == OpKind.Memory && instruction.MemoryBase == Iced.Intel.Register.RSP:
                Restore(AddressOf(instruction), Disassembly.ToOurs(instruction.Op0Register));
                return true;
            case Mnemonic.Ret:
                Assert.Equal(EntryStack, _rsp);
                Assert.Equal(RegisterSet.Empty, _changed);
                return false;
            default:
                _changed |= Disassembly.UsedRegisters(instruction).Writes & _convention.Saved;
                Assert.True(_changed.IsEmpty || Saved(_changed), _graph.ToString());
                return true;
        }
    }

    /// <summary>Whether the entry values of all these registers are on the stack.</summary>
    private bool Saved(RegisterSet registers) =>
        (registers - RegisterSet.Of([.. _stack.Values])).IsEmpty;

    private void Save(long address, Register register)
    {
        Assert.False(_changed.Contains(register));
        _stack[address] = register;
    }

    private void Restore(long address, Register register)
    {
        Assert.Equal(register, _stack[address]);
        _changed = _changed.Without(register);
    }

    private long AddressOf(in Instruction instruction) => _rsp + (long)instruction.MemoryDisplacement64;

    private void CheckStackAccess(in Instruction instruction)
    {
        if (instruction.MemoryBase != Iced.Intel.Register.RSP || instruction.Mnemonic == Mnemonic.Lea)
        {
            return;
        }

        long address = AddressOf(instruction);
        long end = address + instruction.MemorySize.GetSize();
        bool isWrite = Disassembly.WritesMemory(instruction);
        long top = EntryStack + _convention.StackArgumentOffset + (isWrite ? 0 : WordSize * _stackArguments);
        bool isReturnAddress = end > EntryStack && address < EntryStack + WordSize;
        Assert.True(address >= _rsp - _convention.RedZone && end <= top && !isReturnAddress, _graph.ToString());

        // A spill does not overwrite what the prologue saved.
        bool overwrites = isWrite && instruction.Mnemonic != Mnemonic.Vmovaps && _stack.Keys.Any(saved => saved < end && address < saved + WordSize);
        Assert.False(overwrites, _graph.ToString());
    }

    /// <summary>Unwinding at the start of an instruction gives the stack pointer and the saved registers of the entry.</summary>
    private void CheckUnwinding(in Instruction instruction)
    {
        if (!_convention.NeedsUnwindInfo)
        {
            Assert.Empty(_graph.Code.UnwindInfo);
            return;
        }

        if (_unwindInfo is null)
        {
            Assert.Equal(EntryStack, _rsp);
            Assert.True(_changed.IsEmpty);
            return;
        }

        if (IsInEpilogue((int)instruction.IP))
        {
            // Here the system executes the rest of the epilogue instead, which it recognizes by its instructions.
            return;
        }

        long rsp = _rsp;
        RegisterSet changed = _changed;
        int offset = (int)instruction.IP;
        foreach (UnwindCode code in _unwindInfo.Codes.Where(code => code.Offset <= offset))
        {
            Undo(code, ref rsp, ref changed);
        }

        Assert.Equal(EntryStack, rsp);
        Assert.True(changed.IsEmpty, _graph.ToString());
    }

    private void Undo(UnwindCode code, ref long rsp, ref RegisterSet changed)
    {
        switch (code.Operation)
        {
            case UnwindOperation.PushNonvolatile:
                Assert.Equal(Register.Integer(code.Register), _stack[rsp]);
                changed = changed.Without(Register.Integer(code.Register));
                rsp += WordSize;
                break;
            case UnwindOperation.Allocate:
                rsp += code.Value;
                break;
            default:
                Assert.Equal(Register.Floating(code.Register), _stack[_rsp + code.Value]);
                changed = changed.Without(Register.Floating(code.Register));
                break;
        }
    }

    /// <summary>Whether only <c>add rsp</c>, pops and <c>ret</c> follow.</summary>
    private bool IsInEpilogue(int offset)
    {
        bool mayAdd = true;
        foreach (Instruction instruction in _graph.Instructions.Where(i => (int)i.IP >= offset))
        {
            bool isAdd = instruction.Mnemonic == Mnemonic.Add && instruction.Op0Register == Iced.Intel.Register.RSP;
            if (instruction.Mnemonic == Mnemonic.Ret)
            {
                return true;
            }

            if (!(isAdd && mayAdd) && instruction.Mnemonic != Mnemonic.Pop)
            {
                return false;
            }

            mayAdd = false;
        }

        throw new InvalidOperationException("The code does not end with a return.");
    }
}
