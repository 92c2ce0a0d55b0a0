using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>From the scalar types of a formula to lanes: each value in the width that was planned, of nodes that the target has.</summary>
internal sealed class LaneLowering
{
    private readonly Function _source;
    private readonly LaneFacts _facts;
    private readonly FloatBounds _bounds;
    private readonly LaneBuilder _builder;
    private readonly int[] _widths;

    /// <summary>By node of the source: its lanes, of the planned width.</summary>
    private readonly Value[] _lanes;

    /// <summary>Whether the node of the source is a reason to leave.</summary>
    private readonly bool[] _isExit;

    /// <summary>Whether the node of the source is a square root that is computed by turns.</summary>
    private readonly bool[] _alternates;

    private LaneLowering(Function source, Target target, OptimizationLevel level)
    {
        _facts = new LaneFacts(source, target.Level, level != OptimizationLevel.None);
        _source = source = _facts.Function;
        _bounds = new FloatBounds(source);
        _builder = new LaneBuilder(new Function(source.Parameters), target.Level);
        _widths = LanePlan.Create(source, target.Level, _facts);
        _lanes = new Value[source.Count];
        _isExit = new bool[source.Count];
        bool canAlternate = level != OptimizationLevel.None && source.Shape != KernelShape.Recurrence;
        _alternates = !canAlternate ? new bool[source.Count] : DividerLoad.FindAlternated(source, _facts);
    }

    /// <summary>The lanes of a map or reduction.</summary>
    /// <param name="function">The kernel, of scalar types, optimized at level Full.</param>
    /// <param name="target">What is compiled for.</param>
    /// <param name="level">Whether operations may become narrower than in the source.</param>
    public static VectorFunction Lower(Function function, Target target, OptimizationLevel level)
    {
        var lowering = new LaneLowering(function, target, level);
        lowering.FlattenTraps();
        for (int id = 0; id < lowering._source.Count; id++)
        {
            var node = new Value(id);
            if (lowering._facts.IsLive(node))
            {
                lowering._lanes[id] = lowering.Build(node);
                if (lowering._isExit[id])
                {
                    lowering._builder.AddSideExit(lowering._lanes[id]);
                }
            }
        }

        return lowering.Finish();
    }

    /// <summary>The leaves of the or-trees of the trap predicates.</summary>
    private void FlattenTraps()
    {
        var pending = new Stack<Value>();
        foreach (Trap trap in _source.Traps)
        {
            pending.Push(trap.Predicate);
            while (pending.Count > 0)
            {
                Value predicate = pending.Pop();
                if (_source.OpcodeOf(predicate) == Opcode.Or)
                {
                    pending.Push(_source.Operand(predicate, 1));
                    pending.Push(_source.Operand(predicate, 0));
                }
                else
                {
                    _isExit[predicate.Id] = true;
                }
            }
        }
    }

    private VectorFunction Finish()
    {
        var stores = new List<LaneStore>();
        foreach (Result result in _source.Results)
        {
            stores.Add(new LaneStore(SpanOf(result), result.Type, Stored(result)));
        }

        var reductions = new List<Reduction>();
        var updates = new List<Value>();
        foreach (Reduction reduction in _source.Reductions)
        {
            Value value = Get(reduction.Value, IrTypes.Bits(_source.TypeOf(reduction.Value)));
            updates.Add(Combinations.Update(_builder, reduction.Operation, reductions.Count, value));
            reductions.Add(reduction with { Value = value });
        }

        bool[] varies = FindVarying();
        var built = new VectorFunction(_builder.Function)
        {
            Exit = JoinExits(_builder.Exits.FindAll(exit => varies[exit.Id])),
            UniformExit = JoinExits(_builder.Exits.FindAll(exit => !varies[exit.Id])),
        };
        built.Stores.AddRange(stores);
        built.Updates.AddRange(updates);
        built.ElementWise.AddRange(_builder.ElementWise);
        _builder.Function.Reductions.AddRange(reductions);
        return LaneCompaction.Compact(built, _source);
    }

    private int SpanOf(Result result)
    {
        for (int index = 0; index < _source.Parameters.Count; index++)
        {
            if (_source.Parameters[index].Name == result.Name)
            {
                return index;
            }
        }

        return -1;
    }

    private Value Stored(Result result)
    {
        if (result.Type == ElementType.Bool)
        {
            return _builder.Select(Get(result.Value, 8), _builder.Constant(IrType.I8, 1), _builder.Constant(IrType.I8, 0));
        }

        return Get(result.Value, ElementTypes.Bits(result.Type));
    }

    /// <summary>Per lane node, whether it depends on the element.</summary>
    private bool[] FindVarying()
    {
        Function lanes = _builder.Function;
        var varies = new bool[lanes.Count];
        for (int id = 0; id < varies.Length; id++)
        {
            var node = new Value(id);
            varies[id] = lanes.OpcodeOf(node) is Opcode.Element or Opcode.Index;
            for (int index = 0; index < 3; index++)
            {
                varies[id] |= lanes.Operand(node, index) is { IsNone: false } operand && varies[operand.Id];
            }
        }

        return varies;
    }

