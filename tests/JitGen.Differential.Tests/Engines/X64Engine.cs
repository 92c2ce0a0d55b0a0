using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.CompilerServices;
using Level = JitGen.Compiler.OptimizationLevel;
using Outcome = JitGen.Differential.Tests.Oracle.Outcome;

namespace JitGen.Differential.Tests.Engines;

/// <summary>x64 code of the System V convention, mapped by the runtime's loader and called in this process.</summary>
internal sealed unsafe class X64Engine(Level level) : NativeEngine(TargetTable.X64V3SysV, level, "in this process")
{
    /// <summary>Rounding, exception masks and flush-to-zero: all of MXCSR but the flags that operations leave behind.</summary>
    private const uint ControlBits = 0xFFC0;
    private const uint DefaultControl = 0x1F80;
    private const uint Untouched = 0x5A5A5A5A;

    private static readonly string[] s_savedRegisters = ["rbx", "rbp", "r12", "r13", "r14", "r15"];

    private static readonly NativeImage s_thunk = Load("Thunk", [new MethodCode(SysVThunk.Code.ToArray(), SysVThunk.Code.Length, [])]);

    /// <summary>Why the processor or the system cannot run such code; null if they can.</summary>
    public static string? Obstacle =>
        NativeCode.Target == TargetTable.X64V3SysV.Name ? null : NativeCode.Reason ?? $"this machine runs {NativeCode.Target}";

    public override EngineResult[] Execute(IReadOnlyList<NativeProgram> programs)
    {
        NativeImage image = Load("Formulas", [.. programs.Select(program => program.Code)]);
        var results = new EngineResult[programs.Count];
        for (int i = 0; i < results.Length; i++)
        {
            Progress.Note(Name, programs[i].Case.Formula);
            results[i] = Run(programs[i], image.Entry(i));
        }

        GC.KeepAlive(image);
        return results;
    }

    /// <exception cref="PlatformNotSupportedException">The image cannot be loaded: nothing may fall back here.</exception>
    private static NativeImage Load(string name, IReadOnlyList<MethodCode> methods)
    {
        AppContext.SetSwitch("JitGen.Require", true);
        byte[] image = CodeImage.Build(methods, TargetTable.X64V3SysV);
        var tables = new NativeImageTables(name, string.Join('\n', methods.Select((_, i) => "F" + i)));
        tables.Add(NativeTarget.X64V3SysV, MemoryMarshal.Cast<byte, ulong>(image));
        NativeImage? slot = null;
        return tables.Load(ref slot);
    }

    private static EngineResult Run(NativeProgram program, nint address)
    {
        ulong[][] rows = program.Case.Rows;
        var outcomes = new Outcome[rows.Length];
        string? error = null;
        int bailOuts = 0;
        uint* flags = stackalloc uint[3];
        for (int row = 0; row < rows.Length; row++)
        {
            ulong[] words = NativeArguments.Words(program.Case.Formula.Parameters, rows[row]);
            (flags[0], flags[1], flags[2]) = (Untouched, 0, Untouched);
            SysVFrame frame = default;
            fixed (ulong* block = words)
            {
                Place(&frame, program, words, (ulong)block, (ulong)(flags + 1));
                frame.Code = address;
                ((delegate* unmanaged<SysVFrame*, void>)s_thunk.Entry(0))(&frame);
            }

            error ??= FindDamage(&frame, flags, row);
            bool isFloating = ElementTypes.IsFloating(program.Case.Formula.ResultType);
            outcomes[row] = program.Finish(row, isFloating ? frame.FloatResult[0] : frame.IntegerResult, flags[1], ref error);
            bailOuts += flags[1] != 0 ? 1 : 0;
        }

        return new EngineResult(outcomes, error, bailOuts);
    }

    /// <summary>Assigns the arguments to registers and the stack: the rules of the System V ABI for words.</summary>
    private static void Place(SysVFrame* frame, NativeProgram program, ulong[] words, ulong block, ulong flag)
    {
        for (int i = 0; i < 6; i++)
        {
            frame->Integers[i] = NativeArguments.Rubbish(i) + 1;
            frame->SavedBefore[i] = NativeArguments.Rubbish(i + 10) + 2;
        }

        for (int i = 0; i < 16; i++)
        {
            frame->Floats[i] = frame->Stack[i] = NativeArguments.Rubbish(i + 20) + 3;
        }

        int integers = 0;
        int floats = 0;
        int stacked = 0;
        if (program.Signature.UsesArgumentBlock)
        {
            frame->Integers[integers++] = block;
        }
        else
        {
            for (int i = 0; i < words.Length; i++)
            {
                bool isFloating = ElementTypes.IsFloating(program.Case.Formula.Parameters[i].Type);
                if (isFloating && floats < 8)
                {
                    frame->Floats[2 * floats++] = words[i];
                }
                else if (!isFloating && integers < 6)
                {
                    frame->Integers[integers++] = words[i];
                }
                else
                {
                    frame->Stack[stacked++] = words[i];
                }
            }
        }

        if (program.Signature.HasBailOut)
        {
            (integers < 6 ? ref frame->Integers[integers] : ref frame->Stack[stacked]) = flag;
        }
    }

    /// <summary>What the call has changed and should not have; null if nothing.</summary>
    private static string? FindDamage(SysVFrame* frame, uint* flags, int row)
    {
        for (int i = 0; i < s_savedRegisters.Length; i++)
        {
            if (frame->SavedBefore[i] != frame->SavedAfter[i])
            {
                return $"row {row}: {s_savedRegisters[i]} is not preserved";
            }
        }

        return (frame->ControlAfter & ControlBits) != DefaultControl ? $"row {row}: MXCSR is 0x{frame->ControlAfter:X}"
            : flags[0] != Untouched || flags[2] != Untouched ? $"row {row}: writes beside the bail-out flag"
            : null;
    }
}
