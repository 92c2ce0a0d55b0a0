using JitGen.Compiler.IR;
using Compare = JitGen.Compiler.Targets.X64.VectorCompareInstructions;
using Convert = JitGen.Compiler.Targets.X64.VectorConversionInstructions;
using Float = JitGen.Compiler.Targets.X64.VectorFloatInstructions;
using Int = JitGen.Compiler.Targets.X64.VectorIntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The nodes for which there is one instruction, as rows.</summary>
internal static class VectorOperationTable
{
    private static readonly VectorOperation?[] s_binary = IndexBinary(
        new(Opcode.Add, Int.Add),
        new(Opcode.Sub, Int.Sub),
        new(Opcode.Mul, Int.MulLow),
        new(Opcode.MulHighS, new VectorOperation(null, Int.MulHighS, null, null)),
        new(Opcode.MulHighU, new VectorOperation(null, Int.MulHighU, null, null)),
        new(Opcode.MulLowS, new VectorOperation(null, null, null, Int.MulWideS)),
        new(Opcode.MulLowU, new VectorOperation(null, null, null, Int.MulWideU)),
        new(Opcode.MinS, Int.MinS),
        new(Opcode.MinU, Int.MinU),
        new(Opcode.MaxS, Int.MaxS),
        new(Opcode.MaxU, Int.MaxU),
        new(Opcode.LaneShl, Int.Shl),
        new(Opcode.LaneShrU, Int.Shr),
        new(Opcode.LaneShrS, Int.Sar),
        new(Opcode.LaneRotL, Int.RotateLeft),
        new(Opcode.AddF, Float.Add),
        new(Opcode.SubF, Float.Sub),
        new(Opcode.MulF, Float.Mul),
        new(Opcode.DivF, Float.Div));

    private static readonly ConversionRow[] s_conversions =
    [
        new(Opcode.IntToFloatS, IrType.I32, IrType.F32, Convert.Int32ToFloat),
        new(Opcode.IntToFloatS, IrType.I32, IrType.F64, Convert.Int32ToDouble),
        new(Opcode.IntToFloatS, IrType.I64, IrType.F32, Convert.Int64ToFloat),
        new(Opcode.IntToFloatS, IrType.I64, IrType.F64, Convert.Int64ToDouble),
        new(Opcode.IntToFloatU, IrType.I32, IrType.F32, Convert.UInt32ToFloat),
        new(Opcode.IntToFloatU, IrType.I32, IrType.F64, Convert.UInt32ToDouble),
        new(Opcode.IntToFloatU, IrType.I64, IrType.F32, Convert.UInt64ToFloat),
        new(Opcode.IntToFloatU, IrType.I64, IrType.F64, Convert.UInt64ToDouble),
        new(Opcode.FloatToIntOrMin, IrType.F32, IrType.I32, Convert.FloatToInt32),
        new(Opcode.FloatToIntOrMin, IrType.F32, IrType.I64, Convert.FloatToInt64),
        new(Opcode.FloatToIntOrMin, IrType.F64, IrType.I32, Convert.DoubleToInt32),
        new(Opcode.FloatToIntOrMin, IrType.F64, IrType.I64, Convert.DoubleToInt64),
        new(Opcode.FloatToIntUOrMax, IrType.F32, IrType.I32, Convert.FloatToUInt32),
        new(Opcode.FloatToIntUOrMax, IrType.F32, IrType.I64, Convert.FloatToUInt64),
        new(Opcode.FloatToIntUOrMax, IrType.F64, IrType.I32, Convert.DoubleToUInt32),
        new(Opcode.FloatToIntUOrMax, IrType.F64, IrType.I64, Convert.DoubleToUInt64),
        new(Opcode.Promote, IrType.F32, IrType.F64, Convert.FloatToDouble),
        new(Opcode.Demote, IrType.F64, IrType.F32, Convert.DoubleToFloat),
    ];

    /// <summary>The operation on two operands of the type of the result, or null.</summary>
    public static VectorOperation? Binary(Opcode opcode) => s_binary[(int)opcode];

    /// <summary>The operation on one.</summary>
    public static VectorOperation Unary(Opcode opcode) => opcode switch
    {
        Opcode.SqrtF => Float.Sqrt,
        Opcode.RsqrtEstimateF => Float.RsqrtEstimate,
        Opcode.AbsS => Int.Abs,
        _ => Int.LeadingZeros,
    };

    /// <summary>The shift by an immediate.</summary>
    public static VectorOperation Shift(Opcode opcode) => opcode switch
    {
        Opcode.Shl => Int.ShlImmediate,
        Opcode.ShrU => Int.ShrImmediate,
        Opcode.ShrS => Int.SarImmediate,
        _ => Int.RotateLeftImmediate,
    };

    /// <summary>The conversion, by the size of the longer of its vectors; null if it takes more than an instruction.</summary>
    public static VectorFamily? Conversion(Opcode opcode, IrType from, IrType to)
    {
        foreach (ConversionRow row in s_conversions)
        {
            if (row.Opcode == opcode && row.From == from && row.To == to)
            {
                return row.Family;
            }
        }

        return null;
    }

    /// <summary>The extension of lanes of a number of bytes to lanes of more.</summary>
    public static VectorFamily Extension(bool signed, int from, int to) => (to / from) switch
    {
        2 => (signed ? Convert.SignExtendTwice : Convert.ZeroExtendTwice).Lanes(from),
        4 => (signed ? Convert.SignExtendFourfold : Convert.ZeroExtendFourfold).Lanes(from),
        _ => (signed ? Convert.SignExtendEightfold : Convert.ZeroExtendEightfold).Lanes(from),
    };

    /// <summary>The truncation of lanes of a number of bytes to lanes of less.</summary>
    public static VectorFamily Truncation(int from, int to) => (from / to) switch
    {
        2 => Convert.TruncateTwice.Lanes(to),
        4 => Convert.TruncateFourfold.Lanes(to),
        _ => Convert.TruncateEightfold.Lanes(to),
    };

    /// <summary>The predicate of a comparison that holds if the node is true.</summary>
    public static VectorPredicate Predicate(Opcode comparison) => comparison switch
    {
        Opcode.Eq or Opcode.EqF => VectorPredicate.Equal,
        Opcode.Ne or Opcode.NeF => VectorPredicate.NotEqual,
        Opcode.LtS or Opcode.LtU or Opcode.LtF => VectorPredicate.Less,
        _ => VectorPredicate.LessOrEqual,
    };

    /// <summary>The predicate that holds where another does not.</summary>
    public static VectorPredicate Opposite(VectorPredicate predicate) => predicate ^ VectorPredicate.NotEqual;

    /// <summary>The comparison by a predicate into a mask register.</summary>
    public static VectorOperation MaskComparison(Opcode comparison, VectorPredicate predicate) => comparison switch
    {
        Opcode.EqF or Opcode.NeF or Opcode.LtF or Opcode.LeF => Compare.FloatMasks[(int)predicate],
        Opcode.LtU or Opcode.LeU => Compare.UnsignedMasks[(int)predicate]!,
        _ => Compare.SignedMasks[(int)predicate]!,
    };

    private static VectorOperation?[] IndexBinary(params BinaryRow[] rows)
    {
        var operations = new VectorOperation?[OpcodeTable.Count];
        foreach (BinaryRow row in rows)
        {
            operations[(int)row.Opcode] = row.Operation;
        }

        return operations;
    }

    private readonly record struct BinaryRow(Opcode Opcode, VectorOperation Operation);

    private readonly record struct ConversionRow(Opcode Opcode, IrType From, IrType To, VectorFamily Family);
}