    /// <summary>The or of reasons to leave: first of those of a width, then of the widest.</summary>
    private Value JoinExits(List<Value> reasons)
    {
        var byWidth = new SortedDictionary<int, Value>();
        foreach (Value exit in reasons)
        {
            int width = IrTypes.Bits(_builder.TypeOf(exit));
            byWidth[width] = byWidth.TryGetValue(width, out Value others) ? _builder.Or(others, exit) : exit;
        }

        Value joined = Value.None;
        foreach (Value exits in byWidth.Values)
        {
            joined = joined.IsNone
                ? exits
                : _builder.Or(_builder.Node(Opcode.ConvertMask, _builder.TypeOf(exits), joined), exits);
        }

        return joined;
    }

    /// <summary>The lanes of a value in a width; of floating-point ones, their own.</summary>
    private Value Get(Value value, int width)
    {
        IrType type = _source.TypeOf(value);
        Opcode opcode = _source.OpcodeOf(value);
        Value lanes = _lanes[value.Id];
        if (type == IrType.Bool)
        {
            IrType mask = LaneLegality.MaskType(_builder.Level, LaneBuilder.Integer(width));
            return opcode is Opcode.Constant or Opcode.Parameter ? BuildLeaf(value, width) : _builder.Node(Opcode.ConvertMask, mask, lanes);
        }

        if (IrTypes.IsFloating(type))
        {
            return lanes;
        }

        int planned = _widths[value.Id];
        if (opcode is Opcode.Constant or Opcode.Parameter)
        {
            return BuildLeaf(value, width);
        }

        Opcode extend = _facts.Ranges.FitsUnsigned(value, planned) ? Opcode.ExtendU : Opcode.ExtendS;
        return _builder.Node(width < planned ? Opcode.Narrow : extend, LaneBuilder.Integer(width), lanes);
    }

    /// <summary>The lanes of an operand, in the width in which the node wants it.</summary>
    private Value Operand(Value node, int index) =>
        _source.Operand(node, index) is { IsNone: false } operand
            ? Get(operand, _facts.OperandWidth(node, index, _widths[node.Id]))
            : Value.None;

    private Value Build(Value node)
    {
        Opcode opcode = _source.OpcodeOf(node);
        switch (LaneRules.Of(opcode))
        {
            case LaneRule.Leaf:
                return BuildLeaf(node, _widths[node.Id]);
            case LaneRule.Exact:
                _facts.TryFindExact(node, _widths[node.Id], out opcode);
                return BuildNode(node, opcode);
            case LaneRule.ShiftLeft:
                return BuildShift(node, Opcode.Shl, Opcode.LaneShl);
            case LaneRule.ShiftRight:
                _facts.TryFindShiftRight(node, _widths[node.Id], out opcode);
                return BuildShift(node, opcode, opcode == Opcode.ShrS ? Opcode.LaneShrS : Opcode.LaneShrU);
            case LaneRule.SmallCast:
                return BuildSmallCast(node, opcode);
            case LaneRule.Resize:
                return BuildResize(node, opcode);
            case LaneRule.HighProduct when _facts.HasNarrowFactor(node):
                return BuildHighProduct(node);
            case LaneRule.LowBits when opcode == Opcode.Mul && _widths[node.Id] == 64:
                return BuildLongProduct(node);
            default:
                return BuildFixed(node, opcode);
        }
    }

    private Value BuildNode(Value node, Opcode opcode) =>
        _builder.Node(opcode, LaneTypeOf(node), Operand(node, 0), Operand(node, 1), Operand(node, 2));

    private IrType LaneTypeOf(Value node)
    {
        IrType type = _source.TypeOf(node);
        return IrTypes.IsInteger(type) ? LaneBuilder.Integer(_widths[node.Id]) : type;
    }

    /// <summary>A leaf as lanes of a width. A bool is a number in memory, which is compared.</summary>
    private Value BuildLeaf(Value leaf, int width)
    {
        Function target = _builder.Function;
        IrType type = _source.TypeOf(leaf);
        bool isCondition = type == IrType.Bool;
        IrType lane = IrTypes.IsFloating(type) ? type : LaneBuilder.Integer(width);
        ulong bits = _source.BitsOf(leaf);
        Opcode opcode = _source.OpcodeOf(leaf);
        if (opcode == Opcode.Constant)
        {
            return target.Constant(isCondition ? LaneLegality.MaskType(_builder.Level, lane) : lane, bits);
        }

        // A condition is passed in the low half of a word; wide lanes read what is above it, too.
        Value value = target.Leaf(opcode, lane, bits);
        bool isWide = isCondition && opcode == Opcode.Parameter && IrTypes.Bits(lane) > 32;
        return isCondition ? _builder.Not(_builder.IsEqual(isWide ? _builder.And(value, 1) : value, 0)) : value;
    }

