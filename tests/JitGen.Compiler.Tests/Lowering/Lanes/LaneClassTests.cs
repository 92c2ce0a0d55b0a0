using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;
using Xunit;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>
/// Choices by the kind of a number as tables: chains of random choices give the same with and without them, for numbers of every kind.
/// </summary>
public sealed class LaneClassTests
{
    private const int Chains = 3000;

    private static readonly double[] s_arguments =
        [0, -0.0, 1, -1, 0.5, 2, -2, 1e-310, -1e-310, 1e300, -1e300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly double[] s_compared = [0, -0.0, 1, double.PositiveInfinity, double.NegativeInfinity, 2];

    private static readonly double[] s_results =
        [0, -0.0, 1, -1, 0.5, 3.75, double.NaN, double.PositiveInfinity, double.NegativeInfinity];

    private static readonly Opcode[] s_comparisons = [Opcode.LtF, Opcode.LeF, Opcode.EqF, Opcode.NeF];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TablesGiveWhatChoicesGive(bool isDouble)
    {
        IrType type = isDouble ? IrType.F64 : IrType.F32;
        var random = new Random(5);
        int tables = 0;
        for (int i = 0; i < Chains; i++)
        {
            var function = new Function([new Parameter("x", ElementType.Double, ParameterKind.ReadOnlySpan)]);
            int seed = random.Next();
            Value plain = Chain(new LaneBuilder(function, IsaLevel.X64V3), type, new Random(seed), 4);
            Value table = Chain(new LaneBuilder(function, IsaLevel.X64V4), type, new Random(seed), 4);
            tables += Enumerable.Range(0, function.Count).Any(id => function.OpcodeOf(new Value(id)) == Opcode.SpecialF) ? 1 : 0;
            foreach (double x in s_arguments)
            {
                ulong[] values = Evaluate(function, Bits(type, x));
                ulong expected = values[plain.Id], actual = values[table.Id];
                Assert.True(
                    expected == actual || (IsNaN(type, expected) && IsNaN(type, actual)),
                    $"chain {i} of {x}: {actual:X}, not {expected:X}\n{Printer.Print(function)}");
            }
        }

        Assert.InRange(tables, Chains / 10, Chains);
    }

    /// <summary>A chain of choices between x, another value and constants.</summary>
    private static Value Chain(LaneBuilder b, IrType type, Random random, int depth)
    {
        Value x = b.Function.Leaf(Opcode.Element, type, 0);
        if (depth == 0 || random.Next(5) == 0)
        {
            int leaf = random.Next(s_results.Length + 6);
            return leaf < s_results.Length ? b.Constant(type, Bits(type, s_results[leaf]))
                : leaf < s_results.Length + 2 ? x
                : b.AddF(x, x);
        }

        Opcode comparison = s_comparisons[random.Next(s_comparisons.Length)];
        int compared = random.Next(s_compared.Length + 1);
        Value other = compared == s_compared.Length ? x : b.Constant(type, Bits(type, s_compared[compared]));
        Value condition = random.Next(2) == 0 ? b.Compare(comparison, x, other) : b.Compare(comparison, other, x);
        Value whenTrue = Chain(b, type, random, depth - 1);
        Value whenFalse = Chain(b, type, random, depth - 1);
        return b.Select(condition, whenTrue, whenFalse);
    }

    private static ulong[] Evaluate(Function function, ulong x)
    {
        var values = new ulong[function.Count];
        for (int id = 0; id < values.Length; id++)
        {
            var node = new Value(id);
            Opcode opcode = function.OpcodeOf(node);
            Value[] operands = [.. Enumerable.Range(0, 3).Select(index => function.Operand(node, index))];
            values[id] = opcode switch
            {
                Opcode.Constant => function.BitsOf(node),
                Opcode.Element => x,
                _ => OpcodeTable.Evaluate(
                    opcode, function.TypeOf(operands[0]), function.TypeOf(node), Of(operands[0]), Of(operands[1]), Of(operands[2])),
            };
        }

        return values;

        ulong Of(Value operand) => operand.IsNone ? 0 : values[operand.Id];
    }

    private static ulong Bits(IrType type, double value) =>
        type == IrType.F32 ? BitConverter.SingleToUInt32Bits((float)value) : BitConverter.DoubleToUInt64Bits(value);

    private static bool IsNaN(IrType type, ulong bits) =>
        type == IrType.F32 ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) : double.IsNaN(BitConverter.UInt64BitsToDouble(bits));
}
