using System;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Tests.IR;

public class FloatFormatterTests
{
    [Theory]
    [InlineData(0.0, "0.0")]
    [InlineData(-0.0, "-0.0")]
    [InlineData(1.0, "1.0")]
    [InlineData(-1234.5, "-1234.5")]
    [InlineData(1e14, "100000000000000.0")]
    [InlineData(1e15, "1E15")]
    [InlineData(0.00001, "0.00001")]
    [InlineData(1.25e-6, "1.25E-6")]
    [InlineData(double.Epsilon, "5E-324")]
    [InlineData(double.MaxValue, "1.7976931348623157E308")]
    [InlineData(9007199254740993.0, "9.007199254740992E15")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void DoublesReadLikeLiterals(double value, string expected) =>
        Assert.Equal(expected, FloatFormatter.Format(BinaryFormat.Double, FloatBits.Of(value)));

    [Theory]
    [InlineData(0.1f, "0.1")]
    [InlineData(16777216f, "16777216.0")]
    [InlineData(float.Epsilon, "1E-45")]
    [InlineData(float.MaxValue, "3.4028235E38")]
    public void FloatsReadLikeLiterals(float value, string expected) =>
        Assert.Equal(expected, FloatFormatter.Format(BinaryFormat.Single, FloatBits.Of(value)));

    [Fact]
    public void DigitsAreTheFewestThatReadBackAsTheSameNumber()
    {
        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            double number = BitConverter.UInt64BitsToDouble(BoundaryValues.Random(random, IrType.F64));
            if (double.IsFinite(number))
            {
                string text = FloatFormatter.Format(BinaryFormat.Double, FloatBits.Of(number));
                Assert.Equal(number, double.Parse(text, CultureInfo.InvariantCulture));
                string shorter = number.ToString(OneDigitLess(text), CultureInfo.InvariantCulture);
                Assert.True(shorter.Length == 0 || double.Parse(shorter, CultureInfo.InvariantCulture) != number, $"{text}, but {shorter}");
            }

            float single = BitConverter.UInt32BitsToSingle((uint)BoundaryValues.Random(random, IrType.F32));
            if (float.IsFinite(single))
            {
                string text = FloatFormatter.Format(BinaryFormat.Single, FloatBits.Of(single));
                Assert.Equal(single, float.Parse(text, CultureInfo.InvariantCulture));
                string shorter = single.ToString(OneDigitLess(text), CultureInfo.InvariantCulture);
                Assert.True(shorter.Length == 0 || float.Parse(shorter, CultureInfo.InvariantCulture) != single, $"{text}, but {shorter}");
            }
        }
    }

    /// <summary>The format with one significant digit less than <paramref name="number"/>; of a single digit, one that prints nothing.</summary>
    private static string OneDigitLess(string number)
    {
        int digits = string.Concat(number.Split('E')[0].Where(char.IsAsciiDigit)).Trim('0').Length;
        return digits > 1 ? "E" + (digits - 2).ToString(CultureInfo.InvariantCulture) : "#;#;#".Replace("#", "''", StringComparison.Ordinal);
    }
}
