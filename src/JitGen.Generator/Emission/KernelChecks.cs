using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Generator.Compilations;

namespace JitGen.Generator.Emission;

/// <summary>A condition on the spans of a call.</summary>
/// <param name="Passes">The C# condition that all is well.</param>
/// <param name="Fails">The opposite.</param>
/// <param name="Exception">The method of the runtime's Throw, with its arguments.</param>
internal sealed record KernelCheck(string Passes, string Fails, string Exception);

/// <summary>What the spans of a call have to fulfil, in the order in which TensorPrimitives checks it.</summary>
internal sealed class KernelChecks
{
    private readonly KernelCode _kernel;
    private readonly string _qualifier;

    /// <param name="kernel">The formula.</param>
    /// <param name="count">The local with the number of elements.</param>
    /// <param name="qualifier">What stands before the types of the runtime library.</param>
    public KernelChecks(KernelCode kernel, string count, string qualifier)
    {
        _kernel = kernel;
        _qualifier = qualifier;
        int first = kernel.Spans.LengthParameter;
        List<int> spans = Enumerable.Range(0, kernel.Function.Parameters.Count).Where(kernel.IsSpan).ToList();
        List<int> inputs = spans.FindAll(kernel.Spans.IsInput);
        List<int> results = spans.FindAll(kernel.Spans.IsResult);
        CountedSpan = Name(first);
        foreach (int input in inputs.Where(span => span != first))
        {
            string length = Name(input) + ".Length ";
            Lengths.Add(new KernelCheck(length + "== " + count, length + "!= " + count, "LengthsDiffer()"));
        }

        foreach (int result in results.Where(span => span != first && !kernel.Spans.IsInput(span)))
        {
            string length = Name(result) + ".Length ";
            Lengths.Add(new KernelCheck(length + ">= " + count, length + "< " + count, "ResultTooShort(" + Literal(result) + ")"));
        }

        foreach (int result in results)
        {
            foreach (int input in inputs.Where(span => !kernel.Spans.IsResult(span)))
            {
                Overlaps.Add(kernel.MayCoincide(input, result)
                    ? Apart("Shifted", input, result, "ResultOverlapsInput(" + Literal(result) + ")")
                    : Apart("Any", input, result, "ResultTouchesInput(" + Literal(result) + ")"));
            }
        }

        foreach (int result in results)
        {
            foreach (int other in results.Where(span => span > result))
            {
                Overlaps.Add(Apart("Any", result, other, "ResultsOverlap()"));
            }
        }
    }

    /// <summary>The span whose length is the number of elements.</summary>
    public string CountedSpan { get; }

    /// <summary>Conditions on lengths.</summary>
    public List<KernelCheck> Lengths { get; } = new();

    /// <summary>Conditions on the places of spans that are not empty.</summary>
    public List<KernelCheck> Overlaps { get; } = new();

    private KernelCheck Apart(string test, int first, int second, string exception)
    {
        string call = _qualifier + "SpanOverlap." + test
            + "<" + Keyword(first) + ", " + Keyword(second) + ">(" + Name(first) + ", " + Name(second) + ")";
        return new KernelCheck("!" + call, call, exception);
    }

    private string Name(int span) => CSharpNames.Escape(_kernel.Function.Parameters[span].Name);

    private string Keyword(int span) => ElementTypes.Keyword(_kernel.Function.Parameters[span].Type);

    private string Literal(int span) => "\"" + _kernel.Function.Parameters[span].Name + "\"";
}
