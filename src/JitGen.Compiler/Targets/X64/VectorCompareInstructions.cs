using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The predicates of comparisons, as the manual numbers them. The negated ones are true for NaN.</summary>
internal enum VectorPredicate
{
    Equal,
    Less,
    LessOrEqual,
    Unordered,
    NotEqual,
    NotLess,
    NotLessOrEqual,
    Ordered,
}

/// <summary>
/// Comparisons of vectors, and choices between them by the results: in a vector, whose lanes are all ones or zeros, or in a mask
/// register; see <see cref="OperandSyntax"/>.
/// </summary>
internal static class VectorCompareInstructions
{
    private const string VexBinary = "w v, r v, r v/m";
    private const string ToMask = "w k, r v, r v/m/b";

    private static readonly string[] s_predicates = { "eq", "lt", "le", "unord", "neq", "nlt", "nle", "ord" };

    private static readonly VectorTableBuilder s_table = new();

    // Into vectors.

    /// <summary>Floating point by <see cref="VectorPredicate"/>.</summary>
    public static readonly VectorOperation[] Floats = FloatComparisons(VexBinary, VectorForms.Vex, false);
    public static readonly VectorOperation Equal = Vex("vpcmpeq", 0x660F74, 0x660F75, 0x660F76, 0x660F3829, InstructionTraits.Commutes);
    public static readonly VectorOperation Greater = Vex("vpcmpgt", 0x660F64, 0x660F65, 0x660F66, 0x660F3837, InstructionTraits.None);

    /// <summary>Operand 2 where the sign bit of operand 3 is set, else operand 1.</summary>
    public static readonly VectorOperation Blend = new(
        s_table.Family("vpblendvb", "w v, r v, r v/m, r v", "R V M S", 0x660F3A4C, VectorForms.Vex),
        null,
        s_table.Family("vblendvps", "w v, r v, r v/m, r v", "R V M S", 0x660F3A4A, VectorForms.Vex),
        s_table.Family("vblendvpd", "w v, r v, r v/m, r v", "R V M S", 0x660F3A4B, VectorForms.Vex));

    /// <summary>The sign bits, in an integer register.</summary>
    public static readonly VectorOperation SignBits = new(
        s_table.Family("vpmovmskb", "w r32, r v", "R M", 0x660FD7, VectorForms.Vex),
        null,
        s_table.Family("vmovmskps", "w r32, r v", "R M", 0x0F50, VectorForms.Vex),
        s_table.Family("vmovmskpd", "w r32, r v", "R M", 0x660F50, VectorForms.Vex));

    /// <summary>Sets the zero flag if no bit is set in both, the carry flag if each of operand 1 is set in operand 0's.</summary>
    public static readonly VectorFamily Test =
        s_table.Family("vptest", "r v, r v/m", "R M", 0x660F3817, VectorForms.Vex, flags: FlagsEffect.Writes);

    // Into mask registers.

    /// <summary>Floating point by <see cref="VectorPredicate"/>.</summary>
    public static readonly VectorOperation[] FloatMasks = FloatComparisons(ToMask, VectorForms.Evex, true);

    /// <summary>Signed integers by <see cref="VectorPredicate"/>; null for the (un)ordered ones.</summary>
    public static readonly VectorOperation?[] SignedMasks = IntegerComparisons(string.Empty, 0x3F, 0x1F, VectorPredicate.Equal);

    /// <summary>Unsigned integers; null also for equality, which has no sign.</summary>
    public static readonly VectorOperation?[] UnsignedMasks = IntegerComparisons("u", 0x3E, 0x1E, VectorPredicate.Less);

    /// <summary>Whether the operands have a bit set in common, respectively none.</summary>
    public static readonly VectorOperation TestMask = Tests("vptestm", 0x660F3800);
    public static readonly VectorOperation TestNotMask = Tests("vptestnm", 0xF30F3800);

    /// <summary>Operand 3 where the mask, operand 1, has a bit set, else operand 2.</summary>
    public static readonly VectorOperation BlendMask = new(
        s_table.Family("vpblendmb", "w v, r k, r v, r v/m", "R K V M", 0x660F3866, VectorForms.Evex),
        s_table.Family("vpblendmw", "w v, r k, r v, r v/m", "R K V M", 0x660F3866, VectorForms.EvexWide),
        s_table.Family("vblendmps", "w v, r k, r v, r v/m/b32", "R K V M", 0x660F3865, VectorForms.Evex),
        s_table.Family("vblendmpd", "w v, r k, r v, r v/m/b64", "R K V M", 0x660F3865, VectorForms.EvexWide));

