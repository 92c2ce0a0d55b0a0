using System.Collections.Generic;
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

    /// <summary>Of each product, how many of its uses are sums, which would take it in.</summary>
    private readonly int[] _takers;

    /// <summary>The sums that are nothing but a part of another one.</summary>
    private readonly bool[] _isPart;

    /// <summary>What is nothing but an alternative of a select.</summary>
    private readonly bool[] _isAlternative;
    private readonly List<Term> _terms = new();
    private readonly Stack<Term> _pending = new();

    public FastMath(Function source, int[] useCounts)
    {
        _source = source;
        _useCounts = useCounts;
        _isInvariant = new bool[source.Count];
        _takers = new int[source.Count];
        _isPart = new bool[source.Count];
        _isAlternative = new bool[source.Count];
        for (int id = 0; id < source.Count; id++)
        {
            var node = new Value(id);
            _isInvariant[id] = IsInvariant(node);
            for (int index = 0; index < 2 && useCounts[id] > 0 && IsSum(node); index++)
            {
                Value operand = source.Operand(node, index);
                _takers[operand.Id] += source.OpcodeOf(operand) == Opcode.MulF ? 1 : 0;
                _isPart[operand.Id] = IsSum(operand) && useCounts[operand.Id] == 1;
            }

            for (int index = 1; index < 3 && useCounts[id] > 0 && source.OpcodeOf(node) == Opcode.Select; index++)
            {
                Value operand = source.Operand(node, index);
                _isAlternative[operand.Id] = useCounts[operand.Id] == 1;
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

    /// <summary>
    /// A sum of products and other terms, the others added first, then each product with one rounding: x * x - y * y + z is
    /// fma(x, x, fma(-y, y, z)). None for any other node, and for a sum without a product that is not needed by itself.
    /// </summary>
    /// <remarks>
    /// Nor for c ? x * y + z : w. A sum under a mask chooses as it adds; a fused one overwrites an operand of its own, not w, so that
    /// choosing would take an instruction more, at the end of a longer chain (a fifth slower, measured).
    /// </remarks>
    public Value Contract(Simplifier s, Mapping map, IrType type, Value node)
    {
        if (!IsSum(node) || _isPart[node.Id] || !CollectTerms(node) || (_isAlternative[node.Id] && _terms.Count == 2))
        {
            return Value.None;
        }

        Value sum = AddOthers(s, map, type);
        foreach (Term term in _terms)
        {
            if (!term.IsProduct)
            {
                continue;
            }

            Value a = map(_source.Operand(term.Node, 0));
            Value b = map(_source.Operand(term.Node, 1));
            if (sum.IsNone)
            {
                Value product = s.Node(Opcode.MulF, type, a, b);
                sum = term.IsNegative ? s.Node(Opcode.NegF, type, product) : product;
            }
            else
            {
                sum = s.Node(Opcode.FmaF, type, term.IsNegative ? s.Node(Opcode.NegF, type, a) : a, b, sum);
            }
        }

        return sum;
    }

    /// <summary>The terms of a sum and of its parts, from the left; whether one is a product that nothing else needs.</summary>
    private bool CollectTerms(Value node)
    {
        bool hasProduct = false;
        _terms.Clear();
        _pending.Push(new Term(node, IsNegative: false, IsProduct: false));
        while (_pending.Count > 0)
        {
            Term term = _pending.Pop();
            if (term.Node == node || _isPart[term.Node.Id])
            {
                bool subtracts = _source.OpcodeOf(term.Node) == Opcode.SubF;
                _pending.Push(new Term(_source.Operand(term.Node, 1), term.IsNegative != subtracts, IsProduct: false));
                _pending.Push(new Term(_source.Operand(term.Node, 0), term.IsNegative, IsProduct: false));
                continue;
            }

            bool isProduct = _source.OpcodeOf(term.Node) == Opcode.MulF && _takers[term.Node.Id] == _useCounts[term.Node.Id];
            hasProduct |= isProduct;
            _terms.Add(term with { IsProduct = isProduct });
        }

        return hasProduct;
    }

    /// <summary>The sum of the terms that are no products, a positive one first; none if there are none.</summary>
    private Value AddOthers(Simplifier s, Mapping map, IrType type)
    {
        int first = _terms.FindIndex(term => term is { IsProduct: false, IsNegative: false });
        Value sum = first < 0 ? Value.None : map(_terms[first].Node);
        for (int index = 0; index < _terms.Count; index++)
        {
            Term term = _terms[index];
            if (index == first || term.IsProduct)
            {
                continue;
            }

            Value value = map(term.Node);
            sum = sum.IsNone ? s.Node(Opcode.NegF, type, value) : s.Node(term.IsNegative ? Opcode.SubF : Opcode.AddF, type, sum, value);
        }

        return sum;
    }

    private bool IsSum(Value node) => _source.OpcodeOf(node) is Opcode.AddF or Opcode.SubF;

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

    /// <summary>A term of a sum.</summary>
    /// <param name="Node">Its value, without the sign.</param>
    /// <param name="IsNegative">Whether it is subtracted.</param>
    /// <param name="IsProduct">Whether it is a product that the sum can take in.</param>
    private readonly record struct Term(Value Node, bool IsNegative, bool IsProduct);
}
