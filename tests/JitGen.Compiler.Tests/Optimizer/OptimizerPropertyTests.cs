using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Optimizer;

public class OptimizerPropertyTests
{
    [Theory]
    [InlineData(1, 4, 6000)]
    [InlineData(2, 15, 3000)]
    [InlineData(3, 60, 1500)]
    [InlineData(4, 400, 100)]
    public void AnOptimizedFunctionHasTheSameOutcome(int seed, int nodes, int functions)
    {
        for (int i = 0; i < functions; i++)
        {
            var random = new Random(seed * 1_000_003 + i);
            Function function = RandomFunctions.Create(random, nodes);
            string before = Printer.Print(function);
            Function optimized = Compiler.Optimizer.Optimizer.Optimize(function);
            Assert.Null(Verifier.Verify(optimized));
            Assert.Equal(before, Printer.Print(function));
            Check(random, function, optimized, 30);
        }
    }

    [Theory]
    [InlineData(ElementType.Int32, 20_000)]
    [InlineData(ElementType.Int64, 10_000)]
    [InlineData(ElementType.Byte, 10_000)]
    [InlineData(ElementType.Int16, 10_000)]
    [InlineData(ElementType.Single, 10_000)]
    [InlineData(ElementType.Double, 10_000)]
    [InlineData(ElementType.Bool, 3_000)]
    internal void ACrowdedFunctionHasTheSameOutcome(ElementType type, int functions)
    {
        for (int i = 0; i < functions; i++)
        {
            var random = new Random((int)type * 10_000_019 + i);
            Function function = RandomFunctions.CreateCrowded(random, 3 + i % 12, type);
            Function optimized = Compiler.Optimizer.Optimizer.Optimize(function);
            Assert.Null(Verifier.Verify(optimized));
            Check(random, function, optimized, 20);
        }
    }

    [Fact]
    public void AnOptimizedFunctionIsAsOptimizedAsItGets()
    {
        int changed = 0;
        for (int i = 0; i < 3000; i++)
        {
            Function once = Compiler.Optimizer.Optimizer.Optimize(RandomFunctions.Create(new Random(i), 20));
            Function twice = Compiler.Optimizer.Optimizer.Optimize(once);
            Assert.True(twice.Count <= once.Count + 1, Printer.Print(once) + Printer.Print(twice));
            changed += Printer.Print(once) != Printer.Print(twice) ? 1 : 0;
        }

        // Strength reduction opens a few chances that only another round would see.
        Assert.InRange(changed, 0, 150);
    }

    [Theory]
    [InlineData(Opcode.Add)]
    [InlineData(Opcode.Sub)]
    [InlineData(Opcode.RemS)]
    [InlineData(Opcode.MinS)]
    [InlineData(Opcode.Or)]
    internal void ADeepGraphIsOptimizedWithoutRecursion(Opcode opcode)
    {
        Function function = new([new Parameter("x", ElementType.Int32), new Parameter("y", ElementType.Int32)]);
        Value chain = function.Parameter(0);
        Value condition = function.Bool(false);
        for (int i = 0; i < 50_000; i++)
        {
            Value next = function.Node(opcode, IrType.I32, function.Parameter(1), function.Node(Opcode.Xor, IrType.I32, chain, function.Int32(i)));
            Value test = function.Node(Opcode.LtS, IrType.Bool, next, function.Int32(i % 7));
            condition = function.Node(i % 2 == 0 ? Opcode.Or : Opcode.And, IrType.Bool, condition, test);
            chain = function.Node(Opcode.Select, IrType.I32, test, next, chain);
        }

        function.Traps.Add(new Trap(TrapKind.Overflow, condition));
        function.Results.Add(new Result(null, ElementType.Int32, chain));
        Check(new Random(1), function, Compiler.Optimizer.Optimizer.Optimize(function), 5);
    }

    [Fact]
    public void RangesHoldForEveryValue()
    {
        for (int i = 0; i < 4000; i++)
        {
            var random = new Random(i);
            Function function = RandomFunctions.Create(random, 30);
            var simplifier = new Simplifier(function);
            var interpreter = new Interpreter(function);
            for (int run = 0; run < 20; run++)
            {
                interpreter.Run(RandomFunctions.Arguments(random, function));
                for (int id = 0; id < function.Count; id++)
                {
                    var node = new Value(id);
                    IrType type = function.TypeOf(node);
                    if (type is not (IrType.I32 or IrType.I64))
                    {
                        continue;
                    }

                    ulong bits = interpreter.BitsOf(node);
                    long signed = ValueRange.SignExtend(type, bits);
                    ValueRange range = simplifier.Range(node);
                    bool holds = bits >= range.UnsignedMin && bits <= range.UnsignedMax
                        && signed >= range.SignedMin && signed <= range.SignedMax && (bits & range.Zeros) == 0;
                    if (!holds)
                    {
                        Assert.Fail($"{node} is {bits:X}, out of {range.UnsignedMin:X}..{range.UnsignedMax:X}, "
                            + $"{range.SignedMin}..{range.SignedMax}, zeros {range.Zeros:X}\n{Printer.Print(function)}");
                    }
                }
            }
        }
    }

    /// <summary>Compares outcomes, exceptions with their details included, for random arguments.</summary>
    internal static void Check(Random random, Function function, Function optimized, int runs)
    {
        var expected = new Interpreter(function);
        var actual = new Interpreter(optimized);
        IrType type = ElementTypes.IrTypeOf(function.Results[0].Type);
        for (int run = 0; run < runs; run++)
        {
            ulong[] arguments = RandomFunctions.Arguments(random, function);
            Outcome wanted = expected.Run(arguments);
            Outcome got = actual.Run(arguments);
            bool same = wanted.Trap == got.Trap && (wanted.Trap is null
                ? OpcodeTableTests.SameValue(type, wanted.Result, got.Result)
                : SameDetails(wanted, got));
            if (!same)
            {
                string bits = string.Join(", ", arguments.Select(a => a.ToString("X")));
                Assert.Fail($"{wanted} expected, {got} computed, of {bits}\n{Printer.Print(function)}\n{Printer.Print(optimized)}");
            }
        }
    }

    private static bool SameDetails(Outcome wanted, Outcome got)
    {
        bool SameDetail(ulong left, ulong right) =>
            OpcodeTableTests.SameValue(IrType.F64, left, right) || OpcodeTableTests.SameValue(IrType.F32, left, right);
        return SameDetail(wanted.Detail1, got.Detail1) && SameDetail(wanted.Detail2, got.Detail2);
    }
}
