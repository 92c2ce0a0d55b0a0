using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// The rules by opcode. A rule looks at most three nodes deep, keeps every bit of the value (any NaN is a NaN), and yields
/// nodes that no rule leads back from. Operands are simplified, in order, and not all constants.
/// </summary>
internal static class RewriteRules
{
    private static readonly Rule?[] s_rules = Index(
    [
        (Opcode.Add, IntegerRules.Add),
        (Opcode.Sub, IntegerRules.Sub),
        (Opcode.Neg, IntegerRules.Neg),
        (Opcode.Mul, IntegerRules.Mul),
        (Opcode.MulHighS, IntegerRules.MulHighS),
        (Opcode.MulHighU, IntegerRules.MulHighU),
        (Opcode.MinS, IntegerRules.MinS),
        (Opcode.MinU, IntegerRules.MinU),
        (Opcode.MaxS, IntegerRules.MaxS),
        (Opcode.MaxU, IntegerRules.MaxU),
        (Opcode.AbsS, IntegerRules.AbsS),

        (Opcode.DivS, DivisionRules.DivS),
        (Opcode.DivU, DivisionRules.DivU),
        (Opcode.RemS, DivisionRules.RemS),
        (Opcode.RemU, DivisionRules.RemU),

        (Opcode.And, BitwiseRules.And),
        (Opcode.Or, BitwiseRules.Or),
        (Opcode.Xor, BitwiseRules.Xor),
        (Opcode.Not, BitwiseRules.Not),
        (Opcode.Shl, ShiftRules.Shl),
        (Opcode.ShrS, ShiftRules.ShrS),
        (Opcode.ShrU, ShiftRules.ShrU),
        (Opcode.RotL, ShiftRules.RotL),
        (Opcode.RotR, ShiftRules.RotR),
        (Opcode.PopCount, BitwiseRules.PopCount),

        (Opcode.SignExtend8, ConversionRules.SignExtend8),
        (Opcode.SignExtend16, ConversionRules.SignExtend16),
        (Opcode.ZeroExtend8, ConversionRules.ZeroExtend8),
        (Opcode.ZeroExtend16, ConversionRules.ZeroExtend16),
        (Opcode.SignExtend32, ConversionRules.SignExtend32),
        (Opcode.ZeroExtend32, ConversionRules.ZeroExtend32),
        (Opcode.Truncate, ConversionRules.Truncate),
        (Opcode.IntToFloatS, ConversionRules.IntToFloatS),
        (Opcode.IntToFloatU, ConversionRules.IntToFloatU),
        (Opcode.FloatToIntS, ConversionRules.FloatToIntS),
        (Opcode.FloatToIntU, ConversionRules.FloatToIntU),
        (Opcode.Promote, ConversionRules.Promote),
        (Opcode.Demote, ConversionRules.Demote),
        (Opcode.Bitcast, ConversionRules.Bitcast),

        (Opcode.Eq, ComparisonRules.Eq),
        (Opcode.Ne, ComparisonRules.Ne),
        (Opcode.LtS, ComparisonRules.LtS),
        (Opcode.LeS, ComparisonRules.LeS),
        (Opcode.LtU, ComparisonRules.LtU),
        (Opcode.LeU, ComparisonRules.LeU),
        (Opcode.AddOverflowS, OverflowRules.AddS),
        (Opcode.AddOverflowU, OverflowRules.AddU),
        (Opcode.SubOverflowS, OverflowRules.SubS),
        (Opcode.SubOverflowU, OverflowRules.SubU),
        (Opcode.MulOverflowS, OverflowRules.MulS),
        (Opcode.MulOverflowU, OverflowRules.MulU),

        (Opcode.EqF, FloatComparisonRules.EqF),
        (Opcode.NeF, FloatComparisonRules.NeF),
        (Opcode.LtF, FloatComparisonRules.LtF),
        (Opcode.LeF, FloatComparisonRules.LeF),
        (Opcode.AddF, FloatRules.AddF),
        (Opcode.SubF, FloatRules.SubF),
        (Opcode.MulF, FloatRules.MulF),
        (Opcode.DivF, FloatRules.DivF),
        (Opcode.FmaF, FloatRules.FmaF),
        (Opcode.NegF, FloatRules.NegF),
        (Opcode.AbsF, FloatRules.AbsF),
        (Opcode.CopySignF, FloatRules.CopySignF),
        (Opcode.MinF, FloatRules.MinF),
        (Opcode.MaxF, FloatRules.MaxF),
        (Opcode.FloorF, FloatRules.Round),
        (Opcode.CeilingF, FloatRules.Round),
        (Opcode.TruncateF, FloatRules.Round),
        (Opcode.RoundEvenF, FloatRules.Round),

        (Opcode.Select, SelectRules.Select),
        (Opcode.Rare, SelectRules.Rare),
        (Opcode.Apply, FunctionRules.Apply),
    ]);

    /// <summary>A simpler value than the node would have, or none.</summary>
    private delegate Value Rule(Simplifier s, IrType type, Value a, Value b, Value c);

    /// <summary>The simpler value that the rules of the opcode find, or none.</summary>
    public static Value Apply(Simplifier s, Opcode opcode, IrType type, Value a, Value b, Value c) =>
        s_rules[(int)opcode] is { } rule ? rule(s, type, a, b, c) : Value.None;

    private static Rule?[] Index((Opcode Opcode, Rule Rule)[] rows)
    {
        var rules = new Rule?[OpcodeTable.Count];
        foreach (var (opcode, rule) in rows)
        {
            rules[(int)opcode] = rule;
        }

        return rules;
    }
}
