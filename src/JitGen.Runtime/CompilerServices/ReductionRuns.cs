using System;
using System.ComponentModel;
using System.Numerics;

namespace JitGen.CompilerServices;

/// <summary>
/// Merges the results of the blocks of a reduction in the order that the language defines, whoever computed them: blocks
/// merge like a binary counter. For generated code only.
/// </summary>
/// <remarks>
/// Two neighbouring runs of equal block count merge, earlier operand first; at the end the runs that are left merge from the
/// latest to the earliest. Runs left after 6 blocks, and their merging:
/// <code>
///     block     0    1    2    3    4    5
///               └─01─┘    └─23─┘    └─45─┘
///                └────0123────┘        │
///                       └──────────────┘
/// </code>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct ReductionRuns
{
    /// <summary>Runs at one time: one for each bit of the number of blocks, of which a span has fewer than 2^31, and the new one.</summary>
    private const int MostRuns = 31 + 1;

    private readonly ReadOnlySpan<ReductionOperator> _operators;

    /// <summary>A stack of runs, the latest on top; each has a slot of 8 bytes for each operator.</summary>
    private readonly ulong* _runs;
    private ulong _blocks;
    private int _count;

    /// <summary>Begins with no block.</summary>
    /// <param name="operators">The operation of each result.</param>
    /// <param name="storage">Room for <see cref="SlotCount"/> slots.</param>
    public ReductionRuns(ReadOnlySpan<ReductionOperator> operators, ulong* storage)
    {
        _operators = operators;
        _runs = storage;
        _blocks = 0;
        _count = 0;
    }

    /// <summary>How much storage the runs take, in slots of 8 bytes.</summary>
    /// <param name="operators">The number of operators.</param>
    public static int SlotCount(int operators) => MostRuns * operators;

    /// <summary>Adds the next block.</summary>
    /// <param name="results">Its results; of 32-bit types the low half of the slot counts.</param>
    public void Add(ulong* results)
    {
        new ReadOnlySpan<ulong>(results, _operators.Length).CopyTo(new Span<ulong>(_runs + (_count * _operators.Length), _operators.Length));
        _count++;
        for (int i = BitOperations.TrailingZeroCount(++_blocks); i > 0; i--)
        {
            MergeLatest();
        }
    }

    /// <summary>Writes the results of all blocks, of which there has to be one at least.</summary>
    public void Finish(ulong* results)
    {
        while (_count > 1)
        {
            MergeLatest();
        }
        new ReadOnlySpan<ulong>(_runs, _operators.Length).CopyTo(new Span<ulong>(results, _operators.Length));
    }

    /// <summary>Merges the two runs on top into one.</summary>
    private void MergeLatest()
    {
        _count--;
        ulong* later = _runs + (_count * _operators.Length);
        ulong* earlier = later - _operators.Length;
        for (int i = 0; i < _operators.Length; i++)
        {
            earlier[i] = Merge(_operators[i], earlier[i], later[i]);
        }
    }

    /// <summary>Combines two results, the earlier one first. The high half of a 32-bit result is 0.</summary>
    internal static ulong Merge(ReductionOperator operation, ulong earlier, ulong later) => unchecked(operation switch
    {
        ReductionOperator.SumInt32 => (uint)earlier + (uint)later,
        ReductionOperator.SumInt64 => earlier + later,
        ReductionOperator.SumSingle => Bits(Single(earlier) + Single(later)),
        ReductionOperator.SumDouble => Bits(Double(earlier) + Double(later)),
        ReductionOperator.ProductInt32 => (uint)earlier * (uint)later,
        ReductionOperator.ProductInt64 => earlier * later,
        ReductionOperator.ProductSingle => Bits(Single(earlier) * Single(later)),
        ReductionOperator.ProductDouble => Bits(Double(earlier) * Double(later)),
        ReductionOperator.MinInt32 => (uint)Math.Min((int)earlier, (int)later),
        ReductionOperator.MinUInt32 => Math.Min((uint)earlier, (uint)later),
        ReductionOperator.MinInt64 => (ulong)Math.Min((long)earlier, (long)later),
        ReductionOperator.MinUInt64 => Math.Min(earlier, later),
        ReductionOperator.MinSingle => Bits(ManagedMath.Min(Single(earlier), Single(later))),
        ReductionOperator.MinDouble => Bits(ManagedMath.Min(Double(earlier), Double(later))),
        ReductionOperator.MaxInt32 => (uint)Math.Max((int)earlier, (int)later),
        ReductionOperator.MaxUInt32 => Math.Max((uint)earlier, (uint)later),
        ReductionOperator.MaxInt64 => (ulong)Math.Max((long)earlier, (long)later),
        ReductionOperator.MaxUInt64 => Math.Max(earlier, later),
        ReductionOperator.MaxSingle => Bits(ManagedMath.Max(Single(earlier), Single(later))),
        ReductionOperator.MaxDouble => Bits(ManagedMath.Max(Double(earlier), Double(later))),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    });

    private static float Single(ulong slot) => BitConverter.UInt32BitsToSingle((uint)slot);

    private static double Double(ulong slot) => BitConverter.UInt64BitsToDouble(slot);

    private static ulong Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    private static ulong Bits(double value) => BitConverter.DoubleToUInt64Bits(value);
}
