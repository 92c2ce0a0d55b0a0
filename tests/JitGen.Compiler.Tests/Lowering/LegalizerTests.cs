using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Tests.RegisterAllocation;

namespace JitGen.Compiler.Tests.Lowering;

/// <summary>
/// A lowered function, executed in its schedule's order on a machine whose division faults: it never faults; where it does not
/// leave, it gives what the source gives; where the source throws, it leaves.
/// </summary>
public class LegalizerTests
{
    private static readonly ulong[] s_values =
    [
        0, 1, 2, 3, 7, ulong.MaxValue, ulong.MaxValue - 1, int.MaxValue, 0x80000000, 0x80000001, 0xFFFFFFFF, 0xFFFFFF80,
        0x8000_0000_0000_0000, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0001,
    ];

    private static readonly double[] s_floats =
    [
        0, -0.0, 1, -1, 0.5, 3, -7.25, 1e10, 1e300, 5e-324, 4503599627370497, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    [Theory]
    [InlineData("a / b")]
    [InlineData("a % b")]
    [InlineData("b != 0 ? a / b : 0")]
    [InlineData("b != 0 ? a % b : a")]
    [InlineData("b > 0 ? a / b : b < 0 ? a % b : 7")]
    [InlineData("(b != 0 ? a / b : 0) + a / b")]
    [InlineData("checked((b != 0 ? a / b : 0) + 1) + a / b")]
    [InlineData("checked(a + b) / checked(a - b)")]
    [InlineData("checked(a * b) + a * b")]
    [InlineData("checked((a / b) * c)")]
    [InlineData("a / (b / c)")]
    [InlineData("a % (c == 0 ? b : c)")]
    [InlineData("(int)u / b + (int)(u / 3) % (int)u")]
    [InlineData("(int)(u / v) - (int)(u % v)")]
    [InlineData("a / (b - b)")]
    [InlineData("a != 0 && b / a > c || c / b == 1 ? 1 : 2")]
    [InlineData("abs(a) + sign(b)")]
    [InlineData("clamp(a, b, c)")]
    [InlineData("checked(a + b) > 5 ? checked(a + b) : checked(c - a)")]
    [InlineData("checked(-a) + checked((int)u)")]
    [InlineData("7 / b + a / -1 + a % 5")]
    [InlineData("b > 0 ? a / b : 0")]
    [InlineData("b <= 1 ? 9 : a % b")]
    [InlineData("b >= -1 ? 3 : a / b")]
    [InlineData("b > 0 || a == b ? 5 : b < -1 ? a / b : a")]
    [InlineData("b != 0 && a > c ? a / b : 1")]
    [InlineData("b < 0 || a < 0 ? b : b == 0 ? 7 : a / b")]
    [InlineData("a > 0 ? b > -3 ? c : a / b : 1")]
    [InlineData("(int)(v > 2 ? u % v : v)")]
    [InlineData("b > 0 ? a / b + a / b : a / (c == 0 ? 1 : c)")]
    public void IntegerFormulasAreSafe(string text)
    {
        Parameter[] parameters =
        [
            new("a", ElementType.Int32), new("b", ElementType.Int32), new("c", ElementType.Int32),
            new("u", ElementType.UInt32), new("v", ElementType.UInt32),
        ];
        var random = new Random(1);
        Check(text, parameters, ElementType.Int32, () => s_values[random.Next(s_values.Length)] & uint.MaxValue, canLeaveWithoutTrap: false);
    }

    [Theory]
    [InlineData("x % y")]
    [InlineData("x > 1 ? x % y : y % 3")]
    [InlineData("(x % y) % (y % x)")]
    public void FloatingRemaindersAreExactOrLeave(string text)
    {
        Parameter[] doubles = [new("x", ElementType.Double), new("y", ElementType.Double)];
        Parameter[] floats = [new("x", ElementType.Single), new("y", ElementType.Single)];
        var random = new Random(2);
        ulong NextDouble() => (ulong)BitConverter.DoubleToInt64Bits(
            random.Next(3) == 0 ? s_floats[random.Next(s_floats.Length)] : (random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-60, 60)));
        ulong NextFloat() => (uint)BitConverter.SingleToInt32Bits((float)BitConverter.Int64BitsToDouble((long)NextDouble()));
        Check(text, doubles, ElementType.Double, NextDouble, canLeaveWithoutTrap: true);
        Check(text, floats, ElementType.Single, NextFloat, canLeaveWithoutTrap: true);
    }

