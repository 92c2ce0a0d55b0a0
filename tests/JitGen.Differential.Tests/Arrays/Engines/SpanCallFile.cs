using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The file of calls that programs outside of this process get: what is in it is written down in <c>spans.c</c>.</summary>
internal static class SpanCallFile
{
    /// <summary>Writes all calls of the programs.</summary>
    /// <param name="path">The file.</param>
    /// <param name="programs">The kernels.</param>
    /// <param name="code">Their code.</param>
    /// <param name="entries">By program, what tells its entry.</param>
    /// <param name="state">The floating-point state of the calls; 0 for the default.</param>
    public static void Write(string path, IReadOnlyList<SpanProgram> programs, byte[] code, long[] entries, ulong state)
    {
        using var writer = new BinaryWriter(new BufferedStream(File.Create(path), 1 << 16));
        writer.Write((long)programs.Sum(program => program.Case.Runs.Length));
        writer.Write((long)code.Length);
        writer.Write((long)Placement.MemorySize);
        WritePadded(writer, code);
        for (int i = 0; i < programs.Count; i++)
        {
            foreach (SpanRun run in programs[i].Case.Runs)
            {
                WriteCall(writer, programs[i], run, entries[i], state);
            }
        }
    }

    /// <summary>The indexes of the parameters that are spans.</summary>
    public static int[] Spans(SpanFormula formula) =>
        [.. Enumerable.Range(0, formula.Parameters.Count).Where(n => formula.Parameters[n].Kind != ParameterKind.Value)];

    /// <summary>
    /// What is computed by a call each: the parts of a map, the blocks of a reduction. A recurrence that may leave has one part: the next
    /// would need what managed code computes behind.
    /// </summary>
    public static (long Start, long End)[] Parts(SpanProgram program, SpanRun run, Placement placement)
    {
        if (!program.Case.Formula.IsMap)
        {
            return [.. SpanEngine.Blocks(program.Case.Formula, run)];
        }

        bool isWhole = program.HasRarePaths && program.Function.Shape == KernelShape.Recurrence && placement.Parts.Length > 0;
        return isWhole ? [(placement.Parts[0], placement.Parts[^1])] : [.. placement.Parts.Zip(placement.Parts.Skip(1))];
    }

    /// <summary>Whether the memory of an array is that of a result.</summary>
    public static bool IsStored(SpanFormula formula, SpanRun run, int home) =>
        formula.Parameters.Where((parameter, n) => run.Homes[n] == home && parameter.Kind == ParameterKind.Span).Any();

    private static void WriteCall(BinaryWriter writer, SpanProgram program, SpanRun run, long entry, ulong state)
    {
        SpanFormula formula = program.Case.Formula;
        Placement placement = Placement.Of(formula, run);
        byte[] block = KernelBlock.Create(program.Signature, program.Kernel.ScratchBytes, formula, run, placement.IsStreaming);
        (long Start, long End)[] parts = Parts(program, run, placement);
        int[] spans = Spans(formula);
        foreach (long word in new[] { entry, (long)state, block.Length, program.Signature.ScratchOffset, spans.Length, parts.Length })
        {
            writer.Write(word);
        }

        foreach (int n in spans)
        {
            writer.Write((long)program.Signature.ParameterOffset(n));
            writer.Write((long)placement.Offsets[n]);
            writer.Write((long)run.Contents[run.Homes[n]]!.Length);
            writer.Write((long)Array.IndexOf(spans, run.Homes[n]));
            writer.Write(IsStored(formula, run, run.Homes[n]) ? 1L : 0);
        }

        writer.Write(block, 0, program.Signature.ScratchOffset);
        foreach (int n in spans.Where(n => run.Homes[n] == n))
        {
            WritePadded(writer, run.Contents[n]!);
        }

        foreach (var (start, end) in parts)
        {
            writer.Write(start);
            writer.Write(end);
        }
    }

    private static void WritePadded(BinaryWriter writer, byte[] bytes)
    {
        writer.Write(bytes);
        writer.Write(new byte[(8 - bytes.Length % 8) % 8]);
    }
}
