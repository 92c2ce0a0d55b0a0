using System;
using System.Numerics;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>Integer helpers against C# where C# gives a value, against their contract where it throws.</summary>
public class ManagedIntegerTests
{
    [Fact]
    public void DivisionIsCSharpsAndTotal()
    {
        ForAllPairs((a, b) =>
        {
            Same(Quotient<int>((int)a, (int)b), ManagedMath.Divide((int)a, (int)b));
            Same(Quotient<uint>((uint)a, (uint)b), ManagedMath.Divide((uint)a, (uint)b));
            Same(Quotient<long>((long)a, (long)b), ManagedMath.Divide((long)a, (long)b));
            Same(Quotient<ulong>(a, b), ManagedMath.Divide(a, b));
            Same(Rest<int>((int)a, (int)b), ManagedMath.Remainder((int)a, (int)b));
            Same(Rest<uint>((uint)a, (uint)b), ManagedMath.Remainder((uint)a, (uint)b));
            Same(Rest<long>((long)a, (long)b), ManagedMath.Remainder((long)a, (long)b));
            Same(Rest<ulong>(a, b), ManagedMath.Remainder(a, b));
        });
    }

    [Fact]
    public void MultiplyHighIsTheUpperHalfOfTheExactProduct()
    {
        ForAllPairs((a, b) =>
        {
            Same((int)(((BigInteger)(int)a * (int)b) >> 32), ManagedMath.MultiplyHigh((int)a, (int)b));
            Same((uint)(((BigInteger)(uint)a * (uint)b) >> 32), ManagedMath.MultiplyHigh((uint)a, (uint)b));
            Same((long)(((BigInteger)(long)a * (long)b) >> 64), ManagedMath.MultiplyHigh((long)a, (long)b));
            Same((ulong)(((BigInteger)a * b) >> 64), ManagedMath.MultiplyHigh(a, b));
        });
    }

    [Fact]
    public void OverflowIsWhenTheExactResultDoesNotFit()
    {
        ForAllPairs((a, b) =>
        {
            int i = (int)a, j = (int)b;
            uint u = (uint)a, v = (uint)b;
            long k = (long)a, l = (long)b;
            Same(!Fits<int>((BigInteger)i + j), ManagedMath.AddOverflows(i, j));
            Same(!Fits<uint>((BigInteger)u + v), ManagedMath.AddOverflows(u, v));
            Same(!Fits<long>((BigInteger)k + l), ManagedMath.AddOverflows(k, l));
            Same(!Fits<ulong>((BigInteger)a + b), ManagedMath.AddOverflows(a, b));
            Same(!Fits<int>((BigInteger)i - j), ManagedMath.SubtractOverflows(i, j));
            Same(!Fits<uint>((BigInteger)u - v), ManagedMath.SubtractOverflows(u, v));
            Same(!Fits<long>((BigInteger)k - l), ManagedMath.SubtractOverflows(k, l));
            Same(!Fits<ulong>((BigInteger)a - b), ManagedMath.SubtractOverflows(a, b));
            Same(!Fits<int>((BigInteger)i * j), ManagedMath.MultiplyOverflows(i, j));
            Same(!Fits<uint>((BigInteger)u * v), ManagedMath.MultiplyOverflows(u, v));
            Same(!Fits<long>((BigInteger)k * l), ManagedMath.MultiplyOverflows(k, l));
            Same(!Fits<ulong>((BigInteger)a * b), ManagedMath.MultiplyOverflows(a, b));
        });
    }

    [Fact]
    public void AbsIsCSharpsAndTotal()
    {
        foreach (ulong bits in Inputs.UInt64s)
        {
            Same((int)bits == int.MinValue ? int.MinValue : Math.Abs((int)bits), ManagedMath.Abs((int)bits));
            Same((long)bits == long.MinValue ? long.MinValue : Math.Abs((long)bits), ManagedMath.Abs((long)bits));
        }
    }

    /// <summary>All pairs of boundary values, then random pairs.</summary>
    private static void ForAllPairs(Action<ulong, ulong> check)
    {
        foreach (ulong a in Inputs.BoundaryIntegers)
        {
            foreach (ulong b in Inputs.BoundaryIntegers)
            {
                check(a, b);
            }
        }
        for (int i = 1; i < Inputs.UInt64s.Length; i++)
        {
            check(Inputs.UInt64s[i], Inputs.UInt64s[i - 1]);
            check(Inputs.UInt64s[i - 1], Inputs.UInt64s[i]);
        }
    }

    private static T Quotient<T>(T a, T b)
        where T : IBinaryInteger<T>, IMinMaxValue<T>
    {
        try
        {
            return a / b;
        }
        catch (DivideByZeroException)
        {
            return T.Zero;
        }
        catch (OverflowException)
        {
            return T.MinValue;
        }
    }

    private static T Rest<T>(T a, T b)
        where T : IBinaryInteger<T>
    {
        // .NET leaves open whether MinValue % -1 throws.
        try
        {
            return a % b;
        }
        catch (DivideByZeroException)
        {
            return a;
        }
        catch (OverflowException)
        {
            return T.Zero;
        }
    }

    private static bool Fits<T>(BigInteger value)
        where T : IBinaryInteger<T>, IMinMaxValue<T> =>
        value >= BigInteger.CreateChecked(T.MinValue) && value <= BigInteger.CreateChecked(T.MaxValue);

    private static void Same<T>(T expected, T actual)
        where T : IEquatable<T>
    {
        if (!expected.Equals(actual))
        {
            Assert.Fail($"expected {expected}, got {actual}");
        }
    }
}
