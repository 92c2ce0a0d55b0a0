using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Under <see cref="FloatMode.Fast"/>, results that are sums of past results, each times something that no element changes, and of what is
/// no past result: they become c1 * y[i-1] + (c2 * y[i-2] + ... + rest), each product rounded with its sum, the nearest past result last.
/// Then one operation is on the path from a result to the next, and a first-order one can be computed by a scan.
/// </summary>
internal sealed class LinearRecurrences
{
    /// <summary>The most past results of a sum.</summary>
    private const int MostTerms = 16;

    private readonly Function _function;
    private readonly bool[] _varies;

    /// <summary>By node: the sum that it is; null if it is none, or no past result is in it.</summary>
    private readonly Sum?[] _sums;
    private readonly bool[] _dependsOnPast;

    private LinearRecurrences(Function function)
    {
        _function = function;
        _varies = new bool[function.Count];
        _sums = new Sum?[function.Count];
        _dependsOnPast = new bool[function.Count];
    }

    /// <summary>Changes the results of a function that nothing else uses yet.</summary>
    public static void Rewrite(Function function)
    {
        var recurrences = new LinearRecurrences(function);
        for (int id = 0; id < recurrences._sums.Length; id++)
        {
            recurrences.Examine(new Value(id));
        }

        for (int index = 0; index < function.Results.Count; index++)
        {
            Result result = function.Results[index];
            if (recurrences._sums[result.Value.Id] is { } sum)
            {
                function.Results[index] = result with { Value = recurrences.Build(sum) };
            }
        }
    }

    private void Examine(Value node)
    {
        Opcode opcode = _function.OpcodeOf(node);
        _varies[node.Id] = opcode is Opcode.Element or Opcode.Index;
        bool isPast = opcode == Opcode.Element && KernelSpans.IsPast(_function, node);
        _dependsOnPast[node.Id] = isPast;
        for (int index = 0; index < OpcodeTable.Arity(opcode); index++)
        {
            Value operand = _function.Operand(node, index);
            _varies[node.Id] |= _varies[operand.Id];
            _dependsOnPast[node.Id] |= _dependsOnPast[operand.Id];
        }

        if (_dependsOnPast[node.Id] && IrTypes.IsFloating(_function.TypeOf(node)))
        {
            Sum? sum = isPast ? Sum.Of(node) : SumOf(node, opcode);
            _sums[node.Id] = sum?.Terms.Count <= MostTerms ? sum : null;
        }
    }

    private Sum? SumOf(Value node, Opcode opcode)
    {
        Value a = _function.Operand(node, 0);
        Value b = _function.Operand(node, 1);
        return opcode switch
        {
            Opcode.NegF => Negated(Linear(a)),
            Opcode.AddF => Add(Linear(a), Linear(b)),
            Opcode.SubF => Add(Linear(a), Negated(Linear(b))),
            Opcode.MulF => Product(a, b),
            Opcode.FmaF => Add(Product(a, b), Linear(_function.Operand(node, 2))),
            _ => null,
        };
    }

    /// <summary>An operand as a sum, of itself alone where it does not depend on past results; null if it is none.</summary>
    private Sum? Linear(Value value) => _dependsOnPast[value.Id] ? _sums[value.Id] : new Sum([], value, Value.None, Value.None);

    private Sum? Product(Value a, Value b)
    {
        if (!_dependsOnPast[a.Id] && !_dependsOnPast[b.Id])
        {
            return new Sum([], Value.None, a, b);
        }

        return !_varies[b.Id] ? Scaled(Linear(a), b) : !_varies[a.Id] ? Scaled(Linear(b), a) : null;
    }

    private Sum? Scaled(Sum? sum, Value factor)
    {
        if (sum is null)
        {
            return null;
        }

        var terms = new List<Term>();
        foreach (Term term in sum.Terms)
        {
            terms.Add(term with { Coefficient = term.Coefficient.IsNone ? factor : Node(Opcode.MulF, term.Coefficient, factor) });
        }

        return Rest(sum) is { IsNone: false } rest ? new Sum(terms, Value.None, rest, factor) : new Sum(terms, Value.None, Value.None, Value.None);
    }

    private Sum? Negated(Sum? sum)
    {
        if (sum is null)
        {
            return null;
        }

        var terms = new List<Term>();
        foreach (Term term in sum.Terms)
        {
            terms.Add(term with { Coefficient = Node(Opcode.NegF, CoefficientOf(term)) });
        }

        Value rest = Rest(sum);
        return new Sum(terms, rest.IsNone ? rest : Node(Opcode.NegF, rest), Value.None, Value.None);
    }

    private Sum? Add(Sum? a, Sum? b)
    {
        if (a is null || b is null)
        {
            return null;
        }

        var terms = new List<Term>(a.Terms);
        foreach (Term term in b.Terms)
        {
            int index = terms.FindIndex(other => other.Past == term.Past);
            if (index < 0)
            {
                terms.Add(term);
            }
            else
            {
                terms[index] = term with { Coefficient = Node(Opcode.AddF, CoefficientOf(terms[index]), CoefficientOf(term)) };
            }
        }

        // A product that is not yet rounded takes in the other rest.
        Sum product = a.IsProduct ? a : b;
        Value rest = Rest(product == a ? b : a);
        return product.IsProduct && !rest.IsNone
            ? new Sum(terms, Node(Opcode.FmaF, product.Left, product.Right, rest), Value.None, Value.None)
            : new Sum(terms, product.IsProduct ? Value.None : Joined(Rest(a), Rest(b)), product.Left, product.Right);
    }

    private Value Joined(Value a, Value b) => a.IsNone ? b : b.IsNone ? a : Node(Opcode.AddF, a, b);

    /// <summary>What is no past result, as one value; none if there is nothing.</summary>
    private Value Rest(Sum sum) => sum.IsProduct ? Node(Opcode.MulF, sum.Left, sum.Right) : sum.Whole;

    private Value CoefficientOf(Term term)
    {
        IrType type = _function.TypeOf(term.Past);
        return term.Coefficient.IsNone ? _function.Constant(type, BinaryFormat.Of(type).One) : term.Coefficient;
    }

    private Value Build(Sum sum)
    {
        sum.Terms.Sort((x, y) => _function.OffsetOf(x.Past) != _function.OffsetOf(y.Past)
            ? _function.OffsetOf(x.Past).CompareTo(_function.OffsetOf(y.Past))
            : x.Past.Id.CompareTo(y.Past.Id));
        Value value = Rest(sum);
        foreach (Term term in sum.Terms)
        {
            value = term.Coefficient.IsNone ? Joined(term.Past, value)
                : value.IsNone ? Node(Opcode.MulF, term.Coefficient, term.Past)
                : Node(Opcode.FmaF, term.Coefficient, term.Past, value);
        }

        return value;
    }

    private Value Node(Opcode opcode, Value a, Value b = default, Value c = default) => _function.Node(opcode, _function.TypeOf(a), a, b, c);

    /// <summary>A past result times what no element changes; none for once.</summary>
    private readonly record struct Term(Value Past, Value Coefficient);

    /// <summary>A sum of past results and of a rest: a whole value, a product that is not yet rounded, or nothing.</summary>
    private sealed record Sum(List<Term> Terms, Value Whole, Value Left, Value Right)
    {
        public bool IsProduct => !Left.IsNone;

        public static Sum Of(Value past) => new([new Term(past, Value.None)], Value.None, Value.None, Value.None);
    }
}
