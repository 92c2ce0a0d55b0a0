using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Of each value, how many of its low bits anything depends on: 0 of dead ones, the whole width of conditions and
/// floating-point numbers. Bits beyond may be computed as anything.
/// </summary>
internal static class DemandedBits
{
    public static int[] Of(Function function, LaneRanges ranges)
    {
        int[] demanded = new int[function.Count];
        foreach (Result result in function.Results)
        {
            Demand(result.Value, ElementTypes.Bits(result.Type));
        }

        foreach (Reduction reduction in function.Reductions)
        {
            Demand(reduction.Value, WidthOf(reduction.Value));
        }

        foreach (Trap trap in function.Traps)
        {
            Demand(trap.Predicate, 1);
        }

        for (int id = demanded.Length - 1; id >= 0; id--)
        {
            for (int index = 0; index < 3 && demanded[id] > 0; index++)
            {
                if (function.Operand(new Value(id), index) is { IsNone: false } operand)
                {
                    Demand(operand, OfOperand(function, ranges, new Value(id), index, demanded[id]));
                }
            }
        }

        return demanded;

        void Demand(Value value, int bits) => demanded[value.Id] = Math.Max(demanded[value.Id], bits);

        int WidthOf(Value value) => Function.Width(function.TypeOf(value));
    }

    private static int OfOperand(Function function, LaneRanges ranges, Value node, int index, int bits)
    {
        Opcode opcode = function.OpcodeOf(node);
        Value operand = function.Operand(node, index);
        int width = Function.Width(function.TypeOf(operand));
        LaneRule rule = LaneRules.Of(opcode);
        if (rule is LaneRule.ShiftLeft or LaneRule.ShiftRight)
        {
            return OfShiftOperand(function, ranges, node, index, bits);
        }

        return rule switch
        {
            LaneRule.LowBits when opcode == Opcode.And && MaskOf(function, node, index, out ulong mask) =>
                Math.Max(1, Math.Min(bits, 64 - IntegerMath.LeadingZeroCount(mask))),
            LaneRule.LowBits or LaneRule.Resize => Math.Min(bits, width),
            LaneRule.SmallCast => Math.Min(bits, LaneRules.CastWidth(opcode)),
            _ => width,
        };
    }

    /// <summary>A count that is always less than the width is used as it is; of others the low bits count.</summary>
    private static int OfShiftOperand(Function function, LaneRanges ranges, Value node, int index, int bits)
    {
        int width = Function.Width(function.TypeOf(node));
        Value count = function.Operand(node, 1);
        if (index == 1)
        {
            return ranges.Of(count).UnsignedMax < (ulong)width ? 32 : IntegerMath.TrailingZeroCount((ulong)width);
        }

        if (!function.IsConstant(count))
        {
            return function.OpcodeOf(node) == Opcode.Shl ? bits : width;
        }

        int places = (int)function.BitsOf(count) & (width - 1);
        return function.OpcodeOf(node) == Opcode.Shl ? Math.Max(1, bits - places) : Math.Min(width, bits + places);
    }

    private static bool MaskOf(Function function, Value node, int index, out ulong mask)
    {
        Value other = function.Operand(node, 1 - index);
        mask = function.BitsOf(other);
        return function.IsConstant(other) && function.TypeOf(other) != IrType.Bool;
    }
}
