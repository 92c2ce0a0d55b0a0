using System;
using System.Collections.Generic;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Accuracy;

/// <summary>What is promised of a function's results.</summary>
/// <param name="Name">The name of the function that it computes, which the reference has.</param>
/// <param name="Precision">Strict or Fast.</param>
/// <param name="Arity">The number of its operands.</param>
internal sealed record FunctionPromise(string Name, string Precision, int Arity)
{
    private const string FastPrefix = "Fast";
    private const double OfFast = 2;
    private const double OfTwoFloats = 0.501;
    private const double OfRounded = 0.5;
    private const double OfDouble = 1;

    /// <summary>What the functions of fast precision state, each of its own.</summary>
    private static readonly Dictionary<string, double> s_fast = new()
    {
        ["Exp"] = 0.9, ["Exp2"] = 0.88, ["Exp10"] = 1.01, ["ExpM1"] = 1.46, ["Log"] = 1.14, ["Log2"] = 1.93, ["LogP1"] = 1.27,
        ["Sin"] = 1.91, ["Cos"] = 1.91, ["Tanh"] = 1.94,
    };

    private bool IsFast => Precision == FastPrefix;

    public static FunctionPromise Of(MathFunction function)
    {
        bool isFast = function.Name.StartsWith(FastPrefix, StringComparison.Ordinal);
        return new FunctionPromise(isFast ? function.Name[FastPrefix.Length..] : function.Name, isFast ? FastPrefix : "Strict", function.Arity);
    }

    /// <summary>Whether every result is the number of the type that is nearest to the exact one.</summary>
    public bool MustRound(ElementType type) => type == ElementType.Single && Arity == 1 && !IsFast;

    /// <summary>The largest error, in units of the last place.</summary>
    public double Bound(ElementType type) => IsFast ? s_fast.GetValueOrDefault(Name, OfFast) : type == ElementType.Double ? OfDouble : MustRound(type) ? OfRounded : OfTwoFloats;
}
