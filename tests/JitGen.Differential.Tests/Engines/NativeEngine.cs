using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Machine code: compiles the cases, then executes those that the compiler accepts.</summary>
/// <param name="target">What to compile for.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="place">Where the code runs, for reports.</param>
internal abstract class NativeEngine(Target target, Level level, string place) : Engine
{
    public override string Name => $"{target.Name} {level} {place}";

    public override EngineResult[] Run(IReadOnlyList<Case> cases)
    {
        var results = new EngineResult[cases.Count];
        NativeProgram?[] compiled = NativeProgram.Compile(cases, target, level, results);
        for (int i = 0; i < compiled.Length; i++)
        {
            if (compiled[i] is { HasCode: false } program)
            {
                results[i] = program.FallBack();
                compiled[i] = null;
            }
        }

        int[] present = [.. Enumerable.Range(0, cases.Count).Where(i => compiled[i] is not null)];
        EngineResult[] executed = Execute([.. present.Select(i => compiled[i]!)]);
        for (int n = 0; n < executed.Length; n++)
        {
            results[present[n]] = executed[n];
        }

        return results;
    }

    /// <summary>Runs all rows of compiled cases.</summary>
    public abstract EngineResult[] Execute(IReadOnlyList<NativeProgram> programs);

    /// <summary>Reads what a program outside of this process has written: for each row the result, the flag, and whatever follows.</summary>
    /// <param name="programs">The cases, in the order of the output.</param>
    /// <param name="output">The output, which ends early after a fault.</param>
    /// <param name="wordsPerRow">Words per row, 2 or more.</param>
    /// <param name="fault">Why the output ends early.</param>
    protected EngineResult[] ReadOutput(IReadOnlyList<NativeProgram> programs, ulong[] output, int wordsPerRow, string? fault)
    {
        var results = new EngineResult[programs.Count];
        int next = 0;
        for (int n = 0; n < results.Length; n++)
        {
            int length = programs[n].Case.Rows.Length * wordsPerRow;
            if (next + length > output.Length)
            {
                // The first case without output is the one that failed; those after it were not run.
                results[n] = new EngineResult(null, fault ?? "no output");
                next = output.Length;
                continue;
            }

            results[n] = ReadRows(programs[n], output[next..(next + length)], wordsPerRow);
            next += length;
        }

        return results;
    }

    /// <summary>What is wrong after a call, by the words behind result and flag; null if nothing.</summary>
    protected virtual string? FindDamage(ulong[] words) => null;

    private EngineResult ReadRows(NativeProgram program, ulong[] output, int wordsPerRow)
    {
        var outcomes = new Outcome[program.Case.Rows.Length];
        string? error = null;
        int bailOuts = 0;
        for (int row = 0; row < outcomes.Length; row++)
        {
            ulong[] words = output[(row * wordsPerRow)..((row + 1) * wordsPerRow)];
            if (FindDamage(words[2..]) is { } damage)
            {
                error ??= $"row {row}: {damage}";
            }

            outcomes[row] = program.Finish(row, words[0], (uint)words[1], ref error);
            bailOuts += words[1] != 0 ? 1 : 0;
        }

        return new EngineResult(outcomes, error, bailOuts);
    }
}
