using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Kernels called by a C program: the Windows entry of x64 kernels on Linux, arm64 kernels in an emulator.</summary>
/// <param name="harness">What the C program is made of.</param>
/// <param name="target">A target of kernels.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="tools">The compiler last, the emulator, if there is one, first.</param>
/// <param name="state">MXCSR or FPCR when a kernel is called; 0 for the default of the processor.</param>
internal sealed class SpanHarnessEngine(Harness harness, Target target, Level level, string[] tools, ulong state = 0)
    : SpanRemoteEngine(target, level, "in a C harness", state)
{
    private const int EntryAlignment = 16;
    private const int WindowsEntry = 3;

    /// <summary>The programs built so far, by the harness; they stay until the process ends.</summary>
    private static readonly ConcurrentDictionary<Harness, Lazy<string>> s_programs = new();

    public override ExternalEngine? Requirement => harness.Engine;

    protected override IReadOnlyList<string> Preserved => harness.Preserved;

    /// <summary>The code of the kernels one behind the other; an entry is an offset in it.</summary>
    protected override (byte[] Code, long[] Entries) LayOut(IReadOnlyList<SpanProgram> programs)
    {
        var code = new MemoryStream();
        var entries = new long[programs.Count];
        for (int i = 0; i < entries.Length; i++)
        {
            code.Position = (code.Length + EntryAlignment - 1) / EntryAlignment * EntryAlignment;
            entries[i] = code.Position + (Target.Architecture == Architecture.X64 ? WindowsEntry : 0);
            code.Write(programs[i].Kernel.Code.Bytes);
        }

        return (code.ToArray(), entries);
    }

    protected override string? RunProgram(string input, string output)
    {
        string program = s_programs.GetOrAdd(harness, new Lazy<string>(Build)).Value;
        (int code, string text) = tools.Length > 1 ? Tool.Run(tools[0], [program, input, output]) : Tool.Run(program, [input, output]);
        return code == 0 ? null : $"the harness ended with {code}: {text}";
    }

    private string Build()
    {
        string directory = Directory.CreateTempSubdirectory("jitgen-harness-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(directory, recursive: true);
        string At(string name) => Path.Combine(directory, name);
        HarnessEngine.WriteResource("program.h", At("program.h"));
        HarnessEngine.WriteResource("spans.c", At("spans.c"));
        HarnessEngine.WriteResource(harness.Trampoline, At("trampoline.S"));
        (int code, string text) = Tool.Run(tools[^1], ["-O1", "-static", "-o", At("spans"), At("spans.c"), At("trampoline.S")]);
        return code == 0 ? At("spans") : throw new InvalidOperationException("The harness does not compile: " + text);
    }
}
