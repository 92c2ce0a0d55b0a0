using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Products with constants of which only upper bits are used, as divisions by constants have them, said in the terms of lanes. The
/// optimizer says them as a scalar processor likes them: as 64-bit products shifted, and where they fit as 32-bit ones.
/// <list type="bullet">
/// <item><description>Truncate(Extend(x) * c &gt;&gt; s), s at least 32: the upper half of a 32-bit product</description></item>
/// <item><description>x * c &gt;&gt; s with x of 16 bits: the upper half of a product that 16-bit lanes have, of x and c * 2^16 / 2^s</description></item>
/// </list>
/// </summary>
internal sealed class HighProducts
{
    private const int Half = 32;
    private const int Quarter = 16;

    private readonly Function _source;
    private readonly LaneRanges _ranges;
    private readonly bool _hasShortProducts;
    private readonly Function _target;
    private readonly Value[] _map;

    private HighProducts(Function source, LaneRanges ranges, IsaLevel level)
    {
        _source = source;
        _ranges = ranges;
        _hasShortProducts = LaneLegality.IsLegal(level, Opcode.MulHighU, IrType.I16, IrType.I16);
        _target = new Function(source.Parameters) { Shape = source.Shape, Finish = source.Finish };
        _map = new Value[source.Count];
    }

    /// <summary>The same function with such products as MulHighS and MulHighU; itself if it has none.</summary>
    public static Function Rewrite(Function source, LaneRanges ranges, IsaLevel level)
    {
        var rewriting = new HighProducts(source, ranges, level);
        for (int id = 0; id < source.Count; id++)
        {
            if (rewriting.IsLongProduct(new Value(id), out _, out _, out _) || rewriting.IsShortProduct(new Value(id), out _, out _, out _))
            {
                return rewriting.Run();
            }
        }

        return source;
    }

    private Function Run()
    {
        for (int id = 0; id < _map.Length; id++)
        {
            var node = new Value(id);
            Opcode opcode = _source.OpcodeOf(node);
            IrType type = _source.TypeOf(node);
            if (IsLongProduct(node, out Value factor, out ulong constant, out int count))
            {
                bool isSigned = _source.OpcodeOf(_source.Operand(Product(_source.Operand(node, 0)), 0)) == Opcode.SignExtend32;
                _map[id] = BuildLongProduct(_map[factor.Id], constant, count, isSigned);
            }
            else if (IsShortProduct(node, out factor, out constant, out count))
            {
                _map[id] = BuildShortProduct(_map[factor.Id], constant, count, !_ranges.Of(factor).IsNonNegative);
            }
            else
            {
                _map[id] = OpcodeTable.Arity(opcode) == 0
                    ? _target.Leaf(opcode, type, _source.BitsOf(node))
                    : _target.Node(opcode, type, Mapped(_source.Operand(node, 0)), Mapped(_source.Operand(node, 1)), Mapped(_source.Operand(node, 2)));
            }
        }

        _source.Results.ForEach(result => _target.Results.Add(result with { Value = Mapped(result.Value) }));
        _source.Reductions.ForEach(reduction => _target.Reductions.Add(reduction with { Value = Mapped(reduction.Value) }));
        _source.Traps.ForEach(trap => _target.Traps.Add(new Trap(trap.Kind, Mapped(trap.Predicate))));
        return _target;
    }

    private Value Mapped(Value value) => value.IsNone ? value : _map[value.Id];

    private Value Product(Value shift) => _source.Operand(shift, 0);

    /// <summary>Truncate(Extend(factor) * constant &gt;&gt; count), the extension by sign if the shift is.</summary>
    private bool IsLongProduct(Value node, out Value factor, out ulong constant, out int count)
    {
        factor = default;
        constant = 0;
        count = 0;
        if (_source.OpcodeOf(node) != Opcode.Truncate || !IsShiftedProduct(_source.Operand(node, 0), out Value extended, out constant, out count))
        {
            return false;
        }

        Opcode shift = _source.OpcodeOf(_source.Operand(node, 0));
        Opcode extension = _source.OpcodeOf(extended);
        factor = _source.Operand(extended, 0);
        bool agree = extension == (shift == Opcode.ShrS ? Opcode.SignExtend32 : Opcode.ZeroExtend32);
        return agree && count >= Half && constant <= uint.MaxValue;
    }

    /// <summary>factor * constant &gt;&gt; count, the factor of 16 bits, the product of 32, in a form that 16-bit lanes have.</summary>
    private bool IsShortProduct(Value node, out Value factor, out ulong constant, out int count)
    {
        factor = default;
        constant = 0;
        count = 0;
        if (!_hasShortProducts || _source.TypeOf(node) != IrType.I32 || !IsShiftedProduct(node, out factor, out constant, out count))
        {
            return false;
        }

        // By sign, the scaled constant has a sign bit to leave free.
        ref readonly ValueRange range = ref _ranges.Of(factor);
        int places = Math.Min(count, Quarter);
        if (!range.IsNonNegative)
        {
            return _source.OpcodeOf(node) == Opcode.ShrS && _ranges.FitsSigned(factor, Quarter)
                && constant <= ushort.MaxValue && (1UL << (Quarter - 1)) * constant <= int.MaxValue && constant >> (places - 1) == 0;
        }

        ulong limit = _source.OpcodeOf(node) == Opcode.ShrS ? int.MaxValue : uint.MaxValue;
        return range.UnsignedMax <= ushort.MaxValue && range.UnsignedMax * constant <= limit && constant >> places == 0;
    }

    private bool IsShiftedProduct(Value shift, out Value factor, out ulong constant, out int count)
    {
        factor = default;
        constant = 0;
        count = 0;
        if (_source.OpcodeOf(shift) is not (Opcode.ShrS or Opcode.ShrU) || _source.OpcodeOf(Product(shift)) != Opcode.Mul)
        {
            return false;
        }

        Value by = _source.Operand(shift, 1);
        Value second = _source.Operand(Product(shift), 1);
        factor = _source.Operand(Product(shift), 0);
        constant = _source.BitsOf(second);
        count = (int)_source.BitsOf(by) & (IrTypes.Bits(_source.TypeOf(shift)) - 1);
        return _source.IsConstant(by) && _source.IsConstant(second) && count > 0;
    }

    /// <summary>A constant from 2^31 on is, as a signed number, 2^32 too small, which the factor itself makes up for.</summary>
    private Value BuildLongProduct(Value factor, ulong constant, int count, bool isSigned)
    {
        Opcode multiply = isSigned ? Opcode.MulHighS : Opcode.MulHighU;
        Value high = _target.Node(multiply, IrType.I32, factor, _target.Constant(IrType.I32, constant));
        if (isSigned && constant > int.MaxValue)
        {
            high = _target.Node(Opcode.Add, IrType.I32, high, factor);
        }

        return Shifted(isSigned ? Opcode.ShrS : Opcode.ShrU, high, count - Half);
    }

    private Value BuildShortProduct(Value factor, ulong constant, int count, bool isSigned)
    {
        int places = Math.Min(count, Quarter);
        Value scaled = _target.Constant(IrType.I32, constant << (Half - places));
        Value high = _target.Node(isSigned ? Opcode.MulHighS : Opcode.MulHighU, IrType.I32, factor, scaled);
        return Shifted(isSigned ? Opcode.ShrS : Opcode.ShrU, high, count - places);
    }

    private Value Shifted(Opcode shift, Value value, int count) =>
        count == 0 ? value : _target.Node(shift, IrType.I32, value, _target.Int32(count));
}
