using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Corpus;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;
using Outcome = JitGen.Differential.Tests.Oracle.Outcome;

namespace JitGen.Differential.Tests.Engines;

/// <summary>What a harness is made of and run with.</summary>
/// <param name="Target">The target of the code.</param>
/// <param name="Engine">The programs: the compiler is the last of them, and the emulator, if there is one, the first.</param>
/// <param name="Convention">The attribute of the convention in C.</param>
/// <param name="Trampoline">The resource with the assembler source.</param>
/// <param name="Preserved">What the words are that the trampoline checks.</param>
internal sealed record Harness(Target Target, ExternalEngine Engine, string Convention, string Trampoline, string[] Preserved)
{
    public static Harness Win64 { get; } = new(
        TargetTable.ByName("x64-v3-win64")!, ExternalEngine.Gcc, "__attribute__((ms_abi))", "win64.S",
        [
            "rbx", "rbp", "rdi", "rsi", "r12", "r13", "r14", "r15",
            .. Enumerable.Range(6, 10).SelectMany(n => new[] { $"xmm{n}", $"xmm{n} (upper half)" }), "MXCSR",
        ]);

    public static Harness Arm64 { get; } = new(
        TargetTable.ByName("arm64-aapcs64")!, ExternalEngine.Arm64, "", "arm64.S",
        [.. Enumerable.Range(18, 12).Select(n => $"x{n}"), .. Enumerable.Range(8, 8).Select(n => $"d{n}"), "sp", "FPCR"]);
}

/// <summary>Machine code called by a C program: Win64 code on Linux, arm64 code in an emulator.</summary>
internal sealed class HarnessEngine(Harness harness, Level level, string[] programs) : Engine
{
    private const int WordsPerResult = 3;

    public override string Name => $"{harness.Target.Name} {level} in a C harness";

    public override EngineResult[] Run(IReadOnlyList<Case> cases)
    {
        var results = new EngineResult[cases.Count];
        NativeProgram?[] compiled = NativeProgram.Compile(cases, harness.Target, level, results);
        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        NativeProgram[] runnable = [.. present.Select(i => compiled[i]!)];
        string directory = Directory.CreateTempSubdirectory("jitgen-harness-").FullName;
        try
        {
            ulong[] output = RunHarness(directory, runnable, out string? fault);
            int next = 0;
            for (int n = 0; n < runnable.Length; n++)
            {
                results[present[n]] = Read(runnable[n], output, ref next, fault);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return results;
    }

    /// <summary>Builds the harness for these cases and runs it; a fault ends its output early.</summary>
    private ulong[] RunHarness(string directory, NativeProgram[] cases, out string? fault)
    {
        string At(string name) => Path.Combine(directory, name);
        var adapters = new CAdapters();
        WriteInput(At("input"), cases, adapters);
        File.WriteAllText(At("adapters.c"), adapters.Source(harness.Convention));
        WriteResource("harness.c", At("harness.c"));
        WriteResource(harness.Trampoline, At("trampoline.S"));

        (int code, string text) = Tool.Run(
            programs[^1], ["-O1", "-static", "-o", At("harness"), At("harness.c"), At("adapters.c"), At("trampoline.S")]);
        if (code != 0)
        {
            throw new InvalidOperationException("The harness does not compile: " + text);
        }

        (code, text) = programs.Length > 1
            ? Tool.Run(programs[0], [At("harness"), At("input"), At("output")])
            : Tool.Run(At("harness"), [At("input"), At("output")]);
        fault = code == 0 ? null : $"the harness ended with {code}: {text}";
        byte[] bytes = File.Exists(At("output")) ? File.ReadAllBytes(At("output")) : [];
        return MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan(0, bytes.Length / 8 * 8)).ToArray();
    }

    private static void WriteInput(string path, NativeProgram[] cases, CAdapters adapters)
    {
        var code = new MemoryStream();
        var rows = new List<ulong>();
        foreach (NativeProgram program in cases)
        {
            code.SetLength((code.Length + 15) & ~15);
            rows.AddRange([(ulong)adapters.NumberOf(program.Signature), (ulong)code.Length, (ulong)program.Case.Formula.Parameters.Count, (ulong)program.Case.Rows.Length]);
            foreach (ulong[] row in program.Case.Rows)
            {
                rows.AddRange(NativeArguments.Words(program.Case.Formula.Parameters, row));
            }

            code.Position = code.Length;
            code.Write(program.Code.Bytes);
        }

        code.SetLength((code.Length + 7) & ~7);
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write((ulong)cases.Length);
        writer.Write((ulong)code.Length);
        writer.Write(code.ToArray());
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(rows)));
    }

    private EngineResult Read(NativeProgram program, ulong[] output, ref int next, string? fault)
    {
        int rows = program.Case.Rows.Length;
        if (output.Length < next + WordsPerResult * rows)
        {
            next = output.Length;
            return new EngineResult(null, fault ?? "no output");
        }

        var outcomes = new Outcome[rows];
        string? error = null;
        int bailOuts = 0;
        for (int row = 0; row < rows; row++, next += WordsPerResult)
        {
            ulong damage = output[next + 2];
            if (damage != 0)
            {
                error ??= $"row {row}: {(damage <= (ulong)harness.Preserved.Length ? harness.Preserved[damage - 1] + " is not preserved" : "writes beside the bail-out flag")}";
            }

            outcomes[row] = program.Finish(row, output[next], (uint)output[next + 1], ref error);
            bailOuts += output[next + 1] != 0 ? 1 : 0;
        }

        return new EngineResult(outcomes, error, bailOuts);
    }

    private static void WriteResource(string name, string path)
    {
        using Stream resource = typeof(HarnessEngine).Assembly.GetManifestResourceStream(name)!;
        using FileStream file = File.Create(path);
        resource.CopyTo(file);
    }
}
