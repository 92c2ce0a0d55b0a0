using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Tests.IR;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Managed;

public class FallbackWriterTests
{
    [Fact]
    public void EveryOpcodeHasATemplateForEveryType()
    {
        var missing =
            from opcode in ScalarGraphs.Operations
            from a in ScalarGraphs.Types
            from b in ScalarGraphs.Types
            from c in ScalarGraphs.Types
            from to in ScalarGraphs.Types
            where Signature.Accepts(OpcodeTable.Signature(opcode), to, a, b, c)
            where FallbackTable.Find(opcode, a, to, safeDivisor: false) is null
            select (opcode, a, to);
        Assert.Empty(missing.Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RandomFunctionsComputeWhatTheInterpreterComputes(bool checkOverflow)
    {
        var random = new Random(2024);
        List<Function> functions = [.. Enumerable.Range(0, 600).Select(i => RandomFunctions.Create(random, 3 + i % 40))];
        var compiled = CompiledFallbacks.Compile(functions, checkOverflow);
        for (int index = 0; index < functions.Count; index++)
        {
            Function function = functions[index];
            Assert.Null(Verifier.Verify(function));
            var interpreter = new Interpreter(function);
            for (int run = 0; run < 40; run++)
            {
                ulong[] arguments = RandomFunctions.Arguments(random, function);
                Outcome expected = interpreter.Run(arguments) with { Detail1 = 0, Detail2 = 0 };
                Outcome actual = compiled.Run(index, function, arguments, out _);
                bool same = expected.Trap == actual.Trap
                    && OpcodeTableTests.SameValue(ElementTypes.IrTypeOf(function.Results[0].Type), expected.Result, actual.Result);
                if (!same)
                {
                    string bits = string.Join(", ", arguments.Select(a => a.ToString("X")));
                    Assert.Fail($"{expected} expected, {actual} computed, of {bits}\n{Printer.Print(function)}\n{FallbackWriter.Write(function, "")}");
                }
            }
        }
    }

    /// <summary>Without one of the head's lines a project that takes warnings for errors could not have this formula.</summary>
    [Theory]
    [InlineData("CS0162", "int (int x)", "clamp(x, 3, 5)")]
    [InlineData("CS0675", "uint (sbyte x, uint y)", "(uint)x | y")]
    [InlineData("CS0652", "bool (byte x)", "x < 300")]
    [InlineData("CS1718", "bool (float x)", "x != x")]
    public void EachWarningOfTheHeadIsOneOfARightFormula(string id, string signature, string text)
    {
        Function function = Formulas.Bind(signature, text).Function!;
        string source = CompiledFallbacks.Source([function]);
        string line = source.Split('\n').Single(line => line.Contains(id, StringComparison.Ordinal));

        CompiledFallbacks.Load(source, checkOverflow: false);
        var problem = Assert.ThrowsAny<Exception>(() => CompiledFallbacks.Load(source.Replace(line, "", StringComparison.Ordinal), checkOverflow: false));
        Assert.Contains(id, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheHeadHasNoOtherLines() =>
        Assert.Equal(["CS0162", "CS0652", "CS0675", "CS1718"], FallbackWriter.Head.Split('\n').Select(line => line.Split(' ')[3]));

    [Fact]
    public void SharedNodesAreLocalsAndThrowsComeFirst()
    {
        Function function = new([new Parameter("a", ElementType.Int32), new Parameter("int", ElementType.Int32)]);
        Value a = function.Parameter(0);
        Value b = function.Parameter(1);
        Value sum = function.Node(Opcode.Add, IrType.I32, a, b);
        Value square = function.Node(Opcode.Mul, IrType.I32, sum, sum);
        function.Traps.Add(new Trap(TrapKind.DivideByZero, function.Node(Opcode.Eq, IrType.Bool, b, function.Int32(0))));
        function.Results.Add(new Result(null, ElementType.Int32, function.Node(Opcode.DivS, IrType.I32, square, b)));
        const string expected = """
            unchecked
            {
                if (@int == 0) Throw.DivideByZero();
                int t0 = a + @int;
                return ManagedMath.Divide(t0 * t0, @int);
            }

            """;
        Assert.Equal(expected, FallbackWriter.Write(function, ""));
    }

    [Fact]
    public void UnsignedArithmeticNeedsNoCasts()
    {
        Function function = new([new Parameter("x", ElementType.UInt64)]);
        Value x = function.Parameter(0);
        Value mixed = function.Node(Opcode.Xor, IrType.I64, x, function.Node(Opcode.ShrU, IrType.I64, x, function.Int32(30)));
        mixed = function.Node(Opcode.Mul, IrType.I64, mixed, function.Constant(IrType.I64, 0xBF58476D1CE4E5B9));
        function.Results.Add(new Result(null, ElementType.UInt64, mixed));
        Assert.Contains("return (x ^ x >>> 30) * 0xBF58476D1CE4E5B9UL;", FallbackWriter.Write(function, ""), StringComparison.Ordinal);
    }

    [Fact]
    public void FloatingPointConstantsAreExact()
    {
        Function function = new([]);
        Value sum = function.Constant(IrType.F64, 0x8000000000000000);
        foreach (double constant in new[] { 0.1, BitConverter.UInt64BitsToDouble(0x7FF8000000000000), double.PositiveInfinity, double.Epsilon, -1.5 })
        {
            sum = function.Node(Opcode.AddF, IrType.F64, sum, function.Constant(IrType.F64, BitConverter.DoubleToUInt64Bits(constant)));
        }

        function.Results.Add(new Result(null, ElementType.Double, sum));
        Assert.Equal(
            "return -0.0 + 0.1 + BitConverter.UInt64BitsToDouble(0x7FF8000000000000) + double.PositiveInfinity + 5E-324 + -1.5;\n", FallbackWriter.Write(function, ""));
    }

    [Fact]
    public void AParameterNamedLikeAHelperDoesNotHideIt()
    {
        Function function = new([new Parameter("Math", ElementType.Double), new Parameter("Throw", ElementType.Double)]);
        Value root = function.Node(Opcode.SqrtF, IrType.F64, function.Parameter(0));
        Value isNaN = function.Node(Opcode.NeF, IrType.Bool, function.Parameter(1), function.Parameter(1));
        function.Traps.Add(new Trap(TrapKind.SignOfNaN, isNaN));
        function.Results.Add(new Result(null, ElementType.Double, root));
        var compiled = CompiledFallbacks.Compile([function], checkOverflow: false);
        ulong nine = BitConverter.DoubleToUInt64Bits(9);
        Assert.Equal(BitConverter.DoubleToUInt64Bits(3), compiled.Run(0, function, [nine, nine], out _).Result);
        Assert.Equal(TrapKind.SignOfNaN, compiled.Run(0, function, [nine, BitConverter.DoubleToUInt64Bits(double.NaN)], out _).Trap);
    }

    [Fact]
    public void TheMessageOfClampShowsItsBounds()
    {
        Function function = new([new Parameter("min", ElementType.UInt32), new Parameter("max", ElementType.UInt32)]);
        Value min = function.Parameter(0);
        Value max = function.Parameter(1);
        Value wrong = function.Node(Opcode.LtU, IrType.Bool, max, min);
        function.Traps.Add(new Trap(TrapKind.ClampRange, wrong, ElementType.UInt32, min, max));
        function.Results.Add(new Result(null, ElementType.UInt32, min));
        CompiledFallbacks.Compile([function], checkOverflow: false).Run(0, function, [4_000_000_000, 5], out string? message);
        Assert.Equal(Assert.Throws<ArgumentException>(() => Math.Clamp(0u, 4_000_000_000u, 5u)).Message, message);
    }

    [Theory]
    [InlineData(Opcode.Sub)]
    [InlineData(Opcode.MulHighS)]
    [InlineData(Opcode.Neg)]
    internal void ADeepChainCompiles(Opcode opcode)
    {
        Function function = new([new Parameter("x", ElementType.Int64)]);
        Value chain = function.Parameter(0);
        Value x = chain;
        for (int i = 0; i < 10_000; i++)
        {
            chain = function.Node(opcode, IrType.I64, chain, OpcodeTable.Arity(opcode) == 2 ? x : default);
        }

        function.Results.Add(new Result(null, ElementType.Int64, chain));
        var compiled = CompiledFallbacks.Compile([function], checkOverflow: true);
        Assert.Equal(new Interpreter(function).Run([7]).Result, compiled.Run(0, function, [7], out _).Result);
    }
}
