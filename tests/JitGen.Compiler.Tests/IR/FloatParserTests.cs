using System;
using System.Globalization;
using System.Numerics;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Tests.IR;

/// <summary>Decimal literals round as by .NET's own parser, which on .NET 10 is exact.</summary>
public class FloatParserTests
{
    private const int RandomCount = 50_000;

    public static TheoryData<string> HardNumbers =>
    [
        "0", "0.0", "1", "0.1", "1e0", "123456789012345678901234567890", "0.000000000000000000000000000000000000000000000000000000000001",

        // Ties and near ties at the precision of double and float.
        "9007199254740993", "9007199254740993.00000000000000000000000000000000001", "9007199254740992.99999999999999999999", "9007199254740995",
        "16777217", "16777217.0000000000000000000000001", "16777216.99999999999999999", "16777219", "1.00000005960464477539062500", "1.00000005960464477539062501",

        // Numbers on which well-known parsers failed.
        "2.2250738585072011e-308", "2.2250738585072012e-308", "2.2250738585072014e-308", "6.631236846766476e-316", "7.2057594037927933e16",
        "1.7976931348623157e308", "1.7976931348623158e308", "1.7976931348623159e308", "179769313486231580793e289", "0.500000000000000166533453693773481063544750213623046875",
        "3.518437208883201171875e13", "62.5364939768271845828", "8.10109172351e-10", "1.50000000000000011102230246251565", "9007199254740991.4999999999999999999999999999999995",
        "30078505129381147446200", "1777820000000000000001", "2.2222222222222222222222222222222222222222222222e-322", "6.9294956446009195e15",

        // The limits: smallest subnormal, half of it, largest, and the tie with infinity.
        "4.9406564584124654e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "2.47032822920623272e-324", "1e-400", "1e400", "1e-99999999999", "1e99999999999",
        "1.4e-45", "7e-46", "7.1e-46", "7.006492321624085e-46", "7.0064923216240853546186479164495e-46", "7.0064923216240853546186479164496e-46",
        "3.4028234663852886e38", "3.4028235677973366e38", "3.4028235677973367e38", "340282356779733661637539395458142568447", "340282356779733661637539395458142568448",

        "0e99999", "0.0000e-5", "00000000000000000000000001.5", "1E+5", "1e-5", "12.5E3",
    ];

    [Theory]
    [MemberData(nameof(HardNumbers))]
    public void HardNumbersRoundCorrectly(string literal) => AssertEqualsHost(literal);

    [Fact]
    public void NumbersWithManyDigitsRoundCorrectly()
    {
        // Just below, at and just above the midpoint of two subnormal neighbours, which has 767 significant digits.
        string midpoint = MidpointAboveSmallest();
        AssertEqualsHost(midpoint);
        AssertEqualsHost(midpoint + new string('0', 500) + "1");
        AssertEqualsHost(midpoint[..^1] + (char)(midpoint[^1] - 1) + new string('9', 500));
        AssertEqualsHost("0." + new string('0', 400) + "1" + new string('9', 1000) + "e401");
        AssertEqualsHost("1" + new string('0', 1000) + "e-1000");
        AssertEqualsHost(new string('9', 900) + "e-890");
    }

    [Fact]
    public void RandomNumbersRoundCorrectly()
    {
        var random = new Random(1);
        for (int i = 0; i < RandomCount; i++)
        {
            AssertEqualsHost(Digits(random, 1 + random.Next(25)) + "." + Digits(random, 1 + random.Next(25)) + "e" + random.Next(-345, 320).ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void NumbersNearRandomValuesRoundCorrectly()
    {
        var random = new Random(2);
        for (int i = 0; i < RandomCount; i++)
        {
            double value = BitConverter.Int64BitsToDouble(random.NextInt64() & long.MaxValue);
            if (double.IsFinite(value))
            {
                AssertEqualsHost(value.ToString("E" + random.Next(14, 20), CultureInfo.InvariantCulture));
            }

            float single = BitConverter.Int32BitsToSingle(random.Next());
            if (float.IsFinite(single))
            {
                AssertEqualsHost((((double)single + Math.BitIncrement(single)) / 2).ToString("E" + random.Next(5, 40), CultureInfo.InvariantCulture));
            }
        }
    }

    [Fact]
    public void SeparatorsAreSkipped() =>
        Assert.Equal(FloatBits.Of(1000.0625e10), FloatParser.Parse(BinaryFormat.Double, "1_0_00.06_25e1_0"));

    [Fact]
    public void AMillionDigitsTakeLinearTime()
    {
        ulong bits = FloatParser.Parse(BinaryFormat.Double, new string('9', 1_000_000) + "e-999999");
        Assert.Equal(FloatBits.Of(10.0), bits);
    }

    private static void AssertEqualsHost(string literal)
    {
        ulong expected = BitConverter.DoubleToUInt64Bits(double.Parse(literal, CultureInfo.InvariantCulture));
        Assert.True(expected == FloatParser.Parse(BinaryFormat.Double, literal), literal);
        uint single = BitConverter.SingleToUInt32Bits(float.Parse(literal, CultureInfo.InvariantCulture));
        Assert.True(single == FloatParser.Parse(BinaryFormat.Single, literal), literal + "f");
    }

    /// <summary>1.5 * 2^-1074, all its digits.</summary>
    private static string MidpointAboveSmallest()
    {
        string digits = (3 * BigInteger.Pow(5, 1075)).ToString(CultureInfo.InvariantCulture);
        return "0." + digits.PadLeft(1075, '0');
    }

    private static string Digits(Random random, int count) =>
        string.Create(count, random, static (span, random) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = (char)('0' + random.Next(10));
            }
        });
}
