using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;
using Xunit;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>
/// Square roots without the processor's unit, node by node: the host's bits (IEEE 754 fixes them) for every estimate that is allowed.
/// </summary>
public sealed class LaneSquareRootTests
{
    /// <summary>A little less than what estimates may be off, so that rounding them leaves them allowed.</summary>
    private const double Largest = 0.9999 / (1 << 14);

    private static readonly double[] s_errors = [0, Largest, -Largest, Largest / 2, -Largest / 2, 1e-9, -1e-9, 1e-5, -1e-5];

    private readonly Function _function = new([new Parameter("x", ElementType.Double, ParameterKind.ReadOnlySpan)]);

    [Fact]
    public void SpecialNumbersHaveTheirRoots()
    {
        foreach (double x in new[] { 0.0, -0.0, double.PositiveInfinity, double.NegativeInfinity, double.NaN, -1, -double.Epsilon, 1, 4 })
        {
            Check(IrType.F64, BitConverter.DoubleToUInt64Bits(x), 0);
            Check(IrType.F32, BitConverter.SingleToUInt32Bits((float)x), 0);
        }
    }

    [Theory]
    [InlineData(false, 24)]
    [InlineData(true, 53)]
    public void NumbersNextToPowersOfTwoAreRight(bool isDouble, int precision)
    {
        IrType type = TypeFor(isDouble);
        ulong one = 1UL << (precision - 1);
        ulong largest = (type == IrType.F32 ? 255UL : 2047UL) * one - 1;
        ulong step = type == IrType.F32 ? 16UL : 97UL;
        for (ulong exponent = 0; exponent * one <= largest; exponent += step)
        {
            for (ulong distance = 0; distance < 8; distance++)
            {
                CheckAll(type, Math.Min(exponent * one + distance, largest));
                CheckAll(type, Math.Max(exponent * one, distance + 1) - distance);
            }
        }

        CheckAll(type, largest);
        CheckAll(type, 1);
    }

    /// <summary>What the proof leaves to trials: x next to 1, and 1 / sqrt(x) known to a few units in the last place.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NumbersNextToOneAreRightForEstimatesNextToTheTruth(bool isDouble)
    {
        IrType type = TypeFor(isDouble);
        ulong one = type == IrType.F32 ? BitConverter.SingleToUInt32Bits(1) : BitConverter.DoubleToUInt64Bits(1);
        double unit = type == IrType.F32 ? 1.0 / (1 << 24) : 1.0 / (1L << 53);
        for (ulong x = one - 24; x <= one + 24; x++)
        {
            for (int units = -12; units <= 12; units++)
            {
                Check(type, x, units * unit);
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomNumbersAreRight(bool isDouble)
    {
        IrType type = TypeFor(isDouble);
        var random = new Random(24);
        ulong infinity = type == IrType.F32 ? 0x7F800000UL : 0x7FF0000000000000UL;
        for (int i = 0; i < 2000; i++)
        {
            Check(type, (ulong)random.NextInt64((long)infinity), Largest * (2 * random.NextDouble() - 1));
        }
    }

    /// <summary>
    /// The doubles x = (t^2 - r) / 2^k whose roots are next to the middle t / 2 of two doubles, for small r: t is the root of r modulo 2^k,
    /// which exists for r = 1 modulo 8 and is lifted a bit at a time.
    /// </summary>
    [Fact]
    public void RootsNextToTheMiddleOfTwoDoublesAreRight()
    {
        int found = 0;
        for (int modulus = 54; modulus <= 55; modulus++)
        {
            for (int r = -2399; r < 2400; r += 8)
            {
                foreach (ulong t in RootsOf(r, modulus))
                {
                    UInt128 square = (UInt128)t * t;
                    square = r < 0 ? square + (UInt128)(-r) : square - (UInt128)r;
                    UInt128 significand = square >> modulus;
                    if (t >> 53 == 1 && significand >> 52 == 1)
                    {
                        CheckAll(IrType.F64, BitConverter.DoubleToUInt64Bits(Math.ScaleB((double)(ulong)significand, modulus - 106)));
                        found++;
                    }
                }
            }
        }

        Assert.InRange(found, 400, 5000);
    }

    private static IEnumerable<ulong> RootsOf(int r, int modulus)
    {
        ulong root = 1;
        for (int bit = 3; bit < modulus; bit++)
        {
            root += (((root * root - (ulong)(long)r) >> bit) & 1) << (bit - 1);
        }

        ulong mask = (1UL << modulus) - 1;
        ulong half = 1UL << (modulus - 1);
        return [root & mask, (0 - root) & mask, (root + half) & mask, (half - root) & mask];
    }

    private void CheckAll(IrType type, ulong x)
    {
        foreach (double error in s_errors)
        {
            Check(type, x, error);
        }
    }

    /// <summary>Compares with the host for an estimate with a relative error.</summary>
    private void Check(IrType type, ulong bits, double error)
    {
        var builder = new LaneBuilder(_function, IsaLevel.X64V4);
        Value argument = _function.Leaf(Opcode.Element, type, 0);
        Value root = LaneSquareRoots.Compute(builder, argument);
        var values = new ulong[_function.Count];
        for (int id = 0; id <= root.Id; id++)
        {
            var node = new Value(id);
            Opcode opcode = _function.OpcodeOf(node);
            values[id] = opcode switch
            {
                Opcode.Constant => _function.BitsOf(node),
                Opcode.Element => bits,
                Opcode.RsqrtEstimateF => Estimate(type, bits, error),
                _ => OpcodeTable.Evaluate(
                    opcode, TypeOf(node, 0), _function.TypeOf(node), ValueOf(node, 0), ValueOf(node, 1), ValueOf(node, 2)),
            };
        }

        ulong expected = type == IrType.F32
            ? BitConverter.SingleToUInt32Bits(MathF.Sqrt(BitConverter.UInt32BitsToSingle((uint)bits)))
            : BitConverter.DoubleToUInt64Bits(Math.Sqrt(BitConverter.UInt64BitsToDouble(bits)));
        bool areNaN = IsNaN(type, expected) && IsNaN(type, values[root.Id]);
        Assert.True(areNaN || expected == values[root.Id], $"sqrt({bits:X}) = {expected:X}, not {values[root.Id]:X}, of an estimate off by {error}");

        IrType TypeOf(Value node, int index) => _function.Operand(node, index) is { IsNone: false } operand ? _function.TypeOf(operand) : default;

        ulong ValueOf(Value node, int index) => _function.Operand(node, index) is { IsNone: false } operand ? values[operand.Id] : 0;
    }

    private static IrType TypeFor(bool isDouble) => isDouble ? IrType.F64 : IrType.F32;

    private static bool IsNaN(IrType type, ulong bits) =>
        type == IrType.F32 ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) : double.IsNaN(BitConverter.UInt64BitsToDouble(bits));

    private static ulong Estimate(IrType type, ulong bits, double error) => type == IrType.F32
        ? BitConverter.SingleToUInt32Bits((float)(1 / Math.Sqrt(BitConverter.UInt32BitsToSingle((uint)bits)) * (1 + error)))
        : BitConverter.DoubleToUInt64Bits(1 / Math.Sqrt(BitConverter.UInt64BitsToDouble(bits)) * (1 + error));
}
