using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// The values of an integer for which a comparison with a constant is true: an interval on the circle of 2^n values, from
/// Start over Length further ones. Equality and both orders are such intervals, and so are their complements.
/// </summary>
internal readonly struct ConditionSet
{
    private readonly Value _variable;
    private readonly IrType _type;
    private readonly ulong _start;
    private readonly ulong _length;

    private ConditionSet(Value variable, IrType type, ulong start, ulong length)
    {
        ulong mask = Function.Mask(type);
        _variable = variable;
        _type = type;
        _start = start & mask;
        _length = length & mask;
    }

    private ulong End => (_start + _length) & Function.Mask(_type);

    /// <summary>The values outside; neither set is ever empty.</summary>
    public ConditionSet Complement => new(_variable, _type, End + 1, Function.Mask(_type) - 1 - _length);

    /// <summary>The set of a condition that compares an integer, or its sum with a constant, with a constant.</summary>
    public static bool TryDescribe(Simplifier s, Value condition, out ConditionSet set)
    {
        set = default;
        Opcode opcode = s.OpcodeOf(condition);
        if (opcode is not (Opcode.Eq or Opcode.Ne or Opcode.LtS or Opcode.LeS or Opcode.LtU or Opcode.LeU))
        {
            return false;
        }

        Value left = s.Function.Operand(condition, 0);
        Value right = s.Function.Operand(condition, 1);
        IrType type = s.TypeOf(left);
        if (type == IrType.Bool)
        {
            return false;
        }

        bool constantLeft = s.IsConstant(left, out ulong k);
        if (!constantLeft && !s.IsConstant(right, out k))
        {
            return false;
        }

        ulong mask = Function.Mask(type);
        ulong least = opcode is Opcode.LtS or Opcode.LeS ? (mask >> 1) + 1 : 0;
        ulong greatest = (least - 1) & mask;
        ulong first = least;
        ulong last = greatest;
        switch (opcode)
        {
            case Opcode.Eq:
                first = last = k;
                break;
            case Opcode.Ne:
                first = k + 1;
                last = k - 1;
                break;
            case Opcode.LtS or Opcode.LtU when k == (constantLeft ? greatest : least):
                return false;
            case Opcode.LtS or Opcode.LtU:
                (first, last) = constantLeft ? (k + 1, greatest) : (least, k - 1);
                break;
            case Opcode.LeS or Opcode.LeU when k == (constantLeft ? least : greatest):
                return false;
            default:
                (first, last) = constantLeft ? (k, greatest) : (least, k);
                break;
        }

        Value variable = constantLeft ? right : left;
        ulong length = (last - first) & mask;
        if (s.IsWithConstant(variable, Opcode.Add, out Value x, out ulong added))
        {
            variable = x;
            first -= added;
        }

        set = new ConditionSet(variable, type, first, length);
        return true;
    }

    public bool IsAbout(in ConditionSet other) => _variable == other._variable;

    public bool Contains(ulong value) => ((value - _start) & Function.Mask(_type)) <= _length;

    public bool IsSubsetOf(in ConditionSet other)
    {
        ulong offset = (_start - other._start) & Function.Mask(_type);
        return offset <= other._length && _length <= other._length - offset;
    }

    /// <summary>The values in both, if they are one interval.</summary>
    public bool TryIntersect(in ConditionSet other, out ConditionSet intersection)
    {
        bool startsInOther = other.Contains(_start);
        bool otherStartsHere = Contains(other._start);
        intersection = startsInOther
            ? new ConditionSet(_variable, _type, _start, other.End - _start)
            : new ConditionSet(_variable, _type, other._start, End - other._start);
        return startsInOther != otherStartsHere;
    }

    /// <summary>One comparison that is true for the set.</summary>
    public Value ToCondition(Simplifier s)
    {
        ulong mask = Function.Mask(_type);
        ulong signedMin = (mask >> 1) + 1;
        if (_length == 0) return Compare(s, Opcode.Eq, _variable, Constant(s, _start));
        if (_length == mask - 1) return Compare(s, Opcode.Ne, _variable, Constant(s, _start - 1));
        if (_start == 0) return Compare(s, Opcode.LeU, _variable, Constant(s, End));
        if (End == mask) return Compare(s, Opcode.LeU, Constant(s, _start), _variable);
        if (_start == signedMin) return Compare(s, Opcode.LeS, _variable, Constant(s, End));
        if (End == signedMin - 1) return Compare(s, Opcode.LeS, Constant(s, _start), _variable);
        if (_type == IrType.I64 && _length == uint.MaxValue && _start == 0xFFFFFFFF_80000000) return OverflowRules.FitsInt(s, _variable);
        if (_length > mask >> 1) return s.Not(Complement.ToCondition(s));                                // the smaller of the two
        Value offset = s.Node(Opcode.Add, _type, _variable, Constant(s, 0 - _start));
        return Compare(s, Opcode.LeU, offset, Constant(s, _length));
    }

    private static Value Compare(Simplifier s, Opcode opcode, Value left, Value right) => s.Node(opcode, IrType.Bool, left, right);

    private Value Constant(Simplifier s, ulong bits) => s.Constant(_type, bits);
}
