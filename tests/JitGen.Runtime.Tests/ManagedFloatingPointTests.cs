using System;
using System.Numerics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>
/// Floating-point helpers against C# bit for bit. The tests run on .NET 10, whose casts saturate and whose conversions
/// round once.
/// </summary>
public class ManagedFloatingPointTests
{
    [Fact]
    public void ConversionsToIntegersSaturate()
    {
        foreach (double x in Inputs.Doubles)
        {
            Same((ulong)(int)x, (ulong)ManagedMath.ToInt32(x), x);
            Same((uint)x, ManagedMath.ToUInt32(x), x);
            Same((ulong)(long)x, (ulong)ManagedMath.ToInt64(x), x);
            Same((ulong)x, ManagedMath.ToUInt64(x), x);
        }
        foreach (float x in Inputs.Singles)
        {
            Same((ulong)(int)x, (ulong)ManagedMath.ToInt32(x), x);
            Same((uint)x, ManagedMath.ToUInt32(x), x);
            Same((ulong)(long)x, (ulong)ManagedMath.ToInt64(x), x);
            Same((ulong)x, ManagedMath.ToUInt64(x), x);
        }
    }

    [Fact]
    public void ConversionsToIntegersSaturateByTheBook()
    {
        // The same without trust in the host's casts.
        foreach (double x in Inputs.Doubles)
        {
            decimal whole = Math.Abs(x) < 1e20 ? (decimal)Math.Truncate(x) : x > 0 ? 100_000_000_000_000_000_000m : x < 0 ? -100_000_000_000_000_000_000m : 0;
            if (Math.Abs(x) > 1e14 && Math.Abs(x) < 1e20)
            {
                whole = ExactInteger(x);
            }
            Assert.Equal((int)Math.Clamp(whole, int.MinValue, int.MaxValue), ManagedMath.ToInt32(x));
            Assert.Equal((uint)Math.Clamp(whole, uint.MinValue, uint.MaxValue), ManagedMath.ToUInt32(x));
            Assert.Equal((long)Math.Clamp(whole, long.MinValue, long.MaxValue), ManagedMath.ToInt64(x));
            Assert.Equal((ulong)Math.Clamp(whole, ulong.MinValue, ulong.MaxValue), ManagedMath.ToUInt64(x));
        }
    }

    [Fact]
    public void ConversionsFromIntegersRoundOnce()
    {
        foreach (ulong bits in Inputs.UInt64s)
        {
            CheckFromInteger(bits);
        }

        // Around every tie of a float and of a double, where a second rounding shows.
        Random random = new(21);
        for (int i = 0; i < 200_000; i++)
        {
            ulong bits = (ulong)random.NextInt64() | (1UL << 63);
            int keep = i % 2 == 0 ? 24 : 53;
            ulong tie = (bits >> (64 - keep) << (64 - keep)) | (1UL << (63 - keep));
            int shift = random.Next(0, 12);
            foreach (ulong value in new[] { tie - 1, tie, tie + 1, tie + 2 })
            {
                CheckFromInteger(value);
                CheckFromInteger(value >> shift);
                CheckFromInteger(0 - (value >> (shift + 1)));
            }
        }
    }

    [Fact]
    public void RemainderIsCSharps()
    {
        foreach (double x in Inputs.BoundaryDoubles)
        {
            foreach (double y in Inputs.BoundaryDoubles)
            {
                CheckRemainder(x, y);
                CheckRemainder((float)x, (float)y);
            }
        }
        Random random = new(22);
        for (int i = 0; i < 200_000; i++)
        {
            double x = Inputs.Doubles[random.Next(Inputs.Doubles.Length)], y = Inputs.Doubles[random.Next(Inputs.Doubles.Length)];
            CheckRemainder(x, y);
            CheckRemainder(x, x * random.NextDouble());
            CheckRemainder(Math.BitDecrement(y * random.Next(1, 100)), y);
            float f = Inputs.Singles[random.Next(Inputs.Singles.Length)], g = Inputs.Singles[random.Next(Inputs.Singles.Length)];
            CheckRemainder(f, g);
            CheckRemainder(f, f * random.NextSingle());
        }
    }

