using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

/// <summary>Values at which operations change their behaviour, and random ones spread over all magnitudes.</summary>
internal static class BoundaryValues
{
    private static readonly ulong[] s_bool = [0, 1];
    private static readonly ulong[] s_int8 = Integers(8);
    private static readonly ulong[] s_int16 = Integers(16);
    private static readonly ulong[] s_int32 = Integers(32);
    private static readonly ulong[] s_int64 = Integers(64);
    private static readonly ulong[] s_single = [.. Floats(32, 23, 127)];
    private static readonly ulong[] s_double = [.. Floats(64, 52, 1023)];

    /// <summary>Bits of the boundary values of a type, zero-extended.</summary>
    public static ulong[] Of(IrType type) => type switch
    {
        IrType.Bool => s_bool,
        IrType.I8 => s_int8,
        IrType.I16 => s_int16,
        IrType.I32 => s_int32,
        IrType.I64 => s_int64,
        IrType.F32 => s_single,
        _ => s_double,
    };

    /// <summary>Random bits: of any exponent for floating point, of any length for integers; one in eight is a boundary value.</summary>
    public static ulong Random(Random random, IrType type)
    {
        if (random.Next(8) == 0)
        {
            ulong[] boundary = Of(type);
            return boundary[random.Next(boundary.Length)];
        }

        ulong bits = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        if (type is IrType.I32 or IrType.I64)
        {
            bits = (ulong)((long)bits >> random.Next(64));
        }
        else if (type is IrType.F32 or IrType.F64 && random.Next(2) == 0)
        {
            // Near one, with few fraction bits: sums are exact or nearly tie.
            int fraction = type == IrType.F32 ? 23 : 52;
            ulong bias = type == IrType.F32 ? 127UL : 1023;
            bits = (bits & 1) << (Function.Width(type) - 1)
                | (bias - 32 + (bits >> 8 & 63)) << fraction
                | (bits >> 16 & ((1UL << fraction) - 1)) >> random.Next(fraction) << random.Next(fraction) & ((1UL << fraction) - 1);
        }

        return bits & Function.Mask(type);
    }

    private static ulong[] Integers(int width)
    {
        ulong mask = ulong.MaxValue >> (64 - width);
        var values = new SortedSet<ulong>();
        foreach (int bit in new[] { 0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 24, 30, 31, 32, 33, 47, 53, 62, 63 }.Where(bit => bit < width))
        {
            foreach (ulong delta in new ulong[] { ulong.MaxValue, 0, 1 })
            {
                values.Add((1UL << bit) + delta & mask);
                values.Add(0 - (1UL << bit) + delta & mask);
            }
        }

        values.UnionWith(new ulong[] { 10, 100, 255, 1_000_000_007, 0x5555_5555_5555_5555, 0xAAAA_AAAA_AAAA_AAAA }.Select(v => v & mask));
        return [.. values];
    }

    private static IEnumerable<ulong> Floats(int width, int fraction, int bias)
    {
        ulong infinity = (2UL * (uint)bias + 1) << fraction;
        ulong one = (ulong)bias << fraction;
        ulong At(int exponent, ulong bits = 0) => (ulong)(bias + exponent) << fraction | bits;
        ulong ones = (1UL << fraction) - 1;
        var magnitudes = new SortedSet<ulong>
        {
            0, 1, 2, 3, ones, ones + 1, ones + 2, one >> 1, infinity - 1, infinity, infinity + (ones >> 1) + 1,
            one - 1, one, one + 1, one - (1UL << fraction) - 1, one - (1UL << fraction), one - (1UL << fraction) + 1,
            At(0, 1UL << (fraction - 1)), At(1), At(1, 1UL << (fraction - 2)), At(1, 1UL << (fraction - 1)), At(3, 5), At(-3, ones),
            At(fraction - 1, 1), At(fraction - 1, ones), At(fraction), At(fraction, 1), At(fraction + 1, 1), At(-fraction), At(-fraction - 1),
            At(7), At(8, ones), At(15), At(16), At(24, 1), At(31), At(31, 1), At(30, ones), At(32), At(31, ones), At(53), At(63), At(63, 1),
            At(62, ones), At(64), At(63, ones), At(2 - bias, 1), At(bias, 0), At(bias / 2), At(-bias / 2), At(bias / 2, ones),
            At(0, 0x5555_5555_5555_5555 & ones), At(-2, 0x3333_3333_3333_3333 & ones), At(4, 1UL << (fraction - 5)),
        };
        if (width == 64)
        {
            // Values that lie on and beside the float range's edges and ties.
            magnitudes.UnionWith([At(127), At(128), At(127, ones), At(127, ones << 29 & ones), At(127, ones << 28 & ones), At(-126), At(-149),
                At(-150), At(-150, 1), At(-151), At(0, 1UL << 28), At(0, 3UL << 28), At(0, (1UL << 28) + 1), At(0, (1UL << 28) - 1)]);
        }

        return magnitudes.SelectMany(m => new[] { m, m | 1UL << (width - 1) });
    }
}
