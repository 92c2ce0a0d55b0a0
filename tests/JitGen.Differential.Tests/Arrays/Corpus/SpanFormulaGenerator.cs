using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>
/// Random formulas over spans: random scalar formulas of which some parameters become spans, with neighbours and the index here
/// and there, and whose parts become results or are reduced. Equal seeds give equal formulas.
/// </summary>
internal sealed class SpanFormulaGenerator
{
    private const int FirstScalarSeed = 5_000_000;
    private const int MostSpans = 8;

    private static readonly string[] s_distances = [" - 1", " + 1", " + 2", " - 2", " - 3", " + 5", " - 17", " + 40"];

    private readonly Random _random;
    private readonly FormulaTree _scalar;

    /// <summary>The parameters of the result: what is not used is left out.</summary>
    private readonly List<Parameter> _parameters = [];

    private readonly bool _readsNeighbours;
    private string? _indexName;

    private SpanFormulaGenerator(int seed)
    {
        _random = new Random(seed);
        _scalar = Formula(seed);
        _readsNeighbours = Next(5) == 0;
    }

    /// <summary>The random formula of a number.</summary>
    public static SpanFormula Create(int seed) => new SpanFormulaGenerator(seed).Create().Print($"random {seed}");

    private static FormulaTree Formula(int seed) => FormulaGenerator.Create(FirstScalarSeed + seed).Tree!;

    private SpanTree Create()
    {
        ChooseParameters();
        Local[] locals = [.. _scalar.Locals.Select(local => local with { Value = Rewrite(local.Value) })];
        Node result = Rewrite(_scalar.Result);
        return Next(10) < 7 ? Map(locals, result) : Reduction(locals, result);
    }

    /// <summary>Most of the parameters become spans; a long may become the index.</summary>
    private void ChooseParameters()
    {
        Parameter[] used = [.. _scalar.Parameters.Where(parameter => _scalar.Result.Uses(parameter.Name) || _scalar.Locals.Any(local => local.Value.Uses(parameter.Name)))];
        int spans = 0;
        foreach (Parameter parameter in used)
        {
            bool isLast = parameter == used[^1];
            if (spans < MostSpans && (Next(10) < 7 || (isLast && spans == 0)))
            {
                _parameters.Add(parameter with { Kind = ParameterKind.ReadOnlySpan });
                spans++;
            }
            else if (parameter.Type == ElementType.Int64 && Next(2) == 0)
            {
                _indexName = parameter.Name;
            }
            else
            {
                _parameters.Add(parameter);
            }
        }
    }

    /// <summary>The expression with neighbours and the index in it.</summary>
    private Node Rewrite(Node node)
    {
        if (node.Form != Form.Name)
        {
            return node.Operands.Length == 0 ? node : node with { Operands = [.. node.Operands.Select(Rewrite)] };
        }

        if (node.Text == _indexName)
        {
            return node with { Text = "i" };
        }

        bool isSpan = _parameters.Any(parameter => parameter.Name == node.Text && parameter.Kind != ParameterKind.Value);
        return isSpan && _readsNeighbours && Next(3) == 0 ? node with { Text = $"{node.Text}[i{Pick(s_distances)}]" }
            : isSpan && Next(12) == 0 ? node with { Text = node.Text + "[i]" }
            : node;
    }

    private SpanTree Map(Local[] locals, Node result)
    {
        List<Output> outputs = [];
        int count = Next(10) switch { < 7 => 1, < 9 => 2, _ => 3 };
        for (int n = 0; n < count; n++)
        {
            Node value = n == 0 ? result : Part(result, locals);
            ElementType type = n == 0 ? _scalar.ResultType : value.Type;
            outputs.Add(new Output(Updated(type, outputs) ?? NewResult(n, type), value));
        }

        return new SpanTree([.. _parameters], locals, outputs, null, ElementType.Void, _scalar.CheckedByDefault);
    }

    /// <summary>A span that is updated in place: one that is read, of that type, and without neighbours. Null for none.</summary>
    private string? Updated(ElementType type, List<Output> outputs)
    {
        int index = _readsNeighbours ? -1 : _parameters.FindIndex(p => p.Kind == ParameterKind.ReadOnlySpan && p.Type == type && outputs.All(o => o.Target != p.Name));
        if (index < 0 || Next(3) != 0)
        {
            return null;
        }

        _parameters[index] = _parameters[index] with { Kind = ParameterKind.Span };
        return _parameters[index].Name;
    }

    private string NewResult(int number, ElementType type)
    {
        _parameters.Add(new Parameter("r" + number, type, ParameterKind.Span));
        return _parameters[^1].Name;
    }

    private SpanTree Reduction(Local[] locals, Node result)
    {
        Parameter? measured = _parameters.Find(parameter => parameter.Kind != ParameterKind.Value);
        if (measured is null)
        {
            // Without an element there is nothing to reduce.
            return Map(locals, result);
        }

        ElementType type = CSharpTypes.Promote(result.Type);
        var first = new Output(Reducer(type), result);
        ElementType returned = Returned(first.Target, type);
        Node other = Part(result, locals);
        var second = new Output(Reducer(CSharpTypes.Promote(other.Type)), other);
        bool areNumbers = returned != ElementType.Bool && Returned(second.Target, other.Type) != ElementType.Bool;
        return Next(7) switch
        {
            6 when areNumbers => Tree([first, second], "(double){0} * 0.5 - (double){1}", ElementType.Double),
            0 when other.Type == result.Type && returned != ElementType.Bool =>
                Tree([first, new Output(first.Target, other)], Pick("{0} - {1}", "{0} + {1} * 2"), returned),
            1 when returned is ElementType.Single or ElementType.Double => Tree([first], $"{{0}} / length({measured.Name})", returned),
            2 when ElementTypes.IsInteger(returned) && first.Target == "sum" => Tree([first], "checked({0})", returned),
            3 when returned == ElementType.Double => Tree([first], "sqrt(abs({0})) + 1", returned),
            _ => Tree([first], "{0}", returned),
        };

        SpanTree Tree(Output[] outputs, string finish, ElementType resultType) =>
            new([.. _parameters], locals, outputs, finish, resultType, _scalar.CheckedByDefault);
    }

    private string Reducer(ElementType type) =>
        type == ElementType.Bool ? Pick("any", "all", "count")
        : _scalar.CheckedByDefault && ElementTypes.IsInteger(type) ? Pick("sum", "min", "max", "mean")
        : Pick("sum", "sum", "sum", "product", "min", "max", "mean");

    private static ElementType Returned(string reducer, ElementType type) => reducer switch
    {
        "count" => ElementType.Int32,
        "mean" when ElementTypes.IsInteger(type) => ElementType.Double,
        _ => type,
    };

    /// <summary>A part of the formula that is an expression of its own, or all of it.</summary>
    private Node Part(Node result, Local[] locals)
    {
        Node[] parts = [.. locals.Select(local => local.Value).Append(result).SelectMany(Descendants).Where(node => node.Size > 1 && !node.IsConstant)];
        return parts.Length == 0 ? result : parts[Next(parts.Length)];
    }

    private static IEnumerable<Node> Descendants(Node node) => node.Operands.SelectMany(operand => Descendants(operand).Prepend(operand));

    private int Next(int bound) => _random.Next(bound);

    private string Pick(params string[] texts) => texts[Next(texts.Length)];
}
