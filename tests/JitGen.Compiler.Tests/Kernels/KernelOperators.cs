using System.Collections.Generic;
using System.Linq;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>Formulas over spans of each operator and conversion on each type, one a formula.</summary>
internal static class KernelOperators
{
    private static readonly string[] s_integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];
    private static readonly string[] s_floats = ["float", "double"];
    private static readonly string[] s_types = [.. s_integers, .. s_floats];

    /// <summary>Signatures and texts, as those of <see cref="KernelFormulas.All"/>.</summary>
    public static IEnumerable<(string Signature, string Text)> All =>
        [.. s_types.SelectMany(OnAny), .. s_integers.SelectMany(OnIntegers), .. s_floats.SelectMany(OnFloats), .. Conversions, .. OnBools];

    private static IEnumerable<(string Signature, string Text)> OnAny(string type) =>
    [
        .. new[] { "+", "-", "*", "/", "%" }.Select(op => Binary(type, type, $"({type})(x {op} y)")),
        .. new[] { "<", "<=", ">", ">=", "==", "!=" }.Select(op => Binary(type, "bool", $"x {op} y")),
        Binary(type, type, "min(x, y)"),
        Binary(type, type, "max(x, y)"),
        Binary(type, type, "x > y ? x : y"),
        Binary(type, type, $"({type})(x * x + y)"),
        Binary(type, type, $"({type})(x / 7)"),
    ];

    private static IEnumerable<(string Signature, string Text)> OnIntegers(string type)
    {
        foreach (string op in new[] { "&", "|", "^", "<< (int)", ">> (int)", ">>> (int)" })
        {
            yield return Binary(type, type, $"({type})(x {op}y)");
        }

        foreach (string op in new[] { "<< 3", ">> 5", ">>> 2", "% 10", "/ 3", "* 5" })
        {
            yield return Binary(type, type, $"({type})(x {op})");
        }

        yield return Binary(type, type, $"({type})~x");
        yield return Binary(type, type, $"checked(({type})(x + y))");
        yield return Binary(type, type, $"checked(({type})(x - y))");
        yield return Binary(type, type, $"checked(({type})(x * y))");
        yield return Binary(type, "bool", "(x & y) != 0");
        foreach (string function in new[] { "popcount", "leadingZeroCount", "trailingZeroCount" })
        {
            yield return Binary(type, type, $"({type}){function}(x)");
        }

        if (type is "int" or "uint" or "long" or "ulong")
        {
            yield return Binary(type, type, "rotateLeft(x, (int)y)");
            yield return Binary(type, type, "rotateRight(x, 9)");
            yield return Binary(type, type, "multiplyHigh(x, y)");
        }

        if (type != "ulong")
        {
            yield return Binary(type, type, $"({type})-x");
        }

        if (type is "sbyte" or "short" or "int" or "long")
        {
            yield return Binary(type, type, "abs(x)");
        }
    }

    private static IEnumerable<(string Signature, string Text)> OnFloats(string type) =>
    [
        .. new[] { "-x", "abs(x)", "sqrt(x)", "floor(x)", "ceiling(x)", "truncate(x)", "round(x)", "copysign(x, y)", "isNaN(x) ? y : x", "isFinite(x) ? x : y", "fma(x, y, x)", "fma(-x, y, y)" }
            .Select(text => Binary(type, type, text)),
    ];

    private static IEnumerable<(string Signature, string Text)> Conversions =>
        from source in s_types
        from target in s_types
        where source != target
        select ($"void (in {source} x, ref {target} r)", $"({target})x");

    private static IEnumerable<(string Signature, string Text)> OnBools =>
    [
        .. new[] { "x & y", "x | y", "x ^ y", "!x", "x && !y", "x == y", "x != y", "x ? y : !y" }.Select(text => Binary("bool", "bool", text)),
        ("void (in bool x, in double y, ref double r)", "x ? y : -y"),
        ("void (in bool x, in bool y, ref int r)", "x ? 1 : y ? 2 : 3"),
    ];

    private static (string Signature, string Text) Binary(string type, string result, string text) =>
        ($"void (in {type} x, in {type} y, ref {result} r)", text);
}
