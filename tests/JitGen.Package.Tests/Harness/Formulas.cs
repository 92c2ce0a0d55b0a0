using System.Collections.Generic;
using System.Linq;

namespace JitGen.Package.Tests;

/// <summary>A method with a formula, and the calls that the test makes of it.</summary>
/// <param name="Returns">The type of its result.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">Its parameters, as C#.</param>
/// <param name="Text">The formula, which is C# too.</param>
/// <param name="Arguments">The arguments of each call, as C#.</param>
internal sealed record Formula(string Returns, string Name, string Parameters, string Text, params string[] Arguments);

/// <summary>The formulas of the program that every kind of project builds: something of each way a value is passed and returned.</summary>
internal static class Formulas
{
    private const int Integers = 20, Doubles = 12;

    public static IReadOnlyList<Formula> All { get; } =
    [
        new("long", "Add", "long a, long b", "a + b", "40, 2", "long.MaxValue, 1"),
        new("int", "Divide", "int a, int b", "a / b", "-7, 2", "1, 0", "int.MinValue, -1"),
        new("long", "Remainder", "long a, long b", "a % b", "-7, 3", "1, 0", "long.MinValue, -1"),
        new("int", "Guarded", "int a, int b", "b != 0 ? a / b : -1", "9, 0", "9, 2"),
        new("int", "Exact", "int a, int b", "checked(a * b)", "46340, 46340", "46341, 46341"),
        new("uint", "Tenth", "uint a", "a / 10", "uint.MaxValue", "9"),
        new("bool", "Within", "int value, int low, int high", "low <= value && value < high", "5, 0, 5", "-1, -1, 0"),
        new("bool", "Majority", "bool a, bool b, bool c", "a ? b || c : b && c", "true, false, true", "false, true, false"),
        new("byte", "Blend", "byte a, byte b, byte weight",
            "(byte)((a * weight + b * (255 - weight)) / 255)", "255, 0, 128", "200, 100, 255"),
        new("sbyte", "Negate", "sbyte a", "(sbyte)-a", "-128", "127"),
        new("short", "Mean", "short a, short b", "(short)((a + b) >> 1)", "-32768, -32767", "32767, 32766"),
        new("ushort", "Swap", "ushort a", "(ushort)(a << 8 | a >> 8)", "0x1234", "0xFF00"),
        new("ulong", "Mix", "ulong z",
            "ulong a = (z ^ z >> 30) * 0xBF58476D1CE4E5B9; var b = (a ^ a >> 27) * 0x94D049BB133111EB; b ^ b >> 31",
            "1", "0x9E3779B97F4A7C15"),
        new("int", "Bits", "ulong a", "BitOperations.PopCount(a) + BitOperations.LeadingZeroCount(a)", "0", "0xF0"),
        new("int", "Clamp", "int a, int low, int high", "Math.Clamp(a, low, high)", "7, 0, 5", "7, 5, 0"),
        new("long", "Offset", "long a", "Add(a, Distance) * 2", "100"),
        new("float", "Lerp", "float a, float b, float t", "a + (b - a) * t", "1, 2, 0.3f", "float.MaxValue, -float.MaxValue, 0.5f"),
        new("float", "ToSingle", "ulong a", "a", "ulong.MaxValue", "0x8000008000000001"),
        new("int", "ToInteger", "double a", "(int)a", "-1.5", "2147483647.5"),
        new("double", "Hypotenuse", "double x, double y", "Math.Sqrt(x * x + y * y)", "3, 4", "1e200, 1"),
        new("double", "Horner", "double x, double a, double b, double c",
            "Math.FusedMultiplyAdd(Math.FusedMultiplyAdd(a, x, b), x, c)", "0.1, 3, -0.7, 0.04", "double.NaN, 1, 1, 1"),
        new("double", "Rounded", "double x", "Math.Round(x) - Math.Floor(x)", "2.5", "-0.5"),
        Many(),
    ];

    /// <summary>20 integers and 12 doubles: more than any convention passes in registers.</summary>
    private static Formula Many()
    {
        IEnumerable<int> integers = Enumerable.Range(1, Integers), doubles = Enumerable.Range(1, Doubles);
        return new(
            "double",
            "Many",
            string.Join(", ", integers.Select(i => $"int i{i}").Concat(doubles.Select(i => $"double d{i}"))),
            string.Join(" + ", integers.Select(i => $"i{i} * {i}")) + " + " + string.Join(" + ", doubles.Select(i => $"d{i} * {i}.5")),
            string.Join(", ", integers.Select(i => $"{i * i}").Concat(doubles.Select(i => $"1.0 / {i}"))));
    }
}
