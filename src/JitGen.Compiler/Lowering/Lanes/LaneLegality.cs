using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using static JitGen.Compiler.Lowering.Lanes.LaneTypes;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// What vector selection has to select, a row each: the opcode, the type of its first operand (none for leaves), the type of
/// its result, and where. All that lane lowering leaves is in these rows; all that is in them may occur.
/// </summary>
internal static class LaneLegality
{
    private const Levels V3 = Levels.V3;
    private const Levels V4 = Levels.V4;
    private const Levels X64 = Levels.V3 | Levels.V4;
    private const Levels Neon = Levels.Neon;
    private const Levels NoMaskRegisters = V3 | Neon;
    private const Levels All = X64 | Neon;

    private const int LevelCount = (int)IsaLevel.Armv8 + 1;
    private const int TypeCount = (int)IrType.M64 + 1;

    private static readonly Row[] s_rows =
    [
        // Leaves. A parameter is a broadcast of the low bits of its 8 bytes in the argument block; none is a condition.
        new(Opcode.Constant, None, Numbers, All),
        new(Opcode.Constant, None, Bool, V4),
        new(Opcode.Constant, None, M8ToM64, NoMaskRegisters),
        new(Opcode.Parameter, None, Numbers, All),
        new(Opcode.Element, None, Numbers, All),
        new(Opcode.Index, None, I32 | I64, All),
        new(Opcode.Length, None, I32, All),
        new(Opcode.Reduced, None, I32 | I64 | Floats, All),

        new(Opcode.Add, Integers, Same, All),
        new(Opcode.Sub, Integers, Same, All),
        new(Opcode.Mul, I8, Same, Neon),
        new(Opcode.Mul, I16 | I32, Same, All),
        new(Opcode.Mul, I64, Same, V4),
        new(Opcode.MulHighS, I16, Same, X64),
        new(Opcode.MulHighU, I16, Same, X64),
        new(Opcode.MulLowS, I64, Same, All),
        new(Opcode.MulLowU, I64, Same, All),
        new(Opcode.Neg, Integers, Same, Neon),
        new(Opcode.MinS, I8 | I16 | I32, Same, All),
        new(Opcode.MinU, I8 | I16 | I32, Same, All),
        new(Opcode.MaxS, I8 | I16 | I32, Same, All),
        new(Opcode.MaxU, I8 | I16 | I32, Same, All),
        new(Opcode.MinS, I64, Same, V4),
        new(Opcode.MinU, I64, Same, V4),
        new(Opcode.MaxS, I64, Same, V4),
        new(Opcode.MaxU, I64, Same, V4),
        new(Opcode.AbsS, I8 | I16 | I32, Same, All),
        new(Opcode.AbsS, I64, Same, V4 | Neon),

        // Element by element, with a divisor that is not 0, and not -1 where the dividend is the minimum.
        new(Opcode.DivS, I64, Same, All),
        new(Opcode.DivU, I64, Same, All),

        new(Opcode.And, Integers, Same, All),
        new(Opcode.Or, Integers, Same, All),
        new(Opcode.Xor, Integers, Same, All),
        new(Opcode.Not, Integers, Same, All),
        new(Opcode.And, M8ToM64, Same, NoMaskRegisters),
        new(Opcode.Or, M8ToM64, Same, NoMaskRegisters),
        new(Opcode.Xor, M8ToM64, Same, NoMaskRegisters),
        new(Opcode.Not, M8ToM64, Same, NoMaskRegisters),
        new(Opcode.And, Bool, Same, V4),
        new(Opcode.Or, Bool, Same, V4),
        new(Opcode.Xor, Bool, Same, V4),
        new(Opcode.Not, Bool, Same, V4),

        // By a constant of type I32, from 1 to less than the width.
        new(Opcode.Shl, I8, Same, Neon),
        new(Opcode.ShrU, I8, Same, Neon),
        new(Opcode.ShrS, I8, Same, Neon),
        new(Opcode.Shl, I16 | I32 | I64, Same, All),
        new(Opcode.ShrU, I16 | I32 | I64, Same, All),
        new(Opcode.ShrS, I16 | I32, Same, All),
        new(Opcode.ShrS, I64, Same, V4 | Neon),
        new(Opcode.RotL, I32 | I64, Same, V4),

        // By a count per lane, less than the width, of the type of the lane.
        new(Opcode.LaneShl, I8, Same, Neon),
        new(Opcode.LaneShrU, I8, Same, Neon),
        new(Opcode.LaneShrS, I8, Same, Neon),
        new(Opcode.LaneShl, I16, Same, V4 | Neon),
        new(Opcode.LaneShrU, I16, Same, V4 | Neon),
        new(Opcode.LaneShrS, I16, Same, V4 | Neon),
        new(Opcode.LaneShl, I32 | I64, Same, All),
        new(Opcode.LaneShrU, I32 | I64, Same, All),
        new(Opcode.LaneShrS, I32, Same, All),
        new(Opcode.LaneShrS, I64, Same, V4 | Neon),
        new(Opcode.LaneRotL, I32 | I64, Same, V4),

        // As lanes of the same type.
        new(Opcode.PopCount, I8, Same, Neon),
        new(Opcode.LeadingZeros, I32 | I64, Same, V4),
        new(Opcode.LeadingZeros, I8 | I16 | I32, Same, Neon),

        // On arm64 each step doubles or halves the width.
        new(Opcode.ExtendS, I8, I16 | I32 | I64, X64),
        new(Opcode.ExtendS, I16, I32 | I64, X64),
        new(Opcode.ExtendS, I8, I16, Neon),
        new(Opcode.ExtendS, I16, I32, Neon),
        new(Opcode.ExtendS, I32, I64, All),
        new(Opcode.ExtendU, I8, I16 | I32 | I64, X64),
        new(Opcode.ExtendU, I16, I32 | I64, X64),
        new(Opcode.ExtendU, I8, I16, Neon),
        new(Opcode.ExtendU, I16, I32, Neon),
        new(Opcode.ExtendU, I32, I64, All),
        new(Opcode.Narrow, I64, I8 | I16 | I32, X64),
        new(Opcode.Narrow, I32, I8 | I16, X64),
        new(Opcode.Narrow, I64, I32, Neon),
        new(Opcode.Narrow, I32, I16, Neon),
        new(Opcode.Narrow, I16, I8, All),
        new(Opcode.ConvertMask, M8ToM64, M8ToM64, NoMaskRegisters),

        // Comparisons; v3 has = and signed < only.
        new(Opcode.Eq, Integers, Mask, All),
        new(Opcode.Ne, Integers, Mask, V4),
        new(Opcode.LtS, Integers, Mask, All),
        new(Opcode.LeS, Integers, Mask, V4 | Neon),
        new(Opcode.LtU, Integers, Mask, V4 | Neon),
        new(Opcode.LeU, Integers, Mask, V4 | Neon),
        new(Opcode.EqF, Floats, Mask, All),
        new(Opcode.NeF, Floats, Mask, X64),
        new(Opcode.LtF, Floats, Mask, All),
        new(Opcode.LeF, Floats, Mask, All),

        new(Opcode.AddF, Floats, Same, All),
        new(Opcode.SubF, Floats, Same, All),
        new(Opcode.MulF, Floats, Same, All),
        new(Opcode.DivF, Floats, Same, All),
        new(Opcode.FmaF, Floats, Same, All),
        new(Opcode.SqrtF, Floats, Same, All),
        new(Opcode.NegF, Floats, Same, All),
        new(Opcode.AbsF, Floats, Same, All),
        new(Opcode.MinF, Floats, Same, Neon),
        new(Opcode.MaxF, Floats, Same, V4 | Neon),
        new(Opcode.FloorF, Floats, Same, All),
        new(Opcode.CeilingF, Floats, Same, All),
        new(Opcode.TruncateF, Floats, Same, All),
        new(Opcode.RoundEvenF, Floats, Same, All),

        new(Opcode.IntToFloatS, I32, F32, All),
        new(Opcode.IntToFloatS, I32, F64, X64),
        new(Opcode.IntToFloatS, I64, F32, V4),
        new(Opcode.IntToFloatS, I64, F64, V4 | Neon),
        new(Opcode.IntToFloatU, I32, F32, V4 | Neon),
        new(Opcode.IntToFloatU, I32, F64, V4),
        new(Opcode.IntToFloatU, I64, F32, V4),
        new(Opcode.IntToFloatU, I64, F64, V4 | Neon),
        new(Opcode.FloatToIntS, F32, I32, Neon),
        new(Opcode.FloatToIntS, F64, I64, Neon),
        new(Opcode.FloatToIntU, F32, I32, Neon),
        new(Opcode.FloatToIntU, F64, I64, Neon),
        new(Opcode.FloatToIntOrMin, Floats, I32, X64),
        new(Opcode.FloatToIntOrMin, Floats, I64, V4),
        new(Opcode.FloatToIntUOrMax, Floats, I32 | I64, V4),
        new(Opcode.Alternate, Floats, Same, V4),
        new(Opcode.RsqrtEstimateF, Floats, Same, V4),
        new(Opcode.SpecialF, Floats, Same, V4),
        new(Opcode.Promote, F32, F64, All),
        new(Opcode.Demote, F64, F32, All),
        new(Opcode.Bitcast, I32, F32, All),
        new(Opcode.Bitcast, I64, F64, All),
        new(Opcode.Bitcast, F32, I32, All),
        new(Opcode.Bitcast, F64, I64, All),

        // Select(LtF(a, b), a, b) is x64's minimum of a and b, Select(LtF(b, a), a, b) its maximum; one with 0 is a masked move.
        new(Opcode.Select, Mask, Numbers, All),
    ];

