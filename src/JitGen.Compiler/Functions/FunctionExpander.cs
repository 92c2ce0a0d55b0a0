using JitGen.Compiler.IR;

namespace JitGen.Compiler.Functions;

/// <summary>
/// Puts the graphs of mathematical functions in the place of their applications, for native code. What is rare there is not
/// computed by it at all: such an operand becomes zero, and the native code leaves.
/// </summary>
internal sealed class FunctionExpander
{
    private readonly Function _target;

    private FunctionExpander(Function target) => _target = target;

    /// <summary>The function without applications: itself, if it has none.</summary>
    public static Function Expand(Function source)
    {
        if (!HasApplication(source) && (source.Finish is null || !HasApplication(source.Finish)))
        {
            return source;
        }

        var target = new Function(source.Parameters) { Shape = source.Shape, UncoveredElements = source.UncoveredElements };
        Value[] map = new FunctionExpander(target).Import(source, []);
        foreach (Trap trap in source.Traps)
        {
            target.Traps.Add(trap with { Predicate = Mapped(trap.Predicate), Detail1 = Mapped(trap.Detail1), Detail2 = Mapped(trap.Detail2) });
        }

        foreach (Result result in source.Results)
        {
            target.Results.Add(result with { Value = Mapped(result.Value) });
        }

        foreach (Reduction reduction in source.Reductions)
        {
            target.Reductions.Add(reduction with { Value = Mapped(reduction.Value) });
        }

        target.Finish = source.Finish is { } finish ? Expand(finish) : null;
        return target;

        Value Mapped(Value value) => value.IsNone ? value : map[value.Id];
    }

    private static bool HasApplication(Function function)
    {
        for (int id = 0; id < function.Count; id++)
        {
            if (MathFunctions.IsApplication(function.OpcodeOf(new Value(id))))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Copies the live nodes of a graph; its parameters are the arguments, if there are any. By node, its copy.</summary>
    private Value[] Import(Function source, Value[] arguments)
    {
        bool[] isLive = Liveness.Find(source);
        var map = new Value[source.Count];
        for (int id = 0; id < map.Length; id++)
        {
            var node = new Value(id);
            if (isLive[id])
            {
                map[id] = Copy(source, node, map, arguments);
            }
        }

        return map;
    }

    private Value Copy(Function source, Value node, Value[] map, Value[] arguments)
    {
        Opcode opcode = source.OpcodeOf(node);
        IrType type = source.TypeOf(node);
        if (OpcodeTable.Arity(opcode) == 0)
        {
            return opcode == Opcode.Parameter && arguments.Length > 0
                ? arguments[(int)source.BitsOf(node)]
                : _target.Leaf(opcode, type, source.BitsOf(node));
        }

        if (MathFunctions.IsApplication(opcode))
        {
            Function graph = MathFunctions.Of(source, node).Graph(type);
            return Import(graph, [Mapped(1), Mapped(2)])[graph.Results[0].Value.Id];
        }

        Value third = opcode == Opcode.Rare && Mapped(2).IsNone ? _target.Constant(type, 0) : Mapped(2);
        return _target.Node(opcode, type, Mapped(0), Mapped(1), third);

        Value Mapped(int index) => source.Operand(node, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
    }
}
