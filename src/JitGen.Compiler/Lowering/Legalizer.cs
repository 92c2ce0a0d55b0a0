using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// Legalization: rebuilds a function from nodes that its target has instructions for, flattens the traps to side exits, and
/// makes sure that no division can fault.
/// </summary>
internal sealed partial class Legalizer : LegalizationContext
{
    private readonly Function _source;
    private readonly Backend _backend;
    private readonly LoweredFunction _lowered;
    private readonly Value[] _map;

    /// <summary>Predicates of the source whose truth makes the code leave, and which of its nodes they are.</summary>
    private readonly List<Value> _exits = new();
    private readonly bool[] _isExit;

    /// <summary>How many live nodes, exits and results use each node of the source.</summary>
    private readonly int[] _useCounts;

    /// <summary>A live node of the source that uses the node, the first one.</summary>
    private readonly Value[] _users;

    private Legalizer(Function source, Backend backend, OptimizationLevel level)
    {
        _source = source;
        _backend = backend;
        _lowered = new LoweredFunction(new Function(source.Parameters));
        _map = new Value[source.Count];
        _isExit = new bool[source.Count];
        _useCounts = new int[source.Count];
        _users = new Value[source.Count];
        _simplifier = level == OptimizationLevel.None ? null : new Simplifier(Function);
    }

    public override Function Function => _lowered.Function;

    public static LoweredFunction Legalize(Function source, Backend backend, OptimizationLevel level = OptimizationLevel.Full)
    {
        var legalizer = new Legalizer(source, backend, level);
        legalizer.FlattenTraps();
        legalizer.CountUses();
        legalizer.Rebuild();
        return legalizer._lowered;
    }

    public override Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default)
    {
        Value value = opcode == Opcode.RemF
            ? FloatingRemainder.Expand(this, type, a, b)
            : _backend.Legalize(this, opcode, type, a, b, c);
        return value.IsNone ? Function.Node(opcode, type, a, b, c) : value;
    }

    public override void AddSideExit(Value predicate)
    {
        if (!Function.IsConstant(predicate, 0) && !_lowered.SideExits.Contains(predicate))
        {
            _lowered.SideExits.Add(predicate);
        }
    }

    /// <summary>The leaves of the or-trees of the trap predicates.</summary>
    private void FlattenTraps()
    {
        var pending = new Stack<Value>();
        foreach (Trap trap in _source.Traps)
        {
            pending.Push(trap.Predicate);
            while (pending.Count > 0)
            {
                Value predicate = pending.Pop();
                if (_source.OpcodeOf(predicate) == Opcode.Or)
                {
                    pending.Push(_source.Operand(predicate, 1));
                    pending.Push(_source.Operand(predicate, 0));
                }
                else if (!_isExit[predicate.Id])
                {
                    _isExit[predicate.Id] = true;
                    _exits.Add(predicate);
                }
            }
        }
    }

    private void CountUses()
    {
        foreach (Value exit in _exits)
        {
            _useCounts[exit.Id]++;
        }

        foreach (Result result in _source.Results)
        {
            _useCounts[result.Value.Id]++;
        }

        for (int id = _useCounts.Length - 1; id >= 0; id--)
        {
            for (int i = 0; i < 3 && _useCounts[id] > 0; i++)
            {
                if (_source.Operand(new Value(id), i) is { IsNone: false } operand)
                {
                    _useCounts[operand.Id]++;
                    _users[operand.Id] = new Value(id);
                }
            }
        }
    }

    private void Rebuild()
    {
        for (int id = 0; id < _map.Length; id++)
        {
            if (_useCounts[id] == 0)
            {
                continue;
            }

            _map[id] = Rebuild(new Value(id));
            if (_isExit[id])
            {
                _exitNodes.Add(_map[id]);
            }
        }

        foreach (Value exit in _exits)
        {
            AddSideExit(_map[exit.Id]);
        }

        foreach (Result result in _source.Results)
        {
            Function.Results.Add(result with { Value = _map[result.Value.Id] });
        }

        LeaveAtOnceIfAlways();
    }

    private Value Rebuild(Value old)
    {
        Opcode opcode = _source.OpcodeOf(old);
        IrType type = _source.TypeOf(old);
        switch (opcode)
        {
            case Opcode.Constant:
                return Function.Constant(type, _source.BitsOf(old));
            case Opcode.Parameter:
                return Function.Parameter((int)_source.BitsOf(old));
            case Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU when _backend.DivisionFaults:
                return Divide(old, opcode, type);
            default:
                return Node(opcode, type, Mapped(old, 0), Mapped(old, 1), Mapped(old, 2));
        }
    }

    private Value Mapped(Value old, int index) =>
        _source.Operand(old, index) is { IsNone: false } operand ? _map[operand.Id] : Value.None;

    /// <summary>Code that always leaves does nothing else, so nothing behind the exit has to be right.</summary>
    private void LeaveAtOnceIfAlways()
    {
        Value always = Function.Bool(true);
        if (!_lowered.SideExits.Contains(always))
        {
            return;
        }

        _lowered.SideExits.Clear();
        _lowered.SideExits.Add(always);
        _lowered.Reliances.Clear();
        for (int i = 0; i < Function.Results.Count; i++)
        {
            Result result = Function.Results[i];
            Function.Results[i] = result with { Value = Function.Constant(ElementTypes.IrTypeOf(result.Type), 0) };
        }
    }
}
