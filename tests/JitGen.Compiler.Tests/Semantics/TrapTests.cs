using System;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Semantics;

namespace JitGen.Compiler.Tests.Semantics;

/// <summary>What C# would throw is trapped, in C#'s order; what it would not evaluate is not.</summary>
public class TrapTests
{
    [Theory]
    [InlineData("a / b", 7, 0, TrapKind.DivideByZero)]
    [InlineData("a % b", 7, 0, TrapKind.DivideByZero)]
    [InlineData("a / b", int.MinValue, -1, TrapKind.Overflow)]
    [InlineData("a % b", int.MinValue, -1, TrapKind.Overflow)]
    [InlineData("a / b", int.MinValue, 0, TrapKind.DivideByZero)]
    [InlineData("a / -1", int.MinValue, 0, TrapKind.Overflow)]
    [InlineData("int.MinValue / b", 0, -1, TrapKind.Overflow)]
    [InlineData("unchecked(a / b)", int.MinValue, -1, TrapKind.Overflow)]
    [InlineData("checked(a + b)", int.MaxValue, 1, TrapKind.Overflow)]
    [InlineData("checked(a - b)", int.MinValue, 1, TrapKind.Overflow)]
    [InlineData("checked(a * b)", 1 << 16, 1 << 15, TrapKind.Overflow)]
    [InlineData("checked(-a)", int.MinValue, 0, TrapKind.Overflow)]
    [InlineData("checked((byte)a)", 256, 0, TrapKind.Overflow)]
    [InlineData("checked((byte)a)", -1, 0, TrapKind.Overflow)]
    [InlineData("checked((int)(uint)a)", -1, 0, TrapKind.Overflow)]
    [InlineData("checked((sbyte)(a * 1.0))", 128, 0, TrapKind.Overflow)]
    [InlineData("checked((int)(a * 1.0 / b))", 0, 0, TrapKind.Overflow)]
    [InlineData("checked(unchecked(a + b) + (a - b))", int.MinValue, 1, TrapKind.Overflow)]
    [InlineData("abs(a)", int.MinValue, 0, TrapKind.AbsOverflow)]
    [InlineData("Math.Abs((sbyte)a)", -128, 0, TrapKind.AbsOverflow)]
    [InlineData("sign(a / 0.0 * b)", 1, 0, TrapKind.SignOfNaN)]
    [InlineData("clamp(a, 5, b)", 1, 4, TrapKind.ClampRange)]
    [InlineData("a / 0", 1, 0, TrapKind.DivideByZero)]
    [InlineData("b != 0 || a / b == 0 ? 1 : 2", 1, 0, TrapKind.DivideByZero)]
    [InlineData("b == 0 && a / b == 0 ? 1 : 2", 1, 0, TrapKind.DivideByZero)]
    [InlineData("var t = a / b; 1", 1, 0, TrapKind.DivideByZero)]
    [InlineData("b != 0 ? 1 : a / b", 1, 0, TrapKind.DivideByZero)]
    [InlineData("(b == 0 ? a / b : 0) + checked(a + 1)", int.MaxValue, 0, TrapKind.DivideByZero)]
    [InlineData("checked(a + 1) + a / b", int.MaxValue, 0, TrapKind.Overflow)]
    [InlineData("true ? a / b : 0", 1, 0, TrapKind.DivideByZero)]
    internal void WhatCSharpThrowsIsTrapped(string text, int a, int b, TrapKind expected) =>
        Assert.Equal(expected, Run(text, a, b).Trap);

