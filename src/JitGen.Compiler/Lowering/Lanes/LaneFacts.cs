using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>What each node of a kernel can be computed in, and what that costs: the rules, applied to ranges and demanded bits.</summary>
internal sealed class LaneFacts
{
    private readonly Function _function;
    private readonly IsaLevel _level;
    private readonly bool _narrows;
    private readonly LaneRanges _ranges;
    private readonly int[] _demanded;
    private readonly bool[] _isUniform;

    /// <param name="function">The kernel, of scalar types.</param>
    /// <param name="level">The instructions of the target.</param>
    /// <param name="narrows">Whether operations may have narrower lanes than their types in the source.</param>
    public LaneFacts(Function function, IsaLevel level, bool narrows)
    {
        var ranges = new LaneRanges(function);
        _function = narrows ? HighProducts.Rewrite(function, ranges, level) : function;
        _ranges = _function == function ? ranges : new LaneRanges(_function);
        _level = level;
        _narrows = narrows;
        _demanded = DemandedBits.Of(_function, _ranges);
        _isUniform = new bool[_function.Count];
        for (int id = 0; id < _isUniform.Length; id++)
        {
            _isUniform[id] = FindUniform(new Value(id));
        }
    }

    /// <summary>The kernel whose nodes are asked about, with its products in the terms of lanes.</summary>
    public Function Function => _function;

    public LaneRanges Ranges => _ranges;

    public bool IsLive(Value node) => _demanded[node.Id] > 0;

    /// <summary>Whether the value is the same for all elements.</summary>
    public bool IsUniform(Value node) => _isUniform[node.Id];

    /// <summary>Whether nothing depends on the sign of an integer.</summary>
    public bool NeedsNoSign(Value node) => _demanded[node.Id] < IrTypes.Bits(_function.TypeOf(node));

    /// <summary>Whether the node can be computed in lanes of so many bits, and its users get what they need.</summary>
    public bool IsFeasible(Value node, int width)
    {
        IrType type = _function.TypeOf(node);
        Opcode opcode = _function.OpcodeOf(node);
        if (IrTypes.IsFloating(type))
        {
            return width == IrTypes.Bits(type);
        }

        if (LaneRules.Of(opcode) == LaneRule.Leaf)
        {
            return IsFeasibleLeaf(node, opcode, type, width);
        }

        if (type == IrType.Bool)
        {
            return IsFeasibleCondition(node, opcode, width);
        }

        if (width >= IrTypes.Bits(type) || !_narrows)
        {
            return width == IrTypes.Bits(type);
        }

        return (width >= _demanded[node.Id] || _ranges.Fits(node, width)) && CanNarrow(node, opcode, width);
    }

    /// <summary>The widest lanes that the computation in lanes of a width needs inside.</summary>
    public int WidestWithin(Value node, int width)
    {
        int widest = width;
        for (int index = 0; index < 3; index++)
        {
            if (_function.Operand(node, index) is { IsNone: false } operand && _function.TypeOf(operand) != IrType.Bool)
            {
                widest = Math.Max(widest, OperandWidth(node, index, width));
            }
        }

        return _function.OpcodeOf(node) switch
        {
            Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU => Math.Max(widest, width < 32 ? 32 : 64),
            Opcode.MulHighS or Opcode.MulHighU => HasNarrowFactor(node) ? widest : 64,
            Opcode.MulOverflowS or Opcode.MulOverflowU => 64,
            _ => widest,
        };
    }

    /// <summary>The width in which an operand is wanted; 0 for one that is no lane.</summary>
    public int OperandWidth(Value node, int index, int width)
    {
        Value operand = _function.Operand(node, index);
        IrType type = _function.TypeOf(operand);
        Opcode opcode = _function.OpcodeOf(node);
        switch (LaneRules.Of(opcode))
        {
            case LaneRule.LowBits or LaneRule.Exact or LaneRule.SmallCast:
                return width;
            case LaneRule.ShiftLeft or LaneRule.ShiftRight:
                return index == 0 ? width : _function.IsConstant(operand) ? 0 : Math.Min(width, 32);
            case LaneRule.Resize:
                return Math.Min(width, 32);
            case LaneRule.HighProduct:
                return index == 1 && width < IrTypes.Bits(type) ? 0 : width;
            default:
                bool isNumber = IrTypes.IsInteger(type)
                    && (opcode == Opcode.IntToFloatS ? _ranges.Fits(operand, 32) : _ranges.FitsUnsigned(operand, 32));
                bool isCount = opcode is (Opcode.RotL or Opcode.RotR) && index == 1;
                return _narrows && isNumber && opcode is (Opcode.IntToFloatS or Opcode.IntToFloatU) ? 32
                    : isCount && _function.IsConstant(operand) ? 0
                    : IrTypes.Bits(type);
        }
    }

