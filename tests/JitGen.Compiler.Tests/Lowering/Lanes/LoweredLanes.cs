using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>A kernel and its lanes for a target, evaluated side by side by the meaning of the opcodes.</summary>
internal sealed class LoweredLanes
{
    /// <summary>Elements beside the iteration's, either way, that there are values for.</summary>
    private const int Reach = 4;

    private readonly Function _source;
    private readonly bool _mayBeRare;
    private readonly Target _target;

    public LoweredLanes(Function source, Target target, OptimizationLevel level)
    {
        _source = source;
        _target = target;
        Kernel = LaneLowering.Lower(source, target, level);
        _mayBeRare = Enumerable.Range(0, source.Count).Any(id => source.OpcodeOf(new Value(id)) is Opcode.RemF or Opcode.Rare);
        string? problem = LaneVerifier.Verify(Kernel, target.Level);
        Assert.True(problem is null, $"{target.Name}: {problem}\n{this}");
    }

    public VectorFunction Kernel { get; }

    /// <summary>In bits; of constants it does not count.</summary>
    public int WidestLane => Enumerable.Range(0, Kernel.Function.Count).Select(id => new Value(id))
        .Where(node => !Kernel.Function.IsConstant(node)).Max(node => IrTypes.Bits(Kernel.Function.TypeOf(node)));

    /// <summary>Elements of each parameter around one iteration: of a value, the one in the middle counts.</summary>
    public static ulong[][] Elements(Random random, Function function) =>
        [.. function.Parameters.Select(parameter => Enumerable.Range(0, 2 * Reach + 1).Select(_ => Element(random, parameter.Type)).ToArray())];

    /// <summary>Compares an iteration; says whether native code computes it.</summary>
    public bool Check(ulong[][] elements, int index)
    {
        ulong[] expected = Evaluate(_source, elements, index, isLane: false);
        ulong[] actual = Evaluate(Kernel.Function, elements, index, isLane: true);
        bool throws = _source.Traps.Any(trap => expected[trap.Predicate.Id] != 0);
        bool leaves = new[] { Kernel.Exit, Kernel.UniformExit }.Any(exit => !exit.IsNone && actual[exit.Id] != 0);
        if (leaves || throws)
        {
            Assert.True(leaves, $"{_target.Name}: the exception is missed\n{this}");
            Assert.True(throws || _mayBeRare, $"{_target.Name}: there is no reason to leave\n{this}");
            return false;
        }

        for (int i = 0; i < _source.Results.Count; i++)
        {
            Result result = _source.Results[i];
            ulong mask = ulong.MaxValue >> (64 - ElementTypes.Bits(result.Type));
            AssertSame(result.Type, expected[result.Value.Id] & mask, actual[Kernel.Stores[i].Value.Id], "store " + i, elements);
        }

        for (int i = 0; i < _source.Reductions.Count; i++)
        {
            Reduction reduction = _source.Reductions[i];
            AssertSame(
                reduction.Type, expected[reduction.Value.Id], actual[Kernel.Function.Reductions[i].Value.Id], "reduction " + i, elements);
        }

        return true;
    }

    public override string ToString() => Printer.Print(_source) + "\n" + PrintLanes();

    /// <summary>The nodes, and what is done with them.</summary>
    public string PrintLanes()
    {
        Function function = Kernel.Function;
        var text = new StringBuilder(Printer.Print(function));
        Kernel.Stores.ForEach(store => text.Append($"  store {function.Parameters[store.Span].Name} {store.Value}\n"));
        Kernel.Updates.ForEach(update => text.Append($"  update {update}\n"));
        Kernel.ElementWise.ForEach(operation => text.Append($"  element by element: {operation}\n"));
        return text.Append($"  exit {Kernel.Exit}, {Kernel.UniformExit}\n").ToString();
    }

    private static ulong Element(Random random, ElementType type)
    {
        ulong bits = BoundaryValues.Random(random, ElementTypes.IrTypeOf(type));
        return type == ElementType.Bool ? bits & 1 : bits & (ulong.MaxValue >> (64 - ElementTypes.Bits(type)));
    }

    /// <summary>The bits of all nodes in one iteration.</summary>
    private static ulong[] Evaluate(Function function, ulong[][] elements, int index, bool isLane)
    {
        ulong[] values = new ulong[function.Count];
        for (int id = 0; id < values.Length; id++)
        {
            var node = new Value(id);
            IrType type = function.TypeOf(node);
            ulong Bits(int operand) => function.Operand(node, operand) is { IsNone: false } value ? values[value.Id] : 0;
            values[id] = function.OpcodeOf(node) switch
            {
                Opcode.Constant => function.BitsOf(node),
                Opcode.Parameter => Widen((int)function.BitsOf(node), 0) & Function.Mask(type),
                Opcode.Element when isLane => elements[function.SpanOf(node)][Reach + function.OffsetOf(node)],
                Opcode.Element => Widen(function.SpanOf(node), function.OffsetOf(node)),
                Opcode.Index => (ulong)index & Function.Mask(type),
                Opcode.Length => (ulong)index + 1,
                Opcode.Reduced => 0,
                Opcode opcode => OpcodeTable.Evaluate(opcode, function.TypeOf(function.Operand(node, 0)), type, Bits(0), Bits(1), Bits(2)),
            };

            // What is above the value in its 8 bytes is nobody's business.
            ulong Widen(int parameter, int offset) =>
                Interpreter.Widen(elements[parameter][Reach + offset], function.Parameters[parameter].Type);
        }

        return values;
    }

    private void AssertSame(ElementType type, ulong expected, ulong actual, string what, ulong[][] elements)
    {
        bool bothNaN = ElementTypes.IsFloating(type)
            && BinaryFormat.Of(ElementTypes.IrTypeOf(type)) is var format && format.IsNaN(expected) && format.IsNaN(actual);
        Assert.True(
            expected == actual || bothNaN,
            $"{_target.Name}: {what} is {actual:x}, not {expected:x}, of {string.Join(", ", elements.Select(e => e[Reach].ToString("x")))}\n{this}");
    }
}
