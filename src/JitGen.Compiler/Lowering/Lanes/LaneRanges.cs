using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// What is known of the integers of a kernel: the optimizer's ranges, made tighter by <see cref="Polynomials"/>, and that spans
/// have at most <see cref="int.MaxValue"/> elements.
/// </summary>
internal sealed class LaneRanges
{
    private readonly Function _function;
    private readonly ValueRange[] _ranges;

    public LaneRanges(Function function)
    {
        _function = function;
        _ranges = new ValueRange[function.Count];
        var polynomials = new Polynomials(function, _ranges);
        for (int id = 0; id < _ranges.Length; id++)
        {
            var node = new Value(id);
            if (function.TypeOf(node) is IrType.I32 or IrType.I64)
            {
                _ranges[id] = Compute(node);
                polynomials.Refine(node);
            }
        }
    }

    public ref readonly ValueRange Of(Value value) => ref _ranges[value.Id];

    /// <summary>Whether the value is always the unsigned number that its low bits are.</summary>
    public bool FitsUnsigned(Value value, int width) => width >= 64 || _ranges[value.Id].UnsignedMax >> width == 0;

    /// <summary>Whether the value is always the signed number that its low bits are.</summary>
    public bool FitsSigned(Value value, int width)
    {
        ref readonly ValueRange range = ref _ranges[value.Id];
        long limit = long.MaxValue >> (64 - width);
        return range.SignedMin >= -limit - 1 && range.SignedMax <= limit;
    }

    /// <summary>Whether the low bits determine the value.</summary>
    public bool Fits(Value value, int width) => FitsUnsigned(value, width) || FitsSigned(value, width);

    private ValueRange Compute(Value node)
    {
        IrType type = _function.TypeOf(node);
        Opcode opcode = _function.OpcodeOf(node);
        switch (opcode)
        {
            case Opcode.Constant:
                return ValueRange.Constant(type, _function.BitsOf(node));
            case Opcode.Parameter:
                return RangeTable.OfParameter(_function.Parameters[(int)_function.BitsOf(node)].Type);
            case Opcode.Element:
                return RangeTable.OfParameter(_function.Parameters[_function.SpanOf(node)].Type);
            case Opcode.Index or Opcode.Length:
                return ValueRange.Signed(type, 0, int.MaxValue);
            case Opcode.MulHighS when type == IrType.I32 && _function.IsConstant(_function.Operand(node, 1)):
                long constant = Of(_function.Operand(node, 1)).SignedMin;
                long one = Of(_function.Operand(node, 0)).SignedMin * constant >> 32;
                long other = Of(_function.Operand(node, 0)).SignedMax * constant >> 32;
                return ValueRange.Signed(type, Math.Min(one, other), Math.Max(one, other));
            default:
                Value a = _function.Operand(node, 0);
                return RangeTable.Of(
                    opcode,
                    new RangeOperands(_ranges, _function.TypeOf(a), type, a, _function.Operand(node, 1), _function.Operand(node, 2)));
        }
    }
}
