using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.Optimizer;

/// <summary>What formulas become. That each rule keeps every bit is the property tests' business.</summary>
public class RewriteRuleTests
{
    [Theory]
    [InlineData("x + 0", "x")]
    [InlineData("x + 1 + 2", "add(x, 3)")]
    [InlineData("x - 5", "add(x, -5)")]
    [InlineData("10 - (x + 3)", "sub(7, x)")]
    [InlineData("(x + 1) + (y + 2)", "add(add(x, y), 3)")]
    [InlineData("x - x", "0")]
    [InlineData("x + y - y", "x")]
    [InlineData("y + (x - y)", "x")]
    [InlineData("x + -y", "sub(x, y)")]
    [InlineData("-(x - y)", "sub(y, x)")]
    [InlineData("-1 - x", "not(x)")]
    [InlineData("x + x", "shl(x, 1)")]
    [InlineData("x * 3 * 5 * 2", "mul(x, 30)")]
    [InlineData("x * 8", "shl(x, 3)")]
    [InlineData("x * -1", "neg(x)")]
    [InlineData("(x << 3) * 5", "mul(x, 40)")]
    [InlineData("x * 31", "sub(shl(x, 5), x)")]
    [InlineData("x * 33", "add(shl(x, 5), x)")]
    [InlineData("x * 9", "mul(x, 9)")]
    [InlineData("x << 3 << 4", "shl(x, 7)")]
    [InlineData("x << 20 << 20", "0")]
    [InlineData("x << 35", "shl(x, 3)")]
    [InlineData("x << (y & 31)", "shl(x, y)")]
    [InlineData("x >>> 8 << 8", "and(x, -256)")]
    [InlineData("x << 24 >> 24", "signExtend8(x)")]
    [InlineData("x & 255", "zeroExtend8(x)")]
    [InlineData("x & 0xF0 & 0x3C", "and(x, 48)")]
    [InlineData("(x & 12) | (x & 3)", "and(x, 15)")]
    [InlineData("x | ~x", "-1")]
    [InlineData("x & (x | y)", "x")]
    [InlineData("~(x ^ 5)", "xor(x, -6)")]
    [InlineData("x ^ y ^ x", "y")]
    [InlineData("(x << 7) | (x >>> 25)", "rotL(x, 7)")]
    [InlineData("(x << 7) ^ (x >>> 25)", "rotL(x, 7)")]
    [InlineData("(x << y) | (x >>> (32 - y))", "rotL(x, y)")]
    [InlineData("(x << -y) | (x >>> y)", "rotR(x, y)")]
    [InlineData("x < y ? x : y", "minS(x, y)")]
    [InlineData("x > 100 ? 100 : x", "minS(x, 100)")]
    [InlineData("x < 0 ? 0 : x", "maxS(x, 0)")]
    [InlineData("x < 0 ? -x : x", "absS(x)")]
    [InlineData("x < 0 ? 1 : 0", "shrU(x, 31)")]
    [InlineData("x < 0 ? -1 : 0", "shrS(x, 31)")]
    [InlineData("x == y ? x : y", "y")]
    [InlineData("x == 5 ? 0 : 1", "select(ne(x, 5), 1, 0)")]
    [InlineData("x / 1", "x")]
    [InlineData("x % 1", "0")]
    [InlineData("(byte)x % 256", "zeroExtend8(x)")]
    [InlineData("(sbyte)(byte)x", "signExtend8(x)")]
    [InlineData("(int)((long)x + y)", "add(x, y)")]
    [InlineData("(int)((long)x * y >> 32)", "mulHighS(x, y)")]
    internal void IntegerFormulas(string text, string expected) =>
        Assert.Equal(expected, Optimized(text, ElementType.Int32, ("x", ElementType.Int32), ("y", ElementType.Int32)));

