using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using System.Reflection;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>A function overload, as a formula spells it.</summary>
internal sealed record FunctionOverload(string Name, ElementType Result, ElementType[] Parameters);

/// <summary>
/// The overloads that formulas can call: the lower-case ones, and those of the same meaning in Math, MathF,
/// BitOperations and the types themselves, read from the base class library itself.
/// </summary>
internal static class FunctionCatalog
{
    private static readonly string[] s_mathNames =
        ["Abs", "Min", "Max", "Clamp", "Sign", "CopySign", "Sqrt", "FusedMultiplyAdd", "Floor", "Ceiling", "Round", "Truncate"];

    private static readonly string[] s_numberNames = ["Abs", "Min", "Max", "Clamp", "Sign"];

    private static readonly string[] s_bitNames = ["PopCount", "LeadingZeroCount", "TrailingZeroCount", "RotateLeft", "RotateRight"];

    public static IReadOnlyList<FunctionOverload> All { get; } =
    [
        .. Of(typeof(Functions), "", name => char.IsAsciiLetterLower(name[0])),
        .. Of(typeof(Math), "Math.", s_mathNames.Contains),
        .. Of(typeof(MathF), "MathF.", s_mathNames.Contains),
        .. Of(typeof(BitOperations), "BitOperations.", s_bitNames.Contains),
        .. Of(typeof(sbyte), "sbyte.", s_numberNames.Contains),
        .. Of(typeof(byte), "byte.", s_numberNames.Contains),
        .. Of(typeof(short), "short.", s_numberNames.Contains),
        .. Of(typeof(ushort), "ushort.", s_numberNames.Contains),
        .. Of(typeof(int), "int.", IsOfInteger),
        .. Of(typeof(uint), "uint.", IsOfInteger),
        .. Of(typeof(long), "long.", IsOfInteger),
        .. Of(typeof(ulong), "ulong.", IsOfInteger),
        .. Of(typeof(float), "float.", IsOfFloat),
        .. Of(typeof(double), "double.", IsOfFloat),
    ];

    /// <summary>The overloads by their result.</summary>
    public static ILookup<ElementType, FunctionOverload> ByResult { get; } = All.ToLookup(overload => overload.Result);

    private static bool IsOfInteger(string name) => s_numberNames.Contains(name) || name is "RotateLeft" or "RotateRight";

    /// <summary>Clamp is left out: what it makes of a NaN as a bound changed with .NET 10.</summary>
    private static bool IsOfFloat(string name) => (s_mathNames.Contains(name) && name != "Clamp") || name is "IsNaN" or "IsFinite";

    private static IEnumerable<FunctionOverload> Of(Type type, string prefix, Func<string, bool> isIncluded) =>
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Static)
        where isIncluded(method.Name) && CSharpTypes.Of(method.ReturnType) is not null
        let parameters = method.GetParameters().Select(parameter => CSharpTypes.Of(parameter.ParameterType)).ToArray()
        where parameters.All(parameter => parameter is not null)
        where !(method.Name == "Round" && parameters.Length != 1)
        orderby method.Name, parameters.Length, parameters[0]
        select new FunctionOverload(prefix + method.Name, CSharpTypes.Of(method.ReturnType)!.Value, [.. parameters.Select(p => p!.Value)]);
}
