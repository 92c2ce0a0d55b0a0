using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>
/// Kernels called by a C program: the Windows entry of x64 kernels on Linux, arm64 kernels in an emulator. Where a call leaves,
/// what managed code would compute behind it is taken from C#, and the kernel is not called again.
/// </summary>
/// <param name="harness">What the C program is made of.</param>
/// <param name="target">A target of kernels.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="tools">The compiler last, the emulator, if there is one, first.</param>
/// <param name="state">MXCSR or FPCR when a kernel is called; 0 for the default of the processor.</param>
internal sealed class SpanHarnessEngine(Harness harness, Target target, Level level, string[] tools, ulong state = 0) : SpanEngine
{
    private const int EntryAlignment = 16;
    private const int WindowsEntry = 3;

    public override string Name => $"{target.Name} {level} in a C harness{(state == 0 ? "" : $", state 0x{state:X}")}";

    public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases)
    {
        var answers = new SpanAnswer[]?[cases.Count];
        SpanProgram?[] compiled = SpanProgram.Compile(cases, Bind(cases, answers), target, level, answers);
        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        SpanProgram[] programs = [.. present.Select(i => compiled[i]!)];
        string directory = Directory.CreateTempSubdirectory("jitgen-spans-").FullName;
        try
        {
            byte[] output = RunHarness(directory, programs, out string? fault);
            var reader = new Reader(output, harness, fault);
            for (int n = 0; n < present.Length; n++)
            {
                answers[present[n]] = [.. programs[n].Case.Runs.Select(run => Read(programs[n], run, reader))];
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return answers!;
    }

    /// <summary>Builds the harness and runs it; a fault ends its output early.</summary>
    private byte[] RunHarness(string directory, SpanProgram[] programs, out string? fault)
    {
        string At(string name) => Path.Combine(directory, name);
        WriteInput(At("input"), programs);
        HarnessEngine.WriteResource("spans.c", At("spans.c"));
        HarnessEngine.WriteResource(harness.Trampoline, At("trampoline.S"));
        (int code, string text) = Tool.Run(tools[^1], ["-O1", "-static", "-o", At("spans"), At("spans.c"), At("trampoline.S")]);
        if (code != 0)
        {
            throw new InvalidOperationException("The harness does not compile: " + text);
        }

        (code, text) = tools.Length > 1 ? Tool.Run(tools[0], [At("spans"), At("input"), At("output")]) : Tool.Run(At("spans"), [At("input"), At("output")]);
        fault = code == 0 ? null : $"the harness ended with {code}: {text}";
        return File.Exists(At("output")) ? File.ReadAllBytes(At("output")) : [];
    }

    private void WriteInput(string path, SpanProgram[] programs)
    {
        var code = new MemoryStream();
        var entries = new long[programs.Length];
        for (int i = 0; i < programs.Length; i++)
        {
            code.Position = entries[i] = (code.Length + EntryAlignment - 1) / EntryAlignment * EntryAlignment;
            code.Write(programs[i].Kernel.Code.Bytes);
        }

        code.SetLength((code.Length + 7) / 8 * 8);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write((long)programs.Sum(program => program.Case.Runs.Length));
        writer.Write(code.Length);
        writer.Write((long)Placement.MemorySize);
        writer.Write(code.ToArray());
        for (int i = 0; i < programs.Length; i++)
        {
            foreach (SpanRun run in programs[i].Case.Runs)
            {
                WriteCall(writer, programs[i], run, entries[i] + (target.Architecture == Compiler.Targets.Architecture.X64 ? WindowsEntry : 0));
            }
        }
    }

    private void WriteCall(BinaryWriter writer, SpanProgram program, SpanRun run, long entry)
    {
        SpanFormula formula = program.Case.Formula;
        Placement placement = Placement.Of(formula, run);
        byte[] block = KernelBlock.Create(program.Signature, program.Kernel.ScratchBytes, formula, run, placement.IsStreaming);
        (long Start, long End)[] parts = Parts(formula, run, placement);
        int[] spans = Spans(formula);
        foreach (long word in new[] { entry, (long)state, block.Length, spans.Length, parts.Length })
        {
            writer.Write(word);
        }

        foreach (int n in spans)
        {
            writer.Write((long)program.Signature.ParameterOffset(n));
            writer.Write((long)placement.Offsets[n]);
            writer.Write((long)run.Contents[run.Homes[n]]!.Length);
            writer.Write((long)Array.IndexOf(spans, run.Homes[n]));
        }

        writer.Write(block);
        foreach (int n in spans.Where(n => run.Homes[n] == n))
        {
            writer.Write(run.Contents[n]!);
            writer.Write(new byte[(8 - run.Contents[n]!.Length % 8) % 8]);
        }

        foreach (var (start, end) in parts)
        {
            writer.Write(start);
            writer.Write(end);
        }
    }

    private static int[] Spans(SpanFormula formula) =>
        [.. Enumerable.Range(0, formula.Parameters.Count).Where(n => formula.Parameters[n].Kind != ParameterKind.Value)];

    /// <summary>What is computed by a call each: the parts of a map, the blocks of a reduction.</summary>
    private static (long Start, long End)[] Parts(SpanFormula formula, SpanRun run, Placement placement) =>
        formula.IsMap ? [.. placement.Parts.Zip(placement.Parts.Skip(1))] : [.. Blocks(formula, run)];

    private static SpanAnswer Read(SpanProgram program, SpanRun run, Reader reader)
    {
        SpanFormula formula = program.Case.Formula;
        (long Start, long End)[] parts = Parts(formula, run, Placement.Of(formula, run));
        byte[] block = new byte[KernelBlock.SizeOf(program.Signature, program.Kernel.ScratchBytes)];
        var blocks = new List<ulong[]>();
        long[] left = new long[parts.Length];
        string? error = null;
        for (int part = 0; part < parts.Length && reader.Fault is null; part++)
        {
            left[part] = (long)reader.Word();
            int damage = (int)reader.Word();
            error ??= reader.Damage(damage);
            reader.Read(block);
            if (left[part] == parts[part].End && !formula.IsMap && parts[part].Start == parts[part].End)
            {
                // As wrappers do, which leave empty arrays to managed code.
                blocks.Add(program.Interpret(run, parts[part].Start, parts[part].End));
            }
            else if (left[part] == parts[part].End)
            {
                blocks.Add([.. program.Function.Reductions.Select((reduction, n) => KernelBlock.Result(block, program.Signature, reduction, n))]);
            }
            else
            {
                bool isOver = run.Exception is not null && (!formula.IsMap || run.Reached < parts[part].Start);
                error ??= !isOver ? program.FindFault(run, left[part], parts[part].Start, parts[part].End) : null;
                blocks.Add(formula.IsMap || run.Exception is not null ? [] : program.Interpret(run, parts[part].Start, parts[part].End));
            }
        }

        int beside = (int)reader.Word();
        error ??= beside <= 0 || beside > Spans(formula).Length ? null : $"writes beside {formula.Parameters[Spans(formula)[beside - 1]].Name}";
        byte[]?[] contents = ReadContents(formula, run, reader);
        if (reader.Fault is not null)
        {
            return new SpanAnswer([], 0, null, reader.Fault);
        }

        bool hasLeft = left.Where((index, part) => index != parts[part].End).Any();
        int bailOuts = hasLeft ? 1 : 0;
        if (formula.IsMap)
        {
            Complete(formula, run, parts, left, contents);
            return new SpanAnswer(contents, 0, hasLeft ? run.Exception : null, error, bailOuts);
        }

        (ulong result, string? exception) = hasLeft && run.Exception is not null ? (0, run.Exception) : Finish(program.Function, run, Merge(program.Function, blocks));
        return new SpanAnswer(contents, result, exception, error, bailOuts);
    }

    private static byte[]?[] ReadContents(SpanFormula formula, SpanRun run, Reader reader)
    {
        var contents = new byte[]?[formula.Parameters.Count];
        foreach (int n in Spans(formula).Where(n => run.Homes[n] == n))
        {
            contents[n] = new byte[run.Contents[n]!.Length];
            reader.Read(contents[n]!);
            reader.Read(new byte[(8 - contents[n]!.Length % 8) % 8]);
        }

        return [.. contents.Select((_, n) => contents[run.Homes[n]])];
    }

    /// <summary>
    /// Stores what managed code would, where calls have left. Parts behind an element that throws would not have been computed:
    /// there, what was before is put back.
    /// </summary>
    private static void Complete(SpanFormula formula, SpanRun run, (long Start, long End)[] parts, long[] left, byte[]?[] contents)
    {
        bool throws = false;
        for (int part = 0; part < parts.Length; part++)
        {
            throws |= left[part] != parts[part].End && run.Exception is not null && run.Reached < parts[part].End;
            long start = throws && run.Reached < parts[part].Start ? parts[part].Start : left[part];
            foreach (int n in Spans(formula).Where(n => formula.Parameters[n].Kind == ParameterKind.Span && start < parts[part].End && start >= 0))
            {
                int size = SpanFormula.SizeOf(formula.Parameters[n].Type);
                int first = (int)start * size;
                int length = (int)(parts[part].End - start) * size;
                run.Expected[n]!.AsSpan(first, length).CopyTo(contents[n].AsSpan(first, length));
            }
        }
    }

    /// <summary>The output of the harness.</summary>
    private sealed class Reader(byte[] output, Harness harness, string? fault)
    {
        private int _next;

        /// <summary>Why there is no more output; null while there is.</summary>
        public string? Fault { get; private set; }

        public ulong Word()
        {
            Span<byte> bytes = stackalloc byte[8];
            Read(bytes);
            return BitConverter.ToUInt64(bytes);
        }

        public void Read(Span<byte> bytes)
        {
            if (Fault is not null || _next + bytes.Length > output.Length)
            {
                Fault ??= fault ?? "no output";
                bytes.Clear();
                return;
            }

            output.AsSpan(_next, bytes.Length).CopyTo(bytes);
            _next += bytes.Length;
        }

        public string? Damage(int word) => word == 0 ? null : harness.Preserved[word - 1] + " is not preserved";
    }
}
