using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>Kernels out of scalar graphs: some parameters become spans, the result is stored.</summary>
internal static class RandomKernels
{
    /// <summary>A map of about so many nodes.</summary>
    public static Function Create(Random random, int nodes) =>
        ToMap(RandomFunctions.Create(random, nodes), index => random.Next(4) != 0 ? ParameterKind.ReadOnlySpan : ParameterKind.Value);

    /// <summary>The graph as a map over the parameters that become spans.</summary>
    public static Function ToMap(Function scalar, Func<int, ParameterKind> kindOf)
    {
        List<Parameter> parameters = [.. scalar.Parameters.Select((parameter, index) => parameter with { Kind = kindOf(index) })];
        parameters.AddRange(scalar.Results.Select((result, index) => new Parameter("r" + index, result.Type, ParameterKind.Span)));
        var kernel = new Function(parameters) { Shape = KernelShape.Map };
        var map = new Value[scalar.Count];
        for (int id = 0; id < map.Length; id++)
        {
            var node = new Value(id);
            Opcode opcode = scalar.OpcodeOf(node);
            int bits = (int)scalar.BitsOf(node);
            map[id] = opcode switch
            {
                Opcode.Constant => kernel.Constant(scalar.TypeOf(node), scalar.BitsOf(node)),
                Opcode.Parameter => parameters[bits].Kind == ParameterKind.Value ? kernel.Parameter(bits) : kernel.Element(bits),
                _ => kernel.Node(opcode, scalar.TypeOf(node), Mapped(node, 0), Mapped(node, 1), Mapped(node, 2)),
            };
        }

        foreach (Trap trap in scalar.Traps)
        {
            kernel.Traps.Add(new Trap(trap.Kind, map[trap.Predicate.Id]));
        }

        for (int i = 0; i < scalar.Results.Count; i++)
        {
            kernel.Results.Add(new Result("r" + i, scalar.Results[i].Type, map[scalar.Results[i].Value.Id]));
        }

        return kernel;

        Value Mapped(Value node, int index) => scalar.Operand(node, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
    }
}
