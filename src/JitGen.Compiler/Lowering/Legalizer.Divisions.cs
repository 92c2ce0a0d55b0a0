using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// Divisions on a target whose instruction faults. Each of the two dangers, a divisor of zero and the minimum divided by -1,
/// is impossible, or an exit leaves before it, or a condition of the formula keeps the quotient from being used: then the
/// divisor is replaced by 1, and the quotient does not matter.
/// </summary>
internal sealed partial class Legalizer
{
    /// <summary>How deep the conditions that a condition joins are looked at.</summary>
    private const int MaximumJoins = 6;

    /// <summary>The conditions, as rebuilt so far, under which the code leaves.</summary>
    private readonly HashSet<Value> _exitNodes = new();

    /// <summary>Builds the guards at level Full, so that what value ranges exclude is not checked; null at None.</summary>
    private readonly Simplifier? _simplifier;

    private Value Divide(Value old, Opcode opcode, IrType type)
    {
        Value dividend = Mapped(old, 0);
        Value divisor = Mapped(old, 1);
        bool signed = opcode is Opcode.DivS or Opcode.RemS;
        Value byZero = IsEqual(divisor, 0);
        Value overflow = signed
            ? Both(IsEqual(dividend, Minimum(type)), IsEqual(divisor, Function.Mask(type)))
            : Function.Bool(false);

        bool zeroLeaves = IsExit(byZero);
        bool overflowLeaves = IsExit(overflow);
        Value guard = Either(zeroLeaves ? Function.Bool(false) : byZero, overflowLeaves ? Function.Bool(false) : overflow);
        if (!Function.IsConstant(guard, 0))
        {
            divisor = FindChoice(old, zeroLeaves, !signed || overflowLeaves, out Value condition, out bool isTaken)
                ? Node(Opcode.Select, type, condition, isTaken ? divisor : Constant(type, 1), isTaken ? Constant(type, 1) : divisor)
                : Node(Opcode.Select, type, guard, Constant(type, 1), divisor);
        }

        Value division = Node(opcode, type, dividend, divisor);
        Rely(division, byZero, zeroLeaves);
        Rely(division, overflow, overflowLeaves);
        return division;
    }

    /// <summary>
    /// Whether a choice of the formula is all that uses the division, and does so only where it is safe: then its condition
    /// guards the division too, and one comparison serves both.
    /// </summary>
    /// <param name="old">The division in the source.</param>
    /// <param name="zeroLeaves">Whether an exit already excludes a divisor of zero.</param>
    /// <param name="overflowLeaves">Whether the overflow is excluded already.</param>
    /// <param name="condition">The rebuilt condition.</param>
    /// <param name="isTaken">Whether the division is used if the condition is true; otherwise if it is false.</param>
    private bool FindChoice(Value old, bool zeroLeaves, bool overflowLeaves, out Value condition, out bool isTaken)
    {
        Value choice = _users[old.Id];
        condition = default;
        isTaken = false;
        if (_simplifier is null || _useCounts[old.Id] != 1 || choice.IsNone || _source.OpcodeOf(choice) != Opcode.Select)
        {
            return false;
        }

        Value test = _source.Operand(choice, 0);
        isTaken = _source.Operand(choice, 1) == old;
        if (test.Id > old.Id)
        {
            return false;
        }

        condition = _map[test.Id];
        IrType type = _source.TypeOf(old);
        Value dividend = _source.Operand(old, 0);
        Value divisor = _source.Operand(old, 1);
        return (zeroLeaves || Excludes(test, isTaken, divisor, 0))
            && (overflowLeaves || Excludes(test, isTaken, divisor, Function.Mask(type)) || Excludes(test, isTaken, dividend, Minimum(type)));
    }

    /// <summary>
    /// Whether a condition is never <paramref name="outcome"/> where a value equals a constant: one of the comparisons that it
    /// joins says so.
    /// </summary>
    private bool Excludes(Value condition, bool outcome, Value value, ulong constant, int joins = MaximumJoins)
    {
        Opcode opcode = _source.OpcodeOf(condition);
        Value left = _source.Operand(condition, 0);
        Value right = _source.Operand(condition, 1);
        if (opcode == (outcome ? Opcode.And : Opcode.Or))
        {
            return joins > 0
                && (Excludes(left, outcome, value, constant, joins - 1) || Excludes(right, outcome, value, constant, joins - 1));
        }

        bool isComparison = opcode is Opcode.Eq or Opcode.Ne or Opcode.LtS or Opcode.LeS or Opcode.LtU or Opcode.LeU;
        bool valueFirst = left == value;
        if (!isComparison || !(valueFirst ? _source.IsConstant(right) : right == value && _source.IsConstant(left)))
        {
            return false;
        }

        ulong first = valueFirst ? constant : _source.BitsOf(left);
        ulong second = valueFirst ? _source.BitsOf(right) : constant;
        return OpcodeTable.Evaluate(opcode, _source.TypeOf(value), IrType.Bool, first, second) != (outcome ? 1UL : 0UL);
    }

    /// <summary>Whether the code leaves if the condition is true; an exit that is never taken is none.</summary>
    private bool IsExit(Value condition) => _exitNodes.Contains(condition) && !Function.IsConstant(condition, 0);

    private static ulong Minimum(IrType type) => 1UL << (Function.Width(type) - 1);

    private Value IsEqual(Value value, ulong constant)
    {
        IrType type = Function.TypeOf(value);
        return Function.IsConstant(value)
            ? Function.Bool(Function.BitsOf(value) == constant)
            : Condition(Opcode.Eq, value, Constant(type, constant));
    }

    private Value Both(Value left, Value right) =>
        Function.IsConstant(left, 0) || Function.IsConstant(right, 1) ? left
        : Function.IsConstant(right, 0) || Function.IsConstant(left, 1) ? right
        : Condition(Opcode.And, left, right);

    private Value Either(Value left, Value right) =>
        Function.IsConstant(left, 0) ? right : Function.IsConstant(right, 0) ? left : Condition(Opcode.Or, left, right);

    private Value Condition(Opcode opcode, Value left, Value right) =>
        _simplifier is null ? Node(opcode, IrType.Bool, left, right) : _simplifier.Node(opcode, IrType.Bool, left, right);

    private void Rely(Value division, Value exit, bool leaves)
    {
        if (leaves)
        {
            _lowered.Reliances.Add(new Reliance(division, exit));
        }
    }
}
