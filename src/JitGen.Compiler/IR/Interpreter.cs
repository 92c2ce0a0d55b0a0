using JitGen.Compiler.Functions;

namespace JitGen.Compiler.IR;

/// <summary>
/// Evaluates a function, node by node, by <see cref="OpcodeTable"/>: a scalar one, or one element of a kernel. An instance holds
/// the values of one evaluation: it serves one thread at a time, and allocates nothing per run.
/// </summary>
internal sealed class Interpreter
{
    private readonly Function _function;
    private readonly ulong[] _values;

    /// <summary>Whether a node applies a function only for a rare path: it is evaluated where that is taken.</summary>
    private readonly bool[] _isDeferred;

    public Interpreter(Function function)
    {
        _function = function;
        _values = new ulong[function.Count];
        _isDeferred = FindDeferred(function);
    }

    /// <summary>Evaluates the function; an exception is the first trap whose predicate is true.</summary>
    /// <param name="arguments">
    /// One per parameter: the bits of its C# type; those above its width are ignored, so that a small integer may come
    /// zero-extended or widened by its sign.
    /// </param>
    public Outcome Run(ulong[] arguments) => Run(new Leaves(arguments));

    /// <summary>Evaluates the function where its leaves stand for these values.</summary>
    public Outcome Run(in Leaves leaves)
    {
        Function function = _function;
        ulong[] values = _values;
        for (int id = 0; id < values.Length; id++)
        {
            var node = new Value(id);
            if (_isDeferred[id])
            {
                continue;
            }

            values[id] = function.OpcodeOf(node) switch
            {
                Opcode.Constant => function.BitsOf(node),
                Opcode.Parameter => Widen(leaves.Values[(int)function.BitsOf(node)], function.Parameters[(int)function.BitsOf(node)].Type),
                Opcode.Element => Widen(
                    leaves.Spans![function.SpanOf(node)][leaves.Index + function.OffsetOf(node)],
                    function.Parameters[function.SpanOf(node)].Type),
                Opcode.Index => (ulong)leaves.Index,
                Opcode.Length => (uint)leaves.Length,
                Opcode.Reduced => leaves.Reduced![(int)function.BitsOf(node)],
                Opcode.Rare when BitsOf(function.Operand(node, 0)) != 0 && _isDeferred[function.Operand(node, 2).Id] =>
                    Evaluate(function.Operand(node, 2)),
                _ => Evaluate(node),
            };
        }

        foreach (Trap trap in function.Traps)
        {
            if (BitsOf(trap.Predicate) != 0)
            {
                return new Outcome(trap.Kind, 0, BitsOf(trap.Detail1), BitsOf(trap.Detail2));
            }
        }

        return new Outcome(null, function.Results.Count == 0 ? 0 : BitsOf(function.Results[0].Value));
    }

    private ulong Evaluate(Value node) => OpcodeTable.Evaluate(
        _function.OpcodeOf(node),
        _function.TypeOf(_function.Operand(node, 0)),
        _function.TypeOf(node),
        BitsOf(_function.Operand(node, 0)),
        BitsOf(_function.Operand(node, 1)),
        BitsOf(_function.Operand(node, 2)));

    private static bool[] FindDeferred(Function function)
    {
        bool[] isDeferred = Liveness.Find(function);
        for (int id = 0; id < isDeferred.Length; id++)
        {
            isDeferred[id] = !isDeferred[id] && MathFunctions.IsApplication(function.OpcodeOf(new Value(id)));
        }

        return isDeferred;
    }

    /// <summary>The bits of a node in the last run, zero-extended to 64; 0 for none.</summary>
    public ulong BitsOf(Value value) => value.IsNone ? 0 : _values[value.Id];

    /// <summary>
    /// The bits of a node that holds a value of a C# type: small integers extended to I32 by their own sign, bool to 0 or
    /// 1.
    /// </summary>
    public static ulong Widen(ulong bits, ElementType type)
    {
        if (type == ElementType.Bool)
        {
            return bits != 0 ? 1UL : 0UL;
        }

        int unused = 64 - ElementTypes.Bits(type);
        ulong widened = ElementTypes.IsSigned(type) ? (ulong)((long)(bits << unused) >> unused) : bits << unused >> unused;
        return widened & Function.Mask(ElementTypes.IrTypeOf(type));
    }
}

/// <summary>What the leaves of a graph stand for in one evaluation; bits above the width of a C# type are ignored.</summary>
/// <param name="Values">By parameter, the bits of a value.</param>
/// <param name="Spans">By parameter, the bits of each element of a span.</param>
/// <param name="Index">The index of the iteration.</param>
/// <param name="Length">The number of elements.</param>
/// <param name="Reduced">The results of the reductions, as nodes hold them.</param>
internal readonly record struct Leaves(ulong[] Values, ulong[][]? Spans = null, long Index = 0, int Length = 0, ulong[]? Reduced = null);

/// <summary>What an evaluation ends with: a result, or an exception.</summary>
/// <param name="Trap">The exception, or null.</param>
/// <param name="Result">The bits of the first result, as its node holds them; 0 with an exception.</param>
/// <param name="Detail1">The first value that the exception's message shows.</param>
/// <param name="Detail2">The second one.</param>
internal readonly record struct Outcome(TrapKind? Trap, ulong Result, ulong Detail1 = 0, ulong Detail2 = 0);
