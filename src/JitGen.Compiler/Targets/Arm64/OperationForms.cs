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

    public static AdditionForms Compare { get; } = new(
        ConditionInstructions.Compare, ConditionInstructions.CompareImmediate, ConditionInstructions.CompareNegativeImmediate,
        ConditionInstructions.CompareShifted, ConditionInstructions.CompareExtended);

    public static AdditionForms CompareNegative { get; } = new(
        ConditionInstructions.CompareNegative, ConditionInstructions.CompareNegativeImmediate, ConditionInstructions.CompareImmediate,
        ConditionInstructions.CompareNegativeShifted, ConditionInstructions.CompareNegativeExtended);
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