    [Theory]
    [InlineData("b != 0 ? a / b : 0", 7, 0, 0)]
    [InlineData("b == 0 ? 0 : a / b", 7, 0, 0)]
    [InlineData("b != 0 && a / b > 1 ? 1 : 2", 7, 0, 2)]
    [InlineData("b == 0 || a / b > 1 ? 1 : 2", 7, 0, 1)]
    [InlineData("b != 0 && a != 0 && a / b / a >= 0 ? 1 : 2", 0, 5, 2)]
    [InlineData("b != 0 ? (a > 5 ? a / b : 1) : 2", 7, 0, 2)]
    [InlineData("false ? a / b : 3", 7, 0, 3)]
    [InlineData("false && a / b == 0 ? 1 : 3", 7, 0, 3)]
    [InlineData("true || a / b == 0 ? 1 : 3", 7, 0, 1)]
    [InlineData("a + b", int.MaxValue, 1, int.MinValue)]
    [InlineData("unchecked(a + b)", int.MaxValue, 1, int.MinValue)]
    [InlineData("checked(unchecked(a + b))", int.MaxValue, 1, int.MinValue)]
    [InlineData("-a", int.MinValue, 0, int.MinValue)]
    [InlineData("(byte)a", 257, 0, 1)]
    [InlineData("checked((byte)a)", 255, 0, 255)]
    [InlineData("checked((byte)(a + 0.9))", 255, 0, 255)]
    [InlineData("checked((byte)(a - 0.9))", 0, 0, 0)]
    [InlineData("checked((int)(a + 0.9))", int.MaxValue, 0, int.MaxValue)]
    [InlineData("(sbyte)(a * 1.0)", 300, 0, 44)]
    [InlineData("(int)(a * 4.0)", int.MaxValue, 0, int.MaxValue)]
    [InlineData("(int)(a / 0.0 * b)", 1, 0, 0)]
    [InlineData("checked(a << 31)", 3, 0, int.MinValue)]
    [InlineData("checked(~a)", int.MinValue, 0, int.MaxValue)]
    [InlineData("int.MinValue % -1", 0, 0, 0)]
    [InlineData("unchecked(int.MinValue / -1)", 0, 0, int.MinValue)]
    public void WhatCSharpDoesNotThrowIsNotTrapped(string text, int a, int b, int expected) =>
        Assert.Equal(new Outcome(null, (uint)expected), Run(text, a, b));

    [Fact]
    public void ProjectSettingChecksByDefault()
    {
        Assert.Equal(TrapKind.Overflow, Formulas.Run(Formulas.Source("int (int a)", "a + 1", isChecked: true), int.MaxValue).Trap);
        Assert.Equal(TrapKind.Overflow, Formulas.Run(Formulas.Source("int (long a)", "(int)a", isChecked: true), 1UL << 40).Trap);
        Assert.Null(Formulas.Run(Formulas.Source("int (int a)", "unchecked(a + 1)", isChecked: true), int.MaxValue).Trap);
    }

    [Fact]
    public void ClampShowsItsBounds()
    {
        Outcome outcome = Formulas.Run("float (float x, float low, float high)", "clamp(x, low, high)", Bits(0), Bits(2), Bits(1));
        Assert.Equal(new Outcome(TrapKind.ClampRange, 0, Bits(2), Bits(1)), outcome);

        BindResult result = Formulas.Bind("int (byte x, byte low)", "clamp(x, low, (byte)9)");
        Assert.Equal(ElementType.Byte, Assert.Single(result.Function!.Traps).DetailType);
    }

    [Theory]
    [InlineData("a / 3")]
    [InlineData("a / (b | 1) * 0 + a / 3 + a % 7")]
    public void ConstantDivisorsNeedNoTest(string text)
    {
        int general = text.Contains('|') ? 2 : 0;
        Assert.Equal(general, Formulas.Bind("int (int a, int b)", text).Function!.Traps.Count);
    }

    [Fact]
    public void CheckedConversionsThrowExactlyOutsideTheirRange()
    {
        string[] integers = ["sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong"];
        foreach (string to in integers)
        {
            IntegerRange range = IntegerRange.Of(Formulas.Type(to));
            decimal[] edges = [range.Min - 1m, range.Min, range.Min + 1m, 0, -1, range.Max - 1m, range.Max, range.Max + 1m];
            foreach (string from in integers)
            {
                IntegerRange source = IntegerRange.Of(Formulas.Type(from));
                foreach (decimal value in edges.Where(edge => edge >= source.Min && edge <= source.Max))
                {
                    ulong bits = value < 0 ? (ulong)(long)value : (ulong)value;
                    Outcome outcome = Formulas.Run($"{to} ({from} x)", $"checked(({to})x)", bits);
                    bool fits = value >= range.Min && value <= range.Max;
                    Assert.True(fits == outcome.Trap is null, string.Create(CultureInfo.InvariantCulture, $"{from} {value} to {to}"));
                }
            }
        }
    }

    private static Outcome Run(string text, int a, int b) => Formulas.Run("int (int a, int b)", text, (uint)a, (uint)b);

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);
}
