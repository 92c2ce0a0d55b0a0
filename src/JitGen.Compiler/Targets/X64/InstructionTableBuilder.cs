using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Makes the rows of a table and collects them. A pair is a row for 32 and one for 64 bits, whose operands differ in size only.
/// </summary>
internal sealed class InstructionTableBuilder
{
    private readonly List<X64Instruction> _rows = new();

    /// <summary>The rows made so far, in their order.</summary>
    public X64Instruction[] ToArray() => _rows.ToArray();

    /// <summary>One instruction; operands that do not say their size have <paramref name="size"/> bytes.</summary>
    public X64Instruction Row(
        string mnemonic, string operands, string slots, Encoding encoding, InstructionTraits traits = InstructionTraits.None,
        FlagsEffect flags = FlagsEffect.None, string @implicit = "", int size = 4, Encoding? immediate = null, Condition? condition = null,
        Encoding? evex = null, IsaLevel level = IsaLevel.X64V3)
    {
        var row = new X64Instruction(mnemonic, OperandSyntax.Parse(operands, @implicit, slots, size), encoding, traits)
        {
            Flags = flags,
            ImmediateEncoding = immediate,
            Condition = condition,
            Evex = evex,
            Level = level,
        };
        _rows.Add(row);
        return row;
    }

    /// <summary>An integer instruction of both sizes: the wide one has the W bit.</summary>
    public InstructionPair Integer(
        string mnemonic, string operands, string slots, Encoding encoding, InstructionTraits traits = InstructionTraits.None,
        FlagsEffect flags = FlagsEffect.None, string @implicit = "", Encoding? immediate = null) =>
        new(
            Row(mnemonic, operands, slots, encoding, traits, flags, @implicit, 4, immediate),
            Row(
                mnemonic, operands, slots, encoding with { Wide = true }, traits, flags, @implicit, 8,
                immediate is { } narrow ? narrow with { Wide = true } : null));

    /// <summary>An operation of the first arithmetic group, for an immediate /digit of 81 and 83.</summary>
    public InstructionPair Arithmetic(string mnemonic, uint opcode, int digit, InstructionTraits traits = InstructionTraits.None) =>
        Integer(mnemonic, "w r, t r, r r/m/i", "R M", Legacy(opcode), traits, FlagsEffect.Writes, immediate: Legacy(0x81, digit));

    /// <summary>A shift by an immediate.</summary>
    public InstructionPair Shift(string mnemonic, int digit) =>
        Integer(mnemonic, "w r, t r, r i8", "M I", Legacy(0xC1, digit), flags: FlagsEffect.Writes);

    /// <summary>A rotation by cl.</summary>
    public InstructionPair Rotation(string mnemonic, int digit) =>
        Integer(mnemonic, "w r, t r, r cl", "M .", Legacy(0xD3, digit), flags: FlagsEffect.Writes);

    /// <summary>A bit test with an immediate bit number, which may also change the bit.</summary>
    public InstructionPair BitChange(string mnemonic, int digit) =>
        Integer(mnemonic, "w r, t r, r i8", "M I", Legacy(0x0FBA, digit), flags: FlagsEffect.Writes);

    /// <summary>A shift by a register, without effect on the flags.</summary>
    public InstructionPair FreeShift(string mnemonic, uint opcode) => Integer(mnemonic, "w r, r r/m, r r", "R M V", Vex(opcode));

    /// <summary>A count of bits.</summary>
    public InstructionPair Count(string mnemonic, uint opcode) =>
        Integer(mnemonic, "w r, r r/m", "R M", Legacy(opcode), flags: FlagsEffect.Writes);

    /// <summary>A scalar floating-point instruction of both sizes: mandatory prefix F3, respectively F2, and the suffix s or d.</summary>
    public InstructionPair Scalar(
        string mnemonic, string operands, string slots, uint opcode, InstructionTraits traits = InstructionTraits.None) =>
        new(
            Row(mnemonic + "s", operands, slots, Vex(0xF30000 | opcode), traits, size: 4, evex: Evex(0xF30000 | opcode)),
            Row(mnemonic + "d", operands, slots, Vex(0xF20000 | opcode), traits, size: 8, evex: Evex(0xF20000 | opcode, wide: true)));

