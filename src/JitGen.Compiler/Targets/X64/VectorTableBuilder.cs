using System;
using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The prefixes with which an operation on vectors is encoded.</summary>
[Flags]
internal enum VectorForms
{
    Vex = 1,
    VexWide = Vex | 2,
    Evex = 4,
    EvexWide = Evex | 8,

    /// <summary>Both, as floats and integers of up to 32 bits have them.</summary>
    Narrow = Vex | Evex,

    /// <summary>Both, as doubles and integers of 64 bits have them: only EVEX has the W bit.</summary>
    Wide = Vex | EvexWide,

    /// <summary>Both with the W bit.</summary>
    AlwaysWide = VexWide | EvexWide,
}

/// <summary>The lengths of vectors that an operation has.</summary>
[Flags]
internal enum VectorLengths
{
    Bytes16 = 1,
    Bytes32 = 2,
    Bytes64 = 4,
    From32 = Bytes32 | Bytes64,
    All = Bytes16 | From32,
}

/// <summary>
/// Makes the rows of operations on vectors and collects them. In the strings of operands, <c>v</c> is as long as the vector, see
/// <see cref="OperandSyntax"/>; a <c>b</c> without size is an element of the lane's size, left out for lanes that have no broadcast.
/// </summary>
internal sealed class VectorTableBuilder
{
    /// <summary>The prefix 66 of an opcode with one, respectively two, escape bytes.</summary>
    private const uint Prefix66 = 0x660000;

    private readonly List<X64Instruction> _rows = new();

    /// <summary>The rows made so far, in their order.</summary>
    public X64Instruction[] ToArray() => _rows.ToArray();

    /// <summary>An operation on lanes of one type. <paramref name="masks"/> adds the rows under a mask.</summary>
    public VectorFamily Family(
        string mnemonic, string operands, string slots, uint opcode, VectorForms forms, InstructionTraits traits = InstructionTraits.None,
        int digit = -1, int lastByte = -1, string? evexMnemonic = null, bool masks = false, VectorLengths lengths = VectorLengths.All,
        FlagsEffect flags = FlagsEffect.None)
    {
        var family = new VectorFamily();
        var vex = new Encoding(EncodingKind.Vex, opcode, (forms & VectorForms.VexWide) == VectorForms.VexWide, digit, lastByte);
        var evex = new Encoding(EncodingKind.Evex, opcode, (forms & VectorForms.EvexWide) == VectorForms.EvexWide, digit, lastByte);
        for (int number = 0; number < 3; number++)
        {
            bool hasVex = (forms & VectorForms.Vex) != 0 && number < 2;
            bool hasEvex = (forms & VectorForms.Evex) != 0;
            if (((int)lengths >> number & 1) == 0 || !(hasVex || hasEvex))
            {
                continue;
            }

            OperandSyntax syntax = OperandSyntax.Parse(operands, string.Empty, slots, 16 << number);
            Encoding encoding = (hasVex ? vex : evex) with { Length = number };
            Add(family, Masking.None, number, new X64Instruction(hasVex ? mnemonic : evexMnemonic ?? mnemonic, syntax, encoding, traits)
            {
                Flags = flags,
                Evex = hasEvex ? evex with { Length = number } : null,
                EvexMnemonic = evexMnemonic,
                Level = hasVex ? IsaLevel.X64V3 : IsaLevel.X64V4,
            });
        }

        if (masks)
        {
            AddMasked(family, Masking.Merging, evexMnemonic ?? mnemonic, operands, slots, evex, lengths);
            if (operands.StartsWith("w v", StringComparison.Ordinal))
            {
                AddMasked(family, Masking.Zeroing, evexMnemonic ?? mnemonic, operands, slots, evex, lengths);
            }
        }

        return family;
    }

    /// <summary>An operation on floats and doubles: mandatory prefix none, respectively 66, and the suffix s or d.</summary>
    public VectorOperation Float(
        string stem, string operands, string slots, uint opcode, InstructionTraits traits = InstructionTraits.None,
        int lastByte = -1, bool masks = false, VectorForms forms = VectorForms.Vex | VectorForms.Evex) =>
        new(
            null,
            null,
            Family(stem + "s", WithElement(operands, 4), slots, opcode, forms, traits, -1, lastByte, null, masks),
            Family(
                stem + "d", WithElement(operands, 8), slots, Prefix66 | opcode, WithWideEvex(forms), traits, -1, lastByte, null,
                masks));

