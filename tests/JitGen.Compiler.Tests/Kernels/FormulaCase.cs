using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>A call of a formula's kernel with random arguments, checked against the interpreter.</summary>
internal sealed class FormulaCase : KernelCase
{
    private readonly Function _function;
    private readonly KernelSignature _signature;
    private readonly bool _mayLeaveWithoutTrap;

    private FormulaCase(Function function, ulong[] values, ulong[][] spans, int length)
        : base(function.Parameters, values, spans, length)
    {
        _function = function;
        _signature = new KernelSignature(function);
        var uses = new KernelSpans(function);
        Start = uses.Before;
        Count = Math.Max(length - uses.After, Start);

        // Rarities are left to managed code; so are, over elements, traps that depend on no element.
        _mayLeaveWithoutTrap = Enumerable.Range(0, function.Count).Any(
            id => function.OpcodeOf(new Value(id)) is Opcode.Rare or Opcode.RemF);
    }

    /// <summary>A call over spans of a length.</summary>
    /// <param name="random">Where the arguments come from.</param>
    /// <param name="function">The formula as the text says it.</param>
    /// <param name="length">The number of elements, at most a block of a reduction.</param>
    /// <param name="calm">Whether numbers are small and not zero, so that nothing throws.</param>
    public static FormulaCase Create(Random random, Function function, int length, bool calm)
    {
        (ulong[] values, ulong[][] spans) = KernelFormulas.Arguments(random, function, length, calm);
        return new FormulaCase(function, values, spans, length);
    }

    public override string? Check(long result, byte[] block, ulong[][] spans, int iteration)
    {
        ulong[][] expected = [.. Spans.Select(span => (ulong[])span.Clone())];
        KernelOutcome outcome = new KernelInterpreter(_function).Run(Values, expected);
        if (result < Count && Count > Start)
        {
            bool isLeft = outcome.Outcome.Trap is not null && outcome.Index >= result && outcome.Index < result + iteration;
            if (!isLeft && !_mayLeaveWithoutTrap)
            {
                return $"{result} was returned for no reason ({Start} to {Count}, {outcome})";
            }
        }
        else if (_function.Shape == KernelShape.Reduction)
        {
            return CheckReduction(outcome, block) ?? Compare(Spans, spans, result);
        }
        else if (outcome.Outcome.Trap is not null)
        {
            return $"{outcome.Outcome.Trap} at {outcome.Index} was not left to managed code";
        }

        for (int span = 0; span < spans.Length; span++)
        {
            for (long i = Math.Max(result, 0); i < expected[span].Length; i++)
            {
                expected[span][i] = Spans[span][i];
            }
        }

        return _function.Shape == KernelShape.Reduction ? Compare(Spans, spans, result) : Compare(expected, spans, result);
    }

    /// <summary>The kernel's results are those of the only block; the formula makes its value of them.</summary>
    private string? CheckReduction(KernelOutcome expected, byte[] block)
    {
        ulong[] reduced = [.. _function.Reductions.Select((reduction, i) =>
            BitConverter.ToUInt64(block, _signature.ResultOffset(i)) & Function.Mask(ElementTypes.IrTypeOf(reduction.Type)))];
        if (Count <= Start)
        {
            reduced = [.. _function.Reductions.Select(NeutralElement.Of)];
        }

        Function finish = _function.Finish!;
        Outcome outcome = new Interpreter(finish).Run(new Leaves(Values, null, 0, Length, reduced));
        ElementType type = finish.Results[0].Type;
        bool isSame = outcome.Trap == expected.Outcome.Trap
            && (outcome.Trap is not null || KernelFormulas.Same(type, outcome.Result, expected.Outcome.Result));
        return isSame ? null : $"{outcome} instead of {expected.Outcome}; reduced {string.Join(", ", reduced.Select(bits => bits.ToString("x")))}";
    }
}
