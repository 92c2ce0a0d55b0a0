using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

/// <summary>Random well-typed graphs, the same for the same seed.</summary>
internal sealed class RandomFunctions
{
    private static readonly ElementType[] s_elementTypes = [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Void)];
    private static readonly (Opcode Opcode, IrType To, IrType[] From)[] s_shapes = [.. AllShapes()];
    private static readonly (Opcode Opcode, IrType To, IrType[] From)[][] s_shapesByType =
        [.. ScalarGraphs.Types.Select(type => s_shapes.Where(shape => shape.To == type).ToArray())];

    private readonly Random _random;
    private readonly Function _function;
    private readonly Dictionary<IrType, List<Value>> _pool = ScalarGraphs.Types.ToDictionary(type => type, _ => new List<Value>());

    private RandomFunctions(Random random, IReadOnlyList<Parameter> parameters)
    {
        _random = random;
        _function = new Function(parameters);
    }

    /// <summary>A function of one to five parameters and about <paramref name="nodes"/> nodes, one in three with traps.</summary>
    public static Function Create(Random random, int nodes)
    {
        var parameters = new List<Parameter>();
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            parameters.Add(new Parameter("p" + parameters.Count, s_elementTypes[random.Next(s_elementTypes.Length)]));
        }

        // A type first, so that the few types that many opcodes share do not crowd out the rest.
        var generator = new RandomFunctions(random, parameters);
        generator.Grow(nodes, r => s_shapesByType[r.Next(5)]);
        if (random.Next(3) == 0)
        {
            generator.AddTraps();
        }

        generator.AddResult();
        return generator._function;
    }

    /// <summary>
    /// A function of two parameters of one type, all of whose nodes are of their type or conditions: so crowded that rules
    /// meet what they look for.
    /// </summary>
    public static Function CreateCrowded(Random random, int nodes, ElementType type)
    {
        var generator = new RandomFunctions(random, [new Parameter("x", type), new Parameter("y", type)]);
        IrType irType = ElementTypes.IrTypeOf(type);
        bool Fits(IrType t, Opcode opcode) => t == irType || t == IrType.Bool || (t == IrType.I32 && IsShift(opcode));
        var shapes = s_shapes.Where(shape => shape.From.Append(shape.To).All(t => Fits(t, shape.Opcode))).ToArray();
        generator.Grow(nodes, _ => shapes);
        Value last = new(generator._function.Count - 1);
        ElementType result = generator._function.TypeOf(last) switch
        {
            IrType.Bool => ElementType.Bool,
            IrType.I32 => ElementType.Int32,
            IrType.I64 => ElementType.Int64,
            IrType.F32 => ElementType.Single,
            _ => ElementType.Double,
        };
        generator._function.Results.Add(new Result(null, result, last));
        return generator._function;
    }

    /// <summary>Random arguments, one per parameter: bits of its type, often boundary values.</summary>
    public static ulong[] Arguments(Random random, Function function) =>
        [.. function.Parameters.Select(p => Interpreter.Widen(BoundaryValues.Random(random, ElementTypes.IrTypeOf(p.Type)), p.Type))];

    /// <summary>All opcodes with all types that they accept. Not the bits of a floating-point number, since those of a NaN are unspecified.</summary>
    private static IEnumerable<(Opcode Opcode, IrType To, IrType[] From)> AllShapes()
    {
        IrType[] types = ScalarGraphs.Types;
        foreach (Opcode opcode in ScalarGraphs.Operations)
        {
            int arity = OpcodeTable.Arity(opcode);
            var seen = new HashSet<(IrType, IrType, IrType, IrType)>();
            foreach (IrType a in types)
            {
                foreach (IrType b in arity > 1 ? types : [a])
                {
                    foreach (IrType c in arity > 2 ? types : [a])
                    {
                        foreach (IrType to in types.Where(to => Signature.Accepts(OpcodeTable.Signature(opcode), to, a, b, c)))
                        {
                            if ((opcode != Opcode.Bitcast || a is IrType.I32 or IrType.I64) && seen.Add((a, b, c, to)))
                            {
                                yield return (opcode, to, new[] { a, b, c }[..arity]);
                            }
                        }
                    }
                }
            }
        }
    }

    private void Grow(int nodes, Func<Random, (Opcode Opcode, IrType To, IrType[] From)[]> choose)
    {
        for (int i = 0; i < _function.Parameters.Count; i++)
        {
            Add(_function.Parameter(i));
        }

        for (int i = 0; i < nodes; i++)
        {
            var shapes = choose(_random);
            var (opcode, to, from) = shapes[_random.Next(shapes.Length)];
            Value[] operands = [.. from.Select((operand, index) => index == 1 && IsShift(opcode) ? Count() : Any(operand)), default, default];
            Add(_function.Node(opcode, to, operands[0], operands[1], operands[2]));
        }
    }

    private void Add(Value value) => _pool[_function.TypeOf(value)].Add(value);

    /// <summary>A node of the type: a constant at times, else a recent one at others, else any.</summary>
    private Value Any(IrType type)
    {
        List<Value> pool = _pool[type];
        if (pool.Count == 0 || _random.Next(5) == 0)
        {
            return _function.Constant(type, Constant(type));
        }

        int recent = _random.Next(2) == 0 ? Math.Min(pool.Count, 3) : pool.Count;
        return pool[pool.Count - 1 - _random.Next(recent)];
    }

    private ulong Constant(IrType type) => type switch
    {
        IrType.Bool => (ulong)_random.Next(2),
        IrType.I32 or IrType.I64 when _random.Next(2) == 0 => (ulong)_random.Next(-20, 21),
        IrType.F32 when _random.Next(2) == 0 => BitConverter.SingleToUInt32Bits(_random.Next(-8, 9) / 4f),
        IrType.F64 when _random.Next(2) == 0 => BitConverter.DoubleToUInt64Bits(_random.Next(-8, 9) / 4.0),
        _ => BoundaryValues.Random(_random, type),
    };

    private Value Count() => _random.Next(3) == 0 ? Any(IrType.I32) : _function.Int32(_random.Next(-2, 66));

    private void AddTraps()
    {
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            // Narrow predicates, or nearly every run would end in a trap.
            Value predicate = _function.Node(Opcode.And, IrType.Bool, Any(IrType.Bool), Any(IrType.Bool));
            predicate = _function.Node(Opcode.And, IrType.Bool, predicate, Any(IrType.Bool));
            var kind = (TrapKind)_random.Next(5);
            if (kind != TrapKind.ClampRange)
            {
                _function.Traps.Add(new Trap(kind, predicate));
                continue;
            }

            // A program only gets there with min > max.
            ElementType type = s_elementTypes[_random.Next(1, s_elementTypes.Length)];
            Value low = InRange(type);
            Value high = InRange(type);
            Opcode less = ElementTypes.IsFloating(type) ? Opcode.LtF : ElementTypes.IsSigned(type) ? Opcode.LtS : Opcode.LtU;
            predicate = _function.Node(Opcode.And, IrType.Bool, predicate, _function.Node(less, IrType.Bool, high, low));
            _function.Traps.Add(new Trap(kind, predicate, type, low, high));
        }
    }

    private void AddResult()
    {
        ElementType type = s_elementTypes[_random.Next(s_elementTypes.Length)];
        _function.Results.Add(new Result(null, type, InRange(type)));
    }

    /// <summary>A value brought into the range of a type, as the binder's casts would make it.</summary>
    public static Value InRange(Function function, Value value, ElementType type) => type switch
    {
        ElementType.SByte => function.Node(Opcode.SignExtend8, IrType.I32, value),
        ElementType.Byte => function.Node(Opcode.ZeroExtend8, IrType.I32, value),
        ElementType.Int16 => function.Node(Opcode.SignExtend16, IrType.I32, value),
        ElementType.UInt16 => function.Node(Opcode.ZeroExtend16, IrType.I32, value),
        _ => value,
    };

    /// <summary>A recent node whose value is one of the type.</summary>
    private Value InRange(ElementType type)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        return InRange(_function, _pool[irType].Count == 0 ? Any(irType) : _pool[irType][^1], type);
    }

    private static bool IsShift(Opcode opcode) => opcode is Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotL or Opcode.RotR;
}