    /// <summary>An operation of the common form on integers of 8, 16, 32 and 64 bits; an opcode of 0 where there is none.</summary>
    public VectorOperation Integers(
        string stem, uint b, uint w, uint d, uint q, InstructionTraits traits = InstructionTraits.None, bool masks = true,
        string operands = "w v, r v, r v/m/b", string slots = "R V M", VectorForms wide = VectorForms.Wide) =>
        new(
            Integer(stem + "b", b, 1, VectorForms.Narrow, operands, slots, traits, masks),
            Integer(stem + "w", w, 2, VectorForms.Narrow, operands, slots, traits, masks),
            Integer(stem + "d", d, 4, VectorForms.Narrow, operands, slots, traits, masks),
            Integer(stem + "q", q, 8, wide, operands, slots, traits, masks));

    /// <summary>The family of one lane size, or null if there is no opcode.</summary>
    public VectorFamily? Integer(
        string mnemonic, uint opcode, int laneBytes, VectorForms forms, string operands = "w v, r v, r v/m/b", string slots = "R V M",
        InstructionTraits traits = InstructionTraits.None, bool masks = false, int lastByte = -1, int digit = -1) =>
        opcode == 0 ? null
        : Family(mnemonic, WithElement(operands, laneBytes), slots, opcode, forms, traits, digit, lastByte, null, masks);

    /// <summary>The three forms of a fused multiplication and addition, which differ in one digit of the opcode.</summary>
    public FusedVectorForms Fused(string mnemonic, uint opcode)
    {
        VectorOperation form132 = FusedForm(mnemonic + "132p", opcode, InstructionTraits.None);
        VectorOperation form213 = FusedForm(mnemonic + "213p", opcode + 0x10, InstructionTraits.Commutes);
        VectorOperation form231 = FusedForm(mnemonic + "231p", opcode + 0x20, InstructionTraits.None);
        foreach (int lane in new[] { 4, 8 })
        {
            foreach (int bytes in new[] { 16, 32, 64 })
            {
                X64Instruction.Oppose(form132.For(lane, bytes), form231.For(lane, bytes));
            }
        }

        return new FusedVectorForms(form132, form213, form231);
    }

    private VectorOperation FusedForm(string mnemonic, uint opcode, InstructionTraits traits) =>
        new(
            null,
            null,
            Family(mnemonic + "s", "w v, t v, r v, r v/m/b32", "R V M", opcode, VectorForms.Narrow, traits),
            Family(mnemonic + "d", "w v, t v, r v, r v/m/b64", "R V M", opcode, VectorForms.AlwaysWide, traits));

    /// <summary>The rows of a family under a mask, which stands behind what is written; operand 0 is read too if it is merged into.</summary>
    private void AddMasked(
        VectorFamily family, Masking masking, string mnemonic, string operands, string slots, Encoding evex, VectorLengths lengths)
    {
        int first = operands.IndexOf(',');
        bool isRegister = operands.StartsWith("w v", StringComparison.Ordinal);
        string mask = masking == Masking.Merging && isRegister ? ", t v, r k" : ", r k";
        string maskedOperands = operands.Substring(0, first) + mask + operands.Substring(first);
        string maskedSlots = slots.Substring(0, 1) + " K" + slots.Substring(1);
        for (int number = 0; number < 3; number++)
        {
            if (((int)lengths >> number & 1) != 0)
            {
                OperandSyntax syntax = OperandSyntax.Parse(maskedOperands, string.Empty, maskedSlots, 16 << number);
                Encoding encoding = evex with { Length = number };
                Add(family, masking, number, new X64Instruction(mnemonic, syntax, encoding, InstructionTraits.None)
                {
                    Evex = encoding,
                    Level = IsaLevel.X64V4,
                    IsZeroing = masking == Masking.Zeroing,
                });
            }
        }
    }

    private static VectorForms WithWideEvex(VectorForms forms) =>
        (forms & VectorForms.Evex) != 0 ? forms | VectorForms.EvexWide : forms;

    /// <summary>The size of a broadcast element filled in, or the form left out: elements have 4 or 8 bytes.</summary>
    private static string WithElement(string operands, int laneBytes) =>
        operands.Replace("/b", laneBytes >= 4 ? laneBytes == 4 ? "/b32" : "/b64" : string.Empty);

    private void Add(VectorFamily family, Masking masking, int lengthNumber, X64Instruction row)
    {
        family.Set(masking, lengthNumber, row);
        _rows.Add(row);
    }
}
