namespace JitGen.Compiler.Targets.Arm64;

/// <summary>An addition or subtraction, with or without flags or result, by the form of its last operand.</summary>
internal sealed record AdditionForms(Sized Plain, Sized Immediate, Sized Negative, Sized Shifted, Sized Extended)
{
    public static AdditionForms Add { get; } = new(
        IntegerInstructions.Add, IntegerInstructions.AddImmediate, IntegerInstructions.SubImmediate,
        IntegerInstructions.AddShifted, IntegerInstructions.AddExtended);

    public static AdditionForms Sub { get; } = new(
        IntegerInstructions.Sub, IntegerInstructions.SubImmediate, IntegerInstructions.AddImmediate,
        IntegerInstructions.SubShifted, IntegerInstructions.SubExtended);

    public static AdditionForms AddFlags { get; } = new(
        IntegerInstructions.AddFlags, IntegerInstructions.AddFlagsImmediate, IntegerInstructions.SubFlagsImmediate,
        IntegerInstructions.AddFlagsShifted, IntegerInstructions.AddFlagsExtended);

    public static AdditionForms SubFlags { get; } = new(
        IntegerInstructions.SubFlags, IntegerInstructions.SubFlagsImmediate, IntegerInstructions.AddFlagsImmediate,
        IntegerInstructions.SubFlagsShifted, IntegerInstructions.SubFlagsExtended);
}

/// <summary>A comparison of integers: as it starts a chain of conditions, and as a conditional comparison.</summary>
/// <param name="First">Its forms at the start.</param>
/// <param name="Conditional">Of two registers.</param>
/// <param name="ConditionalImmediate">With an immediate.</param>
/// <param name="ConditionalNegative">With the negative of an immediate.</param>
internal sealed record ComparisonForms(AdditionForms First, Sized Conditional, Sized ConditionalImmediate, Sized ConditionalNegative)
{
    /// <summary>cmp and ccmp: the flags of a difference.</summary>
    public static ComparisonForms Subtraction { get; } = new(
        new AdditionForms(
            ConditionInstructions.Compare, ConditionInstructions.CompareImmediate, ConditionInstructions.CompareNegativeImmediate,
            ConditionInstructions.CompareShifted, ConditionInstructions.CompareExtended),
        ConditionInstructions.ConditionalCompare,
        ConditionInstructions.ConditionalCompareImmediate,
        ConditionInstructions.ConditionalCompareNegativeImmediate);

    /// <summary>cmn and ccmn: the flags of a sum.</summary>
    public static ComparisonForms Addition { get; } = new(
        new AdditionForms(
            ConditionInstructions.CompareNegative, ConditionInstructions.CompareNegativeImmediate, ConditionInstructions.CompareImmediate,
            ConditionInstructions.CompareNegativeShifted, ConditionInstructions.CompareNegativeExtended),
        ConditionInstructions.ConditionalCompareNegative,
        ConditionInstructions.ConditionalCompareNegativeImmediate,
        ConditionInstructions.ConditionalCompareImmediate);
}

/// <summary>A bitwise operation by the form of its last operand, which the last two complement.</summary>
internal sealed record LogicForms(Sized Plain, Sized Immediate, Sized Shifted, Sized Not, Sized NotShifted)
{
    public static LogicForms And { get; } = new(
        BitInstructions.And, BitInstructions.AndImmediate, BitInstructions.AndShifted,
        BitInstructions.AndNot, BitInstructions.AndNotShifted);

    public static LogicForms Or { get; } = new(
        BitInstructions.Or, BitInstructions.OrImmediate, BitInstructions.OrShifted,
        BitInstructions.OrNot, BitInstructions.OrNotShifted);

    public static LogicForms Xor { get; } = new(
        BitInstructions.Xor, BitInstructions.XorImmediate, BitInstructions.XorShifted,
        BitInstructions.XorNot, BitInstructions.XorNotShifted);
}

/// <summary>An instruction that starts with a product: of one width, and of W registers to an X register.</summary>
internal sealed record ProductForms(Sized Plain, Arm64Instruction LongS, Arm64Instruction LongU)
{
    public static ProductForms Negated { get; } = new(
        IntegerInstructions.MulNegated, IntegerInstructions.MulLongNegatedS, IntegerInstructions.MulLongNegatedU);

    public static ProductForms Added { get; } = new(
        IntegerInstructions.MulAdd, IntegerInstructions.MulAddLongS, IntegerInstructions.MulAddLongU);

    public static ProductForms Subtracted { get; } = new(
        IntegerInstructions.MulSub, IntegerInstructions.MulSubLongS, IntegerInstructions.MulSubLongU);
}
