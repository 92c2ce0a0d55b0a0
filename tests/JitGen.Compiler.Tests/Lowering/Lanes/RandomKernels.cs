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

    /// <summary>
    /// A map of small integers, nearly all of whose values fit in less than their types: pictures and sound, as it were, with
    /// everything that makes a narrower lane right or wrong.
    /// </summary>
    public static Function CreateNarrow(Random random, int nodes)
    {
        ElementType[] small = [ElementType.Byte, ElementType.SByte, ElementType.Int16, ElementType.UInt16];
        Opcode[] binary =
        [
            Opcode.Add, Opcode.Add, Opcode.Sub, Opcode.Mul, Opcode.And, Opcode.Or, Opcode.Xor, Opcode.MinS, Opcode.MaxS, Opcode.MinU,
            Opcode.MaxU, Opcode.DivS, Opcode.DivU, Opcode.RemS, Opcode.RemU, Opcode.MulHighU, Opcode.MulHighS,
        ];
        Opcode[] unary = [Opcode.Neg, Opcode.Not, Opcode.AbsS, Opcode.PopCount, Opcode.SignExtend8, Opcode.SignExtend16, Opcode.ZeroExtend8, Opcode.ZeroExtend16];
        Opcode[] comparisons = [Opcode.Eq, Opcode.Ne, Opcode.LtS, Opcode.LeS, Opcode.LtU, Opcode.LeU, Opcode.AddOverflowS, Opcode.SubOverflowU];
        Opcode[] shifts = [Opcode.Shl, Opcode.ShrS, Opcode.ShrU, Opcode.RotL];
        ulong[] constants = [1, 2, 3, 7, 128, 255, 256, 257, 683, 1000, 21845, 32767, 65535, 65536, uint.MaxValue, 0xFFFFFF80, 0xFFFF8000];
        T Any<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

        var scalar = new Function([.. Enumerable.Range(0, random.Next(2, 5)).Select(i => new Parameter("p" + i, Any(small)))]);
        List<Value> pool = [.. scalar.Parameters.Select((_, index) => scalar.Parameter(index))];
        Value Number() => random.Next(4) == 0 ? scalar.Constant(IrType.I32, Any(constants)) : pool[^(1 + random.Next(Math.Min(pool.Count, 6)))];
        Value Condition() => scalar.Node(Any(comparisons), IrType.Bool, Number(), Number());
        Value Count() => random.Next(3) != 0
            ? scalar.Int32(random.Next(20))
            : scalar.Node(Opcode.And, IrType.I32, Number(), scalar.Int32(Any([7, 15, 31])));
        Value Wide(Value value, Opcode extension) => scalar.Node(extension, IrType.I64, value);
        for (int i = 0; i < nodes; i++)
        {
            Opcode extension = Any([Opcode.SignExtend32, Opcode.ZeroExtend32]);
            pool.Add(random.Next(12) switch
            {
                < 5 => scalar.Node(Any(binary), IrType.I32, Number(), Number()),
                5 or 6 => scalar.Node(Any(shifts), IrType.I32, Number(), Count()),
                7 or 8 => scalar.Node(Any(unary), IrType.I32, Number()),
                9 => scalar.Node(Opcode.Select, IrType.I32, scalar.Node(Any([Opcode.And, Opcode.Or, Opcode.Xor]), IrType.Bool, Condition(), Condition()), Number(), Number()),
                10 => scalar.Node(
                    Any([Opcode.FloatToIntS, Opcode.FloatToIntU]),
                    IrType.I32,
                    scalar.Node(Any([Opcode.IntToFloatS, Opcode.IntToFloatU]), Any([IrType.F32, IrType.F64]), Number())),
                _ => scalar.Node(
                    Opcode.Truncate,
                    IrType.I32,
                    scalar.Node(
                        Any([Opcode.ShrS, Opcode.ShrU]),
                        IrType.I64,
                        scalar.Node(Any([Opcode.Add, Opcode.Mul, Opcode.Sub]), IrType.I64, Wide(Number(), extension), Wide(Number(), extension)),
                        scalar.Int32(random.Next(64)))),
            });
        }

        foreach (ElementType type in new[] { Any(small), Any([ElementType.Int32, ElementType.Byte, ElementType.Int16]) })
        {
            Value value = pool[^(1 + random.Next(Math.Min(pool.Count, 4)))];
            scalar.Results.Add(new Result(null, type, RandomFunctions.InRange(scalar, value, type)));
        }

        return ToMap(scalar, index => random.Next(5) != 0 ? ParameterKind.ReadOnlySpan : ParameterKind.Value);
    }

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
