using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>The class around every formula: const fields that it may name, formulas of other methods that it may call.</summary>
internal static class Surroundings
{
    private static readonly (string Type, string Name, string Value, ulong Bits)[] s_constants =
    [
        ("int", "Limit", "1000", 1000),
        ("byte", "Mask", "0x7F", 0x7F),
        ("uint", "Prime", "2654435761", 2654435761),
        ("long", "Offset", "-86400000", unchecked((ulong)-86400000)),
        ("ulong", "Golden", "0x9E3779B97F4A7C15", 0x9E3779B97F4A7C15),
        ("float", "Gain", "0.25f", 0x3E800000),
        ("double", "Scale", "1.0 / 1024", 0x3F50000000000000),
        ("bool", "Enabled", "true", 1),
    ];

    private static readonly Formula[] s_methods =
    [
        Formula.Parse("Half", "int (int x)", "x / 2"),
        Formula.Parse("Divide", "int (int n, int d)", "n / d"),
        Formula.Parse("SafeDivide", "long (long n, long d)", "d != 0 ? n / d : 0"),
        Formula.Parse("Mix", "ulong (ulong z)", "var y = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9; y ^ (y >> 27)"),
        Formula.Parse("Lerp", "double (double a, double b, double t)", "a + (b - a) * t"),
        Formula.Parse("Saturate", "float (float x)", "clamp(x, 0f, 1f)"),
        Formula.Parse("Average", "byte (byte a, byte b)", "(byte)((a + b + 1) / 2)"),
        Formula.Parse("IsOdd", "bool (long x)", "(x & 1) != 0"),
        Formula.Parse("Twice", "int (int x)", "Half(x) + Half(x + 1)", checkedByDefault: true),
    ];

    public static IReadOnlyList<NamedConstant> Constants { get; } =
        [.. s_constants.Select(row => new NamedConstant(row.Name, new ConstantValue(CSharpTypes.Parse(row.Type), row.Bits)))];

    /// <summary>The methods, for the generator of calls.</summary>
    public static IReadOnlyList<(string Name, ElementType Result, ElementType[] Parameters)> Calls { get; } =
        [.. s_methods.Select(method => (method.Name, method.ResultType, method.Parameters.Select(p => p.Type).ToArray()))];

    public static IReadOnlyList<FormulaSource> Methods { get; } = CreateMethods();

    /// <summary>The members of the class in C#.</summary>
    public static string CSharp =>
        string.Concat(s_constants.Select(row => $"    const {row.Type} {row.Name} = {row.Value};\n"))
        + string.Concat(s_methods.Select(method => Oracle.CSharpSource.Method(method, method.Name)));

    /// <summary>The sources of the methods; each can call those before it.</summary>
    private static FormulaSource[] CreateMethods()
    {
        var sources = new List<FormulaSource>();
        foreach (Formula method in s_methods)
        {
            sources.Add(new FormulaSource
            {
                Text = method.Text,
                MethodName = method.Name,
                Parameters = method.Parameters,
                ResultType = method.ResultType,
                CheckedByDefault = method.CheckedByDefault,
                Methods = [.. sources],
            });
        }

        return [.. sources];
    }
}