    [Fact]
    public void CopySignTakesTheSignOfNaNAsPositive()
    {
        foreach (double x in Inputs.BoundaryDoubles)
        {
            foreach (double y in Inputs.BoundaryDoubles)
            {
                SameBits(double.IsNaN(y) ? Math.Abs(x) : Math.CopySign(x, y), ManagedMath.CopySign(x, y), x, y);
                float f = (float)x, g = (float)y;
                SameBits(float.IsNaN(g) ? MathF.Abs(f) : MathF.CopySign(f, g), ManagedMath.CopySign(f, g), f, g);
            }
        }
    }

    [Fact]
    public void SignIsCSharpsAndTotal()
    {
        foreach (double x in Inputs.Doubles)
        {
            Assert.Equal(double.IsNaN(x) ? 0 : Math.Sign(x), ManagedMath.Sign(x));
            Assert.Equal(float.IsNaN((float)x) ? 0 : Math.Sign((float)x), ManagedMath.Sign((float)x));
        }
    }

    [Fact]
    public void LesserAndGreaterAreChoicesOfCSharp()
    {
        foreach (double x in Inputs.BoundaryDoubles)
        {
            foreach (double y in Inputs.BoundaryDoubles)
            {
                SameBits(x < y ? x : y, ManagedMath.Lesser(x, y), x, y);
                SameBits(x > y ? x : y, ManagedMath.Greater(x, y), x, y);
                float f = (float)x, g = (float)y;
                SameBits(f < g ? f : g, ManagedMath.Lesser(f, g), f, g);
                SameBits(f > g ? f : g, ManagedMath.Greater(f, g), f, g);
            }
        }
    }

    [Fact]
    public unsafe void LanesCombineByHalving()
    {
        Random random = new(24);
        float* floats = stackalloc float[64];
        double* doubles = stackalloc double[32];
        for (int run = 0; run < 1000; run++)
        {
            double[] values = Array.ConvertAll(new double[64], _ => run % 10 == 0 ? -0.0 : random.NextDouble() * 4 - 2);
            foreach (bool multiplies in new[] { false, true })
            {
                for (int lane = 0; lane < 64; lane++)
                {
                    floats[lane] = (float)values[lane];
                    doubles[lane % 32] = values[lane];
                }
                double expected = Halve<double>(values.AsSpan(32), multiplies);
                SameBits(expected, multiplies ? ManagedMath.MultiplyLanes(doubles) : ManagedMath.AddLanes(doubles), run, 0);
                float rounded = Halve<float>(Array.ConvertAll(values, value => (float)value), multiplies);
                SameBits(rounded, multiplies ? ManagedMath.MultiplyLanes(floats) : ManagedMath.AddLanes(floats), run, 0);
            }
        }
        ManagedMath.FillLanes(floats, 1);
        ManagedMath.FillLanes(doubles, 1);
        Assert.Equal(64, ManagedMath.AddLanes(floats));
        Assert.Equal(32, ManagedMath.AddLanes(doubles));
    }

    /// <summary>The definition: the lower half combined with the upper one, lane by lane, until there is one.</summary>
    private static T Halve<T>(ReadOnlySpan<T> lanes, bool multiplies)
        where T : INumberBase<T>
    {
        T[] half = new T[lanes.Length / 2];
        for (int lane = 0; lane < half.Length; lane++)
        {
            half[lane] = multiplies ? lanes[lane] * lanes[lane + half.Length] : lanes[lane] + lanes[lane + half.Length];
        }
        return half.Length == 1 ? half[0] : Halve<T>(half, multiplies);
    }

