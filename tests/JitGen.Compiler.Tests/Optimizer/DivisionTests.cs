using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Optimizer;

public class DivisionTests
{
    private static readonly Opcode[] s_divisions = [Opcode.DivS, Opcode.DivU, Opcode.RemS, Opcode.RemU];

    public static TheoryData<string, string> DivisionsOfEveryType()
    {
        var data = new TheoryData<string, string>();
        foreach (Opcode opcode in s_divisions)
        {
            foreach (ElementType type in new[] { ElementType.Int32, ElementType.Int64, ElementType.Byte, ElementType.SByte, ElementType.Int16, ElementType.UInt16 })
            {
                data.Add(opcode.ToString(), type.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(DivisionsOfEveryType))]
    public void AConstantDivisorLeavesNoDivisionAndTheSameQuotients(string opcodeName, string typeName)
    {
        var opcode = Enum.Parse<Opcode>(opcodeName);
        var type = Enum.Parse<ElementType>(typeName);
        IrType irType = ElementTypes.IrTypeOf(type);
        var random = new Random(5);
        IEnumerable<ulong> divisors = Enumerable.Range(-1100, 2200).Select(d => (ulong)(long)d)
            .Concat(BoundaryValues.Of(irType))
            .Concat(Enumerable.Range(0, 1500).Select(_ => BoundaryValues.Random(random, irType)))
            .Select(d => d & Function.Mask(irType)).Distinct();
        foreach (ulong divisor in divisors)
        {
            Function function = Divide(opcode, type, divisor, out ElementType resultType);
            Function optimized = Compiler.Optimizer.Optimizer.Optimize(function);
            Assert.DoesNotContain(Opcodes(optimized), s_divisions.Contains);
            var interpreter = new Interpreter(optimized);
            foreach (ulong x in Dividends(random, type, divisor))
            {
                ulong wanted = OpcodeTable.Evaluate(opcode, irType, irType, Interpreter.Widen(x, type), divisor);
                ulong got = interpreter.Run([x]).Result;
                if (wanted != got)
                {
                    Assert.Fail($"{(long)x} {opcode} {(long)divisor} is {wanted:X}, not {got:X}\n{Printer.Print(optimized)}");
                }
            }

            Assert.Equal(irType, ElementTypes.IrTypeOf(resultType));
        }
    }

    [Theory]
    [InlineData(Opcode.RemS, ElementType.Int32)]
    [InlineData(Opcode.RemU, ElementType.UInt32)]
    [InlineData(Opcode.RemS, ElementType.Int64)]
    [InlineData(Opcode.RemU, ElementType.UInt64)]
    internal void DivisibilityNeedsNoRemainder(Opcode opcode, ElementType type)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        var random = new Random(6);
        IEnumerable<ulong> divisors = Enumerable.Range(-300, 601).Select(d => (ulong)(long)d)
            .Concat(BoundaryValues.Of(irType))
            .Concat(Enumerable.Range(0, 700).Select(_ => BoundaryValues.Random(random, irType)))
            .Select(d => d & Function.Mask(irType)).Distinct();
        foreach (ulong divisor in divisors)
        {
            foreach (Opcode comparison in new[] { Opcode.Eq, Opcode.Ne })
            {
                Function function = new([new Parameter("x", type)]);
                Value remainder = function.Node(opcode, irType, function.Parameter(0), function.Constant(irType, divisor));
                Value condition = function.Node(comparison, IrType.Bool, remainder, function.Constant(irType, 0));
                function.Results.Add(new Result(null, ElementType.Bool, condition));
                Function optimized = Compiler.Optimizer.Optimizer.Optimize(function);
                Assert.DoesNotContain(Opcodes(optimized), o => s_divisions.Contains(o) || o is Opcode.MulHighS or Opcode.MulHighU);
                var interpreter = new Interpreter(optimized);
                foreach (ulong x in Dividends(random, type, divisor))
                {
                    bool isZero = OpcodeTable.Evaluate(opcode, irType, irType, x, divisor) == 0;
                    Assert.Equal(isZero == (comparison == Opcode.Eq), interpreter.Run([x]).Result != 0);
                }
            }
        }
    }

    [Fact]
    public void EveryByteAndEverySmallDivisorIsRight()
    {
        foreach (ElementType type in new[] { ElementType.Byte, ElementType.SByte })
        {
            foreach (Opcode opcode in s_divisions)
            {
                for (int divisor = -130; divisor <= 260; divisor++)
                {
                    var interpreter = new Interpreter(Compiler.Optimizer.Optimizer.Optimize(Divide(opcode, type, (uint)divisor, out _)));
                    for (uint x = 0; x < 256; x++)
                    {
                        ulong wanted = OpcodeTable.Evaluate(opcode, IrType.I32, IrType.I32, Interpreter.Widen(x, type), (uint)divisor);
                        Assert.Equal(wanted, interpreter.Run([x]).Result);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(Opcode.DivU, ElementType.UInt16, 10)]
    [InlineData(Opcode.DivS, ElementType.Int16, 10)]
    [InlineData(Opcode.DivS, ElementType.Int16, -7)]
    [InlineData(Opcode.RemS, ElementType.Int16, 641)]
    [InlineData(Opcode.RemU, ElementType.UInt16, 641)]
    [InlineData(Opcode.DivS, ElementType.Int16, 8)]
    [InlineData(Opcode.RemS, ElementType.Int16, 8)]
    internal void EveryShortIsRight(Opcode opcode, ElementType type, int divisor)
    {
        var interpreter = new Interpreter(Compiler.Optimizer.Optimizer.Optimize(Divide(opcode, type, (uint)divisor, out _)));
        for (uint x = 0; x < 65536; x++)
        {
            ulong wanted = OpcodeTable.Evaluate(opcode, IrType.I32, IrType.I32, Interpreter.Widen(x, type), (uint)divisor);
            Assert.Equal(wanted, interpreter.Run([x]).Result);
        }
    }

    [Theory]
    [InlineData(ElementType.Int32)]
    [InlineData(ElementType.Int64)]
    internal void MultiplicationByAConstantIsRight(ElementType type)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        var random = new Random(8);
        foreach (ulong factor in Enumerable.Range(-70, 141).Select(f => (ulong)(long)f & Function.Mask(irType)).Concat(BoundaryValues.Of(irType)))
        {
            Function function = new([new Parameter("x", type)]);
            Value product = function.Node(Opcode.Mul, irType, function.Parameter(0), function.Constant(irType, factor));
            function.Results.Add(new Result(null, type, product));
            OptimizerPropertyTests.Check(random, function, Compiler.Optimizer.Optimizer.Optimize(function), 100);
        }
    }

    [Fact]
    public void ARemainderBesideItsQuotientDividesOnce()
    {
        Function function = new([new Parameter("x", ElementType.Int32), new Parameter("y", ElementType.Int32)]);
        Value remainder = function.Node(Opcode.RemS, IrType.I32, function.Parameter(0), function.Parameter(1));
        Value quotient = function.Node(Opcode.DivS, IrType.I32, function.Parameter(0), function.Parameter(1));
        function.Results.Add(new Result(null, ElementType.Int32, function.Node(Opcode.Xor, IrType.I32, remainder, quotient)));
        Function optimized = Compiler.Optimizer.Optimizer.Optimize(function);
        Assert.Single(Opcodes(optimized), s_divisions.Contains);
        OptimizerPropertyTests.Check(new Random(9), function, optimized, 10_000);
    }

    private static Function Divide(Opcode opcode, ElementType type, ulong divisor, out ElementType resultType)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        resultType = irType == IrType.I32 ? ElementType.Int32 : ElementType.Int64;
        Function function = new([new Parameter("x", type)]);
        Value quotient = function.Node(opcode, irType, function.Parameter(0), function.Constant(irType, divisor));
        function.Results.Add(new Result(null, resultType, quotient));
        return function;
    }

    private static Opcode[] Opcodes(Function function) => [.. Enumerable.Range(0, function.Count).Select(id => function.OpcodeOf(new Value(id)))];

    /// <summary>Boundary values, multiples of the divisor and their neighbours, random values.</summary>
    private static IEnumerable<ulong> Dividends(Random random, ElementType type, ulong divisor)
    {
        IrType irType = ElementTypes.IrTypeOf(type);
        ulong mask = Function.Mask(irType);
        foreach (ulong boundary in BoundaryValues.Of(irType))
        {
            yield return Interpreter.Widen(boundary, type);
        }

        for (int i = 0; i < 15; i++)
        {
            ulong any = BoundaryValues.Random(random, irType);
            yield return Interpreter.Widen(any, type);
            ulong multiple = divisor == 0 ? 0 : any / divisor * divisor;
            for (int delta = -1; delta <= 1; delta++)
            {
                yield return Interpreter.Widen((multiple + (ulong)delta) & mask, type);
                yield return Interpreter.Widen((0 - multiple + (ulong)delta) & mask, type);
            }
        }
    }
}
