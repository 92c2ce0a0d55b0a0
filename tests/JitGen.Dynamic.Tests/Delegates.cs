using System;

namespace JitGen.Dynamic.Tests;

// The signatures of the tests' formulas.
[NativeFormula]
internal delegate double Payoff(double spot, double strike);

[NativeFormula]
internal delegate int Integers(int a, int b);

[NativeFormula]
internal delegate bool Flags(bool p, sbyte s, byte b, short h, ushort u);

[NativeFormula]
internal delegate ulong Wide(long a, ulong b, uint c, float d);

[NativeFormula]
internal delegate double Ten(double a, double b, double c, double d, double e, double f, double g, double h, double j, double k);

[NativeFormula]
internal delegate float Named(float code, float bailOut, float result, float @this, float Invoke, float Interpret);

[NativeFormula]
internal delegate void Blend(ReadOnlySpan<float> x, ReadOnlySpan<float> y, float w, Span<float> result);

[NativeFormula]
internal delegate double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y);

[NativeFormula]
internal delegate void Filter(ReadOnlySpan<double> x, Span<double> y, double a, double b);

[NativeFormula]
internal delegate void Divide(ReadOnlySpan<int> a, ReadOnlySpan<int> b, Span<int> quotient, Span<short> low);

/// <summary>What all tests of the tiers share.</summary>
internal static class Tiers
{
    public static NativeFormulaOptions Of(FormulaTier tier) => new() { Tier = tier };

    /// <summary>Each tier, and the change from one to the other in the middle of the calls.</summary>
    public static TheoryData<FormulaTier> All => [FormulaTier.Interpreter, FormulaTier.Native, FormulaTier.Auto];
}
