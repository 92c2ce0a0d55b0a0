using System;
using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>Random literals and named constants, in all forms that C# has.</summary>
internal sealed class LiteralGenerator(Random random)
{
    private static readonly string[] s_doubles =
    [
        "0.0", "1.0", "-0.0", "0.5", ".25", "1e3", "1.5e-3", "3.141592653589793", "2d", "100D", "1e300", "1E-300", "0.1", "4294967296.0", "1_000.5",
        "9007199254740993.0", "5e-324", "double.MaxValue", "double.Epsilon", "double.PositiveInfinity", "double.NaN", "Math.PI", "PI", "E", "Tau", "Scale",
    ];

    private static readonly string[] s_floats =
    [
        "0f", "1f", "-0f", "0.5f", ".25F", "1e3f", "1.5e-3f", "3.1415927f", "2F", "16777217f", "1e38f", "1e-40f", "0.1f", "float.MaxValue",
        "float.Epsilon", "float.NegativeInfinity", "float.NaN", "MathF.PI", "MathF.E", "Gain",
    ];

    /// <summary>Numbers at which rewrites begin or end to hold: small ones, powers of two and their neighbours, limits.</summary>
    private static readonly long[] s_special =
    [
        0, 0, 1, 1, -1, -1, 2, -2, 3, 4, 5, 7, 8, 10, 15, 16, 31, 32, 33, 63, 64, 100, 127, 128, 255, 256, -128, 32767, 65535, 65536, int.MaxValue,
        int.MaxValue - 1, int.MinValue, int.MinValue + 1, uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue, long.MinValue + 1, 1L << 62,
    ];

    private static readonly string[] s_specialFloats = ["0.0", "-0.0", "1.0", "-1.0", "2.0", "0.5", "-2.0", "3.0", "1e30"];

    /// <summary>A constant of exactly the type from those that matter to rewrites.</summary>
    public Node Special(ElementType type)
    {
        if (ElementTypes.IsFloating(type))
        {
            return random.Next(10) == 0
                ? Constant(type, ElementTypes.Keyword(type) + Pick(".NaN", ".PositiveInfinity", ".NegativeInfinity", ".MaxValue"))
                : Signed(type, Pick(s_specialFloats) + (type == ElementType.Single ? "f" : ""));
        }

        long value = s_special[random.Next(s_special.Length)];
        string digits = Math.Abs((decimal)value).ToString(CultureInfo.InvariantCulture);
        return type switch
        {
            ElementType.UInt32 => Constant(type, (uint)value + "u"),
            ElementType.UInt64 => Constant(type, (ulong)value + "ul"),
            ElementType.Int64 => Signed(type, value < 0 ? $"-{digits}L" : digits + "L"),
            ElementType.Int32 when value == (int)value => Signed(type, value < 0 ? "-" + digits : digits),
            _ => OfType(type),
        };
    }

    /// <summary>A constant of exactly the type, as an expression.</summary>
    public Node OfType(ElementType type) => type switch
    {
        ElementType.Bool => Constant(type, Pick("true", "false", "Enabled")),
        ElementType.Single => Signed(type, Pick(s_floats)),
        ElementType.Double => Signed(type, Pick(s_doubles)),
        ElementType.Int32 => random.Next(12) == 0 ? Constant(type, Pick("int.MaxValue", "int.MinValue", "Limit")) : Constant(type, Digits(int.MaxValue)),
        ElementType.UInt32 => random.Next(12) == 0 ? Constant(type, Pick("uint.MaxValue", "0x8000_0000", "Prime")) : Constant(type, Digits(uint.MaxValue) + Pick("u", "U")),
        ElementType.Int64 => random.Next(12) == 0 ? Constant(type, Pick("long.MaxValue", "long.MinValue", "Offset")) : Constant(type, Digits(long.MaxValue) + "L"),
        ElementType.UInt64 => random.Next(12) == 0 ? Constant(type, Pick("ulong.MaxValue", "Golden")) : Constant(type, Digits(ulong.MaxValue) + Pick("UL", "ul", "LU")),
        _ => Small(type),
    };

    /// <summary>A literal of type int, not zero, that C# converts to any wider type.</summary>
    public Node NonZeroInt() => Constant(ElementType.Int32, Digits(int.MaxValue, least: 1));

    /// <summary>A literal of the type, not zero: a divisor.</summary>
    public Node NonZero(ElementType type) => type switch
    {
        ElementType.Int32 => Constant(type, Digits(int.MaxValue, least: 1)),
        ElementType.UInt32 => Constant(type, Digits(uint.MaxValue, least: 1) + "u"),
        ElementType.Int64 => Constant(type, Digits(long.MaxValue, least: 1) + "L"),
        ElementType.UInt64 => Constant(type, Digits(ulong.MaxValue, least: 1) + "UL"),
        _ => OfType(type),
    };

    private Node Small(ElementType type)
    {
        string keyword = ElementTypes.Keyword(type);
        return random.Next(6) == 0
            ? Constant(type, keyword + Pick(".MaxValue", ".MinValue"))
            : new Node(Form.Cast, type, keyword, Constant(ElementType.Int32, random.Next(128).ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Digits of a number, in decimal, hexadecimal or binary, up to <paramref name="most"/>.</summary>
    private string Digits(ulong most, ulong least = 0)
    {
        ulong value = random.Next(4) switch
        {
            0 => (ulong)random.Next(4),
            1 => (ulong)random.Next(300),
            2 => 1UL << random.Next(64),
            _ => (ulong)random.NextInt64() >> random.Next(63),
        };
        value = Math.Max(Math.Min(value, most), least);
        return random.Next(8) switch
        {
            0 => "0x" + value.ToString("X", CultureInfo.InvariantCulture),
            1 when value < 1 << 16 => "0b" + value.ToString("b", CultureInfo.InvariantCulture),
            2 when value >= 1000 => (value / 1000).ToString(CultureInfo.InvariantCulture) + "_" + (value % 1000).ToString("000", CultureInfo.InvariantCulture),
            _ => value.ToString(CultureInfo.InvariantCulture),
        };
    }

    private static Node Constant(ElementType type, string text) => new(Form.Constant, type, text);

    private static Node Signed(ElementType type, string text) =>
        text[0] == '-' ? new Node(Form.Prefix, type, "-", Constant(type, text[1..])) : Constant(type, text);

    private string Pick(params string[] texts) => texts[random.Next(texts.Length)];
}