    [Theory]
    [InlineData("x != y == false", "eq(x, y)")]
    [InlineData("!(x < y)", "leS(y, x)")]
    [InlineData("x < 10 && x < 5", "leS(x, 4)")]
    [InlineData("x >= 0 && x < 10", "leU(x, 9)")]
    [InlineData("x >= 5 && x <= 10", "leU(add(x, -5), 5)")]
    [InlineData("x == 3 || x != 3", "true")]
    [InlineData("x < 3 || x > 7", "ltU(4, add(x, -3))")]
    [InlineData("x != 0 && x == 0", "false")]
    [InlineData("x == 7 && y == 2 && x != 0", "and(eq(x, 7), eq(y, 2))")]
    [InlineData("x + 3 == 10", "eq(x, 7)")]
    [InlineData("x - y == 0", "eq(x, y)")]
    [InlineData("(x ^ y) != 0", "ne(x, y)")]
    [InlineData("(x & 8) == 8", "ne(and(x, 8), 0)")]
    [InlineData("x % 8 == 0", "eq(and(x, 7), 0)")]
    [InlineData("(long)x < (long)y", "ltS(x, y)")]
    [InlineData("(long)x == 5000000000L", "false")]
    [InlineData("(byte)x < 256", "true")]
    [InlineData("(byte)x <= -1", "false")]
    [InlineData("(x < y ? 1 : 0) == 1", "ltS(x, y)")]
    [InlineData("(x < y ? true : false)", "ltS(x, y)")]
    [InlineData("x % 3 == 0", "leU(add(mul(x, -1431655765), 715827882), 1431655764)")]
    internal void Conditions(string text, string expected) =>
        Assert.Equal(expected, Optimized(text, ElementType.Bool, ("x", ElementType.Int32), ("y", ElementType.Int32)));

    [Theory]
    [InlineData("x + 0.0", "addF(x, 0.0)")]
    [InlineData("x - 0.0", "x")]
    [InlineData("x + -0.0", "x")]
    [InlineData("x * 1", "x")]
    [InlineData("x * 0", "mulF(x, 0.0)")]
    [InlineData("x * 2", "addF(x, x)")]
    [InlineData("x / 8", "mulF(x, 0.125)")]
    [InlineData("x / 3", "divF(x, 3.0)")]
    [InlineData("x / -1", "negF(x)")]
    [InlineData("x - x", "subF(x, x)")]
    [InlineData("0.0 - x", "subF(0.0, x)")]
    [InlineData("-0.0 - x", "negF(x)")]
    [InlineData("x + 1 + 2", "addF(addF(x, 1.0), 2.0)")]
    [InlineData("-x * -y", "mulF(x, y)")]
    [InlineData("x + -y", "subF(x, y)")]
    [InlineData("-(x * 3)", "mulF(x, -3.0)")]
    [InlineData("-(x - y)", "negF(subF(x, y))")]
    [InlineData("abs(-x)", "absF(x)")]
    [InlineData("floor(truncate(x))", "truncateF(x)")]
    [InlineData("x < y ? x : y", "select(ltF(x, y), x, y)")]
    [InlineData("copysign(x, -2.0)", "negF(absF(x))")]
    internal void FloatingPointFormulas(string text, string expected) =>
        Assert.Equal(expected, Optimized(text, ElementType.Double, ("x", ElementType.Double), ("y", ElementType.Double)));

    [Theory]
    [InlineData("(float)((double)x + (double)y)", "addF(x, y)")]
    [InlineData("(float)((double)x * 0.5)", "mulF(x, 0.5)")]
    [InlineData("(float)((double)x * 0.1)", "demote(mulF(promote(x), 0.1))")]
    [InlineData("(float)sqrt((double)x)", "sqrtF(x)")]
    [InlineData("(float)((double)x * y + 1.0)", "demote(addF(mulF(promote(x), promote(y)), 1.0))")]
    [InlineData("(float)floor((double)x)", "floorF(x)")]
    internal void SinglePrecision(string text, string expected) =>
        Assert.Equal(expected, Optimized(text, ElementType.Single, ("x", ElementType.Single), ("y", ElementType.Single)));

