using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Builds nodes in their simplest form: constants are folded, operands put in order, the <see cref="RewriteRules"/> of the
/// opcode tried, and what is known of the result recorded. Operands have to be nodes of the same function.
/// </summary>
internal sealed class Simplifier
{
    /// <summary>Rules build nodes, to which rules apply: so deep and no deeper.</summary>
    private const int DeepestRule = 24;

    private ValueRange[] _ranges = new ValueRange[32];
    private int _rangeCount;
    private int _depth;

    public Simplifier(Function function) => Function = function;

    /// <summary>The function that is being built; nodes may be added to it directly as well.</summary>
    public Function Function { get; }

    /// <summary>The simplest node that has the value of <paramref name="opcode"/> applied to the operands.</summary>
    public Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default)
    {
        Function function = Function;
        if (OpcodeTable.Commutes(opcode) && ComesBefore(b, a))
        {
            (a, b) = (b, a);
        }

        if (function.IsConstant(a) && (b.IsNone || function.IsConstant(b)) && (c.IsNone || function.IsConstant(c)))
        {
            return Fold(opcode, type, a, b, c);
        }

        if (_depth < DeepestRule)
        {
            _depth++;
            Value simpler = RewriteRules.Apply(this, opcode, type, a, b, c);
            _depth--;
            if (!simpler.IsNone)
            {
                return simpler;
            }
        }

        Value node = function.Node(opcode, type, a, b, c);
        if (type is IrType.I32 or IrType.I64 && Range(node) is { IsConstant: true } range)
        {
            return function.Constant(type, range.UnsignedMin);
        }

        return node;
    }

    /// <summary>A constant; bits beyond the width of the type are dropped.</summary>
    public Value Constant(IrType type, ulong bits) => Function.Constant(type, bits);

    public Value Bool(bool value) => Function.Bool(value);

    /// <summary>The condition's opposite.</summary>
    public Value Not(Value condition) => Node(Opcode.Not, IrType.Bool, condition);

    /// <summary>Whether the value is a constant, and its bits.</summary>
    public bool IsConstant(Value value, out ulong bits)
    {
        bits = Function.BitsOf(value);
        return Function.IsConstant(value);
    }

    /// <summary>Whether the value is the constant of exactly these bits.</summary>
    public bool IsConstant(Value value, ulong bits) => Function.IsConstant(value, bits);

    /// <summary>Whether the value is a constant with all bits set.</summary>
    public bool IsAllOnes(Value value) => Function.IsConstant(value, Function.Mask(Function.TypeOf(value)));

    /// <summary>Whether the value is computed by the opcode, and its first operand.</summary>
    public bool Is(Value value, Opcode opcode, out Value operand)
    {
        operand = Function.Operand(value, 0);
        return Function.OpcodeOf(value) == opcode;
    }

    /// <summary>Whether the value is computed by the opcode, and its first two operands.</summary>
    public bool Is(Value value, Opcode opcode, out Value first, out Value second)
    {
        first = Function.Operand(value, 0);
        second = Function.Operand(value, 1);
        return Function.OpcodeOf(value) == opcode;
    }

    /// <summary>Whether the value is computed by the opcode with a constant second operand: the first one, and the constant.</summary>
    public bool IsWithConstant(Value value, Opcode opcode, out Value first, out ulong bits)
    {
        first = Function.Operand(value, 0);
        bits = 0;
        return Function.OpcodeOf(value) == opcode && IsConstant(Function.Operand(value, 1), out bits);
    }

    public Opcode OpcodeOf(Value value) => Function.OpcodeOf(value);

    public IrType TypeOf(Value value) => Function.TypeOf(value);

    /// <summary>What is known of a value; for one that is no integer, nothing that means anything.</summary>
    public ref readonly ValueRange Range(Value value)
    {
        while (_rangeCount <= value.Id)
        {
            ComputeNextRange();
        }

        return ref _ranges[value.Id];
    }

    private Value Fold(Opcode opcode, IrType type, Value a, Value b, Value c)
    {
        ulong second = b.IsNone ? 0 : Function.BitsOf(b);
        ulong third = c.IsNone ? 0 : Function.BitsOf(c);
        return Constant(type, OpcodeTable.Evaluate(opcode, TypeOf(a), type, Function.BitsOf(a), second, third));
    }

    /// <summary>
    /// The order of the operands of a commutative opcode: what is computed, leaves, constants; the earlier node first.
    /// </summary>
    private bool ComesBefore(Value left, Value right)
    {
        int leftRank = Rank(left);
        int rightRank = Rank(right);
        return leftRank == rightRank ? left.Id < right.Id : leftRank < rightRank;
    }

    private int Rank(Value value) => Function.OpcodeOf(value) switch
    {
        Opcode.Constant => 2,
        Opcode.Parameter or Opcode.Element or Opcode.Index or Opcode.Length or Opcode.Reduced => 1,
        _ => 0,
    };

    private void ComputeNextRange()
    {
        int id = _rangeCount++;
        if (id == _ranges.Length)
        {
            Array.Resize(ref _ranges, id * 2);
        }

        var node = new Value(id);
        IrType type = Function.TypeOf(node);
        if (type is not (IrType.I32 or IrType.I64))
        {
            return;
        }

        Opcode opcode = Function.OpcodeOf(node);
        switch (opcode)
        {
            case Opcode.Constant:
                _ranges[id] = ValueRange.Constant(type, Function.BitsOf(node));
                break;
            case Opcode.Parameter:
                _ranges[id] = RangeTable.OfParameter(Function.Parameters[(int)Function.BitsOf(node)].Type);
                break;
            case Opcode.Element:
                _ranges[id] = RangeTable.OfParameter(Function.Parameters[Function.SpanOf(node)].Type);
                break;
            case Opcode.Index or Opcode.Length:
                _ranges[id] = ValueRange.Unsigned(type, 0, int.MaxValue);
                break;
            case Opcode.Reduced:
                _ranges[id] = ValueRange.Full(type);
                break;
            default:
                Value a = Function.Operand(node, 0);
                var operands = new RangeOperands(_ranges, TypeOf(a), type, a, Function.Operand(node, 1), Function.Operand(node, 2));
                _ranges[id] = RangeTable.Of(opcode, operands);
                break;
        }
    }
}
