using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

public class InterpreterTests
{
    [Fact]
    public void TheFirstTrapWhosePredicateHoldsIsTheOutcome()
    {
        Function function = new([new Parameter("a", ElementType.Int32), new Parameter("b", ElementType.Int32)]);
        Value a = function.Parameter(0);
        Value b = function.Parameter(1);
        Value zero = function.Node(Opcode.Eq, IrType.Bool, b, function.Int32(0));
        Value overflow = function.Node(Opcode.AddOverflowS, IrType.Bool, a, b);
        function.Traps.Add(new Trap(TrapKind.Overflow, overflow));
        function.Traps.Add(new Trap(TrapKind.ClampRange, zero, ElementType.Int32, a, b));
        function.Results.Add(new Result(null, ElementType.Int32, function.Node(Opcode.DivS, IrType.I32, a, b)));
        var interpreter = new Interpreter(function);

        Assert.Equal(new Outcome(null, 3), interpreter.Run([7, 2]));
        Assert.Equal(new Outcome(TrapKind.ClampRange, 0, 7, 0), interpreter.Run([7, 0]));
        Assert.Equal(new Outcome(TrapKind.Overflow, 0), interpreter.Run([int.MaxValue, 1]));
    }

    [Theory]
    [InlineData(ElementType.SByte, 0xFF80UL, 0xFFFFFF80UL)]
    [InlineData(ElementType.Byte, 0xFF80UL, 0x80UL)]
    [InlineData(ElementType.Int16, 0x8000UL, 0xFFFF8000UL)]
    [InlineData(ElementType.UInt16, 0xF8000UL, 0x8000UL)]
    [InlineData(ElementType.Bool, 0x100UL, 1UL)]
    [InlineData(ElementType.Int32, ulong.MaxValue, 0xFFFFFFFFUL)]
    [InlineData(ElementType.UInt32, 0x1_8000_0000UL, 0x8000_0000UL)]
    [InlineData(ElementType.Int64, ulong.MaxValue, ulong.MaxValue)]
    internal void ArgumentsAreWidenedByTheirType(ElementType type, ulong argument, ulong expected)
    {
        Function function = new([new Parameter("x", type)]);
        function.Results.Add(new Result(null, type, function.Parameter(0)));
        Assert.Equal(expected, new Interpreter(function).Run([argument]).Result);
    }

    [Fact]
    public void ADeepGraphIsEvaluatedWithoutRecursion()
    {
        Function function = new([new Parameter("x", ElementType.Int64)]);
        Value x = function.Parameter(0);
        Value sum = x;
        for (int i = 0; i < 200_000; i++)
        {
            sum = function.Node(Opcode.Add, IrType.I64, sum, x);
        }

        function.Results.Add(new Result(null, ElementType.Int64, sum));
        Assert.Equal(600_003UL, new Interpreter(function).Run([3]).Result);
    }
}
