using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Win64 code in a .NET application for Windows, under wine: loaded by the runtime, called by .NET.</summary>
internal sealed class WineEngine(Level level, Wine wine, string host) : Engine
{
    private const int WordsPerResult = 2;

    private static readonly Target s_target = TargetTable.ByName("x64-v3-win64")!;

    public override string Name => $"{s_target.Name} {level} under wine";

    /// <summary>Publishes the application. Returns the path of its program.</summary>
    public static string PublishHost()
    {
        string project = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Assets", "Win64Host");
        string directory = Path.Combine(ExternalEngine.RepositoryDirectory, "artifacts", "win64-host");
        (int code, string output) = Tool.Run("dotnet", ["publish", project, "--configuration", "Release", "--output", directory, "--nologo"]);
        return code == 0
            ? Path.Combine(directory, "Win64Host.exe")
            : throw new InvalidOperationException("The application for Windows does not build: " + output);
    }

    public override EngineResult[] Run(IReadOnlyList<Case> cases)
    {
        var results = new EngineResult[cases.Count];
        NativeProgram?[] compiled = NativeProgram.Compile(cases, s_target, level, results);
        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        NativeProgram[] programs = [.. present.Select(i => compiled[i]!)];
        string directory = Directory.CreateTempSubdirectory("jitgen-win64-").FullName;
        try
        {
            ulong[] output = RunHost(directory, programs, out string? fault);
            int next = 0;
            for (int n = 0; n < programs.Length; n++)
            {
                results[present[n]] = Read(programs[n], output, ref next, fault);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }

        return results;
    }

    private ulong[] RunHost(string directory, NativeProgram[] programs, out string? fault)
    {
        string At(string name) => Path.Combine(directory, name);
        var adapters = new CSharpAdapters();
        ulong[] image = CodeImage.ToWords(CodeImage.Build([.. programs.Select(program => program.Code)], s_target));
        List<ulong> input = [(ulong)programs.Length, (ulong)image.Length, .. image];
        foreach (NativeProgram program in programs)
        {
            input.AddRange([(ulong)adapters.NumberOf(program.Signature), (ulong)program.Case.Formula.Parameters.Count, (ulong)program.Case.Rows.Length]);
            foreach (ulong[] row in program.Case.Rows)
            {
                input.AddRange(NativeArguments.Words(program.Case.Formula.Parameters, row));
            }
        }

        File.WriteAllBytes(At("input"), MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(input)).ToArray());
        File.WriteAllBytes(At("adapters.dll"), CSharpCompiler.Image(adapters.Source()));
        (int code, string text) = wine.Run(host, [At("input"), At("output"), At("adapters.dll")], ("JITGEN_REQUIRE", "1"));
        fault = code == 0 ? null : $"the application ended with {code}: {text}";
        byte[] bytes = code == 0 ? File.ReadAllBytes(At("output")) : [];
        return MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
    }

    private static EngineResult Read(NativeProgram program, ulong[] output, ref int next, string? fault)
    {
        int rows = program.Case.Rows.Length;
        if (output.Length < next + WordsPerResult * rows)
        {
            return new EngineResult(null, fault ?? "no output");
        }

        var outcomes = new Outcome[rows];
        string? error = null;
        int bailOuts = 0;
        for (int row = 0; row < rows; row++, next += WordsPerResult)
        {
            outcomes[row] = program.Finish(row, output[next], (uint)output[next + 1], ref error);
            bailOuts += output[next + 1] != 0 ? 1 : 0;
        }

        return new EngineResult(outcomes, error, bailOuts);
    }
}