    [Fact]
    public void WhatAlwaysThrowsLeavesAtOnce()
    {
        var function = new Function([new Parameter("a", ElementType.Int32)]);
        Value a = function.Parameter(0);
        function.Traps.Add(new Trap(TrapKind.DivideByZero, function.Bool(true)));
        function.Results.Add(new Result(null, ElementType.Int32, function.Node(Opcode.DivS, IrType.I32, a, function.Int32(0))));
        LoweredFunction lowered = Legalizer.Legalize(function, ToyBackend.Target.Backend);
        Assert.Equal([lowered.Function.Bool(true)], lowered.SideExits);
        Assert.True(lowered.Function.IsConstant(lowered.Result.Value));
    }

    private static void Check(string text, Parameter[] parameters, ElementType result, Func<ulong> next, bool canLeaveWithoutTrap)
    {
        BindResult bound = Binder.Bind(
            new FormulaSource { Text = text, MethodName = "F", Parameters = parameters, ResultType = result }, CompilationLimits.Default);
        Function source = bound.Function ?? throw new InvalidOperationException(string.Join("; ", bound.Diagnostics));
        Check(text, source, source, result, next, canLeaveWithoutTrap, OptimizationLevel.None);
        Check(text, source, JitGen.Compiler.Optimizer.Optimizer.Optimize(source), result, next, canLeaveWithoutTrap, OptimizationLevel.Full);
    }

    private static void Check(
        string text, Function meaning, Function source, ElementType result, Func<ulong> next, bool canLeaveWithoutTrap, OptimizationLevel level)
    {
        LoweredFunction lowered = Legalizer.Legalize(source, ToyBackend.Target.Backend, level);
        Schedule schedule = Schedule.Create(lowered);
        AssertIsOrder(schedule);

        var expected = new Interpreter(meaning);
        var actual = new Interpreter(lowered.Function);
        int stayed = 0;
        for (int i = 0; i < 3000; i++)
        {
            ulong[] arguments = [.. source.Parameters.Select(_ => next())];
            Outcome outcome = expected.Run(arguments);
            ulong bits = actual.Run(arguments).Result;
            bool left = Leaves(schedule, actual);
            stayed += left ? 0 : 1;
            string context = $"{text} ({string.Join(", ", arguments)})";
            Assert.True(left || outcome.Trap is null, context + " throws, but native code stays");
            Assert.True(!left || outcome.Trap is not null || canLeaveWithoutTrap, context + " leaves without reason");
            Assert.True(left || Same(bits, outcome.Result, result), context);
        }

        Assert.True(stayed > 0 || source.Traps.Exists(t => source.IsConstant(t.Predicate)) || text.Contains("b - b", StringComparison.Ordinal));
    }

    /// <summary>Walks the schedule over the values of a run; whether a side exit is taken before anything faults.</summary>
    private static bool Leaves(Schedule schedule, Interpreter values)
    {
        foreach (int item in schedule.Items)
        {
            if (item < 0)
            {
                if (values.BitsOf(schedule.Lowered.SideExits[~item]) != 0)
                {
                    return true;
                }

                continue;
            }

            var node = new Value(item);
            Opcode opcode = schedule.Function.OpcodeOf(node);
            if (opcode is Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU)
            {
                ulong dividend = values.BitsOf(schedule.Function.Operand(node, 0));
                ulong divisor = values.BitsOf(schedule.Function.Operand(node, 1));
                Assert.NotEqual(0UL, divisor);
                bool signed = opcode is Opcode.DivS or Opcode.RemS;
                Assert.False(signed && divisor == uint.MaxValue && dividend == 0x80000000);
            }
        }

        return false;
    }

    private static void AssertIsOrder(Schedule schedule)
    {
        var done = new HashSet<int>();
        foreach (int item in schedule.Items)
        {
            Assert.True(done.Add(item));
            for (int k = 0; item >= 0 && k < 3; k++)
            {
                Value operand = schedule.Function.Operand(new Value(item), k);
                Assert.True(operand.IsNone || done.Contains(operand.Id));
            }
        }

        for (int i = 0; i < schedule.Lowered.SideExits.Count; i++)
        {
            Assert.Contains(~i, done);
            Assert.Contains(schedule.Lowered.SideExits[i].Id, done);
        }
    }

    private static bool Same(ulong left, ulong right, ElementType type) =>
        left == right || (IsNaN(left, type) && IsNaN(right, type));

    private static bool IsNaN(ulong bits, ElementType type) => type switch
    {
        ElementType.Double => double.IsNaN(BitConverter.Int64BitsToDouble((long)bits)),
        ElementType.Single => float.IsNaN(BitConverter.Int32BitsToSingle((int)bits)),
        _ => false,
    };
}
