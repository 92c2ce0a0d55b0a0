using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// What <see cref="FloatMode.Fast"/> allows beside the rules that keep every bit: a product and the sum it is part of rounded once,
/// and factors or terms that no element changes put together. Each pass knows the function that it simplifies anew.
/// </summary>
internal sealed class FastMath
{
    private readonly Function _source;
    private readonly int[] _useCounts;
    private readonly bool[] _isInvariant;

    /// <summary>Of each product, how many of its uses are sums that would take it in.</summary>
    private readonly int[] _takers;

    public FastMath(Function source, int[] useCounts)
    {
        _source = source;
        _useCounts = useCounts;
        _isInvariant = new bool[source.Count];
        _takers = new int[source.Count];
        for (int id = 0; id < source.Count; id++)
        {
            var node = new Value(id);
            _isInvariant[id] = IsInvariant(node);
            if (useCounts[id] > 0 && Candidate(node) is { IsNone: false } product)
            {
                _takers[product.Id]++;
            }
        }
    }

    /// <summary>Maps a node of the source to the one that is built for it.</summary>
    public delegate Value Mapping(Value node);

    /// <summary>(x * u) * v = x * (u * v), likewise for sums, if u and v are the same for all elements; none for any other node.</summary>
    public Value Reassociate(Simplifier s, Mapping map, Opcode opcode, IrType type, Value node)
    {
        if (opcode is not (Opcode.AddF or Opcode.MulF) || !Split(node, out Value inner, out Value outer)
            || _source.OpcodeOf(inner) != opcode || _useCounts[inner.Id] > 1 || !Split(inner, out Value rest, out Value factor))
        {
            return Value.None;
        }

        Value joined = s.Node(opcode, type, map(factor), map(outer));
        return s.IsConstant(joined, out ulong bits) && !IsNormal(BinaryFormat.Of(type), bits)
            ? Value.None
            : s.Node(opcode, type, map(rest), joined);
    }

    /// <summary>a * b + c rounded once, where the product is not needed by itself; none for any other node.</summary>
    public Value Contract(Simplifier s, Mapping map, Opcode opcode, IrType type, Value node)
    {
        Value product = Candidate(node);
        if (product.IsNone || _takers[product.Id] != _useCounts[product.Id])
        {
            return Value.None;
        }

        Value a = map(_source.Operand(product, 0));
        Value b = map(_source.Operand(product, 1));
        bool isFirst = _source.Operand(node, 0) == product;
        Value other = map(_source.Operand(node, isFirst ? 1 : 0));
        if (opcode == Opcode.SubF && isFirst)
        {
            other = s.Node(Opcode.NegF, type, other);
        }
        else if (opcode == Opcode.SubF)
        {
            a = s.Node(Opcode.NegF, type, a);
        }

        return s.Node(Opcode.FmaF, type, a, b, other);
    }

    /// <summary>The product that a sum would take in: of two, the one that is less needed elsewhere; none without one.</summary>
    private Value Candidate(Value node)
    {
        if (_source.OpcodeOf(node) is not (Opcode.AddF or Opcode.SubF))
        {
            return Value.None;
        }

        Value first = _source.Operand(node, 0);
        Value second = _source.Operand(node, 1);
        bool isFirst = _source.OpcodeOf(first) == Opcode.MulF && first != second;
        bool isSecond = _source.OpcodeOf(second) == Opcode.MulF && first != second;
        return isFirst && (!isSecond || _useCounts[first.Id] < _useCounts[second.Id]) ? first : isSecond ? second : Value.None;
    }

    /// <summary>An operand that depends on elements and one that does not.</summary>
    private bool Split(Value node, out Value varying, out Value invariant)
    {
        varying = _source.Operand(node, 0);
        invariant = _source.Operand(node, 1);
        if (_isInvariant[varying.Id])
        {
            (varying, invariant) = (invariant, varying);
        }

        return _isInvariant[invariant.Id] && !_isInvariant[varying.Id];
    }

    private bool IsInvariant(Value node)
    {
        Opcode opcode = _source.OpcodeOf(node);
        bool isInvariant = opcode is not (Opcode.Element or Opcode.Index);
        for (int index = 0; index < OpcodeTable.Arity(opcode); index++)
        {
            isInvariant &= _isInvariant[_source.Operand(node, index).Id];
        }

        return isInvariant;
    }

    /// <summary>Whether a constant is neither so large nor so small that it would swallow every factor.</summary>
    private static bool IsNormal(BinaryFormat format, ulong bits) =>
        format.BiasedExponent(bits) > 0 && format.Magnitude(bits) < format.Infinity;
}
