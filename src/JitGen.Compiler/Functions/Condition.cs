using JitGen.Compiler.IR;

namespace JitGen.Compiler.Functions;

/// <summary>A condition in an expansion that is being written. Both sides of a choice are evaluated.</summary>
internal readonly struct Condition
{
    public Condition(Function graph, Value value)
    {
        Graph = graph;
        Value = value;
    }

    public Function Graph { get; }

    public Value Value { get; }

    public static Condition operator &(Condition a, Condition b) => new(a.Graph, a.Graph.Node(Opcode.And, IrType.Bool, a.Value, b.Value));

    public static Condition operator |(Condition a, Condition b) => new(a.Graph, a.Graph.Node(Opcode.Or, IrType.Bool, a.Value, b.Value));

    public static Condition operator ^(Condition a, Condition b) => new(a.Graph, a.Graph.Node(Opcode.Xor, IrType.Bool, a.Value, b.Value));

    public static Condition operator !(Condition a) => new(a.Graph, a.Graph.Node(Opcode.Not, IrType.Bool, a.Value));

    public Real Choose(Real ifTrue, Real ifFalse) =>
        new(Graph, Graph.Node(Opcode.Select, ifTrue.Type, Value, ifTrue.Value, ifFalse.Value));

    public Real Choose(double ifTrue, Real ifFalse) => Choose(ifFalse.Constant(ifTrue), ifFalse);

    public Real Choose(Real ifTrue, double ifFalse) => Choose(ifTrue, ifTrue.Constant(ifFalse));

    public Whole Choose(Whole ifTrue, Whole ifFalse) =>
        new(Graph, Graph.Node(Opcode.Select, ifTrue.Type, Value, ifTrue.Value, ifFalse.Value));

    /// <summary>
    /// A choice whose condition hardly ever holds: native code leaves the element to managed code where it does. What is rare is the
    /// application of a function.
    /// </summary>
    public Real Rare(Real common, Real rare) =>
        new(Graph, Graph.Node(Opcode.Rare, common.Type, Value, common.Value, rare.Value));
}
