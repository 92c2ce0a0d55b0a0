using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Builds a function anew, node by node in order, out of what another one needs for its traps and results.</summary>
internal sealed class Rebuilder
{
    private readonly Function _source;
    private readonly Function _target;
    private readonly Value[] _map;

    /// <summary>By how many nodes, traps and results of the source each of its nodes is used; 0 for dead ones.</summary>
    private readonly int[] _useCounts;

    private Rebuilder(Function source)
    {
        _source = source;
        _target = new Function(source.Parameters) {
            Shape = source.Shape,
            Finish = source.Finish,
            UncoveredElements = source.UncoveredElements,
        };
        _map = new Value[source.Count];
        _useCounts = CountUses(source);
    }

    private delegate Value NodeBuilder(Opcode opcode, IrType type, Value node);

    /// <summary>The function with every node simplified.</summary>
    public static Function Simplify(Function source)
    {
        var rebuilder = new Rebuilder(source);
        var simplifier = new Simplifier(rebuilder._target);
        return rebuilder.Run((opcode, type, node) => rebuilder.SimplifyNode(simplifier, opcode, type, node));
    }

    /// <summary>A simplified function without multiplications and divisions for which there is something cheaper.</summary>
    public static Function ReduceStrength(Function source)
    {
        var rebuilder = new Rebuilder(source);
        var simplifier = new Simplifier(rebuilder._target);
        return rebuilder.Run((opcode, type, node) =>
        {
            Value reduced = rebuilder.ReduceNode(simplifier, opcode, type, node);
            return reduced.IsNone ? rebuilder.SimplifyNode(simplifier, opcode, type, node) : reduced;
        });
    }

    /// <summary>A simplified function whose floating-point arithmetic is contracted and reassociated, results being near but not equal.</summary>
    public static Function Relax(Function source) => Relax(Relax(source, contracts: false), contracts: true);

    /// <summary>The same function without dead nodes: itself, if it has none.</summary>
    public static Function Compact(Function source)
    {
        var rebuilder = new Rebuilder(source);
        return Array.IndexOf(rebuilder._useCounts, 0) < 0 ? source : rebuilder.Run((opcode, type, node) =>
            rebuilder._target.Node(opcode, type, rebuilder.Mapped(node, 0), rebuilder.Mapped(node, 1), rebuilder.Mapped(node, 2)));
    }

    private static Function Relax(Function source, bool contracts)
    {
        var rebuilder = new Rebuilder(source);
        var simplifier = new Simplifier(rebuilder._target);
        var fast = new FastMath(source, rebuilder._useCounts);
        FastMath.Mapping map = rebuilder.Mapped;
        return rebuilder.Run((opcode, type, node) =>
        {
            Value relaxed = contracts
                ? fast.Contract(simplifier, map, type, node)
                : fast.Reassociate(simplifier, map, opcode, type, node);
            return relaxed.IsNone ? rebuilder.SimplifyNode(simplifier, opcode, type, node) : relaxed;
        });
    }

    private static int[] CountUses(Function source)
    {
        int[] counts = new int[source.Count];
        foreach (Value root in source.Roots())
        {
            counts[root.Id]++;
        }

        for (int id = counts.Length - 1; id >= 0; id--)
        {
            for (int index = 0; index < 3 && counts[id] > 0; index++)
            {
                if (source.Operand(new Value(id), index) is { IsNone: false } operand)
                {
                    counts[operand.Id]++;
                }
            }
        }

        return counts;
    }

    private Function Run(NodeBuilder build)
    {
        for (int id = 0; id < _map.Length; id++)
        {
            if (_useCounts[id] == 0)
            {
                continue;
            }

            var node = new Value(id);
            Opcode opcode = _source.OpcodeOf(node);
            IrType type = _source.TypeOf(node);
            _map[id] = opcode switch
            {
                Opcode.Constant => _target.Constant(type, _source.BitsOf(node)),
                Opcode.Parameter or Opcode.Element or Opcode.Index or Opcode.Length or Opcode.Reduced =>
                    _target.Leaf(opcode, type, _source.BitsOf(node)),
                _ => build(opcode, type, node),
            };
        }

        bool alwaysThrows = CopyTraps();
        foreach (Result result in _source.Results)
        {
            // A result behind a certain exception is never seen.
            Value value = alwaysThrows ? _target.Constant(ElementTypes.IrTypeOf(result.Type), 0) : _map[result.Value.Id];
            _target.Results.Add(result with { Value = value });
        }

        foreach (Reduction reduction in _source.Reductions)
        {
            Value value = alwaysThrows ? _target.Constant(ElementTypes.IrTypeOf(reduction.Type), 0) : _map[reduction.Value.Id];
            _target.Reductions.Add(reduction with { Value = value });
        }

        return _target;
    }

