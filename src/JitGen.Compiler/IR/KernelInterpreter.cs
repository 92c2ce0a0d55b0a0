using System;
using System.Collections.Generic;

namespace JitGen.Compiler.IR;

/// <summary>
/// Runs a function over spans by the definition of the language: the meaning that every engine is compared with. Elements are the
/// bits of their C# types; a span that two parameters share is one array.
/// </summary>
internal sealed class KernelInterpreter
{
    private readonly Function _function;
    private readonly Interpreter _element;
    private readonly KernelSpans _uses;

    public KernelInterpreter(Function function)
    {
        _function = function;
        _element = new Interpreter(function);
        _uses = new KernelSpans(function);
    }

    /// <summary>Runs the kernel over all elements; a map, or recurrence, stores into the arrays of its results.</summary>
    /// <param name="values">By parameter, the bits of a value; of a span anything.</param>
    /// <param name="spans">By parameter, the bits of a span's elements; of a value anything.</param>
    public KernelOutcome Run(ulong[] values, ulong[][] spans)
    {
        int length = spans[_uses.LengthParameter].Length;
        return _function.Shape == KernelShape.Reduction ? Reduce(values, spans, length, ReductionOrder.BlockLength) : Map(values, spans, length);
    }

    /// <summary>
    /// Runs a reduction as one who splits the array does: at multiples of a number of blocks, each part on its own. The results
    /// of a part are its runs, so that the bits are those of <see cref="Run"/>.
    /// </summary>
    /// <param name="values">As for Run.</param>
    /// <param name="spans">As for Run.</param>
    /// <param name="blocksPerPart">The number of blocks of each part but the last, a power of two.</param>
    public KernelOutcome RunSplit(ulong[] values, ulong[][] spans, int blocksPerPart) =>
        Reduce(values, spans, spans[_uses.LengthParameter].Length, ReductionOrder.BlockLength * (long)blocksPerPart);

    /// <summary>Per element: all reads, all checks, then all stores. So a recurrence reads what earlier elements stored.</summary>
    private KernelOutcome Map(ulong[] values, ulong[][] spans, int length)
    {
        int[] destinations = new int[_function.Results.Count];
        for (int result = 0; result < destinations.Length; result++)
        {
            destinations[result] = IndexOfParameter(_function.Results[result].Name!);
        }

        for (long index = _uses.Before; index < (long)length - _uses.After; index++)
        {
            Outcome outcome = _element.Run(new Leaves(values, spans, index, length));
            if (outcome.Trap is not null)
            {
                return new KernelOutcome(outcome, index);
            }

            for (int result = 0; result < destinations.Length; result++)
            {
                spans[destinations[result]][index] = _element.BitsOf(_function.Results[result].Value) & MaskOf(_function.Results[result].Type);
            }
        }

        return new KernelOutcome(default, length);
    }

    /// <summary>The parts, each merged from its blocks; then the parts; then what the formula makes of the results.</summary>
    private KernelOutcome Reduce(ulong[] values, ulong[][] spans, int length, long partLength)
    {
        long end = (long)length - _uses.After;
        var parts = new Runs(_function.Reductions);
        for (long start = 0; start < end; start += partLength)
        {
            var blocks = new Runs(_function.Reductions);
            for (long block = start; block < Math.Min(start + partLength, end); block += ReductionOrder.BlockLength)
            {
                var lanes = new Lanes(_function.Reductions);
                for (long index = block; index < Math.Min(block + ReductionOrder.BlockLength, end); index++)
                {
                    Outcome outcome = _element.Run(new Leaves(values, spans, index, length));
                    if (outcome.Trap is not null)
                    {
                        return new KernelOutcome(outcome, index);
                    }

                    lanes.Add(index - block, _element);
                }

                blocks.Add(lanes.Combine());
            }

            parts.Add(blocks.Merge());
        }

        var finish = new Interpreter(_function.Finish!);
        return new KernelOutcome(finish.Run(new Leaves(values, null, 0, length, parts.Merge())), length);
    }

