using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;
using JitGen.CompilerServices;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>
/// x64 kernels in this process: mapped by the runtime's loader, on guarded memory, called through <see cref="KernelThunk"/>.
/// Elements that a call leaves are taken from C#, as a wrapper takes them from managed code; then the kernel goes on.
/// </summary>
/// <param name="target">A target of kernels.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="isWindowsEntry">Whether the entry of the Windows convention is called.</param>
/// <param name="control">MXCSR when a kernel is called.</param>
internal sealed unsafe class SpanNativeEngine(Target target, Level level, bool isWindowsEntry = false, uint control = SpanNativeEngine.DefaultControl) : SpanEngine
{
    /// <summary>MXCSR of a process: every exception masked, round to nearest.</summary>
    public const uint DefaultControl = 0x1F80;

    private const uint ControlBits = 0xFFC0;
    private const int SysVEntryBytes = 3;
    private const int ManagedElements = 64;
    private const int BlockSize = 1 << 16;

    private static readonly NativeImage s_thunk = Load(
        [new MethodCode(KernelThunk.Code.ToArray(), KernelThunk.Code.Length, [])], TargetTable.X64V3SysV, NativeTarget.X64V3SysV);

    [ThreadStatic]
    private static GuardedMemory? s_block;

    public override string Name =>
        $"{target.Name} {level}{(isWindowsEntry ? ", Windows entry," : "")} in this process{(control == DefaultControl ? "" : $", MXCSR 0x{control:X}")}";

    public override ExternalEngine? Requirement => target == TargetTable.X64V4 ? ExternalEngine.X64V4 : ExternalEngine.X64;

    /// <summary>Why this machine cannot run the code of a target; null if it can.</summary>
    public static string? Obstacle(Target target) =>
        X64Engine.Obstacle is { } obstacle ? obstacle
        : target == TargetTable.X64V4 && !(Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported) ? "the processor has no AVX-512"
        : null;

