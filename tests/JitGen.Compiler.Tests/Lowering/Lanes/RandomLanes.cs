using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>
/// Random computations of lanes, of all that a target's vector selection has to select, the same for the same seed. Parameters:
/// spans to read, values, and a span of each lane type to write.
/// </summary>
internal sealed class RandomLanes
{
    /// <summary>The farthest offset at which elements are read, either way.</summary>
    public const int MaximumOffset = 3;

    private const int MoreSpans = 8;

    private static readonly ElementType[] s_elementTypes = [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Void)];
    private static readonly ElementType[] s_resultTypes =
        [ElementType.SByte, ElementType.UInt16, ElementType.Int32, ElementType.UInt64, ElementType.Single, ElementType.Double];

    private readonly Random _random;
    private readonly IsaLevel _level;
    private readonly Function _function;
    private readonly Dictionary<IrType, List<Value>> _pool = new();
    private readonly List<string> _elementWise = new();

    private RandomLanes(Random random, IsaLevel level, IReadOnlyList<Parameter> parameters)
    {
        _random = random;
        _level = level;
        _function = new Function(parameters) { Shape = KernelShape.Map };
    }

    /// <summary>
    /// The shapes of nodes with operands that are legal for a level, but for an estimate, which is not the same everywhere, and what
    /// takes two operands for the same number.
    /// </summary>
    public static List<(Opcode Opcode, IrType From, IrType To)> Shapes(IsaLevel level)
    {
        IrType[] types = Enum.GetValues<IrType>();
        return [.. from index in Enumerable.Range(0, OpcodeTable.Count)
                   let opcode = OpcodeTable.OpcodeAt(index)
                   where OpcodeTable.Arity(opcode) > 0 && opcode is not (Opcode.Alternate or Opcode.RsqrtEstimateF)
                   from a in types
                   from to in types
                   where LaneLegality.IsLegal(level, opcode, a, to) && (opcode != Opcode.ConvertMask || a != to)
                   select (opcode, a, to)];
    }

    /// <summary>The lane type of a span's elements.</summary>
    public static IrType LaneOf(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.SByte or ElementType.Byte => IrType.I8,
        ElementType.Int16 or ElementType.UInt16 => IrType.I16,
        _ => ElementTypes.IrTypeOf(type),
    };

    /// <summary>About <paramref name="nodes"/> nodes of random shapes, one to three stores, sometimes an exit.</summary>
    public static VectorFunction Create(Random random, IsaLevel level, int nodes)
    {
        RandomLanes lanes = Start(random, level);
        List<(Opcode Opcode, IrType From, IrType To)> shapes = Shapes(level);
        IrType[] froms = [.. shapes.Select(shape => shape.From).Distinct()];
        for (int i = 0; i < nodes; i++)
        {
            // A type first, so that the few types that many opcodes share do not crowd out the rest.
            IrType from = froms[random.Next(froms.Length)];
            var fitting = shapes.Where(shape => shape.From == from).ToList();
            lanes.Add(fitting[random.Next(fitting.Count)]);
        }

        int stores = random.Next(1, 4);
        return lanes.Finish([.. Enumerable.Range(0, stores).Select(_ => lanes.PickRoot())], random.Next(4) == 0);
    }

    /// <summary>One node of a shape, over elements, in groups of as many elements as a <paramref name="widest"/> leaves.</summary>
    public static VectorFunction CreateSingle(Random random, IsaLevel level, (Opcode Opcode, IrType From, IrType To) shape, IrType widest)
    {
        RandomLanes lanes = Start(random, level);
        var roots = new List<Value> { lanes.Add(shape) };
        if (IrTypes.Bits(widest) > IrTypes.Bits(shape.From))
        {
            roots.Add(lanes.Operand(widest));
        }

        return lanes.Finish(roots, exits: false);
    }

    /// <summary>More spans than integer registers.</summary>
    private static RandomLanes Start(Random random, IsaLevel level)
    {
        ElementType[] more = [.. Enumerable.Range(0, MoreSpans).Select(_ => s_elementTypes[random.Next(s_elementTypes.Length)])];
        var parameters = new List<Parameter>();
        foreach (ElementType type in s_resultTypes)
        {
            parameters.Add(new Parameter("r" + parameters.Count, type, ParameterKind.Span));
        }

        foreach (ElementType type in s_resultTypes.Concat(more))
        {
            parameters.Add(new Parameter("x" + parameters.Count, type, ParameterKind.ReadOnlySpan));
        }

        foreach (ElementType type in s_resultTypes)
        {
            parameters.Add(new Parameter("p" + parameters.Count, type));
        }

        return new RandomLanes(random, level, parameters);
    }

    private Value Add((Opcode Opcode, IrType From, IrType To) shape)
    {
        (Opcode opcode, IrType from, IrType to) = shape;
        int width = IrTypes.Bits(from);
        int arity = OpcodeTable.Arity(opcode);
        Value a = arity == 1 ? Variable(from) : Operand(from);
        Value b = arity < 2 ? Value.None : Operand(opcode == Opcode.Select ? to : from);
        Value c = arity < 3 ? Value.None : Operand(to);
        switch (opcode)
        {
            case Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotL:
                b = _function.Constant(IrType.I32, (ulong)_random.Next(1, width));
                break;
            case Opcode.LaneShl or Opcode.LaneShrS or Opcode.LaneShrU or Opcode.LaneRotL:
                b = _random.Next(3) == 0
                    ? _function.Constant(from, (ulong)_random.Next(width))
                    : _function.Node(Opcode.And, from, b, _function.Constant(from, (ulong)width - 1));
                break;
            case Opcode.DivS or Opcode.DivU:
                a = _function.Node(Opcode.And, from, a, _function.Constant(from, opcode == Opcode.DivS ? long.MaxValue : ulong.MaxValue));
                b = _function.Node(Opcode.Or, from, b, _function.Constant(from, 1));
                _elementWise.Add("/");
                break;

            // What a computation makes of a NaN's bits is not defined; those of an element are.
            case Opcode.Bitcast when IrTypes.IsFloating(from):
                a = Element(from);
                break;
        }

        Value node = _function.Node(opcode, to, a, b, c);
        PoolOf(to).Add(node);
        return node;
    }

    private Value Operand(IrType type)
    {
        List<Value> pool = PoolOf(type);
        if (pool.Count > 0 && _random.Next(4) > 0)
        {
            // The latest are the least likely to have users.
            return pool[Math.Max(_random.Next(pool.Count), _random.Next(pool.Count))];
        }

        return Leaf(type);
    }

    /// <summary>No constant: lowering leaves no conversion of one.</summary>
    private Value Variable(IrType type)
    {
        Value value = Operand(type);
        while (_function.IsConstant(value))
        {
            value = Leaf(type);
        }

        return value;
    }

    private Value Leaf(IrType type)
    {
        int kind = _random.Next(8);
        if (IrTypes.IsMask(type))
        {
            IrType lane = Enum.GetValues<IrType>().First(t => IrTypes.IsInteger(t) && LaneLegality.MaskType(_level, t) == type);
            return kind == 0 ? _function.Constant(type, (ulong)_random.Next(2)) : _function.Node(Opcode.LtS, type, Element(lane), Element(lane));
        }

        if (kind == 0)
        {
            return _function.Constant(type, BoundaryValues.Random(_random, type));
        }

        if (kind == 1)
        {
            int[] values = ParametersOf(ParameterKind.Value, type);
            return _function.Parameter(values[_random.Next(values.Length)], type);
        }

        return kind != 2 ? Element(type)
            : type is IrType.I32 or IrType.I64 ? _function.Leaf(Opcode.Index, type)
            : type == IrType.I32 ? _function.Leaf(Opcode.Length, type)
            : Element(type);
    }

    private Value Element(IrType type)
    {
        int[] spans = ParametersOf(ParameterKind.ReadOnlySpan, type);
        int offset = _random.Next(6) == 0 ? _random.Next(-MaximumOffset, MaximumOffset + 1) : 0;
        return _function.Element(spans[_random.Next(spans.Length)], offset, type);
    }

    private int[] ParametersOf(ParameterKind kind, IrType lane) =>
        [.. Enumerable.Range(0, _function.Parameters.Count).Where(i => _function.Parameters[i].Kind == kind && LaneOf(_function.Parameters[i].Type) == lane)];

    private List<Value> PoolOf(IrType type)
    {
        if (!_pool.TryGetValue(type, out List<Value>? pool))
        {
            _pool[type] = pool = new List<Value>();
        }

        return pool;
    }

    private Value PickRoot()
    {
        List<Value> latest = _pool.Values.Where(pool => pool.Count > 0).Select(pool => pool[^1]).ToList();
        return latest[_random.Next(latest.Count)];
    }

    /// <summary>A function of nothing but what the roots, and perhaps a condition to leave, need.</summary>
    private VectorFunction Finish(List<Value> roots, bool exits)
    {
        var stores = new List<(int Span, Value Value)>();
        foreach (Value root in roots)
        {
            Value value = AsNumber(root);
            int span = ParametersOf(ParameterKind.Span, _function.TypeOf(value))[0];
            if (!stores.Exists(store => store.Span == span))
            {
                stores.Add((span, value));
            }
        }

        Value exit = Value.None;
        if (exits)
        {
            // Seldom: two elements that are both the same boundary value.
            Value element = Element(IrType.I32);
            ulong[] boundary = BoundaryValues.Of(IrType.I32);
            exit = _function.Node(
                Opcode.Eq, LaneLegality.MaskType(_level, IrType.I32), element, _function.Constant(IrType.I32, boundary[_random.Next(boundary.Length)]));
        }

        var used = new bool[_function.Count];
        foreach (Value value in stores.Select(store => store.Value).Append(exit).Where(value => !value.IsNone))
        {
            used[value.Id] = true;
        }

        for (int id = _function.Count - 1; id >= 0; id--)
        {
            for (int i = 0; i < 3 && used[id]; i++)
            {
                Value operand = _function.Operand(new Value(id), i);
                if (!operand.IsNone)
                {
                    used[operand.Id] = true;
                }
            }
        }

        var copy = new Function(_function.Parameters) { Shape = KernelShape.Map };
        var map = new Value[_function.Count];
        for (int id = 0; id < _function.Count; id++)
        {
            var value = new Value(id);
            Opcode opcode = _function.OpcodeOf(value);
            if (used[id])
            {
                map[id] = OpcodeTable.Arity(opcode) == 0
                    ? copy.Leaf(opcode, _function.TypeOf(value), _function.BitsOf(value))
                    : copy.Node(opcode, _function.TypeOf(value), At(0), At(1), At(2));
            }

            Value At(int index) => _function.Operand(value, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
        }

        var result = new VectorFunction(copy) { Exit = exit.IsNone ? Value.None : map[exit.Id] };
        result.Stores.AddRange(stores.Select(store => new LaneStore(store.Span, copy.Parameters[store.Span].Type, map[store.Value.Id])));
        result.ElementWise.AddRange(_elementWise.Distinct());
        return result;
    }

    private Value AsNumber(Value value)
    {
        IrType type = _function.TypeOf(value);
        if (!IrTypes.IsMask(type))
        {
            return value;
        }

        IrType lane = Enum.GetValues<IrType>().First(t => IrTypes.IsInteger(t) && LaneLegality.MaskType(_level, t) == type);
        return _function.Node(Opcode.Select, lane, value, _function.Constant(lane, 1), _function.Constant(lane, 0));
    }
}