    /// <summary>
    /// Whether the upper half of a product is one of a 16-bit number and a constant multiple of 2^16, and the product with the
    /// constant's odd part fits 32 bits.
    /// </summary>
    public bool HasNarrowFactor(Value node)
    {
        Value constant = _function.Operand(node, 1);
        ulong bits = _function.BitsOf(constant);
        if (!_narrows || _function.TypeOf(node) != IrType.I32 || !_function.IsConstant(constant) || (ushort)bits != 0 || bits == 0)
        {
            return false;
        }

        ulong odd = bits >> IntegerMath.TrailingZeroCount(bits);
        Value factor = _function.Operand(node, 0);
        return _function.OpcodeOf(node) == Opcode.MulHighS
            ? bits <= int.MaxValue && _ranges.FitsSigned(factor, 16) && (odd << 15) <= int.MaxValue
            : _ranges.FitsUnsigned(factor, 16) && _ranges.Of(factor).UnsignedMax * odd <= uint.MaxValue;
    }

    /// <summary>Whether the operand of a conversion to floating point is, in the lanes in which it is wanted, a signed number.</summary>
    public bool IsSignedNumber(Value conversion)
    {
        Value operand = _function.Operand(conversion, 0);
        bool canBeSigned = _function.OpcodeOf(conversion) == Opcode.IntToFloatS || _ranges.Of(operand).IsNonNegative;
        return canBeSigned && _ranges.FitsSigned(operand, OperandWidth(conversion, 0, 0));
    }

    /// <summary>Roughly how many instructions the operation takes.</summary>
    public int OperationCost(Value node, int width)
    {
        Opcode opcode = _function.OpcodeOf(node);
        LaneRule rule = LaneRules.Of(opcode);
        if (rule == LaneRule.Leaf || IsUniform(node))
        {
            return 0;
        }

        if (rule == LaneRule.SmallCast)
        {
            return width <= LaneRules.CastWidth(opcode) ? 0 : opcode is Opcode.ZeroExtend8 or Opcode.ZeroExtend16 ? 1 : 2;
        }

        if (rule == LaneRule.Resize)
        {
            return 0;
        }

        IrType operand = _function.TypeOf(_function.Operand(node, 0));
        IrType lane = IrTypes.IsInteger(operand) ? LaneBuilder.Integer(width) : operand;
        IrType result = _function.TypeOf(node) == IrType.Bool ? LaneLegality.MaskType(_level, lane) : lane;
        return LaneLegality.IsLegal(_level, opcode, lane, result) ? 1 : 3;
    }

    /// <summary>
    /// The opcode that computes a node from its integer operands in lanes of a width, where they are the numbers that they
    /// are: of the other sign, if they fit only that, or if both are right and the target lacks the one.
    /// </summary>
    public bool TryFindExact(Value node, int width, out Opcode opcode)
    {
        opcode = _function.OpcodeOf(node);
        bool fitsSigned = true;
        bool fitsUnsigned = true;
        for (int index = 0; index < OpcodeTable.Arity(opcode); index++)
        {
            Value operand = _function.Operand(node, index);
            fitsSigned &= _ranges.FitsSigned(operand, width);
            fitsUnsigned &= _ranges.FitsUnsigned(operand, width);
        }

        bool isUnsigned = LaneRules.IsUnsigned(opcode);
        int sourceWidth = Function.Width(_function.TypeOf(_function.Operand(node, 0)));
        if (width == sourceWidth)
        {
            // Numbers of a type that are not negative are the same read either way.
            bool isNatural = !isUnsigned || !(fitsSigned && IsNonNegative(node));
            opcode = isNatural ? opcode : PreferSigned(opcode, width);
            return true;
        }

        if (width > sourceWidth || !(fitsSigned || fitsUnsigned))
        {
            return false;
        }

        bool isQuotient = opcode is Opcode.DivU or Opcode.RemU;
        if (isUnsigned)
        {
            opcode = fitsUnsigned && fitsSigned ? PreferSigned(opcode, width) : opcode;
            return fitsUnsigned || !isQuotient;
        }

        opcode = opcode == Opcode.AbsS ? opcode : LaneRules.WithSign(opcode, fitsSigned);
        return opcode != Opcode.AbsS || fitsSigned;
    }

    private bool IsNonNegative(Value node) =>
        _ranges.Of(_function.Operand(node, 0)).IsNonNegative && _ranges.Of(_function.Operand(node, 1)).IsNonNegative;

