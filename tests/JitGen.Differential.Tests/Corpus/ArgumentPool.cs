using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>Arguments to call formulas with: values at which operations change their behaviour, and random ones.</summary>
internal static class ArgumentPool
{
    private static readonly double[] s_numbers =
    [
        0.0, 1, 0.5, 1.5, 2.5, 3, 0.1, 0.49999999999999994, 0.9999999999999999, 1.0000001, 7, 10, 100.25, 126.99, 127.5, 128, 255.5, 256, 300,
        32767.9, 32768, 65535.9, 65536, 8388607.5, 8388609, 16777217, 2147483520, 2147483647, 2147483647.5, 2147483648, 4294967295, 4294967295.5,
        4294967296, 4503599627370495.5, 4503599627370497.5, 9007199254740993, 9223371487098961920.0, 9223372036854774784.0,
        9223372036854775808.0, 18446742974197923840.0, 18446744073709549568.0, 18446744073709551616.0, 1e10, 1e30, 3.5e38, 1e300, 1e-10,
        1e-38, 1e-40, 1.1754943508222875e-38, 1.401298464324817e-45, 2.2250738585072014e-308, 5e-324, double.MaxValue, float.MaxValue,
        double.PositiveInfinity, double.NaN,
    ];

    /// <summary>A numeral of an integer, with or without a suffix.</summary>
    private static readonly Regex s_numeral = new(@"(?<![\w.])(0[xX](?<hex>[0-9a-fA-F]{1,16})|(?<dec>[0-9]{1,20}))[uUlL]{0,2}(?![.\w])");

    private static readonly Dictionary<ElementType, ulong[]> s_boundaries = CSharpTypes.All.ToDictionary(type => type, Boundaries);

    /// <summary>The boundary values of a type, as bits zero-extended to 64.</summary>
    public static IReadOnlyList<ulong> Of(ElementType type) => s_boundaries[type];

    /// <summary>
    /// The rows of arguments for a formula: with one parameter all boundary values and some random ones, with more a fixed
    /// number of draws. Equal formulas get equal rows. What an operation does changes at its own constants, too, so numbers near
    /// those in the text and near their negations are among them.
    /// </summary>
    public static ulong[][] RowsFor(Formula formula)
    {
        var random = new Random(formula.Parameters.Count * 7919 + formula.Text.Length);
        IReadOnlyList<Parameter> parameters = formula.Parameters;
        ulong[] own = NearNumerals(formula.Text);
        if (parameters.Count == 0)
        {
            return [[]];
        }

        if (parameters.Count == 1)
        {
            return [.. Of(parameters[0].Type).Select(value => new[] { value }), .. Draws(24)];
        }

        return Draws(parameters.Count == 2 ? 80 : 40);

        ulong[][] Draws(int count) => [.. Enumerable.Range(0, count).Select(_ => parameters.Select(p => Draw(random, p.Type, own)).ToArray())];
    }

    /// <summary>An argument for reports: the bits, and the number where they do not show it.</summary>
    public static string Describe(ElementType type, ulong bits) => type switch
    {
        ElementType.Single => $"{BitConverter.UInt32BitsToSingle((uint)bits):R} (0x{bits:X})",
        ElementType.Double => $"{BitConverter.UInt64BitsToDouble(bits):R} (0x{bits:X})",
        _ => $"0x{bits:X}",
    };

    /// <summary>The integers in a text, those beside them, and the negations.</summary>
    public static ulong[] NearNumerals(string text)
    {
        var values = new List<ulong>();
        foreach (Match match in s_numeral.Matches(text).Take(8))
        {
            bool isHexadecimal = match.Groups["hex"].Success;
            string digits = (isHexadecimal ? match.Groups["hex"] : match.Groups["dec"]).Value;
            if (ulong.TryParse(digits, isHexadecimal ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out ulong value))
            {
                values.AddRange([value, value - 1, value + 1, 0 - value, ~value, 1 - value]);
            }
        }

        return [.. values];
    }

    /// <summary>A random argument.</summary>
    /// <param name="random">The source of numbers.</param>
    /// <param name="type">The type of the parameter.</param>
    /// <param name="own">Integers that the formula itself is about.</param>
    public static ulong Draw(Random random, ElementType type, ulong[] own)
    {
        ulong[] boundaries = s_boundaries[type];
        return random.Next(8) switch
        {
            < 2 when own.Length > 0 && ElementTypes.IsInteger(type) => own[random.Next(own.Length)] & Mask(type),
            < 5 => boundaries[random.Next(boundaries.Length)],
            5 when type == ElementType.Single => BitConverter.SingleToUInt32Bits((float)((random.NextDouble() - 0.5) * 200)),
            5 when type == ElementType.Double => BitConverter.DoubleToUInt64Bits((random.NextDouble() - 0.5) * 200),
            5 => (ulong)random.Next(-50, 200) & Mask(type),
            6 => (ulong)(random.NextInt64() >> random.Next(63)) & Mask(type),
            _ => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & Mask(type),
        };
    }

    private static ulong[] Boundaries(ElementType type) => type switch
    {
        ElementType.Bool => [0, 1],
        ElementType.Single =>
        [
            .. s_numbers.SelectMany(x => new[] { (ulong)BitConverter.SingleToUInt32Bits((float)x), BitConverter.SingleToUInt32Bits((float)-x) }).Distinct(),
            0x7FA00000, 0x7FC12345, 0x00000002, 0x007FFFFF, 0x3F7FFFFF, 0x4B7FFFFF, 0xCF000001,
        ],
        ElementType.Double =>
        [
            .. s_numbers.SelectMany(x => new[] { BitConverter.DoubleToUInt64Bits(x), BitConverter.DoubleToUInt64Bits(-x) }).Distinct(),
            0x7FF4000000000000, 0x7FF8000000001234, 0x0000000000000002, 0x000FFFFFFFFFFFFF, 0x47EFFFFFF0000000, 0xC1E0000000100000,
        ],
        _ => Integers(type),
    };

    private static ulong[] Integers(ElementType type)
    {
        long[] small = [0, 1, -1, 2, -2, 3, -3, 5, 7, -7, 10, 12, 31, 32, 33, 63, 64, 65, 100, -100, 1000, -1000, 12345, 86400, 1000000007];
        int bits = ElementTypes.Bits(type);
        var values = new List<ulong>(small.Select(value => (ulong)value & Mask(type)));
        foreach (int bit in new[] { 7, 8, 15, 16, 31, 32, 62, 63 }.Where(bit => bit < bits))
        {
            ulong power = 1UL << bit;
            values.AddRange([power - 1, power, (power + 1) & Mask(type), (0 - power) & Mask(type), ~power & Mask(type)]);
        }

        values.AddRange([Mask(type), Mask(type) - 1, 0x5555555555555555 & Mask(type), 0x8000000080000001 & Mask(type), 0x123456789ABCDEF0 & Mask(type)]);
        return [.. values.Distinct()];
    }

    private static ulong Mask(ElementType type) => ulong.MaxValue >> (64 - ElementTypes.Bits(type));
}
