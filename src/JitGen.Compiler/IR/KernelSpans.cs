using System;

namespace JitGen.Compiler.IR;

/// <summary>What a function over spans does with each of them, as the text says it: taken from the graph that the binder made.</summary>
internal sealed class KernelSpans
{
    private readonly bool[] _isInput;
    private readonly bool[] _isResult;
    private readonly bool[] _hasOffset;

    public KernelSpans(Function function)
    {
        int count = function.Parameters.Count;
        _isInput = new bool[count];
        _isResult = new bool[count];
        _hasOffset = new bool[count];
        for (int index = 0; index < count; index++)
        {
            Parameter parameter = function.Parameters[index];
            bool isSpan = parameter.Kind != ParameterKind.Value;
            _isInput[index] = isSpan && (parameter.Kind == ParameterKind.ReadOnlySpan || function.Shape == KernelShape.Reduction);
            _isResult[index] = isSpan && function.Results.Exists(result => result.Name == parameter.Name);
        }

        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            if (function.OpcodeOf(node) == Opcode.Element)
            {
                int offset = function.OffsetOf(node);
                _isInput[function.SpanOf(node)] |= !IsPast(function, node);
                _hasOffset[function.SpanOf(node)] |= offset != 0;
                Before = Math.Max(Before, -offset);
                After = Math.Max(After, offset);
            }
        }

        After = Math.Max(After, function.UncoveredElements);
        LengthParameter = Array.IndexOf(_isInput, true) is >= 0 and var input ? input : Array.IndexOf(_isResult, true);
    }

    /// <summary>
    /// Whether an element is a result of an earlier iteration; of the first iterations, what the caller has put there.
    /// </summary>
    public static bool IsPast(Function function, Value element) =>
        function.OffsetOf(element) < 0 && function.Results.Exists(result => result.Name == function.Parameters[function.SpanOf(element)].Name);

    /// <summary>The number of elements at the start for which an offset is outside; they are not computed.</summary>
    public int Before { get; }

    /// <summary>The number of elements at the end for which an offset is outside.</summary>
    public int After { get; }

    /// <summary>
    /// The span whose length is the number of elements: the first input or, of a formula without any, the first result. Inputs have
    /// this length, results at least.
    /// </summary>
    public int LengthParameter { get; }

    /// <summary>Whether the span is read, or has to have the length of what is. What a recurrence stores and reads later is none.</summary>
    public bool IsInput(int parameter) => _isInput[parameter];

    /// <summary>Whether the span is stored into; one that is an input as well is updated in place.</summary>
    public bool IsResult(int parameter) => _isResult[parameter];

    /// <summary>Whether elements beside the iteration's are read, so that the span may not overlap a result at all.</summary>
    public bool IsReadAtOffset(int parameter) => _hasOffset[parameter];
}
