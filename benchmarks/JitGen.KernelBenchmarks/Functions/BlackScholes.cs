using System;
using System.Collections.Generic;
using System.Numerics.Tensors;

namespace JitGen.KernelBenchmarks.Functions;

/// <summary>
/// Prices of European call options; the normal distribution is Abramowitz and Stegun's 26.2.17. Inputs are spots, strikes, years and
/// volatilities, the scalar is the rate.
/// </summary>
internal sealed class BlackScholes : Kernel
{
    private const double Slope = 0.2316419;
    private const double Density = 0.3989422804014327;

    /// <summary>The coefficients of the normal distribution's tail, that of the highest power first.</summary>
    private static readonly double[] s_tail = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530];

    public override string Name => "blackScholes";

    public override string Text => "spot * N(d1) - strike * exp(-rate * years) * N(d2)";

    public override IReadOnlyList<Element> Inputs { get; } = [Element.Double, Element.Double, Element.Double, Element.Double];

    public override IReadOnlyList<Element> Outputs { get; } = [Element.Double];

    public override string C =>
        """
        for (long i = 0; i < n; i++)
        {
            T root = w[i] * sqrt(z[i]);
            T d1 = (log(x[i] / y[i]) + (a + w[i] * w[i] / 2) * z[i]) / root, d2 = d1 - root;
            T k1 = 1 / (1 + 0.2316419 * fabs(d1)), k2 = 1 / (1 + 0.2316419 * fabs(d2));
            T tail1 = 0.3989422804014327 * exp(d1 * d1 * -0.5)
                * (((((1.330274429 * k1 - 1.821255978) * k1 + 1.781477937) * k1 - 0.356563782) * k1 + 0.319381530) * k1);
            T tail2 = 0.3989422804014327 * exp(d2 * d2 * -0.5)
                * (((((1.330274429 * k2 - 1.821255978) * k2 + 1.781477937) * k2 - 0.356563782) * k2 + 0.319381530) * k2);
            r[i] = x[i] * (d1 < 0 ? tail1 : 1 - tail1) - y[i] * exp(-a * z[i]) * (d2 < 0 ? tail2 : 1 - tail2);
        }
        """;

    public override int TensorPasses => 52;

    public override (int Count, int ElementBytes) Temporaries => (5, sizeof(double));

    public override (double A, double B) Scalars => (0.03, 0);

    public override Type Formulas => typeof(FunctionFormulas);

    public override bool HasExactOperations => false;

    public override (double Low, double High) RangeOf(int input) => input switch
    {
        0 or 1 => (60, 140),
        2 => (0.02, 2),
        _ => (0.1, 0.6),
    };

    public override void Scalar(in Operands operands) =>
        Loop(operands.X<double>(), operands.Y<double>(), operands.Z<double>(), operands.W<double>(), operands.R<double>(), operands.Scalar0);

    public override void Defined(in Operands operands) => Formula(operands);

    public override void Tensors(in Operands operands)
    {
        ReadOnlySpan<double> spot = operands.X<double>(), strike = operands.Y<double>(), years = operands.Z<double>();
        ReadOnlySpan<double> volatility = operands.W<double>();
        Span<double> price = operands.R<double>(), d1 = operands.Temporary<double>(0), d2 = operands.Temporary<double>(1);
        Span<double> t = operands.Temporary<double>(2);

        TensorPrimitives.Sqrt(years, d2);
        TensorPrimitives.Multiply(d2, volatility, d2);
        TensorPrimitives.Multiply(volatility, volatility, t);
        TensorPrimitives.Multiply(t, 0.5, t);
        TensorPrimitives.Add(t, operands.Scalar0, t);
        TensorPrimitives.Divide(spot, strike, d1);
        TensorPrimitives.Log(d1, d1);
        TensorPrimitives.MultiplyAdd(t, years, d1, d1);
        TensorPrimitives.Divide(d1, d2, d1);
        TensorPrimitives.Subtract(d1, d2, d2);
        Normal(d1, t, operands.Temporary<double>(3), operands.Temporary<double>(4));
        Normal(d2, t, operands.Temporary<double>(3), operands.Temporary<double>(4));
        TensorPrimitives.Multiply(years, -operands.Scalar0, t);
        TensorPrimitives.Exp(t, t);
        TensorPrimitives.Multiply(t, strike, t);
        TensorPrimitives.Multiply(t, d2, t);
        TensorPrimitives.Multiply(spot, d1, price);
        TensorPrimitives.Subtract(price, t, price);
    }

    /// <summary>
    /// Replaces numbers by their normal distribution. There is no selection, so the tail is taken from 1/2, gets the number's sign and is
    /// added to 1/2.
    /// </summary>
    private static void Normal(Span<double> d, Span<double> t, Span<double> k, Span<double> p)
    {
        TensorPrimitives.Abs(d, k);
        TensorPrimitives.Multiply(k, Slope, k);
        TensorPrimitives.Add(k, 1, k);
        TensorPrimitives.Reciprocal(k, k);
        TensorPrimitives.Multiply(k, s_tail[0], p);
        TensorPrimitives.Add(p, s_tail[1], p);
        foreach (double coefficient in s_tail.AsSpan(2))
        {
            TensorPrimitives.MultiplyAdd(p, k, coefficient, p);
        }

        TensorPrimitives.Multiply(p, k, p);
        TensorPrimitives.Multiply(d, d, t);
        TensorPrimitives.Multiply(t, -0.5, t);
        TensorPrimitives.Exp(t, t);
        TensorPrimitives.Multiply(t, Density, t);
        TensorPrimitives.Multiply(t, p, t);
        TensorPrimitives.Subtract(0.5, t, t);
        TensorPrimitives.CopySign(t, d, t);
        TensorPrimitives.Add(t, 0.5, d);
    }

    private static void Loop(
        ReadOnlySpan<double> spot, ReadOnlySpan<double> strike, ReadOnlySpan<double> years, ReadOnlySpan<double> volatility, Span<double> price,
        double rate)
    {
        for (int i = 0; i < spot.Length; i++)
        {
            double root = volatility[i] * Math.Sqrt(years[i]);
            double d1 = (Math.Log(spot[i] / strike[i]) + (rate + volatility[i] * volatility[i] / 2) * years[i]) / root;
            price[i] = spot[i] * Normal(d1) - strike[i] * Math.Exp(-rate * years[i]) * Normal(d1 - root);
        }
    }

    private static double Normal(double x)
    {
        double k = 1 / (1 + Slope * Math.Abs(x));
        double tail = Density * Math.Exp(x * x * -0.5)
            * (((((1.330274429 * k - 1.821255978) * k + 1.781477937) * k - 0.356563782) * k + 0.319381530) * k);
        return x < 0 ? tail : 1 - tail;
    }
}