    /// <summary>By level, opcode and type of the first operand: the types of results, a bit each.</summary>
    private static readonly ushort[] s_results = Index();

    /// <summary>Where a row holds.</summary>
    [Flags]
    private enum Levels : byte
    {
        V3 = 1,
        V4 = 2,
        Neon = 4,
    }

    /// <summary>Whether vector selection takes the node.</summary>
    /// <param name="level">The instructions of the target.</param>
    /// <param name="opcode">The opcode.</param>
    /// <param name="from">The type of the first operand; of a leaf, anything.</param>
    /// <param name="to">The type of the result.</param>
    public static bool IsLegal(IsaLevel level, Opcode opcode, IrType from, IrType to) =>
        (s_results[IndexOf(level, opcode, OpcodeTable.Arity(opcode) == 0 ? default : from)] >> (int)to & 1) != 0;

    /// <summary>The type of conditions on lanes of a type.</summary>
    public static IrType MaskType(IsaLevel level, IrType lane) =>
        level == IsaLevel.X64V4 ? IrType.Bool : IrTypes.Bits(lane) switch
        {
            8 => IrType.M8,
            16 => IrType.M16,
            32 => IrType.M32,
            _ => IrType.M64,
        };

    private static bool Contains(LaneTypes set, IrType type, IrType other, IsaLevel level) =>
        (set & SetOf(type)) != 0
        || ((set & Same) != 0 && type == other)
        || ((set & Mask) != 0 && type == MaskType(level, other));

