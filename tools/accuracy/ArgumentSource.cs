using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Testing;

namespace JitGen.Accuracy;

/// <summary>Makes arguments of functions: numbers of a type, in doubles. Those of one seed are the same in every run.</summary>
/// <param name="type">Single or Double.</param>
/// <param name="arity">The number of operands.</param>
/// <param name="limit">How large those of moderate magnitude are.</param>
internal sealed class ArgumentSource(ElementType type, int arity, double limit)
{
    /// <summary>Near enough to 0, and to 1, for functions to change their ways.</summary>
    private const double NearLimit = 1.5;

    /// <summary>How many powers of two, respectively how many binary orders of results, second operands of a pair span.</summary>
    private const double OrdersApart = 60;
    private const double OrdersOfPower = 1080;

    /// <summary>Where reductions of arguments round to another integer, or a function changes its way; and where one is special.</summary>
    public IEnumerable<double> Centres { get; } =
    [
        .. from k in Enumerable.Range(1, 64)
           from unit in new[] { Math.PI / 2, Math.PI / 4, Math.Log(2) / 2, Math.Log10(2) / 2, 0.25, 1 / Math.Sqrt(2) }
           from sign in new[] { 1, -1 }
           select sign * k * unit,
        .. type == ElementType.Single ? SpecialNumbers.Singles.Select(bits => (double)BitConverter.UInt32BitsToSingle(bits)) : SpecialNumbers.Doubles.Select(BitConverter.UInt64BitsToDouble),
    ];

    /// <summary>
    /// Random numbers: half of them with any bits, a quarter each of moderate magnitude and around zero. Of two operands the second
    /// is in half of the pairs such that neither disappears beside the other, or a power of it overflows.
    /// </summary>
    public (double X, double Y) Next(Random random)
    {
        double x = Single(random);
        return (x, arity == 1 ? 0 : Second(random, x));
    }

    /// <summary>The number so many numbers of the type behind another, and a random second operand for it.</summary>
    public (double X, double Y) Neighbour(double centre, int distance, Random random)
    {
        double x = type == ElementType.Single
            ? BitConverter.Int32BitsToSingle((int)Step(BitConverter.SingleToInt32Bits((float)centre), distance, int.MinValue))
            : BitConverter.Int64BitsToDouble(Step(BitConverter.DoubleToInt64Bits(centre), distance, long.MinValue));
        return (x, arity == 1 ? 0 : Second(random, x));
    }

    /// <summary>Numbers are ordered as their bits are, negative ones the other way.</summary>
    private static long Step(long bits, int distance, long sign)
    {
        long order = (bits < 0 ? sign - bits : bits) + distance;
        return order < 0 ? sign - order : order;
    }

    private double Single(Random random) => (random.Next() & 3) switch
    {
        0 => Rounded((random.NextDouble() * 2 - 1) * limit),
        1 => Rounded((random.NextDouble() * 2 - 1) * NearLimit),
        _ => type == ElementType.Single
            ? BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32))
            : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue)),
    };

    private double Second(Random random, double x) => (random.Next() & 3) switch
    {
        0 => Rounded((random.NextDouble() * 2 - 1) * OrdersOfPower / Math.Log2(Math.Abs(x))),
        1 => Rounded((random.NextDouble() + 0.5) * x * Math.Pow(2, Math.Round((random.NextDouble() - 0.5) * OrdersApart))),
        _ => Single(random),
    };

    private double Rounded(double x) => type == ElementType.Single ? (float)x : x;
}