    [Fact]
    public void FusedMultiplyAddRoundsOnce()
    {
        // The processor's instruction is the oracle of the arithmetic without it.
        Assert.True(Fma.IsSupported || AdvSimd.IsSupported);
        foreach (double x in Inputs.BoundaryDoubles)
        {
            foreach (double y in Inputs.BoundaryDoubles)
            {
                foreach (double z in new[] { 0, -0.0, 1, -x * y, Math.BitIncrement(x * y), double.Epsilon, double.MinValue, y })
                {
                    CheckFusedMultiplyAdd(x, y, z);
                    CheckFusedMultiplyAdd((float)x, (float)y, (float)z);
                }
            }
        }
        Random random = new(23);
        for (int i = 0; i < 1_000_000; i++)
        {
            // Operands of similar magnitude, near cancellation, near ties, near the smallest and the largest numbers.
            double x = Inputs.Doubles[random.Next(Inputs.Doubles.Length)], y = Inputs.Doubles[random.Next(Inputs.Doubles.Length)];
            double z = Math.ScaleB(-x * y * random.Next(1, 3), random.Next(-110, 110)) * (1 - (random.Next(3) * double.Epsilon));
            CheckFusedMultiplyAdd(x, y, z);
            CheckFusedMultiplyAdd(Math.ScaleB(random.NextDouble(), -500), Math.ScaleB(random.NextDouble(), -530 - random.Next(60)), double.Epsilon * random.Next(-9, 9));
            float f = Inputs.Singles[random.Next(Inputs.Singles.Length)], g = Inputs.Singles[random.Next(Inputs.Singles.Length)];
            CheckFusedMultiplyAdd(f, g, (float)Math.ScaleB(-(double)f * g, random.Next(-60, 60)));
            CheckFusedMultiplyAdd(random.NextSingle(), random.NextSingle(), MathF.ScaleB(random.NextSingle() - 0.5f, random.Next(-60, 10)));
        }
    }

    private static void CheckFusedMultiplyAdd(double x, double y, double z)
    {
        SameBits(Math.FusedMultiplyAdd(x, y, z), ManagedMath.FusedMultiplyAddInIntegers(x, y, z), x, y, z);
        SameBits(Math.FusedMultiplyAdd(x, y, z), ManagedMath.FusedMultiplyAdd(x, y, z), x, y, z);
    }

    private static void CheckFusedMultiplyAdd(float x, float y, float z)
    {
        SameBits(MathF.FusedMultiplyAdd(x, y, z), ManagedMath.FusedMultiplyAddInDouble(x, y, z), x, y, z);
        SameBits(MathF.FusedMultiplyAdd(x, y, z), ManagedMath.FusedMultiplyAdd(x, y, z), x, y, z);
    }

    private static void CheckFromInteger(ulong bits)
    {
        Same(BitConverter.SingleToUInt32Bits((float)bits), BitConverter.SingleToUInt32Bits(ManagedMath.ToSingle(bits)), bits);
        Same(BitConverter.SingleToUInt32Bits((float)(long)bits), BitConverter.SingleToUInt32Bits(ManagedMath.ToSingle((long)bits)), (long)bits);
        Same(BitConverter.DoubleToUInt64Bits((double)bits), BitConverter.DoubleToUInt64Bits(ManagedMath.ToDouble(bits)), bits);
    }

    private static void CheckRemainder(double x, double y) => SameBits(x % y, ManagedMath.Remainder(x, y), x, y);

    private static void CheckRemainder(float x, float y) => SameBits(x % y, ManagedMath.Remainder(x, y), x, y);

    /// <summary>The value of an integral double below 2^70, from its bits.</summary>
    private static decimal ExactInteger(double x)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Truncate(x));
        decimal value = (bits & ((1UL << 52) - 1)) | (1UL << 52);
        for (int exponent = (int)((bits >> 52) & 0x7FF) - 1075; exponent != 0; exponent -= Math.Sign(exponent))
        {
            value = exponent > 0 ? value * 2 : value / 2;
        }
        return x < 0 ? -value : value;
    }

    private static void Same<T>(ulong expected, ulong actual, T input)
    {
        if (expected != actual)
        {
            Assert.Fail($"of {input:R}: expected 0x{expected:X}, got 0x{actual:X}");
        }
    }

    /// <summary>Equal bits, or both NaN.</summary>
    private static void SameBits(double expected, double actual, double x, double y, double z = 0)
    {
        if (BitConverter.DoubleToUInt64Bits(expected) != BitConverter.DoubleToUInt64Bits(actual) && !(double.IsNaN(expected) && double.IsNaN(actual)))
        {
            Assert.Fail($"of {x:R}, {y:R} and {z:R}: expected {expected:R}, got {actual:R}");
        }
    }
}