    /// <summary>A scalar comparison to a mask of ones or zeros.</summary>
    public InstructionPair Comparison(string predicate, int number) =>
        new(
            Row("vcmp" + predicate + "ss", "w x, r x, r x/m", "R V M", Vex(0xF30FC2, lastByte: number), size: 4),
            Row("vcmp" + predicate + "sd", "w x, r x, r x/m", "R V M", Vex(0xF20FC2, lastByte: number), size: 8));

    /// <summary>The three forms of a fused multiplication and addition.</summary>
    public FusedForms Fused(string mnemonic, uint opcode)
    {
        InstructionPair form132 = FusedForm(mnemonic + "132s", opcode, InstructionTraits.None);
        InstructionPair form213 = FusedForm(mnemonic + "213s", opcode + 0x10, InstructionTraits.Commutes);
        InstructionPair form231 = FusedForm(mnemonic + "231s", opcode + 0x20, InstructionTraits.None);
        X64Instruction.Oppose(form132.Narrow, form231.Narrow);
        X64Instruction.Oppose(form132.Wide, form231.Wide);
        return new FusedForms(form132, form213, form231);
    }

    /// <summary>An instruction for every condition, by its value.</summary>
    public X64Instruction[] PerCondition(
        string prefix, string operands, string slots, uint opcode, bool wide = false, InstructionTraits traits = InstructionTraits.None)
    {
        var rows = new X64Instruction[Conditions.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            var condition = (Condition)i;
            rows[i] = Row(
                prefix + Conditions.Suffix(condition), operands, slots, Legacy(opcode + (uint)i) with { Wide = wide }, traits,
                FlagsEffect.Reads, size: wide ? 8 : 4, condition: condition);
        }

        return rows;
    }

    /// <summary>Moves by condition: exchanging the operands takes the opposite condition.</summary>
    public X64Instruction[] ConditionalMoves(bool wide)
    {
        X64Instruction[] rows = PerCondition("cmov", "w r, t r, r r/m", "R M", 0x0F40, wide);
        for (int i = 0; i < rows.Length; i += 2)
        {
            X64Instruction.Oppose(rows[i], rows[i + 1]);
        }

        return rows;
    }

    public static Encoding Legacy(uint opcode, int digit = -1) => new(EncodingKind.Legacy, opcode, Digit: digit);

    /// <summary>The encoding of a legacy instruction for 64 bits where there is none for 32.</summary>
    public static Encoding LegacyWide(uint opcode, int digit = -1) => new(EncodingKind.Legacy, opcode, Wide: true, digit);

    public static Encoding Vex(uint opcode, int digit = -1, int lastByte = -1) =>
        new(EncodingKind.Vex, opcode, Digit: digit, LastByte: lastByte);

    public static Encoding Evex(uint opcode, bool wide = false) => new(EncodingKind.Evex, opcode, wide);

    public static Encoding VexWide(uint opcode) => new(EncodingKind.Vex, opcode, Wide: true);

    private InstructionPair FusedForm(string mnemonic, uint opcode, InstructionTraits traits) =>
        new(
            Row(mnemonic + "s", "w x, t x, r x, r x/m", "R V M", Vex(opcode), traits, size: 4, evex: Evex(opcode)),
            Row(mnemonic + "d", "w x, t x, r x, r x/m", "R V M", VexWide(opcode), traits, size: 8, evex: Evex(opcode, wide: true)));
}

/// <summary>
/// The forms of a fused multiplication and addition, named by the places in product and sum of operands 1 (overwritten), 2, and
/// 3 (which may be memory): 132 is 1 * 3 + 2.
/// </summary>
internal readonly record struct FusedForms(InstructionPair Form132, InstructionPair Form213, InstructionPair Form231);