    private static LaneTypes SetOf(IrType type) => type switch
    {
        IrType.I8 => I8,
        IrType.I16 => I16,
        IrType.I32 => I32,
        IrType.I64 => I64,
        IrType.F32 => F32,
        IrType.F64 => F64,
        IrType.Bool => Bool,
        _ => M8ToM64,
    };

    private static Levels LevelsOf(IsaLevel level) => level switch
    {
        IsaLevel.X64V3 => V3,
        IsaLevel.X64V4 => V4,
        _ => Neon,
    };

    private static int IndexOf(IsaLevel level, Opcode opcode, IrType from) =>
        ((int)level * OpcodeTable.Count + (int)opcode) * TypeCount + (int)from;

    private static ushort[] Index()
    {
        var results = new ushort[LevelCount * OpcodeTable.Count * TypeCount];
        foreach (Row row in s_rows)
        {
            for (int index = 0; index < LevelCount * TypeCount * TypeCount; index++)
            {
                var level = (IsaLevel)(index / (TypeCount * TypeCount));
                var from = (IrType)(index / TypeCount % TypeCount);
                var to = (IrType)(index % TypeCount);
                bool takes = row.From == None ? from == default : Contains(row.From, from, to, level);
                if ((row.Levels & LevelsOf(level)) != 0 && takes && Contains(row.To, to, from, level))
                {
                    results[IndexOf(level, row.Opcode, from)] |= (ushort)(1 << (int)to);
                }
            }
        }

        return results;
    }

    private readonly record struct Row(Opcode Opcode, LaneTypes From, LaneTypes To, Levels Levels);
}