    private Value BuildFixed(Value node, Opcode opcode)
    {
        switch (opcode)
        {
            case Opcode.RotL or Opcode.RotR:
                return BuildRotation(node, opcode);
            case Opcode.PopCount or Opcode.LeadingZeros or Opcode.TrailingZeros:
                Value operand = Operand(node, 0);
                Value count = _builder.Node(opcode, _builder.TypeOf(operand), operand);
                return _builder.Narrow(count, IrType.I32);
            case Opcode.SqrtF when _alternates[node.Id] && LaneLegality.IsLegal(_builder.Level, Opcode.Alternate, LaneTypeOf(node), LaneTypeOf(node)):
                return LaneSquareRoots.Alternate(_builder, Operand(node, 0));
            case Opcode.IntToFloatS or Opcode.IntToFloatU:
                return BuildNode(node, _facts.IsSignedNumber(node) ? Opcode.IntToFloatS : Opcode.IntToFloatU);
            case Opcode.FloatToIntS when _facts.NeedsNoSign(node):
                Value number = Operand(node, 0);
                double bound = _bounds.UpperOf(_source.Operand(node, 0));
                Value low = LaneFloatsToIntegers.BelowSign(_builder, LaneTypeOf(node), number, bound);
                return low.IsNone ? BuildNode(node, opcode) : low;
            default:
                return BuildNode(node, opcode);
        }
    }

    /// <summary>By the half of 16 bits; in wider lanes by a product that fits.</summary>
    private Value BuildHighProduct(Value node)
    {
        Value x = Operand(node, 0);
        Opcode opcode = _source.OpcodeOf(node);
        ulong constant = _source.BitsOf(_source.Operand(node, 1));
        if (_widths[node.Id] == 16)
        {
            return _builder.Node(opcode, IrType.I16, x, _builder.Like(x, constant >> 16));
        }

        int zeros = IntegerMath.TrailingZeroCount(constant);
        Value product = _builder.Mul(x, _builder.Like(x, constant >> zeros));
        return _builder.Shift(opcode == Opcode.MulHighS ? Opcode.ShrS : Opcode.ShrU, product, 32 - zeros);
    }

    /// <summary>Factors of 32 bits have a product that every target has, cheaper than the whole one.</summary>
    private Value BuildLongProduct(Value node)
    {
        Value x = _source.Operand(node, 0);
        Value y = _source.Operand(node, 1);
        LaneRanges ranges = _facts.Ranges;
        Opcode opcode = ranges.FitsSigned(x, 32) && ranges.FitsSigned(y, 32) ? Opcode.MulLowS
            : ranges.FitsUnsigned(x, 32) && ranges.FitsUnsigned(y, 32) ? Opcode.MulLowU
            : Opcode.Mul;
        return BuildNode(node, opcode);
    }

    /// <summary>
    /// A shift in lanes that may be narrower than the count allows for: then nothing is left, or to the right the sign.
    /// </summary>
    private Value BuildShift(Value node, Opcode opcode, Opcode laneOpcode)
    {
        Value x = Operand(node, 0);
        int width = _widths[node.Id];
        if (!_source.IsConstant(_source.Operand(node, 1)))
        {
            return _builder.Node(laneOpcode, _builder.TypeOf(x), x, CountsOf(node, negated: false));
        }

        int count = _facts.ShiftCount(node);
        if (count < width)
        {
            return _builder.Shift(opcode, x, count);
        }

        return opcode == Opcode.ShrS ? _builder.Shift(opcode, x, width - 1) : _builder.Like(x, 0);
    }

    private Value BuildRotation(Value node, Opcode opcode)
    {
        Value x = Operand(node, 0);
        return _source.IsConstant(_source.Operand(node, 1))
            ? _builder.Shift(opcode, x, _facts.ShiftCount(node))
            : _builder.Node(Opcode.LaneRotL, _builder.TypeOf(x), x, CountsOf(node, negated: opcode == Opcode.RotR));
    }

    /// <summary>The counts of a shift, modulo the width of the source's type, as lanes of the shifted value's width.</summary>
    private Value CountsOf(Value node, bool negated)
    {
        Value counts = Operand(node, 1);
        ulong width = (ulong)IrTypes.Bits(_source.TypeOf(node));
        counts = negated ? _builder.Sub(_builder.Like(counts, 0), counts) : counts;
        bool isInRange = !negated && _facts.Ranges.Of(_source.Operand(node, 1)).UnsignedMax < width;
        counts = isInRange ? counts : _builder.And(counts, width - 1);
        return _builder.ExtendU(counts, LaneBuilder.Integer(_widths[node.Id]));
    }

    private Value BuildSmallCast(Value node, Opcode opcode)
    {
        Value x = Operand(node, 0);
        int unused = _widths[node.Id] - LaneRules.CastWidth(opcode);
        if (unused <= 0)
        {
            return x;
        }

        return opcode is Opcode.ZeroExtend8 or Opcode.ZeroExtend16
            ? _builder.And(x, (1UL << LaneRules.CastWidth(opcode)) - 1)
            : _builder.ShrS(_builder.Shl(x, unused), unused);
    }

    private Value BuildResize(Value node, Opcode opcode)
    {
        Opcode extend = opcode == Opcode.SignExtend32 ? Opcode.ExtendS : Opcode.ExtendU;
        return _builder.Node(extend, LaneBuilder.Integer(_widths[node.Id]), Operand(node, 0));
    }
}
