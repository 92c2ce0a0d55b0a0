using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// Legalization: rebuilds a function from nodes that its target has instructions for, flattens the traps to side exits, and
/// makes sure that no division can fault.
/// </summary>
internal sealed class Legalizer : LegalizationContext
{
    private readonly Function _source;
    private readonly Backend _backend;
    private readonly LoweredFunction _lowered;
    private readonly Value[] _map;

    /// <summary>Predicates of the source whose truth makes the code leave, and which of its nodes they are.</summary>
    private readonly List<Value> _exits = new();
    private readonly bool[] _isExit;
    private readonly bool[] _isLive;

    /// <summary>Builds the guards of divisions at level Full, so that what value ranges exclude is not checked; null at None.</summary>
    private readonly Simplifier? _simplifier;

    private Legalizer(Function source, Backend backend, OptimizationLevel level)
    {
        _source = source;
        _backend = backend;
        _lowered = new LoweredFunction(new Function(source.Parameters));
        _map = new Value[source.Count];
        _isExit = new bool[source.Count];
        _isLive = new bool[source.Count];
        _simplifier = level == OptimizationLevel.None ? null : new Simplifier(Function);
    }

    public override Function Function => _lowered.Function;

    public static LoweredFunction Legalize(Function source, Backend backend, OptimizationLevel level = OptimizationLevel.Full)
    {
        var legalizer = new Legalizer(source, backend, level);
        legalizer.FlattenTraps();
        legalizer.MarkLive();
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

    private void MarkLive()
    {
        foreach (Value exit in _exits)
        {
            _isLive[exit.Id] = true;
        }

        foreach (Result result in _source.Results)
        {
            _isLive[result.Value.Id] = true;
        }

        for (int id = _isLive.Length - 1; id >= 0; id--)
        {
            for (int i = 0; i < 3 && _isLive[id]; i++)
            {
                if (_source.Operand(new Value(id), i) is { IsNone: false } operand)
                {
                    _isLive[operand.Id] = true;
                }
            }
        }
    }

    private void Rebuild()
    {
        for (int id = 0; id < _map.Length; id++)
        {
            if (_isLive[id])
            {
                _map[id] = Rebuild(new Value(id));
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
                return Divide(opcode, type, _source.Operand(old, 0), _source.Operand(old, 1));
            default:
                return Node(opcode, type, Mapped(old, 0), Mapped(old, 1), Mapped(old, 2));
        }
    }

    private Value Mapped(Value old, int index) =>
        _source.Operand(old, index) is { IsNone: false } operand ? _map[operand.Id] : Value.None;

    /// <summary>
    /// A division on a target whose instruction faults. Each of its two bad cases is impossible, or the code has left before, or
    /// the divisor is replaced by 1: then the quotient does not matter, since a condition of the formula excludes it.
    /// </summary>
    private Value Divide(Opcode opcode, IrType type, Value oldDividend, Value oldDivisor)
    {
        Value dividend = _map[oldDividend.Id];
        Value divisor = _map[oldDivisor.Id];
        ulong minimum = 1UL << (Function.Width(type) - 1);
        ulong minusOne = Function.Mask(type);
        bool signed = opcode is Opcode.DivS or Opcode.RemS;

        Value byZero = SourceComparison(oldDivisor, 0, out bool neverZero);
        Value byMinusOne = SourceComparison(oldDivisor, minusOne, out bool neverMinusOne);
        Value ofMinimum = SourceComparison(oldDividend, minimum, out bool neverMinimum);
        Value guard = Value.None;
        Value reliedZero = Value.None;
        Value reliedOverflow = Value.None;
        if (!neverZero)
        {
            if (IsExit(byZero))
            {
                reliedZero = byZero;
            }
            else
            {
                guard = IsEqual(divisor, 0);
            }
        }

        if (signed && !neverMinusOne && !neverMinimum)
        {
            reliedOverflow = FindExit(ofMinimum, byMinusOne);
            if (reliedOverflow.IsNone)
            {
                Value overflow = Condition(Opcode.And, IsEqual(dividend, minimum), IsEqual(divisor, minusOne));
                guard = guard.IsNone ? overflow : Condition(Opcode.Or, guard, overflow);
            }
        }

        if (!guard.IsNone && !Function.IsConstant(guard, 0))
        {
            divisor = Node(Opcode.Select, type, guard, Constant(type, 1), divisor);
        }

        Value division = Node(opcode, type, dividend, divisor);
        Rely(division, reliedZero);
        Rely(division, reliedOverflow);
        return division;
    }

    /// <summary>The source's comparison of a value with a constant; none, and never, if the value is another constant.</summary>
    private Value SourceComparison(Value value, ulong constant, out bool never)
    {
        IrType type = _source.TypeOf(value);
        never = _source.IsConstant(value) && !_source.IsConstant(value, constant & Function.Mask(type));
        Value bound = _source.FindConstant(type, constant);
        return never || bound.IsNone ? Value.None : _source.Find(Opcode.Eq, IrType.Bool, value, bound);
    }

    private Value IsEqual(Value value, ulong constant) =>
        Condition(Opcode.Eq, value, Constant(Function.TypeOf(value), constant));

    private Value Condition(Opcode opcode, Value left, Value right) =>
        _simplifier is null ? Node(opcode, IrType.Bool, left, right) : _simplifier.Node(opcode, IrType.Bool, left, right);

    private bool IsExit(Value predicate) => !predicate.IsNone && predicate.Id < _isExit.Length && _isExit[predicate.Id];

    /// <summary>The exit for the conjunction of two predicates of the source, in either order; none if there is none.</summary>
    private Value FindExit(Value left, Value right)
    {
        if (left.IsNone || right.IsNone)
        {
            return Value.None;
        }

        Value both = _source.Find(Opcode.And, IrType.Bool, left, right);
        Value reversed = _source.Find(Opcode.And, IrType.Bool, right, left);
        return IsExit(both) ? both : IsExit(reversed) ? reversed : Value.None;
    }

    private void Rely(Value division, Value exit)
    {
        if (!exit.IsNone)
        {
            _lowered.Reliances.Add(new Reliance(division, _map[exit.Id]));
        }
    }

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
