using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>Multiplication, division, remainder and shifts by constants: what strength reduction replaces.</summary>
internal static class Constants
{
    private static readonly ulong[] s_divisors =
    [
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 19, 21, 24, 25, 27, 28, 31, 32, 33, 37, 41, 48, 60, 63, 64, 65, 72, 81, 96, 100, 125,
        127, 128, 129, 255, 256, 257, 365, 625, 641, 999, 1000, 1024, 3600, 10000, 12345, 32767, 32768, 65535, 65536, 65537, 86400, 100000, 146097,
        1000000, 6700417, 16777215, 16777216, 274177, 999999937, 1000000000, 1073741824, 2147483646, 2147483647,
    ];

    private static readonly ulong[] s_wideDivisors =
    [
        2147483648, 2147483649, 4294967295, 4294967296, 4294967297, 10000000000, 67280421310721, 86400000000000, 1000000007000000, 1UL << 52,
        (1UL << 62) - 1, 1UL << 62, (1UL << 62) + 1, (1UL << 63) - 1,
    ];

    public static void AddTo(Topic topic)
    {
        foreach (ElementType type in CSharpTypes.PromotedIntegers)
        {
            foreach (ulong value in s_divisors)
            {
                AddArithmetic(topic, type, value);
            }

            foreach (ulong value in s_wideDivisors)
            {
                if (type is ElementType.Int64 or ElementType.UInt64 || (type == ElementType.UInt32 && value <= uint.MaxValue))
                {
                    AddArithmetic(topic, type, value);
                }
            }

            AddShifts(topic, type);
        }

        foreach (ulong value in new[] { 1UL << 63, (1UL << 63) + 1, 0xAAAAAAAAAAAAAAAB, ulong.MaxValue - 1, ulong.MaxValue })
        {
            AddArithmetic(topic, ElementType.UInt64, value);
        }

        topic.Add("int (int x)", "x / int.MinValue");
        topic.Add("int (int x)", "x % int.MinValue");
        topic.Add("int (int x)", "x * int.MinValue");
        topic.Add("long (long x)", "x / long.MinValue");
        topic.Add("long (long x)", "x % long.MinValue");
        topic.Add("long (long x)", "x * long.MinValue");
        AddFloating(topic);
        AddCombined(topic);
    }

    private static void AddArithmetic(Topic topic, ElementType type, ulong value)
    {
        string literal = value.ToString(CultureInfo.InvariantCulture);
        string suffix = type switch { ElementType.UInt32 => "u", ElementType.Int64 => "L", ElementType.UInt64 => "UL", _ => "" };
        foreach (string operation in new[] { "*", "/", "%" })
        {
            topic.Unary(type, type, $"x {operation} {literal}{suffix}");
            if (ElementTypes.IsSigned(type))
            {
                topic.Unary(type, type, $"x {operation} -{literal}{suffix}");
            }
        }
    }

    private static void AddShifts(Topic topic, ElementType type)
    {
        foreach (int count in new[] { 0, 1, 2, 3, 7, 8, 15, 16, 30, 31, 32, 33, 47, 62, 63, 64, 65, 255, -1, -31, -33, -64 })
        {
            foreach (string shift in new[] { "<<", ">>", ">>>" })
            {
                topic.Unary(type, type, $"x {shift} {count}");
            }
        }
    }

    private static void AddFloating(Topic topic)
    {
        string[] values = ["0", "1", "2", "3", "10", "0.5", "0.25", "0.1", "1e10", "1e-10", "-1", "-2", "-0.5", "7.25", "1e30"];
        foreach (string value in values)
        {
            foreach (string operation in new[] { "+", "-", "*", "/", "%" })
            {
                topic.Add("double (double x)", $"x {operation} {value}");
                topic.Add("float (float x)", $"x {operation} {value}f");
                topic.Add("double (double x)", $"{value} {operation} x");
                topic.Add("float (float x)", $"{value}f {operation} x");
            }

            topic.Add("bool (double x)", $"x < {value}");
            topic.Add("bool (float x)", $"x >= {value}f");
            topic.Add("bool (float x)", $"x == {value}");
        }
    }

    private static void AddCombined(Topic topic)
    {
        foreach (ElementType type in CSharpTypes.PromotedIntegers)
        {
            foreach (string constant in new[] { "3", "7", "8", "10", "60", "100", "1000", "1024", "65536", "1000000007" })
            {
                topic.Unary(ElementType.Bool, type, $"x % {constant} == 0");
                topic.Unary(type, type, $"x / {constant} * {constant}");
                topic.Unary(type, type, $"x / {constant} + x % {constant}");
                topic.Unary(type, type, $"x / {constant} / {constant}");
                topic.Unary(type, type, $"x * {constant} * {constant} - x");
                topic.Unary(type, type, $"{constant} - x");
                topic.Unary(type, type, $"checked(x * {constant})");
                topic.Unary(type, type, $"checked(x + {constant})");
                topic.Unary(type, type, $"checked(x - {constant})");
                topic.Unary(ElementType.Bool, type, $"x > {constant} - 1 == x >= {constant}");
            }

            foreach (string mask in new[] { "0xFF", "0xFFFF", "0x7FFFFFFF", "1", "0x80", "0xAAAA", "0x0F0F0F0F", "0x10000" })
            {
                topic.Unary(type, type, $"x & {mask}");
                topic.Unary(type, type, $"x | {mask}");
                topic.Unary(type, type, $"x ^ {mask}");
                topic.Unary(ElementType.Bool, type, $"(x & {mask}) != 0");
                topic.Unary(ElementType.Bool, type, $"(x & {mask}) == {mask}");
            }
        }
    }
}
