using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Numbers that floating-point values never exceed, unless they are NaN: what a clamp says, so that the conversion to a small
/// integer behind it need not saturate.
/// </summary>
internal sealed class FloatBounds
{
    private readonly Function _function;
    private readonly double[] _upper;

    public FloatBounds(Function function)
    {
        _function = function;
        _upper = new double[function.Count];
        for (int id = 0; id < _upper.Length; id++)
        {
            var node = new Value(id);
            _upper[id] = IrTypes.IsFloating(function.TypeOf(node)) ? Compute(node) : double.PositiveInfinity;
        }
    }

    /// <summary>The greatest number that the value can be.</summary>
    public double UpperOf(Value value) => _upper[value.Id];

    private double Compute(Value node)
    {
        Value a = _function.Operand(node, 0);
        Value b = _function.Operand(node, 1);
        Value c = _function.Operand(node, 2);
        return _function.OpcodeOf(node) switch
        {
            Opcode.Constant => ConstantBound(node),
            Opcode.Select => Math.Max(Chosen(b, a, true), Chosen(c, a, false)),
            Opcode.MinF => Math.Min(_upper[a.Id], _upper[b.Id]),
            Opcode.MaxF => Math.Max(_upper[a.Id], _upper[b.Id]),
            Opcode.Promote or Opcode.FloorF => _upper[a.Id],
            _ => double.PositiveInfinity,
        };
    }

    private double ConstantBound(Value constant)
    {
        ulong bits = _function.BitsOf(constant);
        double value = _function.TypeOf(constant) == IrType.F32 ? FloatBits.ToSingle(bits) : FloatBits.ToDouble(bits);
        return double.IsNaN(value) ? double.NegativeInfinity : value;
    }

    /// <summary>
    /// The bound of a choice: also what it is less than, if the condition says so. That it is not greater than a value only says
    /// something if the value is a number.
    /// </summary>
    private double Chosen(Value choice, Value condition, bool outcome)
    {
        Value left = _function.Operand(condition, 0);
        Value right = _function.Operand(condition, 1);
        bool isComparison = _function.OpcodeOf(condition) is Opcode.LtF or Opcode.LeF;
        bool isLess = isComparison && outcome && left == choice;
        bool isNotGreater = isComparison && !outcome && right == choice && IsNumber(left);
        double bound = isLess ? _upper[right.Id] : isNotGreater ? _upper[left.Id] : double.PositiveInfinity;
        return Math.Min(_upper[choice.Id], bound);
    }

    private bool IsNumber(Value value) =>
        _function.IsConstant(value) && !BinaryFormat.Of(_function.TypeOf(value)).IsNaN(_function.BitsOf(value));
}
