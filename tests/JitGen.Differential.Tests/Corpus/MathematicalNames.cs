using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.Semantics;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>The names of the mathematical functions, as formulas spell them.</summary>
internal static class MathematicalNames
{
    /// <summary>Those of one number, and of two.</summary>
    public static IReadOnlyList<string> Unary { get; } = OfArity(1);

    public static IReadOnlyList<string> Binary { get; } = OfArity(2);

    /// <summary>A text for every function in the place of <c>F(</c>, respectively for every one of two numbers in the place of <c>G(</c>.</summary>
    public static IEnumerable<string> Expand(string text) =>
        text.Contains("F(", StringComparison.Ordinal) ? Unary.Select(name => text.Replace("F(", name + "(", StringComparison.Ordinal))
        : text.Contains("G(", StringComparison.Ordinal) ? Binary.Select(name => text.Replace("G(", name + "(", StringComparison.Ordinal))
        : [text];

    /// <summary>The name of a function; no function of the language has it if users cannot call it.</summary>
    public static string Of(MathFunction function) => function.Name switch
    {
        "ExpM1" => "expm1",
        "LogP1" => "log1p",
        var other => char.ToLowerInvariant(other[0]) + other[1..],
    };

    private static string[] OfArity(int arity) =>
    [
        .. from function in MathFunctions.All
           where function.Arity == arity
           let name = Of(function)
           where FunctionTable.Find(name) is not null
           select name,
    ];
}