    private int IndexOfParameter(string name)
    {
        int index = 0;
        while (_function.Parameters[index].Name != name)
        {
            index++;
        }

        return index;
    }

    private static ulong MaskOf(ElementType type) => ulong.MaxValue >> (64 - ElementTypes.Bits(type));

    private static ulong Combine(Reduction reduction, ulong earlier, ulong later)
    {
        IrType type = ElementTypes.IrTypeOf(reduction.Type);
        return OpcodeTable.Evaluate(reduction.Operation, type, type, earlier, later);
    }

    /// <summary>The lanes of a block, of each reduction.</summary>
    private sealed class Lanes
    {
        private readonly IReadOnlyList<Reduction> _reductions;
        private readonly ulong[][] _lanes;

        public Lanes(IReadOnlyList<Reduction> reductions)
        {
            _reductions = reductions;
            _lanes = new ulong[reductions.Count][];
            for (int number = 0; number < _lanes.Length; number++)
            {
                _lanes[number] = new ulong[ReductionOrder.Lanes(reductions[number].Type)];
                for (int lane = 0; lane < _lanes[number].Length; lane++)
                {
                    _lanes[number][lane] = NeutralElement.Of(reductions[number]);
                }
            }
        }

        /// <summary>Adds an element of the block, by its index within it.</summary>
        public void Add(long index, Interpreter element)
        {
            for (int number = 0; number < _lanes.Length; number++)
            {
                ref ulong lane = ref _lanes[number][index % _lanes[number].Length];
                lane = KernelInterpreter.Combine(_reductions[number], lane, element.BitsOf(_reductions[number].Value));
            }
        }

        /// <summary>Lane j with lane j + L/2, then L/4 ...: the results of the block.</summary>
        public ulong[] Combine()
        {
            ulong[] results = new ulong[_lanes.Length];
            for (int number = 0; number < _lanes.Length; number++)
            {
                ulong[] lanes = _lanes[number];
                for (int half = lanes.Length / 2; half > 0; half /= 2)
                {
                    for (int lane = 0; lane < half; lane++)
                    {
                        lanes[lane] = KernelInterpreter.Combine(_reductions[number], lanes[lane], lanes[lane + half]);
                    }
                }

                results[number] = lanes[0];
            }

            return results;
        }
    }

    /// <summary>
    /// Runs of blocks, the latest on top: two neighbouring ones of equal count merge, the earlier as first operand; at the end those
    /// left, from the latest to the earliest.
    /// </summary>
    private sealed class Runs(IReadOnlyList<Reduction> reductions)
    {
        private readonly Stack<(long Count, ulong[] Results)> _runs = new();

        public void Add(ulong[] results)
        {
            (long Count, ulong[] Results) run = (1, results);
            while (_runs.Count > 0 && _runs.Peek().Count == run.Count)
            {
                run = (2 * run.Count, Merge(_runs.Pop().Results, run.Results));
            }

            _runs.Push(run);
        }

        public ulong[] Merge()
        {
            if (_runs.Count == 0)
            {
                return new Lanes(reductions).Combine();
            }

            ulong[] results = _runs.Pop().Results;
            while (_runs.Count > 0)
            {
                results = Merge(_runs.Pop().Results, results);
            }

            return results;
        }

        private ulong[] Merge(ulong[] earlier, ulong[] later)
        {
            ulong[] results = new ulong[earlier.Length];
            for (int number = 0; number < results.Length; number++)
            {
                results[number] = KernelInterpreter.Combine(reductions[number], earlier[number], later[number]);
            }

            return results;
        }
    }
}

/// <summary>What a run over spans ends with.</summary>
/// <param name="Outcome">The exception or, of a reduction, the returned value.</param>
/// <param name="Index">The element that throws; the number of elements if none does.</param>
internal readonly record struct KernelOutcome(Outcome Outcome, long Index);
