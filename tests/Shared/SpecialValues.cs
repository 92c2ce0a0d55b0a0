using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace JitGen.Testing;

/// <summary>
/// A row of the table of special values, for floats and for doubles: <c>Atan2 -0 inf = -0</c>. Words stand for numbers of the type:
/// <c>inf</c>, <c>nan</c>, <c>min</c> for the smallest positive one, <c>normal</c> for the smallest normal one, <c>max</c> for the
/// largest. A result that is <c>finite</c> is any number but zero.
/// </summary>
/// <param name="Function">The function's name.</param>
/// <param name="Words">What it is called with, as the table has it.</param>
/// <param name="Result">What comes of it, as the table has it.</param>
internal sealed record SpecialValue(string Function, IReadOnlyList<string> Words, string Result)
{
    private const string AnyNumber = "finite";

    /// <summary>The bits of the arguments.</summary>
    public ulong[] Arguments(bool isSingle) => [.. Words.Select(word => Parse(word, isSingle))];

    /// <summary>What is wrong with the bits of a result; null if nothing is.</summary>
    public string? FindFault(bool isSingle, ulong bits)
    {
        double actual = ToNumber(bits, isSingle);
        double expected = Result == AnyNumber ? actual : ToNumber(Parse(Result, isSingle), isSingle);
        bool isRight = Result == AnyNumber
            ? double.IsFinite(actual) && actual != 0
            : expected.Equals(actual) && (double.IsNaN(expected) || double.IsNegative(expected) == double.IsNegative(actual));
        return isRight ? null : $"{this}, but {(isSingle ? "float" : "double")} {actual:R}";
    }

    public override string ToString() => $"{Function} {string.Join(' ', Words)} = {Result}";

    private static double ToNumber(ulong bits, bool isSingle) =>
        isSingle ? BitConverter.UInt32BitsToSingle((uint)bits) : BitConverter.UInt64BitsToDouble(bits);

    private static ulong Parse(string word, bool isSingle)
    {
        double number = word.TrimStart('-') switch
        {
            "inf" => double.PositiveInfinity,
            "nan" => double.NaN,
            "min" => isSingle ? float.Epsilon : double.Epsilon,
            "max" => isSingle ? float.MaxValue : double.MaxValue,
            "normal" => isSingle ? 1.1754943508222875e-38 : 2.2250738585072014e-308,
            var digits => double.Parse(digits, CultureInfo.InvariantCulture),
        };
        number = word[0] == '-' ? -number : number;
        return isSingle ? BitConverter.SingleToUInt32Bits((float)number) : BitConverter.DoubleToUInt64Bits(number);
    }
}

/// <summary>The table of special values.</summary>
internal static class SpecialValues
{
    private static readonly SpecialValue[] s_rows =
    [
        .. File.ReadAllLines(Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "JitGen.Compiler.Tests", "Functions", "special-values.txt"))
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' '))
            .Select(words => new SpecialValue(words[0], words[1..^2], words[^1])),
    ];

    /// <summary>The functions that have rows.</summary>
    public static IEnumerable<string> Functions => s_rows.Select(row => row.Function).Distinct();

    public static IEnumerable<SpecialValue> Of(string function) => s_rows.Where(row => row.Function == function);
}
