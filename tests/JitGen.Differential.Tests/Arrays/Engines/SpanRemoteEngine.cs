using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>
/// Kernels called by a program outside of this process, which gets a file of calls and writes one of what came of them. Where a
/// call leaves, what managed code would compute behind it is taken from C#, and the kernel is not called again.
/// </summary>
/// <param name="target">A target of kernels.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="place">Where the code runs, for reports.</param>
/// <param name="state">The floating-point state when a kernel is called; 0 for the default of the processor.</param>
internal abstract class SpanRemoteEngine(Target target, Level level, string place, ulong state) : SpanEngine
{
    public override string Name => $"{target.Name} {level} {place}{(state == 0 ? "" : $", state 0x{state:X}")}";

    protected Target Target => target;

    /// <summary>What the numbers say that the program reports registers by.</summary>
    protected abstract IReadOnlyList<string> Preserved { get; }

    public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases)
    {
        var answers = new SpanAnswer[]?[cases.Count];
        SpanProgram?[] compiled = SpanProgram.Compile(cases, Bind(cases, answers), target, level, answers);
        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        SpanAnswer[][] executed = Execute([.. present.Select(i => compiled[i]!)]);
        for (int n = 0; n < present.Length; n++)
        {
            answers[present[n]] = executed[n];
        }

        return answers!;
    }

    /// <summary>Runs all calls of compiled cases.</summary>
    public SpanAnswer[][] Execute(IReadOnlyList<SpanProgram> programs)
    {
        string directory = Directory.CreateTempSubdirectory("jitgen-spans-").FullName;
        try
        {
            string input = Path.Combine(directory, "input");
            string output = Path.Combine(directory, "output");
            (byte[] code, long[] entries) = LayOut(programs);
            SpanCallFile.Write(input, programs, code, entries, state);
            string? fault = RunProgram(input, output);
            byte[] bytes = File.Exists(output) ? File.ReadAllBytes(output) : [];
            var reader = new SpanOutcomeReader(bytes, Preserved, fault);
            return [.. programs.Select(program => program.Case.Runs.Select(run => reader.Read(program, run)).ToArray())];
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>All the code as the program takes it, and the word by which it finds the entry of each kernel.</summary>
    protected abstract (byte[] Code, long[] Entries) LayOut(IReadOnlyList<SpanProgram> programs);

    /// <summary>Runs the program. Returns why it did not come to the end of the calls; null if it did.</summary>
    protected abstract string? RunProgram(string input, string output);
}
