using System.Collections.Generic;
using System.Numerics;
using JitGen.Compiler.Targets.Arm64;

namespace JitGen.Compiler.Tests.Targets.Arm64;

public class ImmediateTests
{
    /// <summary>The manual's DecodeBitMasks, over every meaning of the three fields: each value once, and no other is encodable.</summary>
    [Fact]
    public void AllBitmasksOf64BitsAndNoOthersAreEncodable()
    {
        var encodings = new Dictionary<ulong, uint>();
        for (uint fields = 0; fields < 1 << 13; fields++)
        {
            if (DecodeBitmask(fields) is ulong value)
            {
                // The rotation is read modulo the size of the element: the smallest encoding is the one to find.
                encodings.TryAdd(value, fields);
            }
        }

        Assert.Equal(5334, encodings.Count);
        foreach ((ulong value, uint fields) in encodings)
        {
            Assert.True(BitmaskImmediate.TryEncode(value, out uint encoding), $"{value:x16}");
            Assert.True(fields == encoding, $"{value:x16}: {fields:x} {encoding:x}");
            for (int bit = 0; bit < 64; bit++)
            {
                ulong neighbour = value ^ 1UL << bit;
                Assert.Equal(encodings.ContainsKey(neighbour), BitmaskImmediate.IsEncodable(neighbour));
            }
        }

        Assert.False(BitmaskImmediate.IsEncodable(0));
        Assert.False(BitmaskImmediate.IsEncodable(ulong.MaxValue));
    }

    [Fact]
    public void AllFloatImmediatesAndNoOthersAreEncodable()
    {
        var doubles = new HashSet<double>();
        for (uint encoding = 0; encoding < 256; encoding++)
        {
            double value = FloatImmediate.Decode(encoding);
            Assert.True(FloatImmediate.TryEncode(System.BitConverter.DoubleToUInt64Bits(value), 8, out uint wide), $"{value}");
            Assert.True(FloatImmediate.TryEncode(System.BitConverter.SingleToUInt32Bits((float)value), 4, out uint narrow), $"{value}");
            Assert.Equal((encoding, encoding), (wide, narrow));
            doubles.Add(value);
        }

        Assert.Equal(256, doubles.Count);
        double[] others =
            [0, -0.0, 0.0625, 32, 33, 1.03125, 0.1, double.NaN, double.PositiveInfinity, double.Epsilon, 1e300, -1e-300];
        foreach (double other in others)
        {
            Assert.False(FloatImmediate.TryEncode(System.BitConverter.DoubleToUInt64Bits(other), 8, out _), $"{other}");
            Assert.False(FloatImmediate.TryEncode(System.BitConverter.SingleToUInt32Bits((float)other), 4, out _), $"{other}");
        }
    }

    [Theory]
    [InlineData(0UL, true)]
    [InlineData(4095UL, true)]
    [InlineData(4096UL, true)]
    [InlineData(0xFFF000UL, true)]
    [InlineData(4097UL, false)]
    [InlineData(0x1000000UL, false)]
    [InlineData(ulong.MaxValue, false)]
    public void ArithmeticImmediatesHave12Bits(ulong value, bool expected) =>
        Assert.Equal(expected, ArithmeticImmediate.IsEncodable(value));

    [Theory]
    [InlineData(0UL, true)]
    [InlineData(0xFFFFUL, true)]
    [InlineData(0x10000UL, true)]
    [InlineData(0xFFFF000000000000UL, true)]
    [InlineData(0x18000UL, false)]
    [InlineData(0x1000000000001UL, false)]
    public void WideImmediatesHaveOneHalfword(ulong value, bool expected) => Assert.Equal(expected, WideImmediate.IsEncodable(value));

    private static ulong? DecodeBitmask(uint fields)
    {
        uint n = fields >> 12;
        int immr = (int)(fields >> 6 & 0x3F);
        uint imms = fields & 0x3F;
        int length = 31 - BitOperations.LeadingZeroCount(n << 6 | ~imms & 0x3F);
        if (length < 1)
        {
            return null;
        }

        int size = 1 << length;
        int ones = (int)(imms & (size - 1)) + 1;
        if (ones == size)
        {
            return null;
        }

        ulong mask = size == 64 ? ulong.MaxValue : (1UL << size) - 1;
        ulong run = (1UL << ones) - 1;
        int rotation = immr & (size - 1);
        ulong element = rotation == 0 ? run : (run >> rotation | run << (size - rotation)) & mask;
        ulong value = 0;
        for (int position = 0; position < 64; position += size)
        {
            value |= element << position;
        }

        return value;
    }
}