    /// <summary>Copies the traps that can happen, up to one that always does: then the answer is true.</summary>
    private bool CopyTraps()
    {
        var seen = new HashSet<Value>();
        foreach (Trap trap in _source.Traps)
        {
            Value predicate = _map[trap.Predicate.Id];
            if (_target.IsConstant(predicate, 0) || !seen.Add(predicate) || IsImplied(seen, predicate))
            {
                continue;
            }

            _target.Traps.Add(trap with { Predicate = predicate, Detail1 = Mapped(trap.Detail1), Detail2 = Mapped(trap.Detail2) });
            if (_target.IsConstant(predicate, 1))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the predicate is an earlier one and something more, so that the earlier exception comes before.</summary>
    private bool IsImplied(HashSet<Value> earlier, Value predicate) =>
        _target.OpcodeOf(predicate) == Opcode.And
        && (earlier.Contains(_target.Operand(predicate, 0)) || earlier.Contains(_target.Operand(predicate, 1)));

    private Value SimplifyNode(Simplifier simplifier, Opcode opcode, IrType type, Value node) =>
        simplifier.Node(opcode, type, Mapped(node, 0), Mapped(node, 1), Mapped(node, 2));

    private Value ReduceNode(Simplifier simplifier, Opcode opcode, IrType type, Value node)
    {
        Value first = _source.Operand(node, 0);
        Value second = _source.Operand(node, 1);
        if (opcode is Opcode.Eq or Opcode.Ne)
        {
            return ReduceDivisibility(simplifier, opcode, first, second);
        }

        if (!StrengthReduction.Concerns(opcode))
        {
            return Value.None;
        }

        if (_source.IsConstant(second))
        {
            // A multiplication whose overflow is asked for stays: a target computes both at once.
            bool isChecked = opcode == Opcode.Mul
                && (IsUsed(Opcode.MulOverflowS, IrType.Bool, first, second) || IsUsed(Opcode.MulOverflowU, IrType.Bool, first, second));
            return isChecked ? Value.None : StrengthReduction.Reduce(simplifier, opcode, type, Mapped(first), _source.BitsOf(second));
        }

        // The remainder beside a quotient is a multiplication away.
        Opcode division = opcode == Opcode.RemS ? Opcode.DivS : Opcode.DivU;
        if (opcode is not (Opcode.RemS or Opcode.RemU) || !IsUsed(division, type, first, second))
        {
            return Value.None;
        }

        Value quotient = simplifier.Node(division, type, Mapped(first), Mapped(second));
        return simplifier.Node(Opcode.Sub, type, Mapped(first), simplifier.Node(Opcode.Mul, type, quotient, Mapped(second)));
    }

    /// <summary>x % d == 0, if the remainder is not needed for anything else.</summary>
    private Value ReduceDivisibility(Simplifier simplifier, Opcode opcode, Value remainder, Value zero)
    {
        Opcode division = _source.OpcodeOf(remainder);
        Value divisor = _source.Operand(remainder, 1);
        if (division is not (Opcode.RemS or Opcode.RemU) || !_source.IsConstant(zero, 0)
            || !_source.IsConstant(divisor) || _useCounts[remainder.Id] > 1)
        {
            return Value.None;
        }

        IrType type = _source.TypeOf(remainder);
        Value dividend = Mapped(_source.Operand(remainder, 0));
        Value isMultiple = StrengthReduction.IsMultiple(simplifier, type, dividend, _source.BitsOf(divisor), division == Opcode.RemS);
        return opcode == Opcode.Ne && !isMultiple.IsNone ? simplifier.Not(isMultiple) : isMultiple;
    }

    private bool IsUsed(Opcode opcode, IrType type, Value a, Value b) =>
        _source.Find(opcode, type, a, b) is { IsNone: false } node && _useCounts[node.Id] > 0;

    private Value Mapped(Value source) => source.IsNone ? Value.None : _map[source.Id];

    private Value Mapped(Value node, int operand) => Mapped(_source.Operand(node, operand));
}
