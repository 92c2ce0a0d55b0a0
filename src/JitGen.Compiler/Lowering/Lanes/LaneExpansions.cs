using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// What a target computes by other nodes, a row per opcode. A row is asked for the types that <see cref="LaneLegality"/> does
/// not have, and builds nodes that are legal or nearer to it.
/// </summary>
internal static class LaneExpansions
{
    private static readonly Expansion?[] s_expansions = Index(
    [
        (Opcode.Mul, LaneMultiplication.Multiply),
        (Opcode.MulHighS, (b, _, x, y, _) => LaneMultiplication.HighS(b, x, y)),
        (Opcode.MulHighU, (b, _, x, y, _) => LaneMultiplication.HighU(b, x, y)),
        (Opcode.DivS, (b, _, x, y, _) => LaneDivision.Quotient(b, true, x, y)),
        (Opcode.DivU, (b, _, x, y, _) => LaneDivision.Quotient(b, false, x, y)),
        (Opcode.RemS, (b, _, x, y, _) => LaneDivision.Remainder(b, true, x, y)),
        (Opcode.RemU, (b, _, x, y, _) => LaneDivision.Remainder(b, false, x, y)),
        (Opcode.Neg, (b, type, x, _, _) => b.Sub(b.Constant(type, 0), x)),
        (Opcode.MinS, (b, _, x, y, _) => b.Select(b.Compare(Opcode.LtS, x, y), x, y)),
        (Opcode.MinU, (b, _, x, y, _) => b.Select(b.Compare(Opcode.LtU, x, y), x, y)),
        (Opcode.MaxS, (b, _, x, y, _) => b.Select(b.Compare(Opcode.LtS, x, y), y, x)),
        (Opcode.MaxU, (b, _, x, y, _) => b.Select(b.Compare(Opcode.LtU, x, y), y, x)),
        (Opcode.AbsS, (b, type, x, _, _) => b.Select(b.IsNegative(x), b.Sub(b.Constant(type, 0), x), x)),

        (Opcode.ShrS, LaneShifts.ShiftRightS),
        (Opcode.RotL, LaneShifts.RotateLeft),
        (Opcode.RotR, LaneShifts.RotateRight),
        (Opcode.LaneShl, LaneShifts.InWiderLanes(Opcode.LaneShl, Opcode.ExtendU)),
        (Opcode.LaneShrU, LaneShifts.InWiderLanes(Opcode.LaneShrU, Opcode.ExtendU)),
        (Opcode.LaneShrS, LaneShifts.LaneShiftRightS),
        (Opcode.LaneRotL, LaneShifts.LaneRotateLeft),
        (Opcode.PopCount, (b, _, x, _, _) => LaneBitCounts.PopCount(b, x)),
        (Opcode.LeadingZeros, (b, _, x, _, _) => LaneBitCounts.LeadingZeros(b, x)),
        (Opcode.TrailingZeros, (b, _, x, _, _) => LaneBitCounts.TrailingZeros(b, x)),

        (Opcode.ExtendS, LaneConversions.ExtendByOneStep(Opcode.ExtendS)),
        (Opcode.ExtendU, LaneConversions.ExtendByOneStep(Opcode.ExtendU)),
        (Opcode.Narrow, LaneConversions.NarrowByOneStep),

        (Opcode.Eq, (b, _, x, y, _) => b.Not(b.Xor(x, y))),
        (Opcode.Ne, LaneComparisons.NotEqual),
        (Opcode.LeS, (b, _, x, y, _) => LaneComparisons.LessOrEqualS(b, x, y)),
        (Opcode.LtU, (b, _, x, y, _) => LaneComparisons.LessU(b, x, y)),
        (Opcode.LeU, (b, _, x, y, _) => LaneComparisons.LessOrEqualU(b, x, y)),
        (Opcode.NeF, (b, _, x, y, _) => b.Not(b.Compare(Opcode.EqF, x, y))),
        (Opcode.AddOverflowS, (b, _, x, y, _) => LaneOverflow.AddS(b, x, y)),
        (Opcode.AddOverflowU, (b, _, x, y, _) => b.Compare(Opcode.LtU, b.Add(x, y), x)),
        (Opcode.SubOverflowS, (b, _, x, y, _) => LaneOverflow.SubS(b, x, y)),
        (Opcode.SubOverflowU, (b, _, x, y, _) => b.Compare(Opcode.LtU, x, y)),
        (Opcode.MulOverflowS, (b, _, x, y, _) => LaneOverflow.MulS(b, x, y)),
        (Opcode.MulOverflowU, (b, _, x, y, _) => LaneOverflow.MulU(b, x, y)),

        (Opcode.MinF, (b, _, x, y, _) => LaneFloats.Min(b, x, y)),
        (Opcode.MaxF, (b, _, x, y, _) => LaneFloats.Max(b, x, y)),
        (Opcode.CopySignF, (b, _, x, y, _) => LaneFloats.CopySign(b, x, y)),
        (Opcode.RemF, (b, type, x, y, _) => FloatingRemainder.Expand(b, type, x, y)),

        (Opcode.IntToFloatS, (b, type, x, _, _) => LaneIntegersToFloats.Signed(b, type, x)),
        (Opcode.IntToFloatU, (b, type, x, _, _) => LaneIntegersToFloats.Unsigned(b, type, x)),
        (Opcode.FloatToIntS, (b, type, x, _, _) => LaneFloatsToIntegers.Signed(b, type, x)),
        (Opcode.FloatToIntU, (b, type, x, _, _) => LaneFloatsToIntegers.Unsigned(b, type, x)),

        // Of conditions; all other choices are legal.
        (Opcode.Select, (b, _, c, x, y) => b.Or(b.And(x, c), b.And(y, b.Not(c)))),
        (Opcode.Rare, LaneConversions.Rare),
    ]);

    /// <summary>The value of the node by other means.</summary>
    public delegate Value Expansion(LaneBuilder b, IrType type, Value x, Value y, Value z);

    /// <summary>Whether there is a way to compute what the target lacks.</summary>
    public static bool Has(Opcode opcode) => s_expansions[(int)opcode] is not null;

    /// <summary>The value of a node that is not legal.</summary>
    public static Value Expand(LaneBuilder b, Opcode opcode, IrType type, Value x, Value y, Value z) =>
        s_expansions[(int)opcode] is { } expansion
            ? expansion(b, type, x, y, z)
            : throw new InvalidOperationException($"No lanes for {OpcodeTable.Name(opcode)} to {IrTypes.Name(type)}.");

    private static Expansion?[] Index((Opcode Opcode, Expansion Expansion)[] rows)
    {
        var expansions = new Expansion?[OpcodeTable.Count];
        foreach (var (opcode, expansion) in rows)
        {
            expansions[(int)opcode] = expansion;
        }

        return expansions;
    }
}
