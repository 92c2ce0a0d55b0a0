using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Engines;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Arrays.Oracle;

/// <summary>What a call gave.</summary>
/// <param name="Result">The bits of a reduction's result.</param>
/// <param name="Exception">What was thrown, or null.</param>
/// <param name="Reached">The index of the first element that was not computed.</param>
internal readonly record struct SpanOutcome(ulong Result, string? Exception, long Reached);

/// <summary>What a formula over spans means: the same text in a C# loop, compiled by Roslyn.</summary>
/// <param name="address">The compiled method.</param>
internal sealed unsafe class SpanOracle(nint address)
{
    /// <summary>Evaluates formulas on calls.</summary>
    /// <param name="formulas">The formulas.</param>
    /// <param name="dropRefused">Whether a formula that C# refuses is left out, rather than an error.</param>
    /// <param name="plan">The calls of the formula of a number.</param>
    public static SpanCase[] Evaluate(IReadOnlyList<SpanFormula> formulas, bool dropRefused, Func<int, SpanFormula, SpanData, IEnumerable<SpanRun>> plan)
    {
        string source = SpanSource.Class(formulas);
        IReadOnlyList<(int Line, string Message)> errors = CSharpCompiler.Errors(source);
        if (errors.Count > 0)
        {
            string[] lines = source.Split('\n');
            if (!dropRefused)
            {
                throw new InvalidOperationException(string.Join('\n', errors.Select(e => $"{lines[e.Line]}\n{e.Message}")));
            }

            int first = Array.FindIndex(lines, line => line.Contains(" F0(", StringComparison.Ordinal));
            var refused = errors.Select(error => error.Line - first).ToHashSet();
            formulas = [.. formulas.Where((_, i) => !refused.Contains(i))];
            source = SpanSource.Class(formulas);
        }

        nint[] addresses = CSharpCompiler.Compile(source, formulas.Count);
        var cases = new SpanCase[formulas.Count];
        for (int i = 0; i < cases.Length; i++)
        {
            var oracle = new SpanOracle(addresses[i]);
            SpanRun[] runs = [.. plan(i, formulas[i], new SpanData(formulas[i], oracle))];
            foreach (SpanRun run in runs)
            {
                oracle.Evaluate(formulas[i], run);
            }

            cases[i] = new SpanCase(formulas[i], runs);
        }

        return cases;
    }

    /// <summary>Calls the method; what it stores is in the contents afterwards.</summary>
    public SpanOutcome Call(int length, byte[]?[] contents, ulong[] values)
    {
        GCHandle[] pins = [.. contents.Select(bytes => GCHandle.Alloc(bytes, GCHandleType.Pinned))];
        try
        {
            void*[] spans = Pointers(pins, contents);
            ulong result = 0;
            long reached = 0;
            try
            {
                fixed (void** pointers = spans)
                fixed (ulong* words = values)
                {
                    ((delegate*<int, void**, ulong*, ulong*, long*, void>)address)(length, pointers, words, &result, &reached);
                }

                return new SpanOutcome(result, null, reached);
            }
            catch (Exception exception) when (exception is ArithmeticException or ArgumentException or InvalidOperationException)
            {
                return new SpanOutcome(0, Adapters.Describe(exception), reached);
            }
        }
        finally
        {
            foreach (GCHandle pin in pins)
            {
                pin.Free();
            }
        }
    }

    private static void*[] Pointers(GCHandle[] pins, byte[]?[] contents)
    {
        var spans = new void*[pins.Length];
        for (int n = 0; n < spans.Length; n++)
        {
            spans[n] = contents[n] is { Length: > 0 } ? (void*)pins[n].AddrOfPinnedObject() : null;
        }

        return spans;
    }

    /// <summary>Calls the method on copies of what it stores into.</summary>
    private void Evaluate(SpanFormula formula, SpanRun run)
    {
        byte[]?[] copies = [.. run.Contents];
        for (int n = 0; n < copies.Length; n++)
        {
            int home = run.Homes[n];
            if (formula.Parameters[n].Kind == ParameterKind.Span && copies[home] == run.Contents[home])
            {
                copies[home] = (byte[])run.Contents[home]!.Clone();
            }
        }

        byte[]?[] contents = [.. run.Homes.Select(home => copies[home])];
        SpanOutcome outcome = Call(run.Length, [.. contents.Select((bytes, n) => Normalize(formula.Parameters[n], bytes))], run.Values);
        for (int n = 0; n < contents.Length && formula.CanonicalNaN; n++)
        {
            if (formula.Parameters[n].Kind == ParameterKind.Span)
            {
                MakeNaNsCanonical(formula.Parameters[n].Type, contents[n].AsSpan(), -formula.Offsets.Least, outcome.Reached);
            }
        }

        run.SetExpected(contents, outcome.Result, outcome.Exception, outcome.Reached);
    }

    /// <summary>
    /// The contents with 1 for every true. Another byte is true as well, but C# leaves open what its operators make of it: some
    /// combine the bits, some test them.
    /// </summary>
    private static byte[]? Normalize(Parameter parameter, byte[]? contents) =>
        parameter is { Type: ElementType.Bool, Kind: ParameterKind.ReadOnlySpan } && contents is not null
            ? Array.ConvertAll(contents, element => (byte)(element != 0 ? 1 : 0))
            : contents;

    /// <summary>Puts the canonical NaN wherever an element that was stored is one.</summary>
    private static void MakeNaNsCanonical(ElementType type, Span<byte> contents, long start, long end)
    {
        for (int i = (int)start; i < end && ElementTypes.IsFloating(type); i++)
        {
            if (type == ElementType.Single)
            {
                ref uint element = ref MemoryMarshal.Cast<byte, uint>(contents)[i];
                element = (uint)ResultBits.Canonical(type, element);
            }
            else
            {
                ref ulong element = ref MemoryMarshal.Cast<byte, ulong>(contents)[i];
                element = ResultBits.Canonical(type, element);
            }
        }
    }
}
