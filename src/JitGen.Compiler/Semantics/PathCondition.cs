using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>
/// When C# would evaluate what is being bound: a chain of conditions, all of which must hold. Nodes for it are built only if a
/// trap needs them.
/// </summary>
internal sealed class PathCondition
{
    private readonly PathCondition? _outer;
    private readonly Value _condition;
    private readonly bool _negated;
    private Value _value;

    private PathCondition(PathCondition? outer, Value condition, bool negated, bool isNever)
    {
        _outer = outer;
        _condition = condition;
        _negated = negated;
        IsNever = isNever;
    }

    /// <summary>Whether the conditions are known to be false: what is bound can neither be evaluated nor throw.</summary>
    public bool IsNever { get; }

    /// <summary>The path inside a branch that is taken if <paramref name="condition"/> is, or is not, true.</summary>
    /// <param name="outer">The path so far; null for always.</param>
    /// <param name="function">The graph that the condition is a node of.</param>
    /// <param name="condition">A Bool node.</param>
    /// <param name="taken">The value that it must have.</param>
    public static PathCondition? Enter(PathCondition? outer, Function function, Value condition, bool taken)
    {
        if (function.IsConstant(condition, taken ? 1UL : 0UL) || outer is { IsNever: true })
        {
            return outer;
        }

        return new PathCondition(outer, condition, !taken, isNever: function.IsConstant(condition));
    }

    /// <summary>The conjunction as a Bool node.</summary>
    public Value ToValue(Function function)
    {
        if (_value.IsNone)
        {
            Value own = _negated ? function.Node(Opcode.Not, IrType.Bool, _condition) : _condition;
            _value = _outer is null ? own : function.Node(Opcode.And, IrType.Bool, _outer.ToValue(function), own);
        }

        return _value;
    }
}