    /// <summary>The sign bits of lanes.</summary>
    public static readonly VectorOperation SignMask = new(
        s_table.Family("vpmovb2m", "w k, r v", "R M", 0xF30F3829, VectorForms.Evex),
        s_table.Family("vpmovw2m", "w k, r v", "R M", 0xF30F3829, VectorForms.EvexWide),
        s_table.Family("vpmovd2m", "w k, r v", "R M", 0xF30F3839, VectorForms.Evex),
        s_table.Family("vpmovq2m", "w k, r v", "R M", 0xF30F3839, VectorForms.EvexWide));

    /// <summary>The rows above.</summary>
    public static readonly X64Instruction[] All = s_table.ToArray();

    private static VectorOperation[] FloatComparisons(string operands, VectorForms forms, bool masks)
    {
        var operations = new VectorOperation[s_predicates.Length];
        for (int i = 0; i < operations.Length; i++)
        {
            var predicate = (VectorPredicate)i;
            bool commutes = predicate is VectorPredicate.Equal or VectorPredicate.NotEqual or VectorPredicate.Unordered or VectorPredicate.Ordered;
            operations[i] = s_table.Float(
                "vcmp" + s_predicates[i] + "p", operands, "R V M", 0x0FC2, commutes ? InstructionTraits.Commutes : InstructionTraits.None, i, masks,
                forms);
        }

        return operations;
    }

    private static VectorOperation?[] IntegerComparisons(string sign, uint narrow, uint wide, VectorPredicate first)
    {
        var operations = new VectorOperation?[s_predicates.Length];
        for (int i = (int)first; i < operations.Length; i++)
        {
            var predicate = (VectorPredicate)i;
            bool isSigned = sign.Length == 0;
            bool commutes = predicate is VectorPredicate.Equal or VectorPredicate.NotEqual;
            if (predicate is VectorPredicate.Unordered or VectorPredicate.Ordered || (commutes && !isSigned))
            {
                continue;
            }

            string stem = "vpcmp" + s_predicates[i] + sign;
            InstructionTraits traits = commutes ? InstructionTraits.Commutes : InstructionTraits.None;
            operations[i] = new VectorOperation(
                s_table.Integer(stem + "b", 0x660F3A00 | narrow, 1, VectorForms.Evex, ToMask, "R V M", traits, true, i),
                s_table.Integer(stem + "w", 0x660F3A00 | narrow, 2, VectorForms.EvexWide, ToMask, "R V M", traits, true, i),
                s_table.Integer(stem + "d", 0x660F3A00 | wide, 4, VectorForms.Evex, ToMask, "R V M", traits, true, i),
                s_table.Integer(stem + "q", 0x660F3A00 | wide, 8, VectorForms.EvexWide, ToMask, "R V M", traits, true, i));
        }

        return operations;
    }

    private static VectorOperation Vex(string stem, uint b, uint w, uint d, uint q, InstructionTraits traits) => new(
        s_table.Integer(stem + "b", b, 1, VectorForms.Vex, VexBinary, "R V M", traits),
        s_table.Integer(stem + "w", w, 2, VectorForms.Vex, VexBinary, "R V M", traits),
        s_table.Integer(stem + "d", d, 4, VectorForms.Vex, VexBinary, "R V M", traits),
        s_table.Integer(stem + "q", q, 8, VectorForms.Vex, VexBinary, "R V M", traits));

    private static VectorOperation Tests(string stem, uint map) => new(
        s_table.Integer(stem + "b", map | 0x26, 1, VectorForms.Evex, ToMask, "R V M", InstructionTraits.Commutes, true),
        s_table.Integer(stem + "w", map | 0x26, 2, VectorForms.EvexWide, ToMask, "R V M", InstructionTraits.Commutes, true),
        s_table.Integer(stem + "d", map | 0x27, 4, VectorForms.Evex, ToMask, "R V M", InstructionTraits.Commutes, true),
        s_table.Integer(stem + "q", map | 0x27, 8, VectorForms.EvexWide, ToMask, "R V M", InstructionTraits.Commutes, true));
}