    private Opcode PreferSigned(Opcode opcode, int width)
    {
        IrType lane = LaneBuilder.Integer(width);
        IrType result = LaneRules.Of(opcode) == LaneRule.Exact && OpcodeTable.Signature(opcode)[3] == 'b'
            ? LaneLegality.MaskType(_level, lane)
            : lane;
        return LaneLegality.IsLegal(_level, opcode, lane, result) ? opcode : LaneRules.WithSign(opcode, signed: true);
    }

    /// <summary>
    /// The opcode that shifts right in lanes of a width: the bits that come down are right if the value fits, or if all that
    /// are wanted are in the lane.
    /// </summary>
    public bool TryFindShiftRight(Value node, int width, out Opcode opcode)
    {
        opcode = _function.OpcodeOf(node);
        Value operand = _function.Operand(node, 0);
        Value count = _function.Operand(node, 1);
        bool isWhole = width == IrTypes.Bits(_function.TypeOf(node));
        bool isKnown = _function.IsConstant(count) || _ranges.Of(count).UnsignedMax < (ulong)width;
        if (isWhole)
        {
            opcode = _ranges.Of(operand).IsNonNegative ? Opcode.ShrU : opcode;
            return true;
        }

        if (!isKnown)
        {
            return false;
        }

        if (_ranges.FitsUnsigned(operand, width))
        {
            opcode = Opcode.ShrU;
            return true;
        }

        if (opcode == Opcode.ShrS && _ranges.FitsSigned(operand, width))
        {
            return true;
        }

        opcode = Opcode.ShrU;
        return _function.IsConstant(count) && ShiftCount(node) + _demanded[node.Id] <= width;
    }

    /// <summary>The constant count of a shift, modulo the width of the source's type.</summary>
    public int ShiftCount(Value node) =>
        (int)_function.BitsOf(_function.Operand(node, 1)) & (IrTypes.Bits(_function.TypeOf(node)) - 1);

    private bool IsFeasibleLeaf(Value node, Opcode opcode, IrType type, int width)
    {
        bool isCondition = type == IrType.Bool;
        return opcode switch
        {
            Opcode.Element => width == (isCondition ? 8 : ElementTypes.Bits(_function.Parameters[_function.SpanOf(node)].Type)),
            Opcode.Index => width == 64 || (width == 32 && _narrows),
            Opcode.Length => width == 32,
            _ => isCondition || (_narrows ? width <= IrTypes.Bits(type) : width == IrTypes.Bits(type)),
        };
    }

    private bool IsFeasibleCondition(Value node, Opcode opcode, int width)
    {
        IrType operand = _function.TypeOf(_function.Operand(node, 0));
        if (operand == IrType.Bool)
        {
            return true;
        }

        bool canNarrow = _narrows && LaneRules.Of(opcode) == LaneRule.Exact;
        return width == IrTypes.Bits(operand) || (canNarrow && TryFindExact(node, width, out _));
    }

    private bool CanNarrow(Value node, Opcode opcode, int width)
    {
        IrType lane = LaneBuilder.Integer(width);
        switch (LaneRules.Of(opcode))
        {
            case LaneRule.LowBits:
                return opcode != Opcode.Mul || LaneLegality.IsLegal(_level, opcode, lane, lane);
            case LaneRule.Exact:
                return TryFindExact(node, width, out _);
            case LaneRule.ShiftLeft:
                Value count = _function.Operand(node, 1);
                return _function.IsConstant(count)
                    ? LaneLegality.IsLegal(_level, Opcode.Shl, lane, lane)
                    : _ranges.Of(count).UnsignedMax < (ulong)width && LaneLegality.IsLegal(_level, Opcode.LaneShl, lane, lane);
            case LaneRule.ShiftRight:
                bool isConstant = _function.IsConstant(_function.Operand(node, 1));
                return TryFindShiftRight(node, width, out _)
                    && LaneLegality.IsLegal(_level, isConstant ? Opcode.ShrU : Opcode.LaneShrU, lane, lane);
            case LaneRule.HighProduct:
                return width == 16 && HasNarrowFactor(node) && LaneLegality.IsLegal(_level, opcode, lane, lane);
            default:
                return LaneRules.Of(opcode) is LaneRule.SmallCast or LaneRule.Resize;
        }
    }

    private bool FindUniform(Value node)
    {
        if (_function.OpcodeOf(node) is Opcode.Element or Opcode.Index)
        {
            return false;
        }

        for (int index = 0; index < 3; index++)
        {
            if (_function.Operand(node, index) is { IsNone: false } operand && !_isUniform[operand.Id])
            {
                return false;
            }
        }

        return true;
    }
}
