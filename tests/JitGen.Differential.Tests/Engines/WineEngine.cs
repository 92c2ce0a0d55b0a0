using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Oracle;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Win64 code in a .NET application for Windows, under wine: loaded by the runtime, called by .NET.</summary>
internal sealed class WineEngine(Level level, Win64Host host) : NativeEngine(TargetTable.X64V3Win64, level, "under wine")
{
    public override EngineResult[] Execute(IReadOnlyList<NativeProgram> programs)
    {
        string directory = Directory.CreateTempSubdirectory("jitgen-win64-").FullName;
        try
        {
            ulong[] output = RunHost(directory, programs, out string? fault);
            return ReadOutput(programs, output, wordsPerRow: 2, fault);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private ulong[] RunHost(string directory, IReadOnlyList<NativeProgram> programs, out string? fault)
    {
        string At(string name) => Path.Combine(directory, name);
        var adapters = new CSharpAdapters();
        ulong[] image = CodeImage.ToWords(CodeImage.Build([.. programs.Select(program => program.Code)], TargetTable.X64V3Win64));
        List<ulong> input = [(ulong)programs.Count, (ulong)image.Length, .. image];
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
        fault = host.Run("scalars", At("input"), At("output"), At("adapters.dll"));
        byte[] bytes = fault is null ? File.ReadAllBytes(At("output")) : [];
        return MemoryMarshal.Cast<byte, ulong>(bytes).ToArray();
    }
}