    [Theory]
    [InlineData("b != 0 ? a / b : 0", "select(ne(b, 0), divS(a, b), 0) throws Overflow: and(eq(a, -2147483648), eq(b, -1))")]
    [InlineData("a / b + a % b", "add(divS(a, b), sub(a, mul(divS(a, b), b))) throws DivideByZero: eq(b, 0) throws Overflow: and(eq(a, -2147483648), eq(b, -1))")]
    [InlineData("b > 0 ? a / b : 0", "select(ltS(0, b), divS(a, b), 0)")]
    [InlineData("b != 0 && b != -1 ? a / b : 0", "select(ltU(1, add(b, 1)), divS(a, b), 0)")]
    [InlineData("a / (b | 1)", "divS(a, or(b, 1)) throws Overflow: and(eq(a, -2147483648), eq(or(b, 1), -1))")]
    [InlineData("checked((byte)a + (byte)b)", "add(zeroExtend8(a), zeroExtend8(b)) throws Overflow: ltU(255, a) throws Overflow: ltU(255, b)")]
    [InlineData("checked((a & 255) * (b & 255))", "mul(zeroExtend8(a), zeroExtend8(b))")]
    [InlineData("checked((int)((long)a * b))", "mul(a, b) throws Overflow: mulOverflowS(a, b)")]
    [InlineData("checked((int)((long)a << 3))", "shl(a, 3) throws Overflow: ne(shl(signExtend32(a), 3), signExtend32(shl(a, 3)))")]
    [InlineData("checked(a - 1)", "add(a, -1) throws Overflow: addOverflowS(a, -1)")]
    [InlineData("abs(a & 7)", "and(a, 7)")]
    internal void Exceptions(string text, string expected) =>
        Assert.Equal(expected, Optimized(text, ElementType.Int32, ("a", ElementType.Int32), ("b", ElementType.Int32)));

    [Theory]
    [InlineData(ElementType.Byte, "(byte)(x & 255)", "x")]
    [InlineData(ElementType.Byte, "(byte)(x >> 4)", "shrU(x, 4)")]
    [InlineData(ElementType.SByte, "(sbyte)x", "x")]
    [InlineData(ElementType.UInt16, "(ushort)(x / 10)", "shrU(mul(x, 52429), 19)")]
    [InlineData(ElementType.Byte, "(byte)(x / 10)", "shrU(mul(x, 205), 11)")]
    internal void SmallTypesNeedNoExtension(ElementType type, string text, string expected) =>
        Assert.Equal(expected, Optimized(text, type, ("x", type)));

    [Theory]
    [InlineData(ElementType.UInt32, "x / 10", "truncate(shrU(mul(zeroExtend32(x), 3435973837), 35))")]
    [InlineData(ElementType.UInt32, "x / 7", "truncate(mulHighU(zeroExtend32(x), 2635249153617166336))")]
    [InlineData(ElementType.UInt32, "x / 3000000000", "select(ltU(-1294967297, x), 1, 0)")]
    [InlineData(ElementType.Int32, "x / 10", "sub(truncate(shrS(mul(signExtend32(x), 1717986919), 34)), shrS(x, 31))")]
    [InlineData(ElementType.Int32, "x / 8", "shrS(select(ltS(x, 0), add(x, 7), x), 3)")]
    [InlineData(ElementType.Int32, "x / 2", "shrS(add(shrU(x, 31), x), 1)")]
    [InlineData(ElementType.UInt64, "x / 10", "shrU(mulHighU(x, -3689348814741910323), 3)")]
    [InlineData(ElementType.UInt64, "x / 16 % 4", "and(shrU(x, 4), 3)")]
    [InlineData(ElementType.UInt64, "x / 10 / 10", "shrU(mulHighU(shrU(x, 2), 2951479051793528259), 2)")]
    internal void DivisionsByConstants(ElementType type, string text, string expected) =>
        Assert.Equal(expected, Optimized(text, type, ("x", type)));

    /// <summary>The optimized formula as one expression, with its traps behind it.</summary>
    private static string Optimized(string text, ElementType result, params (string Name, ElementType Type)[] parameters)
    {
        List<Parameter> list = [.. parameters.Select(p => new Parameter(p.Name, p.Type))];
        var bound = Compilation.Bind(new FormulaSource { Text = text, MethodName = "F", Parameters = list, ResultType = result });
        Assert.True(bound.Function is not null, string.Join('\n', bound.Diagnostics));
        Function function = Compiler.Optimizer.Optimizer.Optimize(bound.Function!);
        string traps = string.Concat(function.Traps.Select(trap => $" throws {trap.Kind}: {Expression(function, trap.Predicate)}"));
        return Expression(function, function.Results[0].Value) + traps;
    }

    private static string Expression(Function function, Value value)
    {
        Opcode opcode = function.OpcodeOf(value);
        IEnumerable<string> operands = Enumerable.Range(0, OpcodeTable.Arity(opcode)).Select(i => Expression(function, function.Operand(value, i)));
        return opcode switch
        {
            Opcode.Constant => Printer.Constant(function.TypeOf(value), function.BitsOf(value)),
            Opcode.Parameter => function.Parameters[(int)function.BitsOf(value)].Name,
            _ => $"{OpcodeTable.Name(opcode)}({string.Join(", ", operands)})",
        };
    }
}
