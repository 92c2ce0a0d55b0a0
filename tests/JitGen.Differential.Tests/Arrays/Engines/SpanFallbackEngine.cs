using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The managed fallback: the C# loops that the generator would emit, compiled by Roslyn, on guarded memory.</summary>
/// <param name="hasFusedMultiplyAdd">Whether they may use the processor's instruction; else they do as where there is none.</param>
internal sealed unsafe class SpanFallbackEngine(bool hasFusedMultiplyAdd = true) : SpanEngine
{
    private const string FusedMultiplyAdd = nameof(CompilerServices.ManagedMath) + "." + nameof(CompilerServices.ManagedMath.FusedMultiplyAdd);

    private const string Indent = "        ";

    public override string Name => hasFusedMultiplyAdd ? "managed fallback" : "managed fallback without fused multiply-add";

    public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases)
    {
        var answers = new SpanAnswer[]?[cases.Count];
        BoundFormula?[] bound = Bind(cases, answers);
        int[] accepted = [.. Enumerable.Range(0, cases.Count).Where(i => bound[i] is not null)];
        Function[] functions = [.. accepted.Select(i => bound[i]!.Function!)];
        nint[] addresses = CSharpCompiler.Compile(Adapt(Source(functions)), 2 * accepted.Length);
        for (int n = 0; n < accepted.Length; n++)
        {
            SpanCase source = cases[accepted[n]];
            JitGen.Differential.Tests.Engines.Progress.Note(Name, source.Formula.ToString());
            answers[accepted[n]] = [.. source.Runs.Select(run => Run(functions[n], source.Formula, run, addresses[2 * n], addresses[2 * n + 1]))];
        }

        return answers!;
    }

    private string Adapt(string source) =>
        hasFusedMultiplyAdd ? source : source.Replace(FusedMultiplyAdd, typeof(SoftwareArithmetic).FullName + "." + nameof(SoftwareArithmetic.FusedMultiplyAdd), StringComparison.Ordinal);

    private static SpanAnswer Run(Function function, SpanFormula formula, SpanRun run, nint loop, nint finish)
    {
        SpanMemory memory = SpanMemory.OfThread;
        Placement placement = Placement.Of(formula, run);
        byte*[] addresses = memory.Place(run, placement);
        ulong result = 0;
        string? exception = null;
        try
        {
            fixed (byte** spans = addresses)
            fixed (ulong* values = run.Values)
            {
                if (formula.IsMap)
                {
                    for (int part = 0; part + 1 < placement.Parts.Length; part++)
                    {
                        Call(loop, spans, values, null, placement.Parts[part], placement.Parts[part + 1], run.Length);
                    }
                }
                else
                {
                    result = Reduce(function, formula, run, loop, finish, spans, values);
                }
            }
        }
        catch (Exception thrown) when (thrown is ArithmeticException or ArgumentException or InvalidOperationException)
        {
            exception = Adapters.Describe(thrown);
        }

        return new SpanAnswer(memory.Read(run, placement), result, exception, memory.FindDamage(formula, run, placement));
    }

    private static ulong Reduce(Function function, SpanFormula formula, SpanRun run, nint loop, nint finish, byte** spans, ulong* values)
    {
        var blocks = new List<ulong[]>();
        foreach (var (start, end) in Blocks(formula, run))
        {
            ulong[] block = new ulong[Math.Max(1, function.Reductions.Count)];
            fixed (ulong* slots = block)
            {
                Call(loop, spans, values, slots, start, end, run.Length);
            }

            blocks.Add(block);
        }

        ulong result = 0;
        fixed (ulong* slots = Merge(function, blocks).Append(0ul).ToArray())
        {
            Call(finish, (byte**)&result, values, slots, 0, 0, run.Length);
        }

        return result;
    }

    private static void Call(nint address, byte** spans, ulong* values, ulong* slots, long start, long end, int length) =>
        ((delegate*<byte**, ulong*, ulong*, long, long, int, void>)address)(spans, values, slots, start, end, length);

    /// <summary>
    /// A class with the fallbacks, and for each an adapter <c>void (void** spans, ulong* values, ulong* results, long start, long
    /// end, int length)</c>; that of a finish leaves the result where the first pointer says.
    /// </summary>
    private static string Source(Function[] functions)
    {
        var text = new StringBuilder();
        text.Append(FallbackWriter.Usings).Append("\nusing " + FunctionWriter.Namespace + ";\nusing static JitGen.Differential.Tests.Oracle.Functions;\npublic static unsafe class Batch\n{\n");
        for (int i = 0; i < functions.Length; i++)
        {
            bool isMap = functions[i].Shape != KernelShape.Reduction;
            KernelFallback loop = isMap ? KernelFallbackWriter.WriteMap(functions[i], Indent) : KernelFallbackWriter.WriteReduction(functions[i], Indent);
            Append(text, $"void F{i}", loop);
            Adapter(text, $"M{i}", $"F{i}({(isMap ? "" : "results, ")}start, end, length{Arguments(functions[i], withSpans: true)});");
            if (!isMap)
            {
                string type = ElementTypes.Keyword(functions[i].Finish!.Results[0].Type);
                Append(text, $"{type} G{i}", KernelFallbackWriter.WriteFinish(functions[i], Indent));
                Adapter(text, $"N{i}", $"*({type}*)spans = G{i}(results, length{Arguments(functions[i], withSpans: false)});");
            }
        }

        text.Append("    public static void Fill(nint* table)\n    {\n");
        for (int i = 0; i < functions.Length; i++)
        {
            string finish = functions[i].Shape != KernelShape.Reduction ? "M" : "N";
            text.Append(CultureInfo.InvariantCulture, $"        table[{2 * i}] = (nint)(delegate*<void**, ulong*, ulong*, long, long, int, void>)&M{i};\n");
            text.Append(CultureInfo.InvariantCulture, $"        table[{2 * i + 1}] = (nint)(delegate*<void**, ulong*, ulong*, long, long, int, void>)&{finish}{i};\n");
        }

        return text.Append("    }\n}\n").Append(CSharpSource.MathematicalFunctions(functions)).ToString();
    }

    private static void Append(StringBuilder text, string head, KernelFallback method) =>
        text.Append("    static ").Append(head).Append('(').Append(method.Parameters).Append(")\n    {\n").Append(method.Body).Append("    }\n");

    private static void Adapter(StringBuilder text, string name, string body) =>
        text.Append("    static void ").Append(name).Append("(void** spans, ulong* values, ulong* results, long start, long end, int length) { ").Append(body).Append(" }\n");

    private static string Arguments(Function function, bool withSpans)
    {
        IEnumerable<string> arguments = function.Parameters
            .Select((p, n) => (Parameter: p, Index: n))
            .Where(pair => withSpans || pair.Parameter.Kind == ParameterKind.Value)
            .Select(pair => pair.Parameter.Kind == ParameterKind.Value
                ? SpanSource.Unpack(pair.Parameter.Type, $"values[{pair.Index}]")
                : $"({ElementTypes.Keyword(pair.Parameter.Type)}*)spans[{pair.Index}]");
        return string.Concat(arguments.Select(argument => ", " + argument));
    }
}
