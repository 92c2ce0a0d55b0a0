using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen.Testing;

/// <summary>Where mathematical functions are special: zeros, poles, ends of domains, where results overflow, underflow or become constant.</summary>
internal static class SpecialNumbers
{
    /// <summary>Of either sign each.</summary>
    public static IReadOnlyList<double> Magnitudes { get; } =
    [
        0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 10, 22, 88.5, 89, 103.5, 104, 127, 128, 149, 150, 308, 309, 323, 324, 709, 709.78, 710, 745, 746, 1022, 1023, 1024, 1074, 1075,
        Math.PI, Math.PI / 2, Math.PI / 4, 2 * Math.PI, 1e5, 1e10, 1e22, Math.E, Math.Log(2), Math.Sqrt(2), 1 / Math.Sqrt(2), 8388608, 16777216, 4503599627370496,
        9007199254740992, 9007199254740993, 1e-3, 1e-8, 1e-20, double.PositiveInfinity, double.NaN,
    ];

    /// <summary>The bits of the smallest and largest numbers of each kind, and of the neighbours of one, as floats and as doubles.</summary>
    public static IReadOnlyList<uint> SingleEdges { get; } = [1, 2, 0x7FFFFF, 0x800000, 0x800001, 0x7F7FFFFF, 0x3F7FFFFF, 0x3F800001];

    public static IReadOnlyList<ulong> DoubleEdges { get; } =
        [1, 2, 0xFFFFFFFFFFFFF, 0x10000000000000, 0x10000000000001, 0x7FEFFFFFFFFFFFFF, 0x3FEFFFFFFFFFFFFF, 0x3FF0000000000001];

    /// <summary>All floats that are special, as bits. The order stays: results are hashed in it.</summary>
    public static IEnumerable<uint> Singles { get; } =
    [
        .. Magnitudes.SelectMany(x => new[] { x, -x }).Select(x => BitConverter.SingleToUInt32Bits((float)x)).Concat(SingleEdges)
            .Concat(SingleEdges.Select(bits => bits | (1u << 31))).Distinct(),
    ];

    /// <summary>All doubles that are special, as bits.</summary>
    public static IEnumerable<ulong> Doubles { get; } =
    [
        .. Magnitudes.SelectMany(x => new[] { x, -x }).Select(BitConverter.DoubleToUInt64Bits).Concat(DoubleEdges)
            .Concat(DoubleEdges.Select(bits => bits | (1UL << 63))).Distinct(),
    ];
}
