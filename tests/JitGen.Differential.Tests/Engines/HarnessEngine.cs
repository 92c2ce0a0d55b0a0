using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Targets;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

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
        TargetTable.X64V3Win64, ExternalEngine.Gcc, "__attribute__((ms_abi))", "win64.S",
        [
            "rbx", "rbp", "rdi", "rsi", "r12", "r13", "r14", "r15",
            .. Enumerable.Range(6, 10).SelectMany(n => new[] { $"xmm{n}", $"xmm{n} (upper half)" }), "MXCSR",
        ]);

    public static Harness Arm64 { get; } = new(
        TargetTable.Arm64Aapcs64, ExternalEngine.Arm64, "", "arm64.S",
        [.. Enumerable.Range(18, 12).Select(n => $"x{n}"), .. Enumerable.Range(8, 8).Select(n => $"d{n}"), "sp", "FPCR"]);
}

/// <summary>Machine code called by a C program: Win64 code on Linux, arm64 code in an emulator.</summary>
internal sealed class HarnessEngine(Harness harness, Level level, string[] tools) : NativeEngine(harness.Target, level, "in a C harness")
{
    private const int WordsPerRow = 3;

    public override EngineResult[] Execute(IReadOnlyList<NativeProgram> programs)
    {
        string directory = Directory.CreateTempSubdirectory("jitgen-harness-").FullName;
        try
        {
            ulong[] output = RunHarness(directory, programs, out string? fault);
            return ReadOutput(programs, output, WordsPerRow, fault);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    protected override string? FindDamage(ulong[] words) =>
        words[0] == 0 ? null
        : words[0] <= (ulong)harness.Preserved.Length ? harness.Preserved[words[0] - 1] + " is not preserved"
        : "writes beside the bail-out flag";

    /// <summary>Builds the harness for these cases and runs it; a fault ends its output early.</summary>
    private ulong[] RunHarness(string directory, IReadOnlyList<NativeProgram> cases, out string? fault)
    {
        string At(string name) => Path.Combine(directory, name);
        var adapters = new CAdapters();
        WriteInput(At("input"), cases, adapters);
        File.WriteAllText(At("adapters.c"), adapters.Source(harness.Convention));
        WriteResource("program.h", At("program.h"));
        WriteResource("harness.c", At("harness.c"));
        WriteResource(harness.Trampoline, At("trampoline.S"));

        (int code, string text) = Tool.Run(
            tools[^1], ["-O1", "-static", "-o", At("harness"), At("harness.c"), At("adapters.c"), At("trampoline.S")]);
        if (code != 0)
        {
            throw new InvalidOperationException("The harness does not compile: " + text);
        }

        (code, text) = tools.Length > 1
            ? Tool.Run(tools[0], [At("harness"), At("input"), At("output")])
            : Tool.Run(At("harness"), [At("input"), At("output")]);
        fault = code == 0 ? null : $"the harness ended with {code}: {text}";
        byte[] bytes = File.Exists(At("output")) ? File.ReadAllBytes(At("output")) : [];
        return MemoryMarshal.Cast<byte, ulong>(bytes.AsSpan(0, bytes.Length / 8 * 8)).ToArray();
    }

    private static void WriteInput(string path, IReadOnlyList<NativeProgram> cases, CAdapters adapters)
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
        writer.Write((ulong)cases.Count);
        writer.Write((ulong)code.Length);
        writer.Write(code.ToArray());
        writer.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(rows)));
    }

    /// <summary>Writes a source of the harness to a file.</summary>
    public static void WriteResource(string name, string path)
    {
        using Stream resource = typeof(HarnessEngine).Assembly.GetManifestResourceStream(name)!;
        using FileStream file = File.Create(path);
        resource.CopyTo(file);
    }
}