    public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases)
    {
        var answers = new SpanAnswer[]?[cases.Count];
        SpanProgram?[] compiled = SpanProgram.Compile(cases, Bind(cases, answers), target, level, answers);
        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        SpanProgram[] programs = [.. present.Select(i => compiled[i]!)];
        SpanAnswer[][] executed = Execute(programs);
        for (int n = 0; n < present.Length; n++)
        {
            answers[present[n]] = executed[n];
        }

        return answers!;
    }

    /// <summary>Runs all calls of compiled cases.</summary>
    public SpanAnswer[][] Execute(IReadOnlyList<SpanProgram> programs)
    {
        if (programs.Count == 0)
        {
            return [];
        }

        NativeImage image = Load([.. programs.Select(program => program.Kernel.Code)], target, target == TargetTable.X64V4 ? NativeTarget.X64V4 : NativeTarget.X64V3);
        var answers = new SpanAnswer[programs.Count][];
        for (int i = 0; i < answers.Length; i++)
        {
            Progress.Note(Name, programs[i].Case.Formula.ToString());
            nint entry = image.Entry(i) + (isWindowsEntry ? SysVEntryBytes : 0);
            answers[i] = [.. programs[i].Case.Runs.Select(run => Run(programs[i], run, entry))];
        }

        GC.KeepAlive(image);
        return answers;
    }

    /// <exception cref="PlatformNotSupportedException">The image cannot be loaded: nothing may fall back here.</exception>
    private static NativeImage Load(IReadOnlyList<MethodCode> methods, Target target, NativeTarget nativeTarget)
    {
        AppContext.SetSwitch("JitGen.Require", true);
        var tables = new NativeImageTables("Kernels", string.Join('\n', methods.Select((_, i) => "F" + i)));
        tables.Add(nativeTarget, MemoryMarshal.Cast<byte, ulong>(CodeImage.Build(methods, target)));
        NativeImage? slot = null;
        return tables.Load(ref slot);
    }

    private SpanAnswer Run(SpanProgram program, SpanRun run, nint entry)
    {
        SpanFormula formula = program.Case.Formula;
        SpanMemory memory = SpanMemory.OfThread;
        Placement placement = Placement.Of(formula, run);
        byte*[] addresses = memory.Place(run, placement);
        Span<byte> block = PlaceBlock(program, run, placement, addresses);
        var call = new Calls(program, run, entry, block, addresses, control);
        ulong result = 0;
        string? exception = null;
        if (formula.IsMap)
        {
            for (int part = 0; part + 1 < placement.Parts.Length && exception is null && call.Error is null; part++)
            {
                call.StartBehindEnd(placement.Parts[part + 1]);
                exception = call.Map(placement.Parts[part], placement.Parts[part + 1]);
            }
        }
        else
        {
            (result, exception) = Reduce(program, run, ref call);
        }

        return new SpanAnswer(memory.Read(run, placement), result, exception, call.Error ?? memory.FindDamage(formula, run, placement), call.BailOuts);
    }

    private static (ulong Result, string? Exception) Reduce(SpanProgram program, SpanRun run, ref Calls call)
    {
        var blocks = new List<ulong[]>();
        foreach (var (start, end) in Blocks(program.Case.Formula, run))
        {
            if (call.Reduce(start, end) is not { } block)
            {
                return (0, run.Exception);
            }

            blocks.Add(block);
        }

        return Finish(program.Function, run, Merge(program.Function, blocks));
    }

    /// <summary>The block right before a guard page.</summary>
    private static Span<byte> PlaceBlock(SpanProgram program, SpanRun run, Placement placement, byte*[] addresses)
    {
        s_block ??= new GuardedMemory(BlockSize);
        byte[] bytes = KernelBlock.Create(program.Signature, program.Kernel.ScratchBytes, program.Case.Formula, run, placement.IsStreaming);
        var block = new Span<byte>(s_block.Start + s_block.Size - bytes.Length, bytes.Length);
        bytes.CopyTo(block);
        for (int n = 0; n < addresses.Length; n++)
        {
            if (program.Case.Formula.Parameters[n].Kind != ParameterKind.Value)
            {
                KernelBlock.Write(block, program.Signature.ParameterOffset(n), (ulong)addresses[n]);
            }
        }

        return block;
    }

    /// <summary>The calls of one kernel with one block.</summary>
    private ref struct Calls(SpanProgram program, SpanRun run, nint entry, Span<byte> block, byte*[] addresses, uint control)
    {
        private readonly Span<byte> _block = block;

        /// <summary>What the code did beside computing; null if nothing.</summary>
        public string? Error { get; private set; }

        /// <summary>How often it left to managed code.</summary>
        public int BailOuts { get; private set; }

        /// <summary>Computes elements, as the wrapper does. Returns the exception that ends it, or null.</summary>
        public string? Map(long start, long end)
        {
            while (start < end)
            {
                long left = Call(start, end);
                if (left == end || (Error ??= program.FindFault(run, left, start, end)) is not null)
                {
                    return null;
                }

                for (int n = 0; n < addresses.Length; n++)
                {
                    int length = run.Contents[run.Homes[n]]?.Length ?? 0;
                    Error ??= program.FindStoreBehind(run, n, new ReadOnlySpan<byte>(addresses[n], length), left, end);
                }

                // Managed code computes the next elements; what it throws, it throws here.
                BailOuts++;
                start = Math.Min(left + ManagedElements, end);
                bool throws = run.Exception is not null && run.Reached < start;
                Copy(left, throws ? run.Reached : start);
                if (throws || Error is not null)
                {
                    return run.Exception;
                }
            }

            return null;
        }

        /// <summary>A call that starts behind its end touches nothing; memory that it damages is found later.</summary>
        public void StartBehindEnd(long end) => Call(end, end - 1);

        /// <summary>The results of a block; null if one of its elements throws.</summary>
        public ulong[]? Reduce(long start, long end)
        {
            long left = Call(start, end);
            if (left != end)
            {
                BailOuts++;
                Error ??= run.Exception is null ? program.FindFault(run, left, start, end) : null;
                return run.Exception is null ? program.Interpret(run, start, end) : null;
            }

            var results = new ulong[program.Function.Reductions.Count];
            for (int n = 0; n < results.Length; n++)
            {
                results[n] = KernelBlock.Result(_block, program.Signature, program.Function.Reductions[n], n);
            }

            return results;
        }

        private void Copy(long start, long end)
        {
            for (int n = 0; n < addresses.Length; n++)
            {
                Parameter parameter = program.Case.Formula.Parameters[n];
                if (parameter.Kind == ParameterKind.Span)
                {
                    int size = SpanFormula.SizeOf(parameter.Type);
                    run.Expected[n]!.AsSpan((int)start * size, (int)(end - start) * size).CopyTo(new Span<byte>(addresses[n] + start * size, (int)(end - start) * size));
                }
            }
        }

        private long Call(long start, long end)
        {
            KernelBlock.Write(_block, KernelSignature.CountOffset, (ulong)end);
            KernelBlock.Write(_block, KernelSignature.StartOffset, (ulong)start);
            KernelFrame frame = default;
            for (int i = 0; i < 20; i++)
            {
                frame.VectorsBefore[i] = NativeArguments.Rubbish(i + 30) + 5;
                frame.Before[i % 8] = NativeArguments.Rubbish(i % 8) + 1;
            }

            fixed (byte* pointer = _block)
            {
                frame.Code = entry;
                frame.Rcx = (ulong)pointer;
                frame.Before[2] = (ulong)pointer;
                frame.ControlBefore = control;
                if ((entry & 15) != 0)
                {
                    frame.Before[2] = NativeArguments.Rubbish(2) + 1;
                }
                else
                {
                    frame.Rcx = NativeArguments.Rubbish(40);
                }

                ((delegate* unmanaged<KernelFrame*, void>)s_thunk.Entry(0))(&frame);
            }

            Error ??= FindDamage(&frame);
            return frame.Result;
        }

        private static string? FindDamage(KernelFrame* frame)
        {
            for (int i = 0; i < KernelFrame.Preserved.Length; i++)
            {
                if (frame->Before[i] != frame->After[i])
                {
                    return KernelFrame.Preserved[i] + " is not preserved";
                }
            }

            for (int i = 0; i < 20; i++)
            {
                if (frame->VectorsBefore[i] != frame->VectorsAfter[i])
                {
                    return $"xmm{KernelFrame.FirstVector + i / 2} is not preserved";
                }
            }

            return (frame->ControlAfter & ControlBits) != (frame->ControlBefore & ControlBits) ? $"MXCSR is 0x{frame->ControlAfter:X}" : null;
        }
    }
}
