using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.CompilerServices;

namespace JitGen.Dynamic.Engines;

/// <summary>What the spans of a call have to fulfil, checked in the order in which TensorPrimitives does.</summary>
internal sealed unsafe class SpanChecks
{
    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly KernelSpans _spans;
    private readonly List<int> _inputs = new();
    private readonly List<int> _results = new();

    public SpanChecks(Function function, KernelSpans spans)
    {
        _parameters = function.Parameters;
        _spans = spans;
        for (int i = 0; i < _parameters.Count; i++)
        {
            if (spans.IsInput(i))
            {
                _inputs.Add(i);
            }

            if (spans.IsResult(i))
            {
                _results.Add(i);
                ResultBytes += SizeOf(i);
            }
        }
    }

    /// <summary>The size of an element of all results together.</summary>
    public int ResultBytes { get; }

    /// <summary>Checks lengths; throws what TensorPrimitives throws.</summary>
    public void CheckLengths(FormulaArgument* arguments)
    {
        int count = arguments[_spans.LengthParameter].Length;
        foreach (int input in _inputs)
        {
            if (arguments[input].Length != count)
            {
                Throw.LengthsDiffer();
            }
        }

        foreach (int result in _results)
        {
            if (!_spans.IsInput(result) && arguments[result].Length < count)
            {
                Throw.ResultTooShort(_parameters[result].Name);
            }
        }
    }

    /// <summary>Checks the places of spans that are not empty.</summary>
    public void CheckOverlaps(FormulaArgument* arguments)
    {
        foreach (int result in _results)
        {
            foreach (int input in _inputs)
            {
                if (_spans.IsResult(input) || !Overlap(arguments, input, result))
                {
                    continue;
                }

                if (!MayCoincide(input, result))
                {
                    Throw.ResultTouchesInput(_parameters[result].Name);
                }
                else if (arguments[input].Bits != arguments[result].Bits)
                {
                    Throw.ResultOverlapsInput(_parameters[result].Name);
                }
            }
        }

        foreach (int result in _results)
        {
            foreach (int other in _results)
            {
                if (other > result && Overlap(arguments, result, other))
                {
                    Throw.ResultsOverlap();
                }
            }
        }
    }

    /// <summary>Whether results that outgrow the caches may go past them: no input has brought their places there.</summary>
    public bool AreResultsApart(FormulaArgument* arguments)
    {
        foreach (int result in _results)
        {
            foreach (int input in _inputs)
            {
                if (input == result || arguments[input].Bits == arguments[result].Bits)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private bool MayCoincide(int input, int result) => !_spans.IsReadAtOffset(input) && SizeOf(input) == SizeOf(result);

    private int SizeOf(int parameter) => SpanMemory.SizeOf(_parameters[parameter].Type);

    private bool Overlap(FormulaArgument* arguments, int first, int second)
    {
        ulong firstEnd = arguments[first].Bits + ((ulong)arguments[first].Length * (ulong)SizeOf(first));
        ulong secondEnd = arguments[second].Bits + ((ulong)arguments[second].Length * (ulong)SizeOf(second));
        return arguments[first].Bits < secondEnd && arguments[second].Bits < firstEnd;
    }
}
