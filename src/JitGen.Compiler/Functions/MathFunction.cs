using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Functions;

/// <summary>Writes a function of one number.</summary>
internal delegate Real UnaryExpansion(Real x);

/// <summary>Writes a function of two numbers.</summary>
internal delegate Real BinaryExpansion(Real x, Real y);

/// <summary>
/// A mathematical function as graphs of the operations that every engine executes, one for each type that it is computed in. Its
/// bits are those of its graph, on every target.
/// </summary>
internal sealed class MathFunction
{
    private readonly Lazy<Function> _ofDouble;
    private readonly Lazy<Function> _ofSingle;

    /// <param name="number">Its place in <see cref="MathFunctions"/>.</param>
    /// <param name="name">Its name, as an identifier in Pascal case.</param>
    /// <param name="arity">The number of its operands, 1 or 2.</param>
    /// <param name="ofDouble">Writes it for double operands; the second of one operand is the first.</param>
    /// <param name="ofSingle">Writes it for float operands.</param>
    public MathFunction(int number, string name, int arity, BinaryExpansion? ofDouble, BinaryExpansion? ofSingle)
    {
        Number = number;
        Name = name;
        Arity = arity;
        IsOfDouble = ofDouble is not null;
        IsOfSingle = ofSingle is not null;
        _ofDouble = new Lazy<Function>(() => Build(ElementType.Double, ofDouble!));
        _ofSingle = new Lazy<Function>(() => Build(ElementType.Single, ofSingle!));
    }

    public int Number { get; }

    public string Name { get; }

    public int Arity { get; }

    /// <summary>The function within two units of the last place for floats; null if it is no faster.</summary>
    public MathFunction? Fast { get; init; }

    /// <summary>What the function of -x is beside that of x.</summary>
    public Symmetry Symmetry { get; init; }

    /// <summary>The function whose value of x this one has of -x, by work that it shares with this one of x; null if there is none.</summary>
    public MathFunction? OfOpposite { get; init; }

    /// <summary>Whether there is a graph for doubles, respectively for floats.</summary>
    public bool IsOfDouble { get; }

    public bool IsOfSingle { get; }

    /// <summary>The graph for operands of a type: parameters x and y, one result.</summary>
    public Function Graph(IrType type) => (type == IrType.F32 ? _ofSingle : _ofDouble).Value;

    /// <summary>The node that applies the function.</summary>
    public Value Apply(Function graph, IrType type, Value x, Value y = default) =>
        Arity == 1
            ? graph.Node(Opcode.Apply, type, graph.Int32(Number), x)
            : graph.Node(Opcode.Apply2, type, graph.Int32(Number), x, y);

    /// <summary>The bits of the function of operands of a type.</summary>
    public ulong Evaluate(IrType type, ulong x, ulong y)
    {
        Function graph = Graph(type);
        return new Interpreter(graph).Run(Arity == 1 ? [x] : [x, y]).Result;
    }

    private Function Build(ElementType type, BinaryExpansion expansion)
    {
        var x = new Parameter("x", type, ParameterKind.Value);
        var y = new Parameter("y", type, ParameterKind.Value);
        var graph = new Function(Arity == 1 ? [x] : [x, y]);
        var first = new Real(graph, graph.Parameter(0));
        Real second = Arity == 1 ? first : new Real(graph, graph.Parameter(1));
        graph.Results.Add(new Result(null, type, expansion(first, second).Value));
        return graph;
    }
}
