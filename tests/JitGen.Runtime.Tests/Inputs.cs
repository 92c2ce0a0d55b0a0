using System;
using System.Collections.Generic;

namespace JitGen.Runtime.Tests;

/// <summary>Boundary and random values of each type. The random ones are the same in every run.</summary>
internal static class Inputs
{
    private const int RandomCount = 2000;

    internal static readonly ulong[] UInt64s = MakeIntegers();

    internal static readonly double[] Doubles = MakeDoubles();

    internal static readonly float[] Singles = MakeSingles();

    /// <summary>A few hundred values for tests of all pairs.</summary>
    internal static readonly ulong[] BoundaryIntegers = UInt64s[..^RandomCount];

    internal static readonly double[] BoundaryDoubles = Doubles[..^RandomCount];

    private static ulong[] MakeIntegers()
    {
        List<ulong> values = [];
        for (int bit = 0; bit < 64; bit++)
        {
            ulong power = 1UL << bit;
            values.AddRange([power - 1, power, power + 1, 0 - power]);
        }
        values.AddRange([3, 7, 10, 100, 641, 1_000_000_007, 0x5555555555555555, 0xAAAAAAAAAAAAAAAA, 0x7FFFFFFF7FFFFFFF]);
        Random random = new(11);
        for (int i = 0; i < RandomCount; i++)
        {
            values.Add(RandomBits(random) >> random.Next(64));
        }
        return [.. values];
    }

    private static double[] MakeDoubles()
    {
        List<double> values =
        [
            0, double.NaN, double.PositiveInfinity, double.MaxValue, double.Epsilon, 3 * double.Epsilon, 0.1, 0.5, 1.5, 2.5, 3, 7, 10, Math.PI,
            BitConverter.UInt64BitsToDouble(0x000FFFFFFFFFFFFF), BitConverter.UInt64BitsToDouble(0x0010000000000001),
        ];
        foreach (int exponent in new[] { -1074, -1060, -1022, -1021, -149, -126, -30, -1, 0, 1, 7, 8, 15, 16, 23, 24, 30, 31, 32, 52, 53, 62, 63, 64, 127, 128, 1000, 1023 })
        {
            double power = Math.ScaleB(1, exponent);
            values.AddRange([power, Math.BitDecrement(power), Math.BitIncrement(power), power - 1, power + 1, power - 0.5, power + 0.5]);
        }
        foreach (double value in values.ToArray())
        {
            values.Add(-value);
        }
        Random random = new(12);
        for (int i = 0; i < RandomCount; i++)
        {
            // All bit patterns; magnitudes around those of integers.
            ulong bits = RandomBits(random);
            values.Add(i % 2 == 0 ? BitConverter.UInt64BitsToDouble(bits) : Math.ScaleB((long)bits, random.Next(-70, 8)));
        }
        return [.. values];
    }

    private static float[] MakeSingles()
    {
        List<float> values = [];
        foreach (double value in Doubles)
        {
            values.AddRange([(float)value, MathF.BitDecrement((float)value), MathF.BitIncrement((float)value)]);
        }
        Random random = new(13);
        for (int i = 0; i < RandomCount; i++)
        {
            values.Add(BitConverter.UInt32BitsToSingle((uint)RandomBits(random)));
        }
        return [.. values];
    }

    private static ulong RandomBits(Random random) => ((ulong)random.NextInt64(1L << 32) << 32) | (ulong)random.NextInt64(1L << 32);
}
